"""The periods of the law as people read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from netral import rulebook
from netral.rulebook import DeadlineRule, Text

UNSURE = "low"
# Whom a citizen waits for comes first.
FIRST = ("pemilu", "pilkada")


def length(rule: rulebook.DeadlineRule) -> str:
    """`7 hari kerja`; the law's silence in words where it gives no number."""
    if rule.count is None:
        return _("tanpa angka dalam aturan")
    number = rule.count
    words = {
        "working": ngettext("%(count)s hari kerja", "%(count)s hari kerja", number),
        "calendar": ngettext("%(count)s hari kalender", "%(count)s hari kalender", number),
        "hours": ngettext("%(count)s jam", "%(count)s jam", number),
        "months": ngettext("%(count)s bulan", "%(count)s bulan", number),
        "years": ngettext("%(count)s tahun", "%(count)s tahun", number),
    }
    return words[rule.counted_as or "calendar"] % {"count": number}


@dataclass(frozen=True)
class Period:
    """A period and its length in words."""

    rule: DeadlineRule
    length: str

    @property
    def unsure(self) -> bool:
        return self.rule.confidence == UNSURE


@dataclass(frozen=True)
class Family:
    """The periods of one family of rules, in the order of the law file."""

    code: str
    title: Text
    periods: list[Period]


def deadline_library() -> dict[str, Any]:
    """All families with the version of each period in force last; those a citizen waits for come first."""
    book = rulebook.current()
    return {"book": book, "families": families(dict.fromkeys((*FIRST, *book.regimes)))}


def families(codes: Iterable[str]) -> list[Family]:
    """The families of these codes, in that order."""
    return [Family(code, rulebook.current().regimes[code], _periods(code)) for code in codes]


def deadline_page(code: str) -> dict[str, Any] | None:
    """One period with all its versions, the newest first; None for an unknown code."""
    book = rulebook.current()
    versions = book.deadlines.get(code)
    if versions is None:
        return None
    periods = [Period(version, length(version)) for version in reversed(versions)]
    return {"book": book, "regime": book.regimes[versions[-1].regime], "period": periods[0], "versions": periods}


def _periods(regime: str) -> list[Period]:
    last = (versions[-1] for versions in rulebook.current().deadlines.values())
    return [Period(rule, length(rule)) for rule in last if rule.regime == regime]
