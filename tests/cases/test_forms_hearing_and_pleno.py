"""The forms of klarifikasi, pleno, sending back and registration, field by field with what people and programs type."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.utils import translation

from netral.access.models import Seat
from netral.cases.forms import KlarifikasiForm, MemberForm, PlenoForm, RegistrationForm, SendBackForm, StepForm
from netral.cases.models import Case
from netral.offices.models import Organisation
from netral.procedure.meetings import Attendance
from tests.access.builders import LONG_AGO, office, seated
from tests.cases.builders import LONG, OFFICE, cells, complete_laporan, rows

MEGABYTE = "x" * 1_000_000
HEARING = {
    "version": "1", "party": "saksi", "name": "Saksi Rekaan", "held_on": "2024-01-16", "place": "Kantor",
    "attended": "ya", "minutes": "Tanya. Jawab.",
}  # fmt: skip
PLENO = {"version": "1", "held_on": "2024-01-18", "reason": LONG}


def codes(form: forms.Form) -> dict[str, list[str]]:
    """What is wrong, by field."""
    return {field: [row["code"] for row in rows] for field, rows in form.errors.get_json_data().items()}


def filled(form: type[StepForm], values: dict[str, Any], **changes: Any) -> StepForm:
    """A form sent with these values; None leaves a field out. These forms ask nothing of the database."""
    sent = {name: value for name, value in {**values, **changes}.items() if value is not None}
    return form(sent, case=Case(version=1))


IMPOSSIBLE_DAYS = [
    "2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "2024-01-32", "0000-01-01", "10000-01-01", "16-01-2024",
    "2024-01-16T09:00", "kemarin", "2024-01-16\0", "<b>2024-01-16</b>", "9" * 5_000,
]  # fmt: skip


@pytest.mark.parametrize("day", IMPOSSIBLE_DAYS)
@pytest.mark.django_db
def test_a_day_that_is_none_is_wrong_at_its_field_only(day: str) -> None:
    assert codes(filled(KlarifikasiForm, HEARING, held_on=day)) == {"held_on": ["invalid"]}
    assert codes(pleno(held_on=day)) == {"held_on": ["invalid"]}


@pytest.mark.parametrize(
    ("boxes", "iso"),
    [
        (("16", "1", "2024"), "2024-01-16"),
        (("16", "Januari", "2024"), "2024-01-16"),
        (("29", "feb", "2024"), "2024-02-29"),
        (("16/1/2024", "", ""), "2024-01-16"),
        (("30", "2", "2024"), None),
        (("16", "1", "24"), None),
        (("16", "Januember", "2024"), None),
        (("", "1", "2024"), None),
    ],
)
def test_three_boxes_make_a_day_or_an_error(boxes: tuple[str, str, str], iso: str | None) -> None:
    typed = dict(zip(("held_on_hari", "held_on_bulan", "held_on_tahun"), boxes, strict=True))

    form = filled(KlarifikasiForm, HEARING, held_on=None, **typed)

    if iso is None:
        assert codes(form) == {"held_on": ["invalid"]}
    else:
        assert codes(form) == {}
        assert form.cleaned_data["held_on"].isoformat() == iso


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("party", None, "required"),
        ("party", "hakim", "invalid_choice"),
        ("party", "Saksi", "invalid_choice"),
        ("party", "saksi\0", "invalid_choice"),
        ("name", "x" * 121, "max_length"),
        ("name", "Nama\0Lain", "null_characters_not_allowed"),
        ("held_on", None, "required"),
        ("place", None, "required"),
        ("place", "   ", "required"),
        ("place", "x" * 161, "max_length"),
        ("place", "Kan\0tor", "null_characters_not_allowed"),
        ("attended", None, "required"),
        ("attended", "mungkin", "invalid_choice"),
        ("attended", "True", "invalid_choice"),
        ("minutes", "x" * 20_001, "max_length"),
        ("minutes", MEGABYTE, "max_length"),
        ("minutes", "Tanya\0", "null_characters_not_allowed"),
        ("version", None, "required"),
        ("version", "-1", "min_value"),
        ("version", "1.5", "invalid"),
        ("version", "satu", "invalid"),
        ("version", "0x1", "invalid"),
    ],
)
def test_a_bad_value_in_a_klarifikasi_is_named_at_its_field_only(field: str, value: str | None, code: str) -> None:
    assert codes(filled(KlarifikasiForm, HEARING, **{field: value})) == {field: [code]}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "x" * 120),
        ("name", "Ni Luh Ketut Sri—Wahyuni, S.Pd. 🙂"),
        ("place", "x" * 160),
        ("minutes", "x" * 20_000),
        ("minutes", None),
        ("name", None),
        ("minutes", "<script>alert(1)</script>"),
        ("issue", "on"),
    ],
)
def test_values_at_the_limit_pass(field: str, value: str | None) -> None:
    form = filled(KlarifikasiForm, HEARING, **{field: value})

    assert codes(form) == {}
    if value and field != "issue":
        assert form.cleaned_data[field] == value


@pytest.mark.parametrize(("answer", "attended"), [("ya", True), ("tidak", False)])
def test_yes_and_no_become_truth_and_issuing_is_asked_for(answer: str, attended: bool) -> None:
    values = filled(KlarifikasiForm, HEARING, attended=answer)

    assert values.is_valid()
    assert (values.values()["attended"], values.values()["issue"]) == (attended, False)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("held_on", None, "required"),
        ("seats", "0", "min_value"),
        ("seats", "100", "max_value"),
        ("seats", "9" * 400, "max_value"),
        ("seats", "tiga", "invalid"),
        ("seats", "3,5", "invalid"),
        ("seats_reason", "x" * 501, "max_length"),
        ("reason", None, "required"),
        ("reason", " \n ", "required"),
        ("reason", "x" * 20_001, "max_length"),
        ("reason", MEGABYTE, "max_length"),
        ("reason", LONG + "\0", "null_characters_not_allowed"),
    ],
)
@pytest.mark.django_db
def test_a_bad_value_of_a_pleno_is_named_at_its_field_only(field: str, value: str | None, code: str) -> None:
    found = codes(pleno(**{field: value}))

    assert found.keys() == {field}
    assert code in found[field]


def pleno(**changes: Any) -> PlenoForm:
    """The form as the page sends it, with three members in favour unless their cells are changed."""
    complete_laporan()
    sent = {**PLENO, **cells(rows()), **changes}
    case = Case(version=1, office=Organisation.objects.get(code=OFFICE))
    return PlenoForm({name: value for name, value in sent.items() if value is not None}, case=case)


@pytest.mark.django_db
def test_rows_become_attendances_in_the_order_of_names() -> None:
    form = pleno()

    assert codes(form) == {}
    assert form.values()["members"] == rows()
    assert (form.values()["seats"], form.values()["issue"]) == (None, False)


@pytest.mark.django_db
def test_rows_as_a_program_sends_them_are_the_same() -> None:
    sent = [{"member": row.member, "part": str(row.part)} for row in rows_here()]

    form = pleno(**dict.fromkeys(cells(rows())), members=sent)

    assert codes(form) == {}
    assert form.values()["members"] == rows()


def rows_here() -> tuple[Attendance, ...]:
    complete_laporan()
    return rows()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("part", "note", "cell"),
    [
        ("", "", "part"),
        ("ragu", "", "part"),
        ("tidak_setuju", " ", "note"),
        ("berhalangan", "", "note"),
        ("benturan", "", "note"),
        ("tidak_setuju", "x" * 4_001, "note"),
        ("setuju", "a\0", "note"),
    ],
)
def test_a_bad_cell_is_named_at_the_cell_and_in_the_box_above(part: str, note: str, cell: str) -> None:
    key = rows_here()[1].member

    form = pleno(**{f"member-{key}-part": part, f"member-{key}-note": note})

    assert codes(form).keys() == {"members"}
    assert [list(row.errors) for row in form.table] == [[], [cell], []]
    assert form.errors["members"][0].startswith("Anggota 1 Rekaan: ")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("other", "sentence"),
    [("tidakada", "bukan anggota kantor ini"), ("-", "bukan anggota kantor ini"), ("", "bukan anggota kantor ini")],
)
def test_a_row_of_a_stranger_is_named(other: str, sentence: str) -> None:
    sent = [{"member": row.member, "part": "setuju"} for row in rows_here()]

    form = pleno(members=[*sent, {"member": other, "part": "setuju"}])

    assert [sentence in message for message in form.errors["members"]] == [True]


@pytest.mark.django_db
def test_a_member_told_twice_is_named_even_where_both_rows_agree() -> None:
    sent = [{"member": row.member, "part": "setuju"} for row in rows_here()]

    form = pleno(members=[*sent, sent[0]])

    assert form.errors["members"] == ["Seorang anggota tertulis dua kali. Sisakan satu baris."]


@pytest.mark.django_db
def test_the_table_shows_those_who_held_the_seat_on_the_day_that_was_typed() -> None:
    gone = rows_here()[0].member
    Seat.objects.filter(user__key=gone).update(valid_until=date(2024, 1, 17))
    case = Case(version=1, office=Organisation.objects.get(code=OFFICE))

    def shown(sent: dict[str, str] | None) -> int:
        return len(PlenoForm(sent, case=case).table)

    assert [shown(None), shown({"held_on": "2024-01-17"}), shown({"held_on": "2024-01-18"})] == [2, 3, 2]
    assert shown({"held_on": "kemarin"}) == 2


@pytest.mark.django_db
def test_a_day_nobody_held_a_seat_is_named() -> None:
    form = pleno(held_on="2019-12-31")

    assert codes(form).keys() == {"held_on"}
    assert form.table == []


@pytest.mark.django_db
def test_without_quorum_the_form_comes_back_with_the_count() -> None:
    complete_laporan()

    form = pleno(**cells(rows(1, 1)))

    assert form.errors["members"] == ["Belum bisa diputus: hadir 1 dari 3 anggota, rapat tidak memenuhi kuorum."]


@pytest.mark.django_db
def test_another_number_of_seats_needs_a_reason() -> None:
    assert codes(pleno(seats="5")).keys() == {"seats_reason"}
    assert codes(pleno(seats="2", seats_reason="Kosong.")).keys() == {"seats"}
    assert codes(pleno(seats="5", seats_reason="Dua kursi kosong.")) == {}


@pytest.mark.django_db
def test_the_form_says_what_is_assumed_of_quorum_and_conflict() -> None:
    told = str(pleno().fields["members"].help_text)

    assert "lebih dari setengah" in told
    assert "tidak dihitung hadir" in told


@pytest.mark.parametrize(
    ("reason", "code"),
    [(None, "required"), ("  ", "required"), ("x" * 20_001, "max_length"), ("a\0", "null_characters_not_allowed")],
)
def test_a_bad_reason_for_sending_back_is_named(reason: str | None, code: str) -> None:
    assert codes(filled(SendBackForm, {"version": "1"}, reason=reason)) == {"reason": [code]}


def registration(**changes: Any) -> RegistrationForm:
    sent = {"version": "2", "title": "Ajakan di lapangan", **changes}
    return RegistrationForm(
        {name: value for name, value in sent.items() if value is not None}, laporan=complete_laporan()
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("title", None, "required"),
        ("title", "  ", "required"),
        ("title", "x" * 161, "max_length"),
        ("title", "Judul\0", "null_characters_not_allowed"),
        ("version", "", "required"),
        ("examiners", ["tidakada"], "invalid_choice"),
        ("examiners", ["' OR 1=1 --"], "invalid_choice"),
        ("examiners", ["\0"], "null_characters_not_allowed"),
    ],
)
def test_a_bad_value_of_a_registration_is_named_at_its_field_only(field: str, value: Any, code: str) -> None:
    assert codes(registration(**{field: value})) == {field: [code]}


@pytest.mark.django_db
def test_only_those_who_examine_at_this_office_today_can_be_named_examiner() -> None:
    laporan = complete_laporan()
    here, member = seated("pemeriksa"), seated("anggota")
    elsewhere = seated("pemeriksa", office("bawaslu-99.08"))
    gone = seated("pemeriksa", email="dulu@contoh.id", until=LONG_AGO)

    offered = RegistrationForm(laporan=laporan).fields["examiners"].queryset  # type: ignore[attr-defined]

    assert list(offered) == [here]
    for other in (member, elsewhere, gone):
        form = RegistrationForm({"version": "2", "title": "x", "examiners": [other.key]}, laporan=laporan)
        assert codes(form) == {"examiners": ["invalid_choice"]}


@pytest.mark.parametrize("form", [KlarifikasiForm, SendBackForm, StepForm])
def test_a_form_just_opened_carries_the_version_one_looks_at(form: type[StepForm]) -> None:
    assert form(case=Case(version=7))["version"].value() == 7


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_field_people_see_has_words_of_its_own_in_both_languages(language: str) -> None:
    with translation.override(language):
        for form in (KlarifikasiForm, PlenoForm, SendBackForm, MemberForm):
            labels = [str(field.label) for name, field in form.base_fields.items() if name != "version"]
            assert all(labels)
            assert len(set(labels)) == len(labels)
        assert str(PlenoForm.base_fields["reason"].label) == {"id": "Pertimbangan", "en": "Considerations"}[language]
