"""Stops and extensions of a period: each needs a permission of the law and a document that proves it happened."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from netral.rulebook.calendar import Calendar, SkippedDay
from netral.rulebook.counting import END_OF_DAY, Change, Due, Event
from netral.rulebook.deadlines import DeadlineRule, Permit
from netral.rulebook.law_files import CONFIDENCES


class NotPermittedError(ValueError):
    """The law does not let this period be changed so. The message says what it does permit and what to do."""

    def __init__(self, rule: DeadlineRule, event: Event, problem: str, remedy: str) -> None:
        super().__init__(f"{rule.code}, {event.kind} pada {event.on.isoformat()}: {problem}. {remedy}.")


class Law(Protocol):
    """What a change needs of a rulebook."""

    @property
    def calendar(self) -> Calendar: ...
    def deadline(self, code: str, on: date | None = None) -> DeadlineRule: ...
    def counted(self, rule: DeadlineRule, start: datetime) -> Due: ...


@dataclass(frozen=True)
class _State:
    """A period between two events. While it stands still: the kind of stop, its day, and the units left."""

    due: Due
    stopped: str = ""
    since: date | None = None
    left: int = 0
    settled: bool = False


def changed(law: Law, rule: DeadlineRule, due: Due, events: Sequence[Event]) -> Due:
    """The period after these events, in the order of their days. Raises NotPermittedError for the first that cannot be.

    The day of an event still belongs to the time before it.
    """
    state = _State(due)
    for event in sorted(events, key=lambda each: each.on):
        permit = _permit(rule, event)
        _check_turn(rule, state, event, permit)
        _check_day(rule, state, event)
        after = EFFECTS[permit.does](law, rule, state, event)
        change = Change(event, permit, state.due.due, after.due.due)
        state = replace(after, due=_told(after.due, change))
    return state.due


def _permit(rule: DeadlineRule, event: Event) -> Permit:
    known = {kind: permit for kind, permit in rule.permits.items() if permit.in_force(event.on)}
    if event.kind in known:
        return known[event.kind]
    allowed = "; ".join(f"{kind} ({permit.source})" for kind, permit in known.items())
    problem = f"yang diizinkan hanya {allowed}" if allowed else "aturan ini tidak dapat dihentikan atau diperpanjang"
    raise NotPermittedError(rule, event, problem, "Perbaiki kodenya, atau hitung tanpa peristiwa itu")


def _check_turn(rule: DeadlineRule, state: _State, event: Event, permit: Permit) -> None:
    if not event.document.strip():
        raise NotPermittedError(rule, event, "tanpa dokumen", f"Sebut nomor atau nama {permit.document.id}")
    if state.settled:
        raise NotPermittedError(rule, event, "tenggat ini sudah selesai", "Buang peristiwa sesudahnya")
    if permit.after != state.stopped:
        problem = f"harus sesudah {permit.after}" if permit.after else f"tenggat ini berhenti karena {state.stopped}"
        raise NotPermittedError(rule, event, problem, "Periksa urutan peristiwanya")
    if not permit.repeats and any(change.event.kind == event.kind for change in state.due.changes):
        raise NotPermittedError(rule, event, "hanya diizinkan satu kali", "Buang yang kedua")


def _check_day(rule: DeadlineRule, state: _State, event: Event) -> None:
    first = state.since or state.due.started.date()
    last = state.due.due.date() if state.due.due else event.on
    if not first <= event.on <= last:
        problem = f"hari itu di luar {first.isoformat()} sampai {max(first, last).isoformat()}"
        raise NotPermittedError(rule, event, problem, "Periksa tanggalnya")


def _extend(law: Law, rule: DeadlineRule, state: _State, event: Event) -> _State:
    """The other period takes over; what came before its first day stays as it was."""
    due, permit = state.due, rule.permits[event.kind]
    moments = {"start": due.started, "end": due.due or due.started, "event": _end_of(event.on, due)}
    begins = moments[permit.counted_from]
    return _State(_joined(due, law.counted(law.deadline(permit.period, begins.date()), begins), begins.date()))


def _stop(law: Law, _: DeadlineRule, state: _State, event: Event) -> _State:
    due, last = state.due, (state.due.due or state.due.started).date()
    left = law.calendar.working_days_between(event.on, last) if due.unit == "working" else (last - event.on).days
    still = replace(due, due=None, skipped=_before(due.skipped, event.on))
    return _State(still, stopped=event.kind, since=event.on, left=left)


def _resume(law: Law, rule: DeadlineRule, state: _State, event: Event) -> _State:
    """What was left goes on after that day; with nothing left, that day is the last."""
    begins = _end_of(event.on, state.due)
    if not state.left:
        return _State(replace(state.due, due=begins))
    return _State(_joined(state.due, law.counted(replace(rule, count=state.left), begins), begins.date()))


def _settle(_: Law, __: DeadlineRule, state: _State, event: Event) -> _State:
    return _State(replace(state.due, due=_end_of(event.on, state.due)), settled=True)


Effect = Callable[[Law, DeadlineRule, _State, Event], _State]
EFFECTS: Mapping[str, Effect] = {"extend": _extend, "stop": _stop, "resume": _resume, "settle": _settle}


def _end_of(day: date, due: Due) -> datetime:
    return datetime.combine(day, END_OF_DAY, due.started.tzinfo)


def _before(days: Sequence[SkippedDay], last: date) -> tuple[SkippedDay, ...]:
    return tuple(day for day in days if day.date <= last)


def _joined(due: Due, later: Due, begins: date) -> Due:
    """One period out of two: the end of the later one, days left out and assumptions of both."""
    return replace(
        due,
        due=later.due,
        skipped=(*_before(due.skipped, begins), *later.skipped),
        assumptions=tuple(dict.fromkeys((*due.assumptions, *later.assumptions))),
        confidence=_lower(due.confidence, later.confidence),
    )


def _told(due: Due, change: Change) -> Due:
    """The period with the change written down, no surer than the permission for it."""
    assumed = change.permit.assumption
    return replace(
        due,
        changes=(*due.changes, change),
        assumptions=tuple(dict.fromkeys((*due.assumptions, *([assumed] if assumed else ())))),
        confidence=_lower(due.confidence, change.permit.confidence),
    )


def _lower(*confidences: str) -> str:
    return max(confidences, key=CONFIDENCES.index)
