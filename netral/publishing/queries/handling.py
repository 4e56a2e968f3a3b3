"""What follows a breach of one rule: the sanctions open, who may impose them, what can be done against, who is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from netral import rulebook
from netral.cases.states import RECEIVER_NAMES
from netral.publishing.queries.periods import Period, length
from netral.publishing.queries.sanctions import Measure, measures_of
from netral.rulebook import Competent, Remedy, Text
from netral.rulebook.competence import CompetentOfficial, Permission
from netral.rulebook.forwarding import Route
from netral.rulebook.law_files import CONFIDENCES
from netral.rulebook.provisions import Provision
from netral.rulebook.ranges import RangeRule


@dataclass(frozen=True)
class Power:
    """What one official may impose on holders of these posts in these agencies, and the rows that say so.

    No posts or agencies: all of them. `whole`: every sanction of the range. `fallback`: only where no other may.
    """

    official: Text
    over: list[Text]
    agencies: list[Text]
    sanctions: list[Text]
    whole: bool
    condition: Text | None
    proposal: Text | None
    fallback: bool
    sources: list[str]
    confidence: str
    assumption: Text | None


@dataclass(frozen=True)
class Recourse:
    """A remedy with its periods in words, the sanctions it is for, and what is open after it."""

    remedy: Remedy
    sanctions: list[Text]
    whole: bool
    periods: list[Period]
    further: list[Remedy]


@dataclass(frozen=True)
class Handling:
    """What follows for people of these statuses: they share sanctions and officials."""

    subjects: list[Text]
    measures: list[Measure]
    later: list[Measure]
    rules: list[RangeRule]
    powers: list[Power]
    decides: list[Text]
    permissions: list[Permission]
    recourses: list[Recourse]


@dataclass(frozen=True)
class Way:
    """One receiver from one day to another; `subjects` only where it is not for everybody the rule binds."""

    route: Route
    to: str | Promise
    subjects: list[Text]


def handlings(rule: Provision, on: date) -> list[Handling]:
    """One for each group of statuses that are treated alike under the law of that day; a court treats all alike."""
    if rule.penalties:
        return [_handling(rule, rule.subjects, on)] if rule.subjects else []
    groups: dict[tuple[object, ...], list[str]] = {}
    for subject in rule.subjects:
        found = rulebook.sanction_range(rule.code, on, subject=subject)
        rows = [each.row for each in rulebook.competent_officials(subject, rule.level, on).officials]
        groups.setdefault((found.sanctions, tuple(rows)), []).append(subject)
    return [_handling(rule, tuple(subjects), on) for subjects in groups.values()]


def _handling(rule: Provision, subjects: Sequence[str], on: date) -> Handling:
    """For a crime only the rules: its penalty stands in the provision, and no agency imposes it."""
    book, first = rulebook.current(), subjects[0]
    found = book.sanction_range(rule.code, on, subject=first)
    competent = Competent((), (), ()) if rule.penalties else book.competent_officials(first, rule.level, on)
    sanctions = () if rule.penalties else found.sanctions
    return Handling(
        subjects=[book.subjects[subject] for subject in subjects],
        measures=measures_of(sanctions),
        later=measures_of(found.later),
        rules=[each for each in found.rules if not rule.penalties or each.kind == "court"],
        powers=_powers(competent.officials),
        decides=list(competent.decides),
        permissions=list(competent.permissions),
        recourses=_recourses([each.code for each in sanctions], on),
    )


def _powers(officials: Iterable[CompetentOfficial]) -> list[Power]:
    """Rows of one official that say the same of several posts become one."""
    groups: dict[tuple[object, ...], list[CompetentOfficial]] = {}
    found = list(officials)
    for each in found:
        row = each.row
        key = (each.official, row.agencies, each.sanctions, row.condition, row.proposal, row.fallback, row.assumption)
        groups.setdefault(key, []).append(each)
    longest = max((len(each.sanctions) for each in found), default=0)
    return [_power(group, longest) for group in groups.values()]


def _power(group: Sequence[CompetentOfficial], longest: int) -> Power:
    book, first, rows = rulebook.current(), group[0], [each.row for each in group]
    posts = dict.fromkeys(post for row in rows for post in row.over) if all(row.over for row in rows) else {}
    return Power(
        official=first.label,
        over=[book.competence.posts[post] for post in posts],
        agencies=[book.competence.agencies[code] for code in first.row.agencies],
        sanctions=[book.sanction(code).name for code in first.sanctions],
        whole=len(first.sanctions) == longest,
        condition=first.row.condition,
        proposal=first.row.proposal,
        fallback=first.row.fallback,
        sources=list(dict.fromkeys(row.source for row in rows)),
        confidence=max((row.confidence for row in rows), key=CONFIDENCES.index),
        assumption=first.row.assumption,
    )


def _recourses(sanctions: Sequence[str], on: date) -> list[Recourse]:
    """Each remedy once, with the sanctions of the range it is open against."""
    book = rulebook.current()
    against: dict[str, list[str]] = {}
    for code in sanctions:
        for remedy in book.remedies(code, on):
            against.setdefault(remedy.code, []).append(code)
    return [_recourse(book.remedy_list[code], codes, len(sanctions), on) for code, codes in against.items()]


def _recourse(remedy: Remedy, sanctions: Sequence[str], whole: int, on: date) -> Recourse:
    book = rulebook.current()
    rules = [book.deadline(code, on) for code in remedy.periods()]
    return Recourse(
        remedy=remedy,
        sanctions=[book.sanction(code).name for code in sanctions],
        whole=len(sanctions) == whole,
        periods=[Period(rule, length(rule)) for rule in rules],
        further=[book.remedy_list[code] for code in remedy.further],
    )


def ways(rule: Provision) -> list[Way]:
    """Every receiver such a breach ever had since the rule began, oldest first."""
    routes = [route for route in rulebook.current().routes if _leads(route, rule)]
    begun = sorted(routes, key=lambda route: (route.not_yet, route.effective or date.min))
    return [Way(route, RECEIVER_NAMES.get(route.to, route.to), _whose(route, rule)) for route in begun]


def _leads(route: Route, rule: Provision) -> bool:
    ended = bool(route.until and rule.effective and route.until < rule.effective)
    return (
        not route.situation
        and not ended
        and bool(set(route.subjects) & set(rule.subjects))
        and (not route.kinds or rule.kind in route.kinds)
        and (not route.regimes or not rule.regimes or bool(set(route.regimes) & set(rule.regimes)))
    )


def _whose(route: Route, rule: Provision) -> list[Text]:
    meant = [subject for subject in rule.subjects if subject in route.subjects]
    book = rulebook.current()
    return [] if len(meant) == len(rule.subjects) else [book.subjects[subject] for subject in meant]
