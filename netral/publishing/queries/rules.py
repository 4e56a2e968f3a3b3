"""One rule on conduct as people read it: elements, sanctions, who decides, what came before and after."""

from datetime import date, timedelta
from functools import cache
from typing import Any

from netral import rulebook
from netral.publishing.converters import rule_slug
from netral.publishing.queries.examples import examples
from netral.publishing.queries.handling import handlings, ways
from netral.publishing.queries.periods import Family, families
from netral.publishing.queries.rows import Row
from netral.publishing.queries.sanctions import measures_of
from netral.rulebook.provisions import Provision
from netral.rulebook.selfcheck import AskedAct, self_check

# The families of periods that run once a breach of such a kind is handled, by instrument or else by kind.
PERIODS_OF_INSTRUMENT = {"PP-53-2010": ("pp53",), "SKB-2020": ("skb2020",)}
PERIODS_OF_KIND = {
    "kode_etik": ("sbt", "skb2022"),
    "disiplin": ("sbt", "skb2022", "pp94"),
    "pidana": ("gakkumdu",),
    "kode_etik_penyelenggara": ("dkpp",),
}


def rule_page(slug: str, on: date) -> dict[str, Any] | None:
    """One provision in readable elements; None for a slug nobody has."""
    book = rulebook.current()
    rule = by_slug().get(slug)
    if rule is None:
        return None
    return {
        "book": book,
        "row": Row(rule),
        "acts": [book.conducts[code] for code in rule.conducts if code not in rule.doubtful_conducts],
        "subjects": [book.subjects[subject] for subject in rule.subjects],
        "targets": [book.vocabulary.targets[target] for target in rule.targets],
        "doubtful_acts": [book.conducts[conduct] for conduct in rule.doubtful_conducts],
        "doubtful": [book.vocabulary.targets[target] for target in rule.doubtful],
        "offices": [book.offices[office] for office in rule.offices],
        "regimes": [regime.capitalize() for regime in rule.regimes],
        "instrument": book.instruments[rule.code.split("/")[0]],
        "since": {book.subjects[subject]: day for subject, day in rule.since.items()},
        "examples": examples(rule),
        "penalties": measures_of(rule.penalties),
        "handlings": handlings(rule, min(on, rule.until or on)),
        "ways": ways(rule),
        "asked": asked(rule),
        "earlier": [Row(each) for each in neighbours(rule, later=False)],
        "later": [Row(each) for each in neighbours(rule, later=True)],
        "periods": periods(rule),
    }


@cache
def by_slug() -> dict[str, Provision]:
    return {rule_slug(code): rule for code, rule in rulebook.current().provisions.items()}


def asked(rule: Provision) -> list[AskedAct]:
    """What people ask that this rule is about, the most asked first."""
    check = self_check()
    acts = sorted(check.acts.values(), key=lambda act: act.asked or len(check.acts))
    meant = set(rule.conducts) - set(rule.doubtful_conducts)
    return [act for act in acts if set(act.conducts) & meant]


def neighbours(rule: Provision, *, later: bool) -> list[Provision]:
    """The rules about the same act of the same people that ended the day before this one began, or began after it."""
    others = (each for each in rulebook.current().provisions.values() if _same_matter(each, rule))
    return [each for each in others if (_next_day(rule, each) if later else _next_day(each, rule))]


def periods(rule: Provision) -> list[Family]:
    """The families of periods that run when such a breach is handled."""
    known = rulebook.current().regimes
    codes = PERIODS_OF_INSTRUMENT.get(rule.code.split("/")[0], PERIODS_OF_KIND.get(rule.kind, ()))
    return families(code for code in codes if code in known)


def _same_matter(one: Provision, other: Provision) -> bool:
    together = one.phase is None or other.phase is None or one.phase == other.phase
    return together and bool(set(one.conducts) & set(other.conducts) and set(one.subjects) & set(other.subjects))


def _next_day(first: Provision, second: Provision) -> bool:
    return bool(first.until and second.effective and first.until + timedelta(days=1) == second.effective)
