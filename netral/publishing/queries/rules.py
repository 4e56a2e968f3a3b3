"""The rule library: conduct, periods and sanctions of the rulebook as people read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from netral import rulebook
from netral.publishing.queries.front import length
from netral.rulebook import DeadlineRule, Text
from netral.rulebook.provisions import Provision

LEVELS = {
    "moral": (_("sanksi moral"), "netral"),
    "ringan": (_("hukuman disiplin ringan"), "netral"),
    "sedang": (_("hukuman disiplin sedang"), "kunyit"),
    "berat": (_("hukuman disiplin berat"), "bata"),
    "ptdh": (_("pemberhentian tidak dengan hormat"), "bata"),
}
KINDS = {
    "kode_etik": _("Kode etik"),
    "disiplin": _("Disiplin"),
    "pidana": _("Pidana"),
    "peraturan_lainnya": _("Peraturan lain"),
    "kode_etik_penyelenggara": _("Kode etik penyelenggara pemilihan"),
    "administrasi": _("Administrasi"),
}
PHASES = {"before": _("sebelum penetapan calon"), "after": _("sesudah penetapan calon")}
UNSURE = "low"


@dataclass(frozen=True)
class Row:
    """A provision with the words of its codes."""

    rule: Provision

    @property
    def kind(self) -> Promise:
        return KINDS[self.rule.kind]

    @property
    def level(self) -> Promise | str:
        """Empty where the law gives no level."""
        return LEVELS[self.rule.level][0] if self.rule.level else ""

    @property
    def tone(self) -> str:
        return LEVELS[self.rule.level][1] if self.rule.level else "netral"

    @property
    def phase(self) -> Promise | str:
        """Empty where the row holds at any time."""
        return PHASES[self.rule.phase] if self.rule.phase else ""

    @property
    def unsure(self) -> bool:
        """The article has not been seen: such an entry is labelled and never cited in a letter."""
        return self.rule.confidence == UNSURE


@dataclass(frozen=True)
class Act:
    """What was done, in plain words, and every row that names it."""

    code: str
    label: Text
    rows: list[Row]


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


def rule_library(on: date, *, subject: str = "", phase: str = "") -> dict[str, Any]:
    """Acts with the rows in force that day; the most specific first.

    `subject` and `phase` narrow them to whom they bind and to before or after the candidates stand; "" is everyone.
    """
    book = rulebook.current()
    subject, phase = subject if subject in book.subjects else "", phase if phase in PHASES else ""
    fitting = [Row(rule) for rule in book.provisions.values() if _fits(rule, on, subject, phase)]
    rows = sorted((row for row in fitting if not row.rule.general), key=lambda row: row.rule.rank)
    acts = [
        Act(code, label, [row for row in rows if code in row.rule.conducts]) for code, label in book.conducts.items()
    ]
    return {
        "book": book,
        "acts": [act for act in acts if act.rows],
        "general": [row for row in fitting if row.rule.general],
        "subject": subject,
        "phase": phase,
        "phases": PHASES,
    }


def deadline_library() -> dict[str, Any]:
    """All families with the version of each period in force last; those a citizen waits for come first."""
    book = rulebook.current()
    order = ["pemilu", "pilkada", *book.regimes]
    families = [Family(code, book.regimes[code], _periods(code)) for code in dict.fromkeys(order)]
    return {"book": book, "families": families}


def rule_page(code: str, on: date) -> dict[str, Any] | None:
    """One provision, with the sanctions of its last day in force; None for an unknown code."""
    book = rulebook.current()
    rule = book.provisions.get(code)
    if rule is None:
        return None
    day = min(on, rule.until or on)
    return {
        "book": book,
        "row": Row(rule),
        "acts": [book.conducts[conduct] for conduct in rule.conducts],
        "subjects": [book.subjects[subject] for subject in rule.subjects],
        "targets": [book.vocabulary.targets[target] for target in rule.targets],
        "sanctions": book.sanctions(rule.level, day, subject=rule.subjects[0]) if rule.level else (),
    }


def deadline_page(code: str) -> dict[str, Any] | None:
    """One period with all its versions, the newest first; None for an unknown code."""
    book = rulebook.current()
    versions = book.deadlines.get(code)
    if versions is None:
        return None
    periods = [Period(version, length(version)) for version in reversed(versions)]
    return {"book": book, "regime": book.regimes[versions[-1].regime], "period": periods[0], "versions": periods}


def _fits(rule: Provision, on: date, subject: str, phase: str) -> bool:
    return rule.in_force(on) and _binds(rule, subject) and (not phase or rule.phase in {None, phase})


def _binds(rule: Provision, subject: str) -> bool:
    return not subject or bool({subject, *_statuses()[subject]} & set(rule.subjects))


@cache
def _statuses() -> dict[str, tuple[str, ...]]:
    """ASN is PNS or PPPK: the statuses a kind of person can have."""
    return {code: subject.one_of for code, subject in rulebook.current().vocabulary.subjects.items()}


def _periods(regime: str) -> list[Period]:
    last: Iterable[DeadlineRule] = (versions[-1] for versions in rulebook.current().deadlines.values())
    return [Period(rule, length(rule)) for rule in last if rule.regime == regime]
