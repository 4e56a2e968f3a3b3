"""A subject rebuilt from its journal alone, and what differs from the tables. Nothing may ever differ."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from netral.audit.models import Entry
from netral.audit.queries import entries_about
from netral.procedure.lists import is_open
from netral.procedure.models import FAR, Clock, Tracked
from netral.procedure.queries.clocks import clocks_of
from netral.procedure.queries.tables import rows_like
from netral.procedure.states import Rebuilt, RebuiltClock

# The table a subject stands under: its opening says so, and whatever moved it to another one.
PINNED = ("procedure", "procedure_version")


def rebuild(reference: str) -> Rebuilt:
    """Status, version, clocks and timeline from the entries of one chain. An unknown chain gives an empty status."""
    status, version, pinned = "", 0, dict.fromkeys(PINNED, "")
    clocks: dict[str, RebuiltClock] = {}
    timeline = []
    for entry in Entry.objects.filter(chain=reference).order_by("position"):
        status = entry.after or status
        version = entry.facts.get("version", version)
        pinned = {name: entry.facts.get(name, value) for name, value in pinned.items()}
        _wind(clocks, entry.facts, entry.verb)
        timeline.append((entry.at, entry.verb))
    told = tuple(sorted(clocks.values(), key=lambda clock: clock.key))
    return Rebuilt(status, version, told, tuple(timeline), **pinned)


def differences(subject: Tracked) -> list[str]:
    """Sentences (for developers) naming whatever the tables say and the journal does not. Empty when all is well."""
    told = rebuild(subject.reference)
    row = rows_like(subject).get()
    found = [
        f"{subject.reference}: {field} is {getattr(row, field)!r} in the table, {getattr(told, field)!r} in the journal"
        for field in ("status", "version", *PINNED)
        if getattr(row, field) != getattr(told, field)
    ]
    return found + _list_differences(row, told) + _clock_differences(subject, told) + _timeline_differences(subject)


def _list_differences(row: Tracked, told: Rebuilt) -> list[str]:
    """What the lists sort by must follow from what the journal tells."""
    ends = [clock.due_at for clock in told.clocks if clock.due_at and clock.stopped_at is None]
    expected = {"open": is_open(row, told.status), "due_at": min(ends, default=FAR)}
    return [
        f"{row.reference}: {field} is {getattr(row, field)!r} in the table, {value!r} by its clocks and status"
        for field, value in expected.items()
        if getattr(row, field) != value
    ]


def _wind(clocks: dict[str, RebuiltClock], facts: Mapping[str, Any], verb: str) -> None:
    for fact in (*facts.get("clocks_started", ()), *facts.get("clocks_counted", ())):
        clocks[fact["key"]] = _started(fact)
    for fact in facts.get("clocks_moved", ()):
        started, due = datetime.fromisoformat(fact["started"]), _moment(fact["due"])
        clocks[fact["key"]] = replace(clocks[fact["key"]], started_at=started, due_at=due)
    for fact in facts.get("clocks_stopped", ()):
        clocks[fact["key"]] = replace(clocks[fact["key"]], stopped_at=_moment(fact["at"]), stopped_by=verb)
    for fact in facts.get("clocks_set_aside", ()):
        stopped = _moment(fact["at"])
        clocks[fact["key"]] = replace(clocks[fact["key"]], stopped_at=stopped, stopped_by=verb, set_aside=True)
    for fact in facts.get("clocks_extended", ()):
        _lengthen(clocks, fact, verb)


def _lengthen(clocks: dict[str, RebuiltClock], fact: Mapping[str, Any], verb: str) -> None:
    """One clock stopped by a document, and the longer one that took over."""
    key, into = fact["key"], fact["into"]
    for each in (key, into):
        clocks[each] = replace(
            clocks[each],
            document=fact["document"],
            document_on=date.fromisoformat(fact["document_on"]),
        )
    clocks[key] = replace(clocks[key], extended_into=into, stopped_at=_moment(fact["at"]), stopped_by=verb)
    clocks[into] = replace(clocks[into], extends=key)


def _started(fact: Mapping[str, Any]) -> RebuiltClock:
    return RebuiltClock(
        key=fact["key"],
        rule=fact["rule"],
        rule_version=fact["rule_version"],
        started_at=datetime.fromisoformat(fact["started"]),
        due_at=_moment(fact["due"]),
        zone=fact["zone"],
        count=fact["count"],
        unit=fact["unit"],
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _from_row(clock: Clock) -> RebuiltClock:
    return RebuiltClock(
        key=clock.key,
        rule=clock.rule,
        rule_version=clock.rule_version,
        started_at=clock.started_at,
        due_at=clock.due_at,
        zone=clock.zone,
        count=clock.count,
        unit=clock.unit,
        stopped_at=clock.stopped_at,
        stopped_by=clock.stopped_by,
        extended_into=clock.extended_into,
        extends=clock.extends,
        document=clock.document,
        document_on=clock.document_on,
        set_aside=clock.set_aside,
    )


def _clock_differences(subject: Tracked, told: Rebuilt) -> list[str]:
    rows = {clock.key: _from_row(clock) for clock in clocks_of(subject.reference)}
    journal = {clock.key: clock for clock in told.clocks}
    return [
        f"{subject.reference}: clock {key} is {rows.get(key)} in the table, {journal.get(key)} in the journal"
        for key in sorted(rows.keys() | journal.keys())
        if rows.get(key) != journal.get(key)
    ]


def _timeline_differences(subject: Tracked) -> list[str]:
    """Every entry of the chain must be found through the index of subjects, under each name it goes by."""
    chain = list(Entry.objects.filter(chain=subject.reference).order_by("position"))
    missing = []
    for reference in sorted({name for entry in chain for name in entry.subjects} | {subject.reference}):
        told = [entry.hash for entry in chain if reference in entry.subjects]
        listed = [entry.hash for entry in entries_about(reference) if entry.chain == subject.reference]
        if listed != told:
            missing.append(f"{subject.reference}: the timeline of {reference} does not tell what the chain tells")
    return missing
