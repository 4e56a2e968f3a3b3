"""Whoever comes with a token of somebody who holds a seat today is let in; texts of programs can be stored."""

import pytest
from django.test import RequestFactory
from django.utils import timezone
from pydantic import TypeAdapter, ValidationError

from netral.access.actions import create_token
from netral.access.models import Seat
from netral.access.wire import Body, Said, StaffToken, acting_in
from tests.access.builders import seated
from tests.exchange.builders import office

pytestmark = pytest.mark.django_db


def test_a_token_is_worth_as_much_as_the_seats_of_its_owner() -> None:
    user = seated("pemeriksa", office())
    token = create_token(user, at=timezone.now())
    request = RequestFactory().get("/")

    request.auth = StaffToken().authenticate(request, token)  # type: ignore[attr-defined]

    assert acting_in(request).holds("pemeriksa", "bawaslu-99.07")
    assert StaffToken().authenticate(request, f"{token}x") is None
    Seat.objects.all().delete()
    assert StaffToken().authenticate(request, token) is None


@pytest.mark.parametrize("text", ["\ud800", "a\0b"])
def test_a_text_that_cannot_be_stored_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Said).validate_python(text)


def test_a_body_has_the_keys_named_and_no_others() -> None:
    class Named(Body):
        note: Said

    assert Named(note="ya").note == "ya"
    with pytest.raises(ValidationError):
        Named(note="ya", other="tidak")  # type: ignore[call-arg]
