"""How offices stand with their deadlines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from netral.access.queries import offices_seen_by
from netral.access.states import Acting
from netral.offices.models import Organisation
from netral.procedure.queries import OfficeOverdue, overdue_by_office


@dataclass(frozen=True)
class Standing:
    """One office: how many duties are overdue, and the last moment of the oldest (None: none is overdue)."""

    office: Organisation
    count: int
    oldest: datetime | None


def offices_watched(acting: Acting) -> QuerySet[Organisation]:
    """The offices whose work somebody sees, by name."""
    return offices_seen_by(acting).organisations().order_by("name", "pk")


def standing_of(offices: Sequence[Organisation], *, at: datetime) -> list[Standing]:
    """These offices in their order, counted by the one definition of overdue (`procedure.queries.missed`)."""
    among = Organisation.objects.filter(pk__in=[office.pk for office in offices])
    overdue = {row.office.pk: row for row in overdue_by_office(at, among)}
    return [_standing(office, overdue) for office in offices]


def _standing(office: Organisation, overdue: dict[int, OfficeOverdue]) -> Standing:
    row = overdue.get(office.pk)
    return Standing(office, row.count, row.oldest) if row else Standing(office, 0, None)
