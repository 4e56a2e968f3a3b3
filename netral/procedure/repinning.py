"""A subject goes on under another table: its steps are read again there, its running clocks counted from the start.

What is over stays as it was counted then. Of what runs, the old receipt is set aside and a new one takes its place, so
that both can be read afterwards (decision 0033).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from netral import rulebook
from netral.access.states import Acting
from netral.audit.models import Entry
from netral.procedure import lists, queries
from netral.procedure.actions import started_fact, take_step
from netral.procedure.models import Clock, Tracked
from netral.procedure.receipts import receipt, utc
from netral.procedure.states import NotAllowed

# Which entry of the chain started a clock, and the how manieth of that entry it is.
Place = tuple[int, int]


@dataclass(frozen=True)
class Recounted:
    """A clock that is set aside, and the one (not stored yet) that takes its place; either may be missing."""

    was: Clock | None
    becomes: Clock | None


@dataclass(frozen=True)
class Repinning:
    """The table a subject would stand under, and what that does to its running clocks."""

    procedure: rulebook.Procedure
    changes: tuple[Recounted, ...]


@dataclass(frozen=True)
class _Start:
    rule: str
    moment: datetime
    zone: str


@dataclass(frozen=True)
class _Walk:
    """A subject with its own chain, oldest entry first, and the moment its first clocks count from."""

    subject: Tracked
    told: Sequence[Entry]
    opened: datetime
    zone: str

    def started_by(self, entry: Entry) -> tuple[datetime, str]:
        """From when clocks of this entry count, and by which zone; as it says, or as it would have."""
        facts = entry.facts.get("clocks_started")
        if facts:
            return datetime.fromisoformat(facts[0]["started"]), facts[0]["zone"]
        return (self.opened if entry.position == 1 else entry.at), self.zone

    def running(self, table: rulebook.Procedure) -> dict[Place, _Start]:
        """The clocks that would run now, had everything happened under this table."""
        found: dict[Place, _Start] = {}
        for entry, starts, stops in self._moves(table):
            found = {place: each for place, each in found.items() if each.rule not in stops}
            moment, zone = self.started_by(entry)
            found |= {(entry.position, n): _Start(rule, moment, zone) for n, rule in enumerate(starts)}
        return found

    def _moves(self, table: rulebook.Procedure) -> Iterator[tuple[Entry, tuple[str, ...], tuple[str, ...]]]:
        for entry in self.told:
            if entry.position == 1:
                yield entry, table.initial(self.subject.table_subject).starts_of(self.subject.variant), ()
            elif step := _step(self.subject, table, entry):
                yield entry, step.starts, step.stops


def repinning(subject: Tracked, code: str, *, on: date, opened: datetime, zone: str) -> Repinning:
    """What follows where the subject goes on under the table `code` of the day `on`; nothing is changed.

    `opened` is the moment its first clocks count from, in `zone`, should the table it opened under have started none.
    Raises NotAllowed where it has taken a step that table does not know.
    """
    old, new = queries.table(subject), rulebook.current().procedure(code, on)
    if (old.code, old.version) == (new.code, new.version):
        return Repinning(new, ())
    told = list(Entry.objects.filter(chain=subject.reference).order_by("position"))
    _check_known(subject, old, new, told)
    walk = _Walk(subject, told, opened, zone)
    return Repinning(new, tuple(_changes(subject, walk.running(old), walk.running(new))))


@transaction.atomic
def take_step_into(
    subject: Tracked, code: str, change: Repinning, *, acting: Acting, at: datetime, facts: Mapping[str, Any],
    version: int | None = None,
) -> Entry:  # fmt: skip
    """Take a step by which the subject goes on under another table: one entry says step, table and clocks."""
    entry = take_step(
        subject, code, acting=acting, at=at, version=version, facts={**facts, **_facts(subject, change, at)}
    )
    for each in change.changes:
        _write(each, at, entry.verb)
    subject.procedure, subject.procedure_version = change.procedure.code, change.procedure.version
    pinned = {"procedure": subject.procedure, "procedure_version": subject.procedure_version}
    queries.rows_like(subject).update(**pinned)
    lists.settle(subject)
    return entry


def _step(subject: Tracked, table: rulebook.Procedure, entry: Entry) -> rulebook.Step | None:
    """The step of this table that an entry is of; None for what is written beside the table."""
    kind, _, code = entry.verb.partition(".")
    own = (step for step in table.steps if step.subject == subject.table_subject and step.code == code)
    return next(own, None) if kind == subject.KIND else None


def _check_known(subject: Tracked, old: rulebook.Procedure, new: rulebook.Procedure, told: Sequence[Entry]) -> None:
    for entry in told:
        taken = _step(subject, old, entry)
        if taken and not _fits(_step(subject, new, entry), entry):
            words = _("Langkah “%(step)s” sudah diambil, dan %(procedure)s tidak mengenalnya.")
            raise NotAllowed(words % {"step": queries.say(taken.label), "procedure": queries.say(new.title)})


def _fits(step: rulebook.Step | None, entry: Entry) -> bool:
    return step is not None and entry.before in step.froms and entry.after == (step.to or entry.before)


def _changes(subject: Tracked, old: dict[Place, _Start], new: dict[Place, _Start]) -> Iterator[Recounted]:
    """In the order in which the clocks began. A clock that both tables count alike runs on."""
    clocks = {clock.rule: clock for clock in Clock.objects.filter(subject=subject.reference, stopped_at=None)}
    for place in sorted(old.keys() | new.keys()):
        was, start = old.get(place), new.get(place)
        if was != start:
            becomes = receipt(subject, start.rule, start.moment, start.zone) if start else None
            yield Recounted(clocks.get(was.rule) if was else None, becomes)


def _facts(subject: Tracked, change: Repinning, at: datetime) -> dict[str, Any]:
    """Nothing of a table where the subject stays under its own."""
    if (subject.procedure, subject.procedure_version) == (change.procedure.code, change.procedure.version):
        return {}
    return {
        "procedure": change.procedure.code,
        "procedure_version": change.procedure.version,
        "clocks_set_aside": [{"key": each.was.key, "at": utc(at)} for each in change.changes if each.was],
        "clocks_counted": [started_fact(each.becomes) for each in change.changes if each.becomes],
    }


def _write(change: Recounted, at: datetime, verb: str) -> None:
    if change.was:
        Clock.objects.filter(pk=change.was.pk).update(stopped_at=at, stopped_by=verb, set_aside=True)
    if change.becomes:
        change.becomes.save()
