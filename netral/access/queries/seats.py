"""Who someone is today, and what they may see."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from netral.access.models import Role, Seat, User
from netral.access.states import Acting, HeldSeat
from netral.offices.models import Organisation

SomeModel = TypeVar("SomeModel", bound=Model)

BAWASLU_KINDS = (
    Organisation.Kind.BAWASLU,
    Organisation.Kind.BAWASLU_PROVINCE,
    Organisation.Kind.BAWASLU_REGENCY,
    Organisation.Kind.PANWASLU_DISTRICT,
)
# An administrator looks after accounts, not cases: the seat opens no case.
ROLES_THAT_SEE_CASES = tuple(role.value for role in Role if role is not Role.ADMINISTRATOR)


def today_in(office: Organisation, *, now: datetime | None = None) -> date:
    """The calendar day where the office stands: seats begin and end at local midnight."""
    return (now or timezone.now()).astimezone(ZoneInfo(office.zone)).date()


def acting(user: User, on: date | None = None) -> Acting:
    """The user with the seats valid on a day (default: today, in each office's own zone). One query.

    A seat in an office that has closed, and every seat of an account switched off, counts no more.
    """
    if not user.is_active:
        return Acting(user.reference, (), user.name)
    rows = Seat.objects.filter(user=user).select_related("office").order_by("office__code", "role")
    counting = (seat for seat in rows if seat_counts(seat, on))
    held = dict.fromkeys(HeldSeat(seat.role, seat.office.code, seat.office.zone) for seat in counting)
    return Acting(user.reference, tuple(held), user.name)


def seat_counts(seat: Seat, on: date | None = None) -> bool:
    """Whether a seat, and the office it stands in, exist on a day."""
    day = on or today_in(seat.office)
    return _covers(seat.valid_from, seat.valid_until, day) and _covers(
        seat.office.valid_from, seat.office.valid_until, day
    )


def ended_offices(user: User) -> list[Organisation]:
    """Offices that are no more, by which a person lost a seat that would otherwise still run."""
    if not user.is_active:
        return []
    rows = Seat.objects.filter(user=user).exclude(office__valid_until=None)
    seats = rows.select_related("office__parent").order_by("-office__valid_until", "office_id")
    over = [seat for seat in seats if _lost_with_office(seat)]
    return list({seat.office_id: seat.office for seat in over}.values())


def _lost_with_office(seat: Seat) -> bool:
    day = today_in(seat.office)
    last = seat.office.valid_until
    return last is not None and last < day and _covers(seat.valid_from, seat.valid_until, day)


def _covers(start: date | None, end: date | None, day: date) -> bool:
    return (start is None or start <= day) and (end is None or day <= end)


# The offices that see others, the nearest to the people first.
LADDER = (Organisation.Kind.BAWASLU_REGENCY, Organisation.Kind.BAWASLU_PROVINCE, Organisation.Kind.BAWASLU)
# A province with all its districts has fewer offices, a nation more.
MOST_NAMED = 1_000


@dataclass(frozen=True)
class OfficeScope:
    """The offices whose work someone may see, as a condition on organisations."""

    condition: Q

    @cached_property
    def codes(self) -> frozenset[str]:
        return frozenset(self.organisations().values_list("code", flat=True))

    def organisations(self) -> QuerySet[Organisation]:
        return Organisation.objects.filter(self.condition)

    def filter(
        self, queryset: QuerySet[SomeModel], field: str = "office", *, named: bool = False
    ) -> QuerySet[SomeModel]:
        """Rows whose organisation in `field` is in scope.

        `named` asks for the offices first and writes them out: only from a list does the database see how many there
        are, and so whether to begin at the offices or at the newest rows. Very many are asked for within the statement.
        """
        offices = self.organisations().values("pk")
        listed = [pk for (pk,) in offices.values_list("pk")[: MOST_NAMED + 1]] if named else []
        return queryset.filter(**{f"{field}__in": listed if 0 < len(listed) <= MOST_NAMED else offices})


def offices_seen_by(who: Acting, *, roles: Collection[str] = ROLES_THAT_SEE_CASES) -> OfficeScope:
    """A regency Bawaslu sees itself and its ad hoc offices, a province also its regencies and theirs, the national one
    all; others only themselves.

    Seats with other roles than `roles` open nothing; by default that leaves out administrators.
    """
    codes = {seat.office_code for seat in who.seats if seat.role in roles}
    condition = Q(code__in=codes)
    for office in Organisation.objects.filter(code__in=codes, kind__in=BAWASLU_KINDS):
        condition |= _below(office)
    return OfficeScope(condition)


def office_acting_on(office: Organisation, who: Acting, *, roles: Collection[str]) -> Organisation | None:
    """For which office somebody in one of these roles acts on what lies at `office`: that one where they sit there,
    else the nearest above it; None where none of these seats sees it.
    """
    codes = {seat.office_code for seat in who.seats if seat.role in roles}
    scopes = {each: Q(pk=each.pk) | _below(each) for each in Organisation.objects.filter(code__in=codes)}
    seeing = [each for each, scope in scopes.items() if Organisation.objects.filter(scope, pk=office.pk).exists()]
    return min(seeing, key=lambda each: _height(each, office), default=None)


def _height(above: Organisation, office: Organisation) -> int:
    """How far above: nothing for the office itself."""
    return 0 if above.pk == office.pk else 1 + LADDER.index(above.kind)


def _below(office: Organisation) -> Q:
    if office.kind == Organisation.Kind.BAWASLU:
        return Q(kind__in=BAWASLU_KINDS)
    if office.kind == Organisation.Kind.BAWASLU_PROVINCE:
        regencies = Q(parent=office)
        if office.region_id is not None:
            regencies |= Q(region__parent=office.region_id)
        districts = Q(parent__parent=office)
        if office.region_id is not None:
            districts |= Q(parent__region__parent=office.region_id)
        below = Q(kind=Organisation.Kind.BAWASLU_REGENCY) & regencies
        return below | (Q(kind=Organisation.Kind.PANWASLU_DISTRICT) & districts)
    if office.kind == Organisation.Kind.BAWASLU_REGENCY:
        return Q(pk=office.pk) | Q(kind=Organisation.Kind.PANWASLU_DISTRICT, parent=office)
    return Q(pk=office.pk)
