"""The fingerprint by which a form is known again. What two clicks do to a case is tried in cases/test_bad_days.py."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from netral.access.sessions import SessionStore
from netral.audit.models import Chain
from netral.procedure.states import SomeoneWasFaster
from netral.procedure.twice import once, was_done

pytestmark = pytest.mark.django_db
SAID = {"minutes": "Tanya. Jawab.", "version": "1", "csrfmiddlewaretoken": "a"}


@pytest.fixture
def session() -> SessionStore:
    made = SessionStore()
    made.create()
    return made


def post(session: SessionStore, path: str = "/langkah/", **changes: Any) -> Any:
    """The same browser, sending again."""
    request = RequestFactory().post(path, {**SAID, **changes})
    request.session = SessionStore(session.session_key)
    return request


def test_a_form_is_known_again_whatever_its_token(session: SessionStore) -> None:
    assert once(post(session), lambda: "entri")() == "entri"

    assert was_done(post(session, csrfmiddlewaretoken="b"))


@pytest.mark.parametrize(
    "changes",
    [{"minutes": "Lain."}, {"version": "2"}, {"path": "/lain/"}, {"file": SimpleUploadedFile("a.txt", b"a")}],
    ids=str,
)
def test_another_form_is_another_form(session: SessionStore, changes: dict[str, Any]) -> None:
    once(post(session), lambda: "entri")()

    assert not was_done(post(session, **changes))


def test_what_failed_was_not_done(session: SessionStore) -> None:
    def faster() -> None:
        raise SomeoneWasFaster("perkara:x")

    with pytest.raises(SomeoneWasFaster):
        once(post(session), faster)()

    assert not was_done(post(session))


def test_whoever_lost_to_the_own_first_click_is_told_that_it_is_done(session: SessionStore) -> None:
    second = post(session)
    assert not was_done(second)  # has read the session; the first click ends while the second waits
    once(post(session), lambda: "entri")()

    def faster() -> None:
        raise SomeoneWasFaster("perkara:x")

    assert once(second, faster)() is True


def test_nothing_typed_stands_in_the_session(session: SessionStore) -> None:
    once(post(session), lambda: "entri")()

    assert "Tanya" not in str(dict(SessionStore(session.session_key).items()))


def test_a_page_just_opened_was_not_sent(session: SessionStore) -> None:
    request = RequestFactory().get("/langkah/")
    request.session = session

    assert not was_done(request)


def test_of_two_that_were_sent_at_once_the_second_does_nothing_where_nothing_has_a_version(
    session: SessionStore,
) -> None:
    second = post(session)
    once(post(session), lambda: "entri")()

    def writes() -> Chain:
        return Chain.objects.create(subject="perkara:x", length=0, head="", key_id="", signature="")

    assert once(second, writes)() is True
    assert not Chain.objects.exists()
