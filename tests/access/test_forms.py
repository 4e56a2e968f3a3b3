from datetime import date

import pytest
from django.test import RequestFactory

from netral.access.forms.administration import (
    KIND_NAMES,
    InvitationForm,
    JournalFilter,
    LastDayForm,
    ListForm,
    NewSeatForm,
    OrganisationForm,
)
from netral.access.forms.signing_in import (
    AcceptForm,
    ActivateAppForm,
    AddPasskeyForm,
    ChangePasswordForm,
    ConfirmPasswordForm,
    ConfirmSecondFactorForm,
    FirstPasswordForm,
    ForgottenPasswordForm,
    NewPasswordForm,
    RenamePasskeyForm,
    SecondFactorForm,
    SignInForm,
)
from netral.access.models import Role
from netral.access.queries import acting
from netral.access.states import ROLE_SENTENCES, Acting, HeldSeat
from netral.offices.models import Organisation
from tests.access.builders import Kind, national_admin, office, person

pytestmark = pytest.mark.django_db

NATIONAL = Acting("akun:1", (HeldSeat("admin", "bawaslu"),))
GOOD_PASSWORD = "perahu-kecil-di-danau-sunyi"


def seat_data(**fields: str) -> dict[str, str]:
    return {"role": "anggota", "office": "bawaslu-99", "name": "Sri", "email": "sri@contoh.id", **fields}


# Lists


def test_every_kind_of_organisation_has_a_name():
    assert set(KIND_NAMES) == set(Organisation.Kind)


@pytest.mark.parametrize(
    ("given", "found"),
    [({}, ""), ({"cari": "  tegal "}, "tegal"), ({"cari": "x" * 101}, ""), ({"cari": "a\x00b"}, "")],
)
def test_a_list_is_narrowed_by_what_makes_sense(given, found):
    assert ListForm(given).value("cari") == found


def test_an_unknown_kind_narrows_nothing_and_the_text_still_counts():
    form = ListForm({"cari": "tegal", "jenis": "kerajaan"})

    assert (form.value("cari"), form.value("jenis")) == ("tegal", "")


@pytest.mark.parametrize("subject", ["akun:7k4m2pxd91qf0", "organisasi:pemkab-33.05", "perkara:1/2", ""])
def test_the_journal_is_filtered_by_references(subject):
    assert JournalFilter({"subjek": subject}).is_valid()


@pytest.mark.parametrize("subject", ["Nur Aini", "a@b.id", "x" * 61, "<b>", "a\x00"])
def test_the_journal_is_filtered_by_nothing_else(subject):
    assert list(JournalFilter({"subjek": subject}).errors) == ["subjek"]


# Seats and invitations


@pytest.mark.parametrize("text", ["bawaslu-99", "Kantor bawaslu-99", " kantor BAWASLU-99 "])
def test_an_office_is_named_by_code_or_full_name(text):
    office("bawaslu-99")

    form = InvitationForm(seat_data(office=text), who=NATIONAL)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["office"].code == "bawaslu-99"


@pytest.mark.parametrize("text", ["", "bawaslu", "kantor", "BAWASLU-99", "a\x00b", "x" * 161])
def test_an_office_that_is_not_named_rightly_is_refused(text):
    office("bawaslu-99")

    assert list(InvitationForm(seat_data(office=text), who=NATIONAL).errors) == ["office"]


def test_an_office_somebody_else_administers_does_not_exist():
    office("bawaslu-99")
    who = Acting("akun:1", (HeldSeat("admin", "bawaslu-98"),))

    assert list(InvitationForm(seat_data(), who=who).errors) == ["office"]


def test_roles_are_offered_with_their_sentences():
    widget = InvitationForm(who=NATIONAL).fields["role"].widget

    assert [value for value, _label in widget.choices] == Role.values
    assert widget.hints == {role.value: ROLE_SENTENCES[role] for role in Role}


@pytest.mark.parametrize(
    ("form", "order"),
    [
        (InvitationForm, ["name", "email", "role", "office", "until"]),
        (NewSeatForm, ["role", "office", "since", "until"]),
    ],
)
def test_fields_come_in_the_order_in_which_one_thinks(form, order):
    assert list(form(who=NATIONAL).fields) == order


def test_a_term_may_be_open_and_is_read_from_three_boxes():
    office("bawaslu-99")
    boxes = {"until_hari": "31", "until_bulan": "Des", "until_tahun": "2027"}

    forms = [InvitationForm(seat_data(**more), who=NATIONAL) for more in ({}, boxes)]

    assert [form.is_valid() and form.cleaned_data["until"] for form in forms] == [None, date(2027, 12, 31)]


@pytest.mark.parametrize("day", ["", "31 feb 2026", "besok", "1"])
def test_a_last_day_is_a_day(day):
    assert list(LastDayForm({"last_day": day}).errors) == ["last_day"]


def test_an_organisation_may_stand_alone():
    data = {"name": "Dinas Contoh", "code": "dinas", "kind": Kind.AGENCY}

    form = OrganisationForm(data, who=acting(national_admin()))

    assert form.is_valid(), form.errors
    assert (form.cleaned_data["parent"], form.cleaned_data["region"]) == (None, "")


# Signing in


def of_allauth() -> list[object]:
    """Every form of theirs that wears our words."""
    user = person()
    request = RequestFactory().get("/")
    return [
        SignInForm(request=request),
        ForgottenPasswordForm(),
        NewPasswordForm(user=user),
        ChangePasswordForm(user=user),
        FirstPasswordForm(user=user),
        ConfirmPasswordForm(user=user),
        SecondFactorForm(user=user),
        ConfirmSecondFactorForm(user=user),
    ]


def test_no_placeholder_stands_in_for_a_label():
    attributes = [field.widget.attrs for form in of_allauth() for field in form.fields.values()]

    assert not [each for each in attributes if "placeholder" in each]


def test_every_field_of_theirs_is_labelled_by_us():
    for form in of_allauth():
        visible = {bound.name for bound in form.visible_fields()}
        assert visible <= set(form.labels), type(form).__name__


@pytest.mark.parametrize("form", [ActivateAppForm, AddPasskeyForm, RenamePasskeyForm])
def test_the_other_forms_name_their_fields_too(form):
    declared = {name for name, field in form.base_fields.items() if not field.widget.is_hidden}

    assert declared <= set(form.labels)


def test_codes_are_typed_on_a_number_pad_and_filled_in_by_the_phone():
    attributes = SecondFactorForm(user=person()).fields["code"].widget.attrs

    assert (attributes["inputmode"], attributes["autocomplete"]) == ("numeric", "one-time-code")


def test_passwords_can_be_pasted_and_kept_by_a_password_manager():
    fields = ChangePasswordForm(user=person()).fields

    names = {name: field.widget.attrs["autocomplete"] for name, field in fields.items()}
    assert names == {"oldpassword": "current-password", "password1": "new-password", "password2": "new-password"}


# Invitations


def accepted(**fields: str) -> AcceptForm:
    data = {"name": "Sri Wahyuni, S.H.", "password": GOOD_PASSWORD, "again": GOOD_PASSWORD, **fields}
    return AcceptForm(data, email="sri.wahyuni@contoh.id")


def test_a_name_and_a_good_password_twice_are_enough():
    assert accepted().is_valid()


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"name": ""}, ["name"]),
        ({"password": "", "again": ""}, ["password", "again"]),
        ({"again": "lain"}, ["again"]),
        ({"again": ""}, ["again"]),
        ({"password": "pendek", "again": "pendek"}, ["password"]),
        ({"password": "password1234", "again": "password1234"}, ["password"]),
        ({"password": "Sri Wahyuni, S.H.", "again": "Sri Wahyuni, S.H."}, ["password"]),
        ({"password": "sri.wahyuni@contoh", "again": "sri.wahyuni@contoh"}, ["password"]),
        ({"password": "9" * 40, "again": "9" * 40}, ["password"]),
        ({"password": "x" * 201, "again": "x" * 201}, ["password", "again"]),
    ],
)
def test_a_password_others_would_guess_is_refused(wrong, fields):
    assert sorted(accepted(**wrong).errors) == sorted(fields)


def test_spaces_belong_to_a_password():
    form = accepted(password=f" {GOOD_PASSWORD} ", again=f" {GOOD_PASSWORD} ")

    assert form.is_valid()
    assert form.cleaned_data["password"] == f" {GOOD_PASSWORD} "
