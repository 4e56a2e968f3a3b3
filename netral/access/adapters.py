"""Where allauth asks this house: who may sign in, where to, in which words, and what the journal learns of it."""

import time
from base64 import b32encode, urlsafe_b64encode
from secrets import token_bytes
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from netral.access import actions, queries
from netral.access.models import Role, User


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by e-mail address and password, for people with a seat that is valid today."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Alamat surel atau sandi tidak cocok. Periksa keduanya lalu coba lagi."),
        "too_many_login_attempts": _("Terlalu sering salah. Tunggu lima menit, lalu coba lagi."),
        "rate_limited": _("Terlalu sering. Tunggu sebentar, lalu coba lagi."),
        "enter_current_password": _("Sandi sekarang tidak cocok."),
        "incorrect_password": _("Sandi tidak cocok."),
        "incorrect_code": _("Kode tidak cocok. Pakai kode yang sedang tampil di aplikasi."),
        "invalid_password_reset": _("Tautan ini sudah dipakai atau kedaluwarsa. Minta tautan baru."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse | None:
        """Turn away an account that is switched off or has no seat today, before any session exists.

        Somebody whose seats have ended and who is invited again comes in, to take the new one.
        """
        who = cast("User", user)
        if queries.acting(who).seats or (who.is_active and queries.is_invited(who, at=timezone.now())):
            return None
        clear_login(request)
        return redirect("account_inactive")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The workspace; for people who only administer, `/kelola/`."""
        roles = {seat.role for seat in queries.acting(cast("User", request.user)).seats}
        return resolve_url("kelola:index" if roles == {Role.ADMINISTRATOR} else settings.LOGIN_REDIRECT_URL)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("account_index")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again who sits there before something delicate, but not of someone who has just signed in."""
        request = context.request
        latest = max((record["at"] for record in get_authentication_records(request, request.user)), default=0)
        if time.time() - latest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    @transaction.atomic
    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        super().set_password(user, password)
        actions.note_password_change(cast("User", user), at=timezone.now())

    def add_message(  # noqa: PLR0917 - allauth's signature
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Pass on refusals only: what went well is seen on the page that follows."""
        if level >= messages.WARNING and message:
            messages.add_message(request, level, message, extra_tags=extra_tags)

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": gettext("Pakai sandi"),
            "mfa_reauthenticate": gettext("Pakai kode aplikasi"),
            "mfa_reauthenticate:webauthn": gettext("Pakai kunci sandi"),
        }
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**method, "description": words[method["id"]]} for method in methods]


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors; their secrets are encrypted, so that a copy of the database alone opens no account."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Kode tidak cocok. Pakai kode yang sedang tampil di aplikasi."),
        "cannot_delete_authenticator": _("Langkah kedua ini tidak dapat dilepas."),
        "cannot_generate_recovery_codes": _("Pasang aplikasi atau kunci sandi dulu, lalu buat kode cadangan."),
    }

    def encrypt(self, text: str) -> str:
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret, or nothing that any code fits when the server's own secret is another one by now."""
        try:
            return _vault().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return b32encode(token_bytes(20)).decode()

    def get_totp_issuer(self) -> str:
        return str(settings.MFA_TOTP_ISSUER)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": str(settings.MFA_TOTP_ISSUER)}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Kunci sandi %(number)s") % {"number": number}


def _vault() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [
        salted_hmac("netral.access.second_factor", "", secret, algorithm="sha256").digest() for secret in secrets
    ]
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])


def journal_added(*, user: User, authenticator: Authenticator, **_others: object) -> None:
    """A second factor was set up (connected in `apps`)."""
    actions.note_second_factor(user, kind=authenticator.type, added=True, at=timezone.now())


def journal_removed(*, user: User, authenticator: Authenticator, **_others: object) -> None:
    """A second factor was taken off by its holder (connected in `apps`)."""
    actions.note_second_factor(user, kind=authenticator.type, added=False, at=timezone.now())
