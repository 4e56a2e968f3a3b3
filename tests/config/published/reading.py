"""A published case as values: what its page says, and what a person reads out of it. Cases are called by their key."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.akurasi import CASES as BESIDE_THE_PROJECT
from benchmarks.akurasi import load_cases
from benchmarks.akurasi_scores import SAID_AS, SANCTION_WORDS, decided_kinds, real_receivers, row_of

CASES = Path(os.environ.get("NETRAL_CASES", BESIDE_THE_PROJECT))
MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november",
    "desember",
)  # fmt: skip
DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b", re.IGNORECASE)
# How it ended, in the words of the collection → how far the supervisors came.
ENDS = {
    "forwarded": "diteruskan",
    "proven_recommended": "diteruskan",
    "proven_sanctioned": "diteruskan",
    "convicted": "diteruskan",
    "in_process": "diteruskan",
    "stopped_unproven": "tidak_terbukti",
    "dismissed_other_ground": "bukan_kewenangan",
    "stopped_formal": "informasi_awal",
}
POLICE = frozenset({"Polri", "Kejaksaan"})
LEVELS = (("sanksi moral", "moral"), ("berat", "berat"), ("ringan", "ringan"))


@dataclass(frozen=True)
class Reading:
    """What a person reads out of a page beyond the columns of the collection.

    `days`: which event each whole day in its text stands for, in the order they stand. `crime`: how far the criminal
    track came ("dihentikan", "penyidikan", "putusan"), "bukan" where the page says that it is none, "" where it says
    nothing. `apart`: the statuses of people whom the collection holds as one mixed row. `acts`: steps of the
    receiver's own table. `recommended`: the supervisors of ASN named a level. `election`: the one an officer sets where
    the page names one that the list holds as a part of another, a vote held again for one.
    """

    days: tuple[str, ...] = ()
    crime: str = ""
    apart: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    recommended: bool = False
    election: str = ""


@dataclass(frozen=True)
class Published:
    """One case: `said` is the record as collected, `row` what an officer would enter."""

    said: Mapping[str, Any] = field(repr=False)
    reading: Reading

    @property
    def key(self) -> str:
        return str(self.said["id"])

    @property
    def row(self) -> dict[str, Any]:
        return row_of(self.said)

    @property
    def people(self) -> tuple[str, ...]:
        """The status of each person walked: one stands for all who are alike."""
        return self.reading.apart or (str(self.said["employment"]),)

    @property
    def position(self) -> str:
        return str(self.said["actor_position"])

    @property
    def kind(self) -> str:
        """How it came to the supervisors; a page that does not say is taken for a report."""
        return {"temuan": "temuan"}.get(self.said["source"], "laporan")

    @property
    def act(self) -> date | None:
        return date.fromisoformat(self.row["date"]) if "date" in self.row else None

    @property
    def by(self) -> date:
        """The day the page speaks of: everything it tells had happened by then."""
        return date.fromisoformat(self.row["as_of"])

    @property
    def days(self) -> dict[str, date]:
        """Event → the day the page gives for it."""
        text = str(self.said["decision"])
        found = [date(int(year), MONTHS.index(month.lower()) + 1, int(day)) for day, month, year in DAY.findall(text)]
        return {event: day for event, day in zip(self.reading.days, found, strict=True) if event}

    @property
    def working_days(self) -> int:
        """How many working days the examination took, where the page counts them."""
        found = re.search(r"(\d+) hari kerja,", str(self.said["notes"]))
        return int(found[1]) if found else 0

    @property
    def ends(self) -> str:
        return ENDS[self.said["outcome"]]

    @property
    def regime(self) -> str:
        return "pemilu" if str(self.said["election"]).startswith("pemilu") else "pilkada"

    @property
    def kinds(self) -> set[str]:
        return decided_kinds(self.said)

    @property
    def receivers(self) -> set[str]:
        return real_receivers(self.said)

    @property
    def crime(self) -> str:
        """Where the criminal track ended that really ran; empty for none."""
        return "" if self.reading.crime == "bukan" else self.reading.crime

    @property
    def only_police(self) -> bool:
        """Whether the page tells of no hand-over but the one to the police."""
        return bool(self.crime) and not self.receivers - POLICE

    @property
    def followed_up(self) -> bool:
        """Whether the page tells what the receiver recommended or did."""
        return self.said["outcome"] == "proven_sanctioned" or self.reading.recommended

    @property
    def level(self) -> str:
        """The level of the sanction in the page's words; where it names none, that of the list it comes from."""
        words = f"{self.said['sanction']} {self.said['decision']}".lower()
        return next((level for word, level in LEVELS if word in words), "sedang")

    def means(self, label: str) -> bool:
        """Whether a sanction of the list is the one the page names."""
        words = str(self.said["sanction"]).lower()
        phrases = [SAID_AS.get(phrase, phrase) for phrase in SANCTION_WORDS if phrase in words]
        return any(phrase in label.lower() for phrase in phrases)


@cache
def collected() -> dict[str, dict[str, Any]]:
    """Every record by its key."""
    return {str(case["id"]): case for case in load_cases(CASES)}


def read(key: str, reading: Reading) -> Published:
    return Published(collected()[key], reading)
