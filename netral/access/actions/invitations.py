"""An invitation is one link for one person and one seat; taking it creates the account, or adds the seat to it."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access import policies, queries
from netral.access.actions.accounts import create_user
from netral.access.actions.seats import record_seat
from netral.access.models import Invitation, Role, Seat, User
from netral.access.states import Acting, InvitationUnusable, NotAllowed
from netral.audit import actions as audit
from netral.lib.keys import new_key
from netral.offices.models import Organisation

OPEN_FOR = timedelta(days=7)


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    role: str,
    office: Organisation,
    seat_until: date | None = None,
    invited_by: User,
    acting: Acting,
    at: datetime,
) -> Invitation:
    """Open an invitation for seven days. Its link comes from `queries.invitation_link`; only a hash is stored."""
    policies.check_can_administer(acting, office.code)
    if seat_until is not None and seat_until < queries.today_in(office, now=at):
        raise NotAllowed(_("Masa tugas itu sudah lewat. Isi tanggal hari ini atau sesudahnya."))
    key = new_key()
    invitation = Invitation.objects.create(
        key=key,
        token_hash=queries.hash_of(queries.invitation_token(key)),
        email=email.lower(),
        name=name,
        office=office,
        role=Role(role).value,
        seat_until=seat_until,
        invited_by=invited_by,
        created_at=at,
        expires_at=at + OPEN_FOR,
    )
    _record(invitation, "akun.undangan_dibuat", acting=acting, at=at)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, acting: Acting, at: datetime) -> None:
    """Make the link useless before anybody took it."""
    policies.check_can_administer(acting, invitation.office.code)
    if not Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None).update(withdrawn_at=at):
        raise NotAllowed(_("Undangan ini sudah dipakai atau dibatalkan. Jabatannya diakhiri di halaman pengguna."))
    _record(invitation, "akun.undangan_dibatalkan", acting=acting, at=at)


@transaction.atomic
def accept_invitation(
    token: str, *, at: datetime, name: str = "", password: str | None = None, signed_in: User | None = None
) -> Seat:
    """Take the seat: with a new account (name and password), or for the account of that address, signed in.

    Raises InvitationUnusable when the link is used, withdrawn, expired or unknown, NotAllowed when the address has an
    account that is not the one signed in.
    """
    invitation = _take(token, at=at)
    user = _account_for(invitation, name=name, password=password, signed_in=signed_in, at=at)
    return record_seat(
        user,
        role=invitation.role,
        office=invitation.office,
        valid_from=queries.today_in(invitation.office, now=at),
        valid_until=invitation.seat_until,
        actor=invitation.invited_by.reference,
        at=at,
    )


def _take(token: str, *, at: datetime) -> Invitation:
    """Compare and swap: of two clicks on one link only one gets the seat."""
    invitation = queries.open_invitation(token, at=at)
    still_open = Invitation.objects.filter(used_at=None, withdrawn_at=None)
    if invitation is None or not still_open.filter(pk=invitation.pk).update(used_at=at):
        raise InvitationUnusable
    return invitation


def _account_for(
    invitation: Invitation, *, name: str, password: str | None, signed_in: User | None, at: datetime
) -> User:
    account = User.objects.filter(email=invitation.email).first()
    if account is None:
        facts = {"invitation": invitation.key}
        invited = Acting(invitation.invited_by.reference, ())
        return create_user(email=invitation.email, name=name, password=password, acting=invited, at=at, facts=facts)
    if account != signed_in:
        raise NotAllowed(_("Alamat surel undangan ini sudah punya akun. Masuk dengan akun itu, lalu buka tautan ini."))
    return account


def _record(invitation: Invitation, verb: str, *, acting: Acting, at: datetime) -> None:
    until = invitation.seat_until.isoformat() if invitation.seat_until else None
    facts = {"invitation": invitation.key, "role": invitation.role, "until": until}
    chain = invitation.invited_by.reference
    audit.record(chain, verb, actor=acting.reference, office=invitation.office.code, at=at, facts=facts)
