"""What custodians and those who ask them read: requests, answers, openings. Never a name that is under a seal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import F, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from netral.access.models import Role, User
from netral.access.states import Acting
from netral.intake.models import IdentityOpening, IdentityRequest, Laporan
from netral.intake.states import Asked
from netral.procedure.queries import arrived_at, offices_over_time

RECENT = 20
SomeModel = TypeVar("SomeModel", IdentityRequest, IdentityOpening)


@dataclass(frozen=True)
class AskedLine:
    """A request with the name of the officer who asks, as their colleague reads it."""

    asked: IdentityRequest
    by: str


def requests_for(acting: Acting) -> QuerySet[IdentityRequest]:
    """Every request to the custodian of acting's offices."""
    offices = acting.offices_for(Role.CUSTODIAN)
    found = IdentityRequest.objects.filter(laporan__office__code__in=offices).select_related("laporan__office")
    return _since_it_came(found).filter(asked_at__gte=F("came"))


def waiting_for(acting: Acting) -> list[AskedLine]:
    """Requests that wait for an answer of acting's offices, the oldest first."""
    return with_names(list(requests_for(acting).filter(status=Asked.WAITING)))


def openings_by(acting: Acting) -> list[IdentityOpening]:
    """The last openings of seals in acting's offices."""
    offices = acting.offices_for(Role.CUSTODIAN)
    found = IdentityOpening.objects.filter(laporan__office__code__in=offices).select_related("laporan", "request")
    return list(_since_it_came(found).filter(at__gte=F("came")).order_by("-at", "-pk")[:RECENT])


def _since_it_came(found: QuerySet[SomeModel]) -> QuerySet[SomeModel]:
    """With `came`: what an office asked and opened stays with it when the report moves on to another one."""
    return found.annotate(came=arrived_at(Concat(Value(f"{Laporan.KIND}:"), OuterRef("laporan__key"))))


def requests_of(laporan: Laporan, acting: Acting) -> list[IdentityRequest]:
    """What acting has asked about this laporan, the newest first."""
    return list(laporan.identity_requests.filter(asked_by=acting.reference).order_by("-asked_at", "-pk"))


def with_names(requests: Sequence[IdentityRequest]) -> list[AskedLine]:
    named = _names(each.asked_by for each in requests)
    return [AskedLine(each, named.get(each.asked_by, "")) for each in requests]


def _names(references: Iterable[str]) -> dict[str, str]:
    keys = {reference.partition(":")[2] for reference in references}
    return {user.reference: user.name for user in User.objects.filter(key__in=keys)}


def openings_of(laporan: Laporan) -> list[IdentityOpening]:
    """Every opening of this seal, in order."""
    return list(laporan.openings.order_by("at", "pk"))


def openings_shown(laporan: Laporan) -> list[tuple[IdentityOpening, str]]:
    """The same for the person behind it: when and what for, with the name of the office that had the report then."""
    then = offices_over_time(laporan, laporan.office.name)
    return [(each, then(each.at)) for each in openings_of(laporan)]
