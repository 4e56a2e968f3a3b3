"""Seats are given for a term and ended, never deleted."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access import policies
from netral.access.holding import held_by_seat
from netral.access.models import Role, Seat, User
from netral.access.queries import today_in
from netral.access.states import Acting, NotAllowed
from netral.audit import actions as audit
from netral.offices.models import Organisation


@transaction.atomic
def give_seat(
    user: User,
    *,
    role: str,
    office: Organisation,
    valid_from: date,
    valid_until: date | None = None,
    acting: Acting,
    at: datetime,
) -> Seat:
    """Seat the user in an office from one day to another, both included."""
    policies.check_can_administer(acting, office.code)
    return record_seat(
        user, role=role, office=office, valid_from=valid_from, valid_until=valid_until, actor=acting.reference, at=at
    )


def record_seat(
    user: User,
    *,
    role: str,
    office: Organisation,
    valid_from: date,
    valid_until: date | None,
    actor: str,
    at: datetime,
) -> Seat:
    """The seat and its entry, for callers that have asked the policy (or hold an invitation) already."""
    if valid_until is not None and valid_until < valid_from:
        raise NotAllowed(_("Masa tugas berakhir sebelum dimulai. Periksa kedua tanggalnya."))
    if Seat.objects.filter(user=user, office=office, role=role, valid_from=valid_from).exists():
        raise NotAllowed(_("Jabatan ini sudah diberikan mulai tanggal itu. Pilih tanggal lain atau biarkan saja."))
    seat = Seat.objects.create(
        user=user, office=office, role=Role(role).value, valid_from=valid_from, valid_until=valid_until
    )
    _record(seat, "akun.jabatan_diberikan", actor=actor, at=at)
    return seat


@transaction.atomic
def end_seat(seat: Seat, *, last_day: date, acting: Acting, at: datetime) -> Seat:
    """Let the seat end earlier. A seat that has not begun ends the day before its first, so it never counts.

    By today it ends only when no work hangs on it; a later last day leaves time to hand it over. Who must go at once
    loses the account instead (`deactivate`).
    """
    policies.check_can_end_seat(acting, seat)
    if seat.valid_until is not None and seat.valid_until <= last_day:
        raise NotAllowed(_("Jabatan ini sudah berakhir pada tanggal itu atau sebelumnya."))
    if seat.valid_from <= last_day <= today_in(seat.office, now=at) and (held := list(held_by_seat(seat))):
        raise NotAllowed(" ".join(held))
    seat.valid_until = last_day
    seat.save(update_fields=["valid_until"])
    _record(seat, "akun.jabatan_diakhiri", actor=acting.reference, at=at)
    return seat


def _record(seat: Seat, verb: str, *, actor: str, at: datetime) -> None:
    until = seat.valid_until.isoformat() if seat.valid_until else None
    facts = {"role": seat.role, "from": seat.valid_from.isoformat(), "until": until}
    audit.record(seat.user.reference, verb, actor=actor, office=seat.office.code, at=at, facts=facts)
