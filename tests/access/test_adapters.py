import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter as get_factor_adapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from netral.access.adapters import journal_added, journal_removed
from netral.audit.queries import entries_about
from tests.access.builders import PASSWORD, person, seated

pytestmark = pytest.mark.django_db


def asking(user=None):
    """A request as it reaches an adapter."""
    request = RequestFactory().get("/akun/")
    request.session, request.user = SessionStore(), user
    request._messages = FallbackStorage(request)
    return request


def said(request) -> list[str]:
    return [str(message) for message in request._messages]


def test_nobody_signs_up():
    assert not get_adapter().is_open_for_signup(asking())


def test_what_went_well_is_not_said_and_refusals_are():
    request = asking()

    get_adapter().add_message(request, messages.SUCCESS, "account/messages/logged_in.txt")
    get_adapter().add_message(request, messages.ERROR, message="Kode tidak cocok.")

    assert said(request) == ["Kode tidak cocok."]


def test_a_new_password_and_its_entry_stand_or_fall_together(monkeypatch):
    user = person()
    monkeypatch.setattr("netral.access.actions.note_password_change", lambda *_, **__: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        get_adapter().set_password(user, "perahu-kecil-di-danau-sunyi")

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_ways_to_confirm_are_named_in_our_words():
    user = seated()
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN):
        Authenticator.objects.create(user=user, type=kind, data={})

    ways = get_adapter().get_reauthentication_methods(user)

    assert [way["description"] for way in ways] == ["Pakai sandi", "Pakai kode aplikasi", "Pakai kunci sandi"]


def test_who_has_just_signed_in_is_not_asked_again(settings):
    user, adapter = seated(), get_adapter()
    request = asking(user)
    from allauth.account.internal.flows.login import record_authentication

    with context.request_context(request):
        before = adapter.is_reauthentication_required(app="allauth.mfa")
        record_authentication(request, user, method="password")
        after = adapter.is_reauthentication_required(app="allauth.mfa")
        settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
        later = adapter.is_reauthentication_required(app="allauth.mfa")

    assert (before, after, later) == (True, False, True)


def test_secrets_of_the_second_factor_are_encrypted_and_read_back():
    adapter = get_factor_adapter()

    kept = adapter.encrypt("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in kept
    assert adapter.decrypt(kept) == "JBSWY3DPEHPK3PXP"
    assert adapter.encrypt("JBSWY3DPEHPK3PXP") != kept


@pytest.mark.parametrize("kept", ["", "bukan sandi", "JBSWY3DPEHPK3PXP"])
def test_what_cannot_be_read_becomes_a_secret_nobody_has(kept):
    first, second = (get_factor_adapter().decrypt(kept) for _ in range(2))

    assert first != second
    assert len(first) == 32


def test_passkeys_belong_to_the_host_and_are_numbered():
    user, adapter = person(), get_factor_adapter()
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={})

    with context.request_context(asking(user)):
        entity = adapter.get_public_key_credential_rp_entity()

    assert entity == {"id": "testserver", "name": "Netral"}
    assert adapter.get_totp_issuer() == "Netral"
    assert adapter.generate_authenticator_name(user, Authenticator.Type.WEBAUTHN) == "Kunci sandi 2"


def test_factors_come_and_go_in_the_journal():
    user = person()
    factor = Authenticator(user=user, type=Authenticator.Type.WEBAUTHN, data={})

    journal_added(user=user, authenticator=factor, request=None)
    journal_removed(user=user, authenticator=factor, request=None)

    entries = entries_about(user.reference).order_by("-pk")[:2]
    assert [(entry.verb, entry.facts["kind"]) for entry in entries] == [
        ("akun.langkah_kedua_dilepas", "webauthn"),
        ("akun.langkah_kedua_dipasang", "webauthn"),
    ]
