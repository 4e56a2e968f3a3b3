"""The pleno form of a case about several people, as pages and programs send it."""

from typing import Any

import pytest

from netral.cases import queries
from netral.cases.forms import FORMS, PlenoForm
from netral.cases.json_schema import fits, schema_of
from netral.cases.models import Case, Pleno
from netral.cases.states import Ruling
from tests.cases.builders import LONG, cells, forwarded, proposed, rows
from tests.cases.pages import client, step_url, today, url
from tests.cases.test_actions_outcomes import NOT_COMPETENT, NOT_PROVEN, PROVEN, WHY_B, about_two, parted
from tests.cases.test_api import LIST, caller, take

pytestmark = pytest.mark.django_db


def people(case: Case) -> list[str]:
    return [each.key for each in queries.persons_of(case)]


def form(case: Case, *found: tuple[str, str], step: str = "putuskan_terbukti", **changes: Any) -> PlenoForm:
    """The form as the page sends it, with a decision and a reason for each person in order."""
    said = {
        f"accused-{key}-{cell}": value
        for key, row in zip(people(case), found or (("", ""),) * 2, strict=False)
        for cell, value in zip(("decision", "reason"), row, strict=True)
    }
    sent = {"version": str(case.version), "held_on": "2024-01-18", "reason": LONG, **cells(rows()), **said, **changes}
    made = FORMS[step](sent, case=case)
    assert isinstance(made, PlenoForm)
    return made


def test_about_one_person_the_form_is_as_it_was() -> None:
    case = proposed()

    page = client("anggota").get(step_url(case, "putuskan_terbukti")).content.decode()

    assert "alike" not in PlenoForm(case=case).fields
    assert "Putusan bagi para terlapor" not in page
    assert "Putusan per terlapor" not in page


def test_of_several_each_has_a_line_with_the_choices_of_the_step() -> None:
    case = about_two()

    page = client("anggota").get(step_url(case, "putuskan_tidak_terbukti")).content.decode()

    assert "Sama bagi semua terlapor: Tidak terbukti" in page
    assert "alike" not in schema_of(PlenoForm(case=case).fields)["properties"]
    assert [row.name for row in PlenoForm(case=case).outcome_rows] == ["Anu Satu, Camat", "Anu Dua, Kepala desa"]
    for key in people(case):
        assert f'name="accused-{key}-decision"' in page
        assert f'name="accused-{key}-reason"' in page
    assert '<option value="bukan_kewenangan">' in page
    assert '<option value="terbukti">' not in page


def test_the_same_for_all_needs_one_choice() -> None:
    sent = form(about_two(), alike="ya")

    assert sent.errors == {}
    assert sent.values()["outcomes"] == ()
    assert "alike" not in sent.values()


def test_lines_become_rulings_in_the_order_of_the_case() -> None:
    case = about_two()

    sent = form(case, (PROVEN, WHY_B), (NOT_PROVEN, WHY_B), alike="tidak")

    assert sent.errors == {}
    first, second = people(case)
    assert sent.values()["outcomes"] == (Ruling(first, PROVEN, WHY_B), Ruling(second, NOT_PROVEN, WHY_B))


@pytest.mark.parametrize(
    ("alike", "found", "field", "sentence"),
    [
        ("", (("", ""), ("", "")), "alike", "Pilih apakah putusannya sama"),
        ("ya", ((PROVEN, ""), (NOT_PROVEN, "")), "alike", "Barisnya ada yang lain"),
        ("tidak", (("", ""), ("", "")), "outcomes", "Anu Satu, Camat: Pilih putusan bagi orang ini."),
        ("tidak", ((PROVEN, WHY_B), (NOT_PROVEN, "Pendek.")), "outcomes", "Anu Dua, Kepala desa: Tulis pertimbangan"),
        ("tidak", ((PROVEN, WHY_B), ("gugur", WHY_B)), "outcomes", "Anu Dua, Kepala desa: "),
        ("tidak", ((NOT_PROVEN, ""), (NOT_PROVEN, "")), "outcomes", "Tidak ada terlapor dengan putusan “Terbukti”"),
        ("mungkin", ((PROVEN, ""), (PROVEN, "")), "alike", "mungkin"),
    ],
)
def test_what_cannot_be_is_named_at_its_field(
    alike: str, found: tuple[tuple[str, str], ...], field: str, sentence: str
) -> None:
    sent = form(about_two(), *found, alike=alike)

    assert sent.errors.keys() == {field}
    assert sentence in sent.errors[field][0]


def test_a_wrong_cell_is_named_at_the_cell() -> None:
    sent = form(about_two(), (PROVEN, WHY_B), (NOT_PROVEN, "Pendek."), alike="tidak")

    assert not sent.is_valid()
    assert [list(row.errors) for row in sent.outcome_rows] == [[], ["reason"]]


def test_rows_that_agree_with_all_the_same_pass() -> None:
    assert form(about_two(), (PROVEN, ""), (PROVEN, ""), alike="ya").errors == {}


def test_the_page_records_what_was_found_of_each_and_shows_it() -> None:
    case, browser = about_two(), client("anggota")
    first, second = people(case)
    sent = {
        "version": case.version, "held_on": today(), "reason": LONG, "alike": "tidak", **cells(rows(4, 4)),
        f"accused-{first}-decision": PROVEN, f"accused-{first}-reason": LONG,
        f"accused-{second}-decision": NOT_PROVEN, f"accused-{second}-reason": WHY_B,
    }  # fmt: skip

    assert browser.post(step_url(case, "putuskan_terbukti"), sent).status_code == 303

    assert [each.decision for each in queries.rulings_of(Pleno.objects.get(case=case))] == [PROVEN, NOT_PROVEN]
    page = browser.get(url(case)).content.decode()
    assert "Putusan per terlapor" in page
    assert WHY_B in page
    form_page = client().get(step_url(case, "teruskan")).content.decode()
    assert first not in form_page  # of one person the letter asks no choice, as ever
    assert second not in form_page


def test_after_the_hand_over_the_table_still_says_who_was_not_proven() -> None:
    case = parted()
    forwarded(case)

    page = client().get(url(case)).content.decode()

    assert page.count("Tidak terbukti") >= 3  # the table of people, the card beside it, and the pleno's own
    assert "Terbukti, belum diteruskan" not in page


def test_a_program_sends_the_same_and_reads_it_back() -> None:
    case, browser = about_two(), caller("anggota")
    first, second = people(case)
    members = [{"member": row.member, "part": str(row.part)} for row in rows(4, 4)]
    said = {"held_on": today(), "reason": LONG, "members": members}
    outcomes = [
        {"accused": first, "decision": PROVEN, "reason": LONG},
        {"accused": second, "decision": NOT_PROVEN},
    ]

    short = take(browser, case, "putuskan_terbukti", **said, outcomes=outcomes)
    assert (short.status_code, short.json()["errors"][0]["field"]) == (422, "outcomes")
    outcomes[1]["reason"] = WHY_B
    assert take(browser, case, "putuskan_terbukti", **said, outcomes=outcomes).status_code == 200

    listed = browser.get(f"{LIST}{case.key}/terlapor/").json()["items"]
    assert [(each["accused"], each["decision"], each["decision_reason"]) for each in listed] == [
        (first, PROVEN, LONG), (second, NOT_PROVEN, WHY_B),
    ]  # fmt: skip
    going = browser.get(f"{LIST}{case.key}/penerima/").json()["items"]
    assert [each["accused"] for each in going] == [first]


def test_a_program_that_says_nothing_of_each_means_all() -> None:
    case, browser = about_two(), caller("anggota")
    members = [{"member": row.member, "part": str(row.part)} for row in rows(4, 4)]

    answer = take(browser, case, "putuskan_bukan_kewenangan", held_on=today(), reason=LONG, members=members)

    assert answer.status_code == 200, answer.json()
    assert {each.decision for each in queries.rulings_of(Pleno.objects.get(case=case))} == {NOT_COMPETENT}


def test_a_list_that_leaves_somebody_out_is_named() -> None:
    case = about_two()
    sent = FORMS["putuskan_terbukti"](
        {"version": "1", "held_on": "2024-01-18", "reason": LONG, **cells(rows()),
         "outcomes": [{"accused": people(case)[0], "decision": PROVEN}]},
        case=case,
    )  # fmt: skip

    assert sent.errors == {"outcomes": ["Tulis putusan bagi setiap terlapor."]}


def test_the_schema_names_the_people_and_what_may_be_found_of_them() -> None:
    case = about_two()
    outcomes = FORMS["putuskan_tidak_terbukti"](case=case).fields["outcomes"]

    shape = schema_of({"outcomes": outcomes})["properties"]["outcomes"]["items"]["properties"]

    assert [each["const"] for each in shape["accused"]["anyOf"]] == people(case)
    assert shape["decision"]["enum"] == [NOT_PROVEN, NOT_COMPETENT]
    good = {"accused": people(case)[0], "decision": NOT_PROVEN}
    assert fits(outcomes, [good])
    assert not any(fits(outcomes, wrong) for wrong in ("x", ["x"], [{**good, "name": "x"}], [{**good, "reason": 1}]))


def test_the_next_step_waits_for_the_proven_alone() -> None:
    case = parted()

    assert "terlapor_menunggu" in queries.met(case)
    forwarded(case)
    assert "terlapor_menunggu" not in queries.met(case)


def test_where_nobody_was_proven_the_page_names_no_receiver() -> None:
    case = parted(NOT_PROVEN, NOT_COMPETENT, decision=NOT_PROVEN)

    page = client().get(url(case, "penerusan/")).content.decode()

    assert "Tidak ada terlapor yang dinyatakan terbukti, jadi tidak ada yang diteruskan." in page
