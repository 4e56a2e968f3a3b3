"""The rule library: every rule on conduct by act, narrowed by words, people, stage and instrument."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Self
from urllib.parse import urlencode

from django.urls import reverse

from netral import rulebook
from netral.publishing.queries.rows import Row
from netral.publishing.queries.seeking import has_all, haystack
from netral.rulebook import Text
from netral.rulebook.provisions import Provision
from netral.rulebook.selfcheck import AskedStage, self_check
from netral.rulebook.verdicts import CAMPAIGN

# Whose rules the page shows before anybody has chosen.
USUAL_SUBJECT = "ASN"
LONGEST_SEARCH = 80


@dataclass(frozen=True)
class Wanted:
    """What the library is narrowed to. Empty means all; words nobody knows do not narrow."""

    words: str = ""
    subject: str = ""
    stage: str = ""
    instrument: str = ""
    old: bool = False

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        """Read `?cari=&siapa=&tahap=&peraturan=&berlaku=` of the address."""
        book = rulebook.current()
        return cls(
            words=given.get("cari", "").strip()[:LONGEST_SEARCH],
            subject=_known(given.get("siapa", USUAL_SUBJECT), book.subjects),
            stage=_known(given.get("tahap", ""), self_check().stages),
            instrument=_known(given.get("peraturan", ""), instruments()),
            old=given.get("berlaku") == "semua",
        )

    def address(self, **changes: str) -> str:
        """The library narrowed to this, with some of it chosen otherwise."""
        said = {
            "cari": self.words,
            "tahap": self.stage,
            "peraturan": self.instrument,
            "berlaku": "semua" if self.old else "",
        }
        chosen = {name: value for name, value in (said | changes).items() if value}
        whom = {} if self.subject == USUAL_SUBJECT else {"siapa": self.subject}
        query = urlencode(whom | chosen)
        return reverse("publishing:rules") + (f"?{query}" if query else "")

    def narrow(self, on: date) -> list[Row]:
        """The rows that fit, the most specific first."""
        fitting = (rule for rule in rulebook.current().provisions.values() if self._fits(rule, on))
        return [Row(rule) for rule in sorted(fitting, key=lambda rule: rule.rank)]

    def _fits(self, rule: Provision, on: date) -> bool:
        return (
            (self.old or rule.in_force(on))
            and (not self.subject or _binds(rule, self.subject))
            and (not self.stage or _holds_in(rule, self.stage))
            and (not self.instrument or rule.code.split("/")[0] == self.instrument)
            and has_all(self.words, _text(rule.code))
        )


@dataclass(frozen=True)
class Stop:
    """One place of the slider of stages: None for all of them."""

    stage: AskedStage | None
    url: str
    chosen: bool


@dataclass(frozen=True)
class Act:
    """What was done, in plain words, and every row that names it."""

    code: str
    label: Text
    rows: list[Row]


def rule_library(wanted: Wanted, on: date) -> dict[str, Any]:
    """Acts with their rows; rows about every act, and catch-alls, stand in groups of their own."""
    book, rows = rulebook.current(), wanted.narrow(on)
    specific = [row for row in rows if not row.rule.general and not _broad(row.rule)]
    acts = [Act(code, label, [row for row in specific if code in row.rule.conducts])
            for code, label in book.conducts.items()]  # fmt: skip
    return {
        "book": book,
        "wanted": wanted,
        "acts": [act for act in acts if act.rows],
        "broad": [row for row in rows if not row.rule.general and _broad(row.rule)],
        "general": [row for row in rows if row.rule.general],
        "count": len(rows),
        "stages": self_check().stages.values(),
        "stops": stops(wanted),
        "instruments": instruments(),
    }


def stops(wanted: Wanted) -> list[Stop]:
    """The slider: all stages, then each; everything else stays as chosen."""
    known = self_check().stages
    places = [Stop(known[code], wanted.address(tahap=code), code == wanted.stage) for code in known]
    return [Stop(None, wanted.address(tahap=""), not wanted.stage), *places]


@cache
def instruments() -> dict[str, rulebook.Text]:
    """The instruments that hold a rule on conduct."""
    book = rulebook.current()
    codes = dict.fromkeys(code.split("/")[0] for code in book.provisions)
    return {code: book.instruments[code].title for code in sorted(codes)}


def _known(value: str, options: Iterable[str]) -> str:
    return value if value in options else ""


def _broad(rule: Provision) -> bool:
    """Whether it names more than half of all acts: then it says more about people than about an act."""
    return len(rule.conducts) * 2 > len(rulebook.current().conducts)


def _binds(rule: Provision, subject: str) -> bool:
    """ASN is PNS or PPPK: one of the statuses such a person can have is enough."""
    one_of = rulebook.current().vocabulary.subjects[subject].one_of
    return bool({subject, *one_of} & set(rule.subjects))


def _holds_in(rule: Provision, code: str) -> bool:
    stage = self_check().stages[code]
    circumstance = rule.circumstances.get(CAMPAIGN)
    return rule.phase in {None, stage.phase} and (circumstance is None or circumstance.wanted == stage.campaign)


@cache
def _text(code: str) -> str:
    """Everything a rule can be found by: its own words, those of its acts, and how people ask about them."""
    book = rulebook.current()
    rule = book.provisions[code]
    asked = (act for act in self_check().acts.values() if set(act.conducts) & set(rule.conducts))
    said = [rule.title, *(book.conducts[conduct] for conduct in rule.conducts), *(act.title for act in asked)]
    cited = (rule.code, rule.code.replace("-", " "), rule.source, *rule.basis)
    return haystack(*cited, *(word for text in said for word in (text.id, text.en)))
