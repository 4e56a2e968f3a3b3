"""Whose deadlines they are: running and missed clocks by the office at which the work lies, of every kind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat, Substr

from netral.offices.models import Organisation
from netral.procedure.models import WITHOUT_DUTY, Clock, Tracked, Transfer

OFFICE = "organisasi"  # how the journal names an office


@dataclass(frozen=True)
class Held:
    """What a clock is about: reference and number of the subject, the key of its row, and the office it lies with.

    `procedure` and `status`: where it stands in which table; `recorder`: the office that writes its steps down. Both
    are empty for what stands in no table.
    """

    reference: str
    kind: str
    key: str
    number: str
    office: int
    procedure: str = ""
    status: str = ""
    recorder: int = 0


@dataclass(frozen=True)
class OfficeOverdue:
    """How many duties of an office stand missed, and since when the oldest is."""

    office: Organisation
    count: int
    oldest: datetime


def kinds() -> list[type[Tracked]]:
    """Every kind of subject that has clocks."""
    return sorted(Tracked.__subclasses__(), key=lambda model: model.KIND)


def clocks_held(offices: QuerySet[Organisation], *, among: Mapping[str, Q] | None = None) -> QuerySet[Clock]:
    """Clocks that run, have a due moment, and lie with these offices; soonest first.

    `among`: only of these rows, by kind; without it, of all.
    """
    named = Q(pk__in=[])
    for model in kinds():
        if among is not None and model.KIND not in among:
            continue
        rows = model._default_manager.order_by().annotate(holder=model.held_by())  # noqa: SLF001 - Django's public name
        held = rows.filter(among[model.KIND] if among else Q(), holder__in=offices.values("pk"))
        named |= Q(subject__in=held.annotate(named=Concat(Value(f"{model.KIND}:"), "key")).values("named"))
    running = Clock.objects.filter(named, stopped_at=None).exclude(due_at=None)
    return running.order_by("due_at", "pk")


def missed(at: datetime) -> Q:
    """The one definition of overdue: a duty whose last moment was over at that moment, and that was not done by then.

    What only may be done (an objection) or only comes to pass (a decision comes into force) is nobody's duty.
    """
    open_then = Q(stopped_at=None) | Q(stopped_at__gt=at)
    return Q(due_at__lt=at) & open_then & ~Q(bound__in=WITHOUT_DUTY)


def overdue_by_office(at: datetime, offices: QuerySet[Organisation] | None = None) -> list[OfficeOverdue]:
    """Missed duties at a moment, by the office that holds the work today, most first. One query a kind and one more."""
    counts: dict[int, tuple[int, datetime]] = {}
    for model in kinds():
        for row in _missed_of(model, at):
            number, oldest = counts.get(row["holder"], (0, row["oldest"]))
            counts[row["holder"]] = (number + row["number"], min(oldest, row["oldest"]))
    wanted = Organisation.objects.all() if offices is None else offices
    found = [OfficeOverdue(office, *counts[office.pk]) for office in wanted.filter(pk__in=counts)]
    return sorted(found, key=lambda row: (-row.count, row.oldest, row.office.name))


def _missed_of(model: type[Tracked], at: datetime) -> Iterable[Mapping[str, Any]]:
    clocks = Clock.objects.filter(missed(at), subject__startswith=f"{model.KIND}:").order_by()
    named = clocks.annotate(its_key=Substr("subject", len(model.KIND) + 2))
    rows = model._default_manager.order_by().annotate(holder=model.held_by())  # noqa: SLF001 - Django's public name
    holder = rows.filter(key=OuterRef("its_key")).values("holder")[:1]
    found = named.annotate(holder=Subquery(holder, output_field=IntegerField())).exclude(holder=None)
    return found.values("holder").annotate(number=Count("pk"), oldest=Min("due_at"))


def held(references: Iterable[str]) -> dict[str, Held]:
    """What these references stand for, in one query a kind that is among them."""
    keys: dict[str, list[str]] = {}
    for reference in references:
        kind, _, key = reference.partition(":")
        keys.setdefault(kind, []).append(key)
    found = {row.reference: row for model in kinds() for row in _held_of(model, keys.get(model.KIND, ()))}
    return found | {row.reference: row for row in (*_transfers(keys), *_offices(keys))}


def _transfers(keys: Mapping[str, Sequence[str]]) -> list[Held]:
    """Work on its way lies with whoever must answer."""
    if not keys.get(Transfer.KIND):
        return []
    rows = Transfer.objects.filter(key__in=keys[Transfer.KIND])
    return [Held(row.reference, row.KIND, row.key, row.number, row.receiver_id) for row in rows]


def _offices(keys: Mapping[str, Sequence[str]]) -> list[Held]:
    if not keys.get(OFFICE):
        return []
    rows = Organisation.objects.filter(code__in=keys[OFFICE])
    return [Held(f"{OFFICE}:{row.code}", OFFICE, row.code, row.name, row.pk) for row in rows]


def _held_of(model: type[Tracked], keys: Sequence[str]) -> list[Held]:
    if not keys:
        return []
    rows = model._default_manager.filter(key__in=keys).order_by()  # noqa: SLF001 - Django's public name
    named = rows.annotate(holder=model.held_by(), called=model.numbered(), recorder=model.recorded_by())
    found = named.values_list("key", "called", "holder", "procedure", "status", "recorder")
    return [Held(f"{model.KIND}:{key}", model.KIND, key, *rest) for key, *rest in found]
