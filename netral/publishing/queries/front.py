"""The front page: what happens after a report, with the clocks of the law, and figures from report to sanction."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from netral import rulebook
from netral.publishing.queries.asking import teasers
from netral.publishing.queries.journal import latest_root
from netral.publishing.queries.periods import length
from netral.registry.models import Election
from netral.registry.queries import current_stage, running_elections
from netral.rulebook import Text

DATA = Path(__file__).parents[1] / "data"
# The clocks a reporter waits for, by the family of rules: initial study, follow-up, follow-up with more information.
CLOCKS = {"pemilu": ("P-KA", "P-TL", "P-TL2"), "pilkada": ("K-KA", "K-TL", "K-TL2")}
REPORTING = {"pemilu": "P-REP", "pilkada": "K-REP"}
WHEN_NOTHING_RUNS = "pilkada"


@dataclass(frozen=True)
class Running:
    """An election under way, with the stage of the day and its last day (None between stages)."""

    name: Text
    stage: Text | None
    until: date | None


@dataclass(frozen=True)
class Figure:
    """One bar: a count and its share of the longest bar, as an SVG attribute ("79.1%")."""

    count: int
    width: str


@dataclass(frozen=True)
class Figures:
    """From report to sanction, as a publisher counted it on one day."""

    election: Text
    publisher: str
    as_of: date
    source: str
    reported: Figure
    proven: Figure
    sanctioned: Figure
    carried_out: int
    waiting: int


def front_page(today: date) -> dict[str, Any]:
    """Everything on `/` but its texts."""
    running = running_elections(today)
    regime = running[0].regime if running else WHEN_NOTHING_RUNS
    return {
        "elections": [_running(election, today) for election in running],
        "regime": regime,
        "waits": waits(regime, today),
        "figures": figures(),
        "root": latest_root(),
        "asked": teasers(today),
    }


def _running(election: Election, today: date) -> Running:
    stage = current_stage(election, today)
    name = Text(election.name, election.name_en)
    if stage is None:
        return Running(name, None, None)
    return Running(name, rulebook.current().stage_words.names.get(stage.code), stage.ends_on)


def waits(regime: str, on: date) -> dict[str, str]:
    """How long the initial study and the examination may take, in words: `{"kajian_awal": …, "pemeriksaan": …}`."""
    book = rulebook.current()
    study, follow_up, more = (book.deadline(code, on) for code in CLOCKS[regime])
    longer = _("%(first)s, bisa ditambah %(more)s") if more.after else _("%(first)s, paling lama %(more)s")
    examination = longer % {"first": length(follow_up), "more": length(more)}
    return {"kajian_awal": _("Paling lama %(length)s") % {"length": length(study)}, "pemeriksaan": examination}


def report_waits(on: date) -> dict[str, str]:
    """How long one may report, by family of rules."""
    book = rulebook.current()
    return {regime: length(book.deadline(code, on)) for regime, code in REPORTING.items()}


@cache
def figures() -> Figures:
    """The published counts of `data/figures.toml`."""
    data = tomllib.loads((DATA / "figures.toml").read_text("utf-8"))
    counts = {key: data[key] for key in ("reported", "proven", "sanctioned")}
    longest = max(counts.values())
    bars = {key: Figure(count, f"{100 * count / longest:.1f}%") for key, count in counts.items()}
    return Figures(
        election=Text(**data["election"]),
        publisher=data["publisher"],
        as_of=data["as_of"],
        source=data["source"],
        carried_out=round(100 * counts["sanctioned"] / counts["proven"]),
        waiting=counts["proven"] - counts["sanctioned"],
        **bars,
    )
