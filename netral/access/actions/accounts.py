"""Accounts begin, are switched off and on, and get their second factor taken off."""

from collections.abc import Mapping
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from netral.access import policies
from netral.access.models import User
from netral.access.states import Acting, NotAllowed
from netral.audit import actions as audit


@transaction.atomic
def create_user(
    *,
    email: str,
    name: str,
    password: str | None = None,
    acting: Acting,
    at: datetime,
    example: bool = False,
    facts: Mapping[str, object] | None = None,
) -> User:
    """A new account without any seat yet. Without a password it is entered by a password reset or not at all."""
    if User.objects.filter(email=email.lower()).exists():
        raise NotAllowed(_("Alamat surel ini sudah dipakai akun lain. Tambahkan jabatan pada akun itu."))
    user = User.objects.create_user(email, password, name=name, example=example)
    audit.record(user.reference, "akun.dibuat", actor=acting.reference, at=at, facts=facts)
    return user


def deactivate(user: User, *, acting: Acting, at: datetime) -> None:
    """Shut the account: its sessions and tokens stop working at once, its seats stay as history."""
    _switch(user, on=False, verb="akun.dinonaktifkan", acting=acting, at=at)


def reactivate(user: User, *, acting: Acting, at: datetime) -> None:
    _switch(user, on=True, verb="akun.diaktifkan", acting=acting, at=at)


@transaction.atomic
def _switch(user: User, *, on: bool, verb: str, acting: Acting, at: datetime) -> None:
    policies.check_can_change_account(acting, user)
    # Two administrators on the same page: the second finds it done and writes no second entry.
    if User.objects.filter(pk=user.pk, is_active=not on).update(is_active=on):
        audit.record(user.reference, verb, actor=acting.reference, at=at)
    user.is_active = on


@transaction.atomic
def reset_second_factor(user: User, *, acting: Acting, at: datetime) -> None:
    """Take off every second factor, for someone who lost the phone; the next sign-in sets up a new one."""
    policies.check_can_change_account(acting, user)
    removed, _by_model = Authenticator.objects.filter(user=user).delete()
    audit.record(
        user.reference, "akun.langkah_kedua_dihapus", actor=acting.reference, at=at, facts={"removed": removed}
    )


@transaction.atomic
def note_password_change(user: User, *, at: datetime) -> None:
    """Record that the holder set another password (signing in is allauth's work, the journal is ours)."""
    audit.record(user.reference, "akun.sandi_diganti", actor=user.reference, at=at)


@transaction.atomic
def note_second_factor(user: User, *, kind: str, added: bool, at: datetime) -> None:
    """Record that the holder set up or removed a second factor of a kind (`totp`, `webauthn`, `recovery_codes`)."""
    verb = "akun.langkah_kedua_dipasang" if added else "akun.langkah_kedua_dilepas"
    audit.record(user.reference, verb, actor=user.reference, at=at, facts={"kind": kind})
