"""Whom to tell: the people of an office, and the office above it."""

from collections.abc import Collection
from datetime import datetime

from netral.access.models import Seat, User
from netral.access.queries import seat_counts, today_in
from netral.offices.models import Organisation

ABOVE = {
    Organisation.Kind.BAWASLU_REGENCY: Organisation.Kind.BAWASLU_PROVINCE,
    Organisation.Kind.BAWASLU_PROVINCE: Organisation.Kind.BAWASLU,
    Organisation.Kind.KPU_REGENCY: Organisation.Kind.KPU_PROVINCE,
    Organisation.Kind.KPU_PROVINCE: Organisation.Kind.KPU,
}
OF_A_PROVINCE = (Organisation.Kind.BAWASLU_PROVINCE, Organisation.Kind.KPU_PROVINCE)


def people_in(office: Organisation, roles: Collection[str], *, at: datetime) -> list[User]:
    """Who holds one of these roles in an office at a moment, each once, with a working account."""
    seats = Seat.objects.select_related("user", "office").filter(office=office, role__in=roles, user__is_active=True)
    day = today_in(office, now=at)
    return list(dict.fromkeys(seat.user for seat in seats.order_by("user_id") if seat_counts(seat, day)))


def people_named(references: Collection[str]) -> list[User]:
    """The people with a working account whom the journal names so; links and machines are nobody."""
    keys = [reference.partition(":")[2] for reference in references if reference.startswith("akun:")]
    return list(User.objects.filter(key__in=keys, is_active=True).order_by("pk")) if keys else []


def office_above(office: Organisation) -> Organisation | None:
    """Its parent; for a Bawaslu or KPU without one in the lists, that of the province, above that the national one."""
    if office.parent:
        return office.parent
    kind = ABOVE.get(Organisation.Kind(office.kind))
    if kind is None:
        return None
    offices = Organisation.objects.filter(kind=kind)
    if kind in OF_A_PROVINCE:
        offices = offices.filter(region=office.region.parent_id if office.region else None)
    return offices.order_by("pk").first()
