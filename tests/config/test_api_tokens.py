"""`manage.py api_tokens`: whose tokens there are, and taking one back."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from netral.access.actions import create_token, user_for_token
from netral.access.models import ApiToken
from netral.audit.models import Entry
from tests.access.builders import AT, office, seated

pytestmark = pytest.mark.django_db


def api_tokens(*asked: str) -> list[str]:
    out = StringIO()
    call_command("api_tokens", *asked, stdout=out)
    return out.getvalue().splitlines()


def test_the_tokens_of_a_person_are_listed_by_number_and_never_themselves() -> None:
    user = seated("pemeriksa", office("bawaslu-99.07"))
    first, second = create_token(user, at=AT), create_token(user, lifetime=None)

    said = api_tokens(user.email.upper(), "--show")

    keys = [token.key for token in ApiToken.objects.order_by("created_at")]
    assert [line.split()[0] for line in said] == keys
    assert ("sampai 20" in said[0], "tanpa batas" in said[1]) == (True, True)
    assert not any(raw in line for raw in (first, second) for line in said)


def test_one_that_leaked_is_taken_back_and_the_other_goes_on() -> None:
    user = seated("pemeriksa", office("bawaslu-99.07"))
    leaked, kept = create_token(user), create_token(user)
    key = ApiToken.objects.earliest("pk").key

    (said,) = api_tokens(user.email, "--revoke", key)

    assert said.startswith(f"{key} dicabut")
    assert (user_for_token(leaked), user_for_token(kept)) == (None, user)
    entry = Entry.objects.get(verb="akun.token_dicabut")
    assert (entry.chain, entry.actor, entry.facts) == (user.reference, "sistem", {"token": key})


def test_all_of_them_are_taken_back_at_once_and_none_is_no_trouble() -> None:
    user = seated("pemeriksa", office("bawaslu-99.07"))
    held = [create_token(user) for _each in range(2)]

    assert len(api_tokens(user.email, "--revoke", "semua")) == 2

    assert [user_for_token(raw) for raw in held] == [None, None]
    assert api_tokens(user.email, "--revoke", "semua") == api_tokens(user.email, "--show") == ["Tidak ada token."]


def test_a_number_of_somebody_else_or_a_stranger_is_refused_with_what_to_do() -> None:
    user, other = seated("pemeriksa", office("bawaslu-99.07")), seated("anggota", office("bawaslu-99.08"))
    create_token(other)

    with pytest.raises(CommandError, match="--show"):
        api_tokens(user.email, "--revoke", ApiToken.objects.get().key)
    with pytest.raises(CommandError, match="/kelola/pengguna/"):
        api_tokens("entah@contoh.id", "--show")

    assert ApiToken.objects.count() == 1
