"""Handing over: the form field by field, other agencies and those that are gone, and what goes along exactly once."""

from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone, translation
from django.utils.datastructures import MultiValueDict

from netral.audit.models import Entry
from netral.cases import actions, queries
from netral.cases.forms import ForwardForm
from netral.cases.models import Accused, Case, Kajian, Penerusan, TakenNorm
from netral.cases.states import Refused
from netral.evidence.actions import keep
from netral.evidence.models import Exhibit
from netral.offices.models import Organisation
from netral.offices.queries import organisation
from tests.cases.builders import EXAMINER, LONG, TWO, assessed, assessed_apart, day, decided, forwarded, heard, opened
from tests.cases.pages import client, step_url
from tests.cases.stations import PROCEDURES, at_station, nothing_left_behind, take
from tests.cases.test_actions_people import THREE
from tests.documents.builders import words
from tests.evidence.builders import PDF, upload
from tests.intake.builders import WITA

pytestmark = pytest.mark.django_db
FORWARD = {"receiver": ["bkn"], "conflict_of_interest": ["tidak"], "summary": ["Uraian untuk penerima."]}
LAST_OF_KASN = datetime(2024, 9, 3, 23, 59, 59, tzinfo=WITA)
FIRST_OF_BKN = datetime(2024, 9, 4, 0, 0, tzinfo=WITA)


def filled(case: Case, **changes: list[str]) -> ForwardForm:
    return ForwardForm(MultiValueDict({**FORWARD, "version": [str(case.version)], **changes}), case=case)


def codes(form: ForwardForm) -> dict[str, list[str]]:
    return {field: [row["code"] for row in rows] for field, rows in form.errors.get_json_data().items()}


def test_a_bad_value_of_a_hand_over_is_named_at_its_field_only() -> None:
    case = at_station("terbukti")
    foreign = keep(opened().laporan.reference, upload(), at=day(0))
    table: list[tuple[str, list[str], str]] = [
        ("receiver", [], "required"),
        ("receiver", ["kasn"], "invalid_choice"),  # no route leads there any more
        ("receiver", ["bawaslu-99.08"], "invalid_choice"),
        ("receiver", ["BKN"], "invalid_choice"),
        ("receiver", ["bkn\0"], "invalid_choice"),
        ("other_receiver", ["x" * 161], "max_length"),
        ("other_receiver", ["b\0kn"], "null_characters_not_allowed"),
        ("override_reason", ["x" * 20_001], "max_length"),
        ("conflict_of_interest", [], "required"),
        ("conflict_of_interest", ["mungkin"], "invalid_choice"),
        ("conflict_note", ["x" * 20_001], "max_length"),
        ("conflict_note", ["\0"], "null_characters_not_allowed"),
        ("exhibits", ["tidakada"], "invalid_choice"),
        ("exhibits", [foreign.key], "invalid_choice"),
        ("summary", [], "required"),
        ("summary", [" \n"], "required"),
        ("summary", ["x" * 1_000_000], "max_length"),
        ("summary", ["Uraian\0"], "null_characters_not_allowed"),
        ("version", [], "required"),
    ]

    found = [codes(filled(case, **{field: value})) for field, value, _code in table]

    assert found == [{field: [code]} for field, _value, code in table]


@pytest.mark.parametrize(
    ("typed", "receiver"),
    [
        ("kemendagri", "kemendagri"),
        ("KEMENDAGRI", "kemendagri"),
        ("Kementerian Dalam Negeri", "kemendagri"),
        ("kementerian dalam negeri", "kemendagri"),
        ("dalam negeri", "kemendagri"),
    ],
)
def test_another_agency_is_found_by_code_or_name_however_it_is_written(typed: str, receiver: str) -> None:
    form = filled(at_station("terbukti"), receiver=["lain"], other_receiver=[typed], override_reason=[LONG])

    assert form.is_valid()
    assert form.values()["receiver"].code == receiver
    assert "other_receiver" not in form.values()


def test_an_agency_that_is_gone_receives_nothing_however_it_is_named() -> None:
    case, browser = at_station("terbukti"), client()
    assert organisation("kasn").valid_until == LAST_OF_KASN.date()

    for typed in ("kasn", "KASN", "Komisi Aparatur Sipil Negara"):
        values = {**FORWARD, "receiver": "lain", "other_receiver": typed, "override_reason": LONG}
        with nothing_left_behind(case):
            answer = browser.post(step_url(case, "teruskan"), {**values, "version": case.version})
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["other_receiver"]


@pytest.mark.parametrize("typed", ["Kemendagry", "Kementrian Dalam Negri", "Komisi Aparatur Sipil Negara"])
def test_a_letter_never_goes_to_an_agency_that_is_only_spelled_alike(typed: str) -> None:
    form = filled(at_station("terbukti"), receiver=["lain"], other_receiver=[typed], override_reason=[LONG])

    [message] = form.errors["other_receiver"]
    assert message.startswith("Tidak ada yang persis cocok. Yang mirip: Kementerian ")


# On the last days of KASN both were named; which one was right the law does not say, so the older one goes first.
OFFERED = [(LAST_OF_KASN, ["kasn", "pemkab-99.07", "bkn", "lain"]), (FIRST_OF_BKN, ["bkn", "pemkab-99.07", "lain"])]


@pytest.mark.parametrize(("at", "offered"), OFFERED)
def test_the_form_proposes_the_authority_of_the_day_at_the_office(
    monkeypatch: pytest.MonkeyPatch, at: datetime, offered: list[str]
) -> None:
    """One second apart: in UTC, and in Jakarta, it is the third of September both times."""
    case = at_station("terbukti")
    monkeypatch.setattr(timezone, "now", lambda: at)

    form = ForwardForm(case=case)

    assert form["receiver"].value() == offered[0]
    assert [choice for choice, _name in form.fields["receiver"].choices] == offered  # type: ignore[attr-defined]


def test_an_authority_that_is_gone_is_no_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    case = at_station("terbukti")
    monkeypatch.setattr(timezone, "now", lambda: FIRST_OF_BKN)

    assert codes(filled(case, receiver=["kasn"])) == {"receiver": ["invalid_choice"]}


@pytest.mark.parametrize(("letters", "accepted"), [(0, False), (49, False), (50, True)])
def test_another_receiver_needs_a_reason_that_says_enough(letters: int, accepted: bool) -> None:
    case, elsewhere = at_station("terbukti"), organisation("kemendagri")

    if accepted:
        take(case, "teruskan", EXAMINER, receiver=elsewhere, override_reason="x" * letters)
        assert Penerusan.objects.get(case=case).basis == "x" * letters
    else:
        with nothing_left_behind(case), pytest.raises(Refused) as refusal:
            take(case, "teruskan", EXAMINER, receiver=elsewhere, override_reason="x" * letters)
        assert (refusal.value.field, refusal.value.message) == (
            "override_reason", f"Tulis sedikitnya 50 huruf; baru ada {letters}.",
        )  # fmt: skip


def test_a_reason_longer_than_the_basis_is_kept_whole_and_cut_only_in_the_basis() -> None:
    case = at_station("terbukti")

    take(case, "teruskan", EXAMINER, receiver=organisation("kemendagri"), override_reason="é" * 20_000)

    penerusan = Penerusan.objects.get(case=case)
    assert (len(penerusan.override_reason), len(penerusan.basis)) == (20_000, 300)


@pytest.mark.parametrize("note", ["", "  ", "\n"])
def test_a_conflict_without_a_note_is_named_and_prints_no_letter(note: str) -> None:
    case = at_station("terbukti")

    with nothing_left_behind(case), pytest.raises(Refused) as refusal:
        take(case, "teruskan", EXAMINER, conflict_of_interest=True, conflict_note=note)

    assert refusal.value.field == "conflict_note"
    assert refusal.value.message == "Tulis hubungannya, dan siapa yang perlu mendapat tembusan."


def two_exhibits(case: Case) -> tuple[Exhibit, Exhibit]:
    """One that came with the laporan and one that was added to the case."""
    first = keep(case.laporan.reference, upload(), at=day(0))
    return first, keep(case.reference, upload(content=PDF), at=day(2))


def test_an_exhibit_ticked_twice_goes_along_once() -> None:
    case = at_station("terbukti")
    exhibit = keep(case.laporan.reference, upload(), at=day(0))

    answer = client().post(
        step_url(case, "teruskan"), {**FORWARD, "exhibits": [exhibit.key, exhibit.key], "version": case.version}
    )

    assert answer.status_code == 303
    penerusan = Penerusan.objects.get(case=case)
    assert list(penerusan.exhibits.all()) == [exhibit]
    assert Entry.objects.get(verb="perkara.teruskan").facts["exhibits"] == 1
    with penerusan.document.opened() as file:
        assert words(file.read()).count(exhibit.sha256[:8]) == 1


def test_exhibits_of_the_laporan_and_of_the_case_can_go_along() -> None:
    case = at_station("terbukti")
    first, second = two_exhibits(case)

    take(case, "teruskan", EXAMINER, exhibits=[second, first])

    assert set(Penerusan.objects.get(case=case).exhibits.all()) == {first, second}
    assert Entry.objects.get(verb="perkara.teruskan").facts["exhibits"] == 2


def test_nothing_goes_along_unless_it_was_ticked() -> None:
    case = at_station("terbukti")
    two_exhibits(case)

    form = ForwardForm(case=case)
    take(case, "teruskan", EXAMINER)

    assert len(form.fields["exhibits"].choices) == 2  # type: ignore[attr-defined]
    assert form["exhibits"].value() is None
    assert not Penerusan.objects.get(case=case).exhibits.exists()


def test_the_letters_text_begins_as_the_conclusion_of_the_kajian() -> None:
    case = at_station("terbukti")

    assert ForwardForm(case=case)["summary"].value() == LONG


def test_a_letter_begins_with_no_conclusion_about_somebody_else() -> None:
    """One kajian for everybody fills the letter; as soon as one has an own one, only a letter about them alone."""
    case = heard(opened(report=THREE))
    first, second, third = case.accused_set.all()
    case = assessed(case)
    shared = "Kesimpulan tentang semua orang dalam perkara ini, cukup panjang untuk dibaca orang lain."
    Kajian.objects.filter(case=case).update(conclusion=shared)
    assert ForwardForm(case=case).initial["summary"] == shared
    own = Kajian.objects.filter(case=case).latest("edition")
    own.pk, own.edition, own.accused, own.conclusion = None, own.edition + 1, second, "Hanya tentang orang kedua."
    own.save(force_insert=True)

    assert ForwardForm(case=case).initial["summary"] == ""
    Accused.objects.filter(pk__in=[first.pk, third.pk]).update(left_at=day(3))
    assert ForwardForm(case=case).initial["summary"] == "Hanya tentang orang kedua."
    Accused.objects.filter(pk=second.pk).update(left_at=day(3))
    assert ForwardForm(case=case).initial["summary"] == ""
    Accused.objects.filter(case=case).update(left_at=None)
    TakenNorm.objects.all().delete()
    Kajian.objects.filter(case=case, accused=None).delete()
    assert ForwardForm(case=case).initial["summary"] == ""


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_a_refused_form_shows_again_what_was_typed_and_hides_no_script(procedure: str) -> None:
    case = at_station("terbukti", procedure)
    typed = {**FORWARD, "summary": "Uraian <script>alert(1)</script>", "conflict_of_interest": "ya"}

    answer = client().post(step_url(case, "teruskan"), {**typed, "version": case.version})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["conflict_note"]
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert not Penerusan.objects.exists()


def test_many_agencies_that_match_are_named_but_not_more_than_five() -> None:
    case = at_station("terbukti")

    form = filled(case, receiver=["lain"], other_receiver=["Kementerian"], override_reason=[LONG])

    [message] = form.errors["other_receiver"]
    assert message.startswith("Lebih dari satu instansi cocok: ")
    named = message.removeprefix("Lebih dari satu instansi cocok: ").removesuffix(".").split("; ")
    assert len(named) == 5
    assert Organisation.objects.filter(name__in=named).count() == 5


def test_the_hints_beside_the_receivers_speak_the_readers_language() -> None:
    case = at_station("terbukti")

    hints = {}
    for language in ("id", "en"):
        with translation.override(language):
            hints[language] = ForwardForm(case=case).fields["receiver"].widget.hints  # type: ignore[attr-defined]

    assert hints["id"].keys() == hints["en"].keys() >= {"bkn"}
    assert all(hints["id"][code] != hints["en"][code] for code in hints["id"])


def values(**changes: Any) -> dict[str, Any]:
    return {"receiver": organisation("kasn"), "conflict_of_interest": False, "summary": "x", "at": day(4), **changes}


def test_a_hand_over_happens_once() -> None:
    case = at_station("terbukti")
    again = Case.objects.get(pk=case.pk)
    actions.forward(case, acting=EXAMINER, **values())

    answer = client().post(step_url(again, "teruskan"), {**FORWARD, "version": again.version})

    assert answer.status_code == 422
    assert "perlu terlapor terbukti yang belum diteruskan" in answer.content.decode()
    assert Penerusan.objects.count() == 1


def test_with_a_kajian_each_the_letter_begins_with_the_conclusion_about_the_last_one_waiting() -> None:
    case = decided(case=assessed_apart(heard(opened(report=TWO)), "PNS", "kades"))
    several = ForwardForm(case=case).initial["summary"]

    forwarded(case, persons=[queries.persons_of(case)[0]])
    alone = ForwardForm(case=case).initial["summary"]

    assert several == ""
    assert alone.endswith("Ini tentang kades.")
