"""What lists sort a subject by, kept with its row: whether it is over, and when its nearest running clock ends.

The clocks say both; a list of a million rows cannot ask them. Every change of status or clock comes by here.
"""

from typing import Any

from django.db.models import Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from netral import rulebook
from netral.procedure.models import FAR, Clock, Tracked


def settle(subject: Tracked) -> None:
    """Bring row and object in line with the subject's status and clocks."""
    subject.open, subject.due_at = is_open(subject, subject.status), nearest(subject)
    rows: QuerySet[Any] = type(subject)._default_manager.filter(pk=subject.pk)  # noqa: SLF001 - Django's public name
    rows.update(open=subject.open, due_at=subject.due_at)


def is_open(subject: Tracked, status: str) -> bool:
    """Whether a subject goes on after this status of its table."""
    table = rulebook.current().procedure_version(subject.procedure, subject.procedure_version)
    return not table.statuses[status].final


def nearest(subject: Tracked) -> Any:
    """When the first of the running clocks ends; FAR where none has an end."""
    return _running(Clock, subject.reference).values_list("due_at", flat=True).first() or FAR


def settle_all(model: type[Model], clocks: type[Model], kind: str) -> None:
    """The same for every row of a kind, in two statements: for migrations, which hand in their own models."""
    reference = Concat(Value(f"{kind}:"), OuterRef("key"))
    due = Coalesce(Subquery(_running(clocks, reference).values("due_at")[:1]), Value(FAR))
    model._default_manager.update(due_at=due)  # noqa: SLF001 - the same
    model._default_manager.filter(status__in=final_statuses(kind)).update(open=False)  # noqa: SLF001 - the same


def final_statuses(kind: str) -> frozenset[str]:
    """Where subjects of this kind end, in whichever version of whichever table."""
    tables = [table for versions in rulebook.current().procedures.values() for table in versions]
    return frozenset(status.code for table in tables for status in table.statuses_of(kind) if status.final)


def _running(clocks: type[Model], reference: Any) -> QuerySet[Any]:
    held = clocks._default_manager.filter(subject=reference, stopped_at=None)  # noqa: SLF001 - the same
    return held.exclude(due_at=None).order_by("due_at")
