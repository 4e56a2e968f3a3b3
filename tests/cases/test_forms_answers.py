"""What the forms of hearings and answers ask for, and when."""

from typing import Any

import pytest

from netral.cases.forms import InvitationForm, KlarifikasiForm, LinkForm, RevokeForm
from netral.cases.models import AccusedAnswer, AnswerLink
from tests.access.builders import office, seated
from tests.cases.builders import OFFICE, day, heard, invited, link_for, opened

pytestmark = pytest.mark.django_db


def test_without_an_invitation_to_follow_none_is_asked_for_and_the_party_is() -> None:
    case = opened()

    for form in (InvitationForm(case=case), KlarifikasiForm(case=case)):
        assert form.follows not in form.fields
        assert form.fields["party"].required


def test_a_hearing_is_offered_the_invitations_that_wait_and_an_invitation_those_not_followed() -> None:
    first = invited()
    case = first.case
    form = KlarifikasiForm(case=case)
    assert [code for code, _label in form.fields["invitation"].choices] == ["", first.key]  # type: ignore[attr-defined]
    assert not form.fields["party"].required

    heard(case, invitation=first, attended=False, minutes="", at=day(4), held_on=day(3).date())
    again = InvitationForm(case=case)
    assert [code for code, _label in again.fields["previous"].choices] == ["", first.key]  # type: ignore[attr-defined]
    assert "invitation" not in KlarifikasiForm(case=case).fields


@pytest.mark.parametrize(("party", "errors"), [("", ["party"]), ("saksi", [])])
def test_without_choosing_an_invitation_there_is_a_party(party: str, errors: list[str]) -> None:
    case = invited().case
    sent = {
        "version": "1",
        "party": party,
        "name": "S",
        "held_on": "2024-01-16",
        "place": "Kantor",
        "attended": "tidak",
    }

    assert list(KlarifikasiForm(sent, case=case).errors) == errors


def test_who_signs_for_the_office_is_an_examiner_there() -> None:
    case = opened()
    assert "officer" not in KlarifikasiForm(case=case).fields

    officer = seated("pemeriksa", office(OFFICE))
    seated("anggota", office(OFFICE))
    offered: Any = KlarifikasiForm(case=case).fields["officer"]
    assert [code for code, _label in offered.choices] == ["", officer.key]


def test_the_hour_is_the_hour_at_the_office() -> None:
    case = opened()
    sent = {"version": "1", "party": "saksi", "name": "S", "meets_on": "2024-01-18", "meets_at": "09.30", "place": "K"}

    form = InvitationForm(sent, case=case)

    assert form.is_valid()
    assert form.values()["meets_at"].isoformat() == "2024-01-18T09:30:00+08:00"


def test_only_open_links_are_offered_for_revoking() -> None:
    case = opened()
    link_for(case)  # of 2024: its fourteen days are long over

    assert RevokeForm(case=case).fields["link"].choices == []  # type: ignore[attr-defined]
    assert len(LinkForm(case=case).fields["accused"].choices) == 1  # type: ignore[attr-defined]


def test_no_table_has_room_for_a_token() -> None:
    fields = {field.name for model in (AnswerLink, AccusedAnswer) for field in model._meta.fields}

    assert not fields & {"token", "address", "email"}
