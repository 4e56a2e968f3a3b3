"""What can be done against a decision, until when, and what was noted about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from netral import rulebook
from netral.discipline.models import AGENCY, Decision
from netral.discipline.states import FLAG_NAMES
from netral.procedure import holidays
from netral.procedure.policies import noon
from netral.procedure.queries import say


def flag_words(flags: Iterable[str]) -> list[str]:
    """What was noted about a decision, in words, each with its citation where the law says it."""
    rules = {rule.code: rule for rule in rulebook.current().catalogue.rules}
    return [
        f"{say(rules[flag].says)} ({rules[flag].source})" if flag in rules else str(FLAG_NAMES.get(flag, flag))
        for flag in flags
    ]


@dataclass(frozen=True)
class RemedyLine:
    """One remedy as people read it: what, to whom, until when or how long, and what silence means."""

    name: str
    to: str
    period: str
    silence: str
    source: str
    doubt: str
    closed: bool
    further: tuple["RemedyLine", ...] = ()


def remedies_of(decision: Decision) -> tuple[rulebook.Remedy, ...]:
    """What is first open against a decision. Where the law closes every remedy, only that is said."""
    code = decision.sanction or _nearest(decision)
    found = rulebook.remedies(code, decision.decided_on, official=decision.official) if code else ()
    return tuple(each for each in found if each.closed) or found


def _nearest(decision: Decision) -> str:
    """For a sanction outside the list: the lightest of its level, whose remedies it is taken to have."""
    person = decision.penanganan.person
    listed = rulebook.sanctions(decision.level, decision.decided_on, subject=person.employment) if person else ()
    return listed[0].code if listed else ""


def remedy_lines(decision: Decision) -> list[RemedyLine]:
    """The remedies against a decision with their last days, once it was delivered."""
    return [_line(each, decision) for each in remedies_of(decision)]


def _line(remedy: rulebook.Remedy, decision: Decision) -> RemedyLine:
    listed = rulebook.current().remedy_list
    return RemedyLine(
        name=say(remedy.name),
        to=say(remedy.to),
        period=_period(remedy.file, decision) if remedy.file else "",
        silence=say(remedy.silence) if remedy.silence else "",
        source=remedy.source,
        doubt=say(remedy.assumption) if remedy.assumption else "",
        closed=remedy.closed,
        further=tuple(_later(listed[code]) for code in remedy.further),
    )


def _period(rule: str, decision: Decision) -> str:
    """Counted to its last day from the delivery; before that, how long it is and from when."""
    if decision.delivered_on is None:
        return _length(rule)
    zone = decision.penanganan.office_at(AGENCY).zone
    return say(rulebook.explain(holidays.due(rule, noon(decision.delivered_on, zone), zone=zone)))


def _later(remedy: rulebook.Remedy) -> RemedyLine:
    """A remedy that follows another: its day is not known before that one ends."""
    doubt = say(remedy.assumption) if remedy.assumption else ""
    return RemedyLine(say(remedy.name), say(remedy.to), _length(remedy.file), "", remedy.source, doubt, remedy.closed)


def _length(code: str) -> str:
    """A period without a day: `14 hari kerja sejak keputusan diterima`."""
    if not code:
        return ""
    rule = rulebook.current().deadline(code)
    unit = say(rulebook.UNIT_NAMES[rule.unit]) if rule.unit in rulebook.UNIT_NAMES else _("hari")
    return f"{rule.count} {unit} {say(rule.starts)}".strip() if rule.count else say(rule.starts)
