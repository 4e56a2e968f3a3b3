"""Verbs on accounts and seats. Each is one transaction with one journal entry on the account's own chain."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.models import Role, Seat, User
from netral.access.states import Acting, NotAllowed
from netral.audit import actions as audit
from netral.offices.models import Organisation


@transaction.atomic
def create_user(
    *, email: str, name: str, password: str | None = None, acting: Acting, at: datetime, example: bool = False
) -> User:
    """A new account without any seat yet. Without a password nobody can sign in until one is set by e-mail."""
    if User.objects.filter(email=email.lower()).exists():
        raise NotAllowed(_("Alamat surel ini sudah dipakai akun lain. Tambahkan jabatan pada akun itu."))
    user = User.objects.create_user(email, password, name=name, example=example)
    audit.record(user.reference, "akun.dibuat", actor=acting.reference, at=at)
    return user


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
    """Seat the user in an office from one day to another (both days included)."""
    if valid_until is not None and valid_until < valid_from:
        raise NotAllowed(_("Masa tugas berakhir sebelum dimulai. Periksa kedua tanggalnya."))
    seat, created = Seat.objects.get_or_create(
        user=user, office=office, role=Role(role).value, valid_from=valid_from, defaults={"valid_until": valid_until}
    )
    if not created:
        raise NotAllowed(_("Jabatan ini sudah diberikan mulai tanggal itu."))
    facts = {"role": seat.role, "from": valid_from.isoformat(), "until": valid_until and valid_until.isoformat()}
    audit.record(
        user.reference, "akun.jabatan_diberikan", actor=acting.reference, office=office.code, at=at, facts=facts
    )
    return seat
