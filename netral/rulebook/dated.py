"""Entries that hold from one day to another, or not yet at all."""

from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from netral.rulebook.law_files import Table


class Span(TypedDict):
    """The fields of `Dated`, ready to be passed on with `**`."""

    effective: date | None
    until: date | None
    not_yet: bool


@dataclass(frozen=True, kw_only=True)
class Dated:
    """In force from `effective` to `until`, both included; `not_yet`: waiting for the day it takes effect."""

    effective: date | None
    until: date | None
    not_yet: bool = False

    def in_force(self, on: date) -> bool:
        begun = self.effective is None or self.effective <= on
        return not self.not_yet and begun and (self.until is None or on <= self.until)


def span(row: Table) -> Span:
    """Read `effective`, `until` and `not_yet`, refusing what contradicts itself."""
    found: Span = {
        "effective": row.optional_day("effective"),
        "until": row.optional_day("until"),
        "not_yet": row.flag("not_yet"),
    }
    effective, until = found["effective"], found["until"]
    if effective and until and until < effective:
        row.refuse("until", until.isoformat(), "a day not before effective", "Swap or correct them.")
    if effective and found["not_yet"]:
        row.refuse("not_yet", True, "no effective day while it waits", "Remove one of the two.")
    return found
