"""Opening a subject, taking a step, giving a number. One verb, one transaction, one journal entry."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from netral import rulebook
from netral.access.states import Acting
from netral.audit.actions import record
from netral.audit.models import Chain, Entry
from netral.lib.statements import ask, insert
from netral.offices.models import Organisation
from netral.procedure import lists, policies, queries
from netral.procedure.lengthening import extended_facts, lengthen
from netral.procedure.models import FAR, Clock, Tracked
from netral.procedure.receipts import receipt, utc
from netral.procedure.states import WITHOUT_SEAT, Letter, SomeoneWasFaster

# One moment for every clock a step starts, or one per rule (e.g. a clock that runs on from the end of another).
ClockStart = datetime | Mapping[str, datetime] | None
# Taking a number is one statement: it begins the series or moves it on, and locks its row either way.
_NEXT_NUMBER = """
    INSERT INTO procedure_numberseries (series, office_id, year, last) VALUES (%s, %s, %s, 1)
    ON CONFLICT (series, office_id, year) DO UPDATE SET last = procedure_numberseries.last + 1 RETURNING last
"""


@transaction.atomic(savepoint=False)  # nobody goes on with half an opening
def open_subject(
    subject: Tracked,
    *,
    acting: Acting,
    at: datetime,
    office: Organisation,
    facts: Mapping[str, Any] | None = None,
    hashes: Sequence[str] = (),
    clock_start: ClockStart = None,
    by_office: str = "",
) -> Entry:
    """Save a new subject in the first status of its table and start that status' clocks.

    The subject must carry `procedure` and `procedure_version` (see `queries.pin`). `office` lends its time zone to the
    clocks and its name to the journal, unless another office (`by_office`, a code) did the opening.
    """
    if subject.version:
        raise ValueError(f"{subject.reference} is already open in status {subject.status}; take a step instead")
    table = queries.table(subject)
    initial = table.initial(subject.table_subject)
    subject.status, subject.version, subject.opened_at = initial.code, 1, subject.opened_at or at
    started = _receipts(subject, initial.starts_of(subject.variant), zone=office.zone, at=at, clock_start=clock_start)
    subject.due_at, subject.open = min((clock.due_at for clock in started if clock.due_at), default=FAR), True
    insert([subject])
    insert(started)
    opening = {"procedure": table.code, "procedure_version": table.version}
    return record(
        subject.reference,
        f"{subject.KIND}.{queries.OPENED}",
        actor=acting.reference,
        office=by_office or office.code,
        at=at,
        about=subject.also_about(),
        after=initial.code,
        facts={**(facts or {}), **opening, "version": 1, "clocks_started": [started_fact(clock) for clock in started]},
        hashes=hashes,
        first=True,
    )


@transaction.atomic
def take_step(
    subject: Tracked,
    code: str,
    *,
    acting: Acting,
    at: datetime,
    met: Collection[str] = frozenset(),
    facts: Mapping[str, Any] | None = None,
    hashes: Sequence[str] = (),
    version: int | None = None,
    clock_start: ClockStart = None,
    counts_on: date | None = None,
    may_start: Collection[str] = (),
    letter: Letter | None = None,
) -> Entry:
    """Take one step of the subject's table, or raise NotAllowed or SomeoneWasFaster and change nothing.

    `met` names the requirements that hold; `version` is the version the person was looking at. `counts_on` is the day
    the law looks at where it is not the day of recording (a delivery, a meeting): clocks stop on it. `may_start` names
    those of the step's conditional clocks that begin this time. `letter` is the document by which a step lengthens a
    period. The subject in memory moves only when the row did.
    """
    if version is not None and version != subject.version:
        raise SomeoneWasFaster(subject.reference)
    step = policies.check_can_take(subject, code, acting, met=met)
    after = step.to or subject.status
    _swap(subject, after)
    office, verb = subject.office_at(step.place), f"{subject.KIND}.{code}"
    extended = lengthen(subject, step, letter, at=at, zone=office.zone, verb=verb)
    stopped = _stop_clocks(subject, step, after, moment=policies.Counted(at, counts_on, office.zone), verb=verb)
    begun = _begun(subject, step, may_start, zone=office.zone, at=at, clock_start=clock_start)
    started = [*begun, *(each.longer for each in extended if each.began)]
    entry = record(
        subject.reference, verb, actor=acting.reference, at=at, about=subject.also_about(), before=subject.status,
        office="" if acting.reference in WITHOUT_SEAT else office.code, after=after, hashes=hashes,
        facts={**(facts or {}), **_step_facts(subject.version + 1, started, stopped), **extended_facts(extended)},
    )  # fmt: skip
    subject.status, subject.version = after, subject.version + 1
    lists.settle(subject)
    return entry


@transaction.atomic
def act_beside(
    subject: Tracked,
    verb: str,
    *,
    acting: Acting,
    at: datetime,
    office: Organisation,
    facts: Mapping[str, Any],
    version: int | None = None,
) -> Entry:
    """An act outside the table that nobody may overlook: status and clocks stay, the version moves on.

    Of this act and any step begun from the same version exactly one comes through; the other is SomeoneWasFaster.
    """
    if version is not None and version != subject.version:
        raise SomeoneWasFaster(subject.reference)
    _swap(subject, subject.status)
    entry = record(
        subject.reference, f"{subject.KIND}.{verb}", actor=acting.reference, office=office.code, at=at,
        about=subject.also_about(), before=subject.status, after=subject.status,
        facts={**facts, "version": subject.version + 1},
    )  # fmt: skip
    subject.version += 1
    return entry


def check_unmoved(subject: Tracked) -> None:
    """Raise SomeoneWasFaster where somebody has moved the subject since it was read.

    For whoever looks at more than the subject: what has changed beside it then has its reason.
    """
    if not queries.rows_like(subject).filter(status=subject.status, version=subject.version).exists():
        raise SomeoneWasFaster(subject.reference)


def next_number(series: str, office: Organisation, year: int) -> int:
    """The next number of a series, from 1, without gaps: a transaction that fails gives its number back.

    The row stays locked until the transaction ends, so ask for a number late.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"a number of the series {series!r} is given inside the transaction that uses it")
    ((number,),) = ask(_NEXT_NUMBER, [series, office.pk, year])
    return int(number)


def _swap(subject: Tracked, after: str) -> None:
    """Compare and swap: of two people on the same page only one moves the subject.

    The chain is locked first, as everything that journals on a subject does, so two acts wait and never deadlock.
    """
    Chain.objects.select_for_update().filter(subject=subject.reference).first()
    rows = queries.rows_like(subject).filter(status=subject.status, version=subject.version)
    if not rows.update(status=after, version=F("version") + 1):
        raise SomeoneWasFaster(subject.reference)


def _receipts(
    subject: Tracked, rules: Sequence[str], *, zone: str, at: datetime, clock_start: ClockStart
) -> list[Clock]:
    moments = clock_start if isinstance(clock_start, Mapping) else dict.fromkeys(rules, clock_start)
    return [receipt(subject, rule, moments.get(rule) or _end_before(subject, rule) or at, zone) for rule in rules]


def _begun(
    subject: Tracked, step: rulebook.Step, may_start: Collection[str], *, zone: str, at: datetime,
    clock_start: ClockStart,
) -> list[Clock]:  # fmt: skip
    """Start what the step starts, and of its conditional clocks those that begin this time."""
    rules = (*step.starts, *(rule for rule in step.may_start if rule in may_start))
    begun = _receipts(subject, rules, zone=zone, at=at, clock_start=clock_start)
    insert(begun)
    return begun


def _end_before(subject: Tracked, rule: str) -> datetime | None:
    """Where the law lets a period follow another one, the end of that other one, if it was running."""
    previous = rulebook.current().deadline(rule).after
    if not previous:
        return None
    clocks = Clock.objects.filter(subject=subject.reference, rule=previous).order_by("-started_at")
    return clocks.values_list("due_at", flat=True).first()


def _stop_clocks(
    subject: Tracked, step: rulebook.Step, after: str, *, moment: policies.Counted, verb: str
) -> list[Clock]:
    """Stop what the step stops; in a final status nothing runs on."""
    final = queries.table(subject).statuses[after].final
    if not final and not step.stops:
        return []
    running = Clock.objects.filter(subject=subject.reference, stopped_at__isnull=True).order_by("pk")
    stopped = list(running if final else running.filter(rule__in=step.stops))
    for clock in stopped:
        clock.stopped_at, clock.stopped_by = policies.check_counts(clock, moment), verb
    Clock.objects.bulk_update(stopped, ["stopped_at", "stopped_by"])
    return stopped


def _step_facts(version: int, started: Sequence[Clock], stopped: Sequence[Clock]) -> dict[str, Any]:
    """What a step changed, in enough detail to tell version and clocks again without the tables.

    A clock's moment is the one that counts; when it was recorded, the entry itself says.
    """
    return {
        "version": version,
        "clocks_started": [started_fact(clock) for clock in started],
        "clocks_stopped": [{"key": clock.key, "at": utc(clock.stopped_at)} for clock in stopped if clock.stopped_at],
    }


def started_fact(clock: Clock) -> dict[str, Any]:
    return {
        "key": clock.key,
        "rule": clock.rule,
        "rule_version": clock.rule_version,
        "started": utc(clock.started_at),
        "due": utc(clock.due_at) if clock.due_at else None,
        "zone": clock.zone,
        "count": clock.count,
        "unit": clock.unit,
    }
