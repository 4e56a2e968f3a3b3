"""Offices, people and seats for tests, made through the actions."""

from datetime import UTC, date, datetime
from smtplib import SMTPRecipientsRefused
from typing import Any, NoReturn

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client

from netral.access.actions import create_user, give_seat, invite
from netral.access.models import Invitation, Role, User
from netral.access.queries import acting
from netral.access.states import SYSTEM
from netral.offices.actions import create_organisation
from netral.offices.models import Organisation, Region

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)
PASSWORD = "kuda-hijau-melompati-pagar"
Kind = Organisation.Kind


def region(code: str) -> Region:
    """A region with everything above it; regency 99.07 lies in WITA, all others in WIB."""
    above = code.rpartition(".")[0]
    zone = "Asia/Makassar" if code == "99.07" else "Asia/Jakarta"
    fields = {"name": f"Wilayah {code}", "level": code.count(".") + 1, "zone": zone, "example": True}
    found, _ = Region.objects.get_or_create(code=code, defaults={**fields, "parent": region(above) if above else None})
    return found


def office(code: str = "bawaslu-99.07", kind: str = "", **fields: object) -> Organisation:
    """The office of this code, made if it is not there yet; its kind and region follow from a Bawaslu code."""
    found = Organisation.objects.filter(code=code).first()
    if found is not None:
        return found
    where = code.partition("-")[2] if code.startswith("bawaslu-") else ""
    kinds = {"": Kind.BAWASLU, "99": Kind.BAWASLU_PROVINCE, "98": Kind.BAWASLU_PROVINCE}
    if "region" not in fields:
        fields["region"] = region(where) if where else None
    own_kind = kind or kinds.get(where, Kind.BAWASLU_REGENCY)
    return create_organisation(code, kind=own_kind, name=f"Kantor {code}", actor="sistem", at=AT, **fields)


def person(email: str = "nur@contoh.id", name: str = "Nur Aini", *, password: str | None = PASSWORD) -> User:
    return create_user(email=email, name=name, password=password, acting=SYSTEM, at=AT)


def seated(
    role: str = Role.EXAMINER,
    where: str | Organisation = "bawaslu-99.07",
    *,
    email: str = "",
    since: date = LONG_AGO,
    until: date | None = None,
) -> User:
    """Somebody with one seat; the address is made of role and office unless given."""
    place = office(where) if isinstance(where, str) else where
    user = person(email or f"{role}@{place.code}.contoh.id".replace("_", "-"), name=f"{role} {place.code}")
    give_seat(user, role=role, office=place, valid_from=since, valid_until=until, acting=SYSTEM, at=AT)
    return user


def national_admin() -> User:
    return seated(Role.ADMINISTRATOR, office("bawaslu"))


def invitation(by: User, where: Organisation, *, email: str = "baru@contoh.id", **fields: object) -> Invitation:
    values = {"name": "Orang Baru", "role": Role.EXAMINER, "at": AT, **fields}
    return invite(email=email, office=where, invited_by=by, acting=acting(by), **values)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


class MailServerDown(BaseEmailBackend):
    """Takes no letter, and says whose it would have been."""

    def send_messages(self, email_messages: Any) -> NoReturn:
        letters: list[EmailMessage] = list(email_messages)
        raise SMTPRecipientsRefused(dict.fromkeys(letters[0].to, (550, b"no")))
