"""What is known of an act, as one row of `netral assess` says it. What is not said is unknown."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from netral.rulebook.stages import ElectionLaw
from netral.rulebook.vocabulary import PHASES, Vocabulary

OTHER_ELECTION = "lain"
POSITION_CLASSES = (
    "jpt",
    "administrator",
    "pengawas",
    "fungsional",
    "pelaksana",
    "camat",
    "lurah",
    "kepala_sekolah",
    "guru",
    "kepala_daerah",
    # Beyond the list of the contract: organisers and their staff.
    "kpu",
    "kpps",
    "bawaslu",
    "sekretariat_penyelenggara",
)
LONGEST_SHOWN = 80  # characters of a wrong value that are repeated
KEYS = dict.fromkeys(
    (
        "id",
        "date",
        "as_of",
        "election",
        "office",
        "subject",
        "position",
        "position_class",
        "conduct",
        "target",
        "phase",
        "circumstances",
    )
)


class AssessError(ValueError):
    """A row that cannot be assessed: `key`, the value found, what was expected, and what to do, in Indonesian."""

    def __init__(self, key: str, value: object, expected: str, remedy: str = "Perbaiki nilainya") -> None:
        super().__init__(f"{key}: {_found(value)}, seharusnya {expected}. {remedy}, lalu jalankan lagi.")
        self.key = key


def _found(value: object) -> str:
    return "tidak diisi" if value is None else f"ditemukan {repr(value)[:LONGEST_SHOWN]}"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One row, checked. None and absent circumstances mean unknown."""

    id: str
    election_code: str
    election: ElectionLaw | None
    subject: str
    conducts: tuple[str, ...]
    day: date | None
    as_of: date | None
    office: str | None
    position: str
    position_class: str | None
    target: str | None
    phase: str | None
    circumstances: Mapping[str, bool]


def parse(row: Mapping[str, Any], vocabulary: Vocabulary, elections: Mapping[str, ElectionLaw]) -> Facts:
    """Check one row. Raises AssessError for the first key that is missing, unknown or has a value it cannot have."""
    if not isinstance(row, Mapping):
        raise AssessError("isi baris", row, "satu objek JSON", "Tulis satu objek sebaris")
    if not row.keys() <= KEYS.keys():
        key = next(key for key in row if key not in KEYS)
        known = f"salah satu kunci {', '.join(KEYS)}"
        raise AssessError(str(key)[:LONGEST_SHOWN], row[key], known, "Perbaiki nama kuncinya atau buang")
    code = OTHER_ELECTION if row.get("election") == OTHER_ELECTION else _choice(row, "election", elections)
    election = elections.get(code)
    offices = election.offices if election and election.offices else tuple(vocabulary.offices)
    return Facts(
        id=_text(row, "id"),
        election_code=code,
        election=election,
        subject=_choice(row, "subject", vocabulary.subjects),
        conducts=_conducts(row, vocabulary.conducts),
        day=_day(row, "date"),
        as_of=_day(row, "as_of"),
        office=_optional(row, "office", offices),
        position="" if row.get("position") is None else _text(row, "position"),
        position_class=_optional(row, "position_class", POSITION_CLASSES),
        target=_optional(row, "target", vocabulary.targets),
        phase=_optional(row, "phase", PHASES),
        circumstances=_circumstances(row, vocabulary.circumstances),
    )


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise AssessError(key, value, "teks yang tidak kosong")
    return value


def _choice(row: Mapping[str, Any], key: str, options: Collection[str]) -> str:
    return _one_of(options, key, row.get(key))


def _optional(row: Mapping[str, Any], key: str, options: Collection[str]) -> str | None:
    value = row.get(key)
    return None if value is None else _one_of(options, key, value)


def _one_of(options: Collection[str], key: str, value: Any) -> str:
    if not isinstance(value, str) or value not in options:
        raise AssessError(key, value, f"salah satu dari {', '.join(options)}")
    return value


def _conducts(row: Mapping[str, Any], options: Collection[str]) -> tuple[str, ...]:
    values = row.get("conduct")
    if not isinstance(values, list | tuple) or not values:
        raise AssessError("conduct", values, "daftar berisi sedikitnya satu kode")
    for value in values:
        if not isinstance(value, str) or value not in options:
            raise AssessError("conduct", value, f"kode dari {', '.join(options)}")
    return tuple(dict.fromkeys(values))


def _day(row: Mapping[str, Any], key: str) -> date | None:
    """A day; text of a moment is refused, because the day depends on the zone."""
    value = row.get(key)
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise AssessError(key, value, "tanggal seperti 2024-02-05") from None


def _circumstances(row: Mapping[str, Any], options: Collection[str]) -> dict[str, bool]:
    values = row.get("circumstances")
    if values is None:
        return {}
    if not isinstance(values, Mapping):
        raise AssessError("circumstances", values, "objek berisi true dan false")
    for name, value in values.items():
        if name not in options:
            raise AssessError("circumstances", name, f"nama dari {', '.join(options)}")
        if value is not None and not isinstance(value, bool):
            raise AssessError(f"circumstances.{name}", value, "true, false, atau null")
    return {name: value for name, value in values.items() if value is not None}
