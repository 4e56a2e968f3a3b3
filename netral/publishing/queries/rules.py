"""The rule library: periods and procedures of the rulebook as people read them."""

from dataclasses import dataclass
from typing import Any

from netral import rulebook
from netral.publishing.queries.front import length
from netral.rulebook import DeadlineRule, Text


@dataclass(frozen=True)
class Family:
    """The periods of one family of rules, in the order of the law file."""

    code: str
    title: Text
    periods: list["Period"]


@dataclass(frozen=True)
class Period:
    """A period and its length in words."""

    rule: DeadlineRule
    length: str

    @property
    def unsure(self) -> bool:
        """The article has not been seen: such an entry is labelled and never cited in a letter."""
        return self.rule.confidence == "low"


def rule_library() -> dict[str, Any]:
    """All families with the version of each period in force last."""
    book = rulebook.current()
    families = [Family(code, title, _periods(code)) for code, title in book.regimes.items()]
    return {"book": book, "families": families}


def rule_page(code: str) -> dict[str, Any] | None:
    """One period with all its versions, the newest first; None for an unknown code."""
    book = rulebook.current()
    versions = book.deadlines.get(code)
    if versions is None:
        return None
    periods = [Period(version, length(version)) for version in reversed(versions)]
    return {"book": book, "regime": book.regimes[versions[-1].regime], "period": periods[0], "versions": periods}


def _periods(regime: str) -> list[Period]:
    last = [versions[-1] for versions in rulebook.current().deadlines.values()]
    return [Period(rule, length(rule)) for rule in last if rule.regime == regime]
