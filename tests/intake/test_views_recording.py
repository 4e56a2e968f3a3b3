"""The doors staff hold open, as pages: who sees which, what is printed, what this browser forgets."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from netral.audit.models import Entry
from netral.intake.content import Who
from netral.intake.forms.recording import TypedForm
from netral.intake.models import Laporan, SealedIdentity
from netral.intake.queries import laporan_by_code
from netral.procedure.states import SomeoneWasFaster
from tests.access.builders import seated
from tests.intake.builders import NEIGHBOUR, OFFICE, TIP, country, decided, laporan, photo
from tests.intake.pages import boxes, one_page, signed_in

pytestmark = pytest.mark.django_db
DOORS, TYPE_IN, HAND_OVER, FIND = (f"/kerja/laporan/baru/{end}" for end in ("", "ketik/", "tanda-terima/", "temuan/"))


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.DEMO = True


def paper(**changes: Any) -> dict[str, Any]:
    return one_page(**{"door": "surat", **changes})


def finding(**changes: Any) -> dict[str, Any]:
    absent = ("kind", "truth", "reporter_name", "reporter_address", "reporter_phone")
    return {name: value for name, value in one_page(**changes).items() if name not in absent}


def test_the_counter_hands_out_a_receipt_and_then_forgets_it(client: Client) -> None:
    user = signed_in(client)

    answer = client.post(TYPE_IN, paper(door="lisan"))
    printed = client.get(HAND_OVER)
    code = printed.context["code"]
    done = client.post(HAND_OVER)

    assert (answer.status_code, answer["Location"]) == (303, HAND_OVER)
    assert laporan_by_code(code) == Laporan.objects.get()
    assert Entry.objects.get(verb="laporan.dibuka").actor == user.reference
    assert "/cek/" in printed.content.decode()
    assert done["Location"] == DOORS
    assert client.get(HAND_OVER).status_code == 404
    assert SealedIdentity.objects.get().has_name


def test_a_form_sent_again_after_its_receipt_was_handed_over_shows_no_code(client: Client) -> None:
    signed_in(client)
    client.post(TYPE_IN, paper())
    client.post(HAND_OVER)

    again = client.post(TYPE_IN, paper())

    assert again["Location"] == f"/kerja/laporan/{Laporan.objects.get().key}/"
    assert client.get(HAND_OVER).status_code == 404


def test_sending_twice_is_one_report(client: Client) -> None:
    signed_in(client)

    client.post(TYPE_IN, paper())
    client.post(TYPE_IN, paper())

    assert Laporan.objects.count() == 1


def test_a_page_taken_back_and_changed_says_so_and_the_next_press_is_another_report(client: Client) -> None:
    signed_in(client)
    client.post(TYPE_IN, paper())

    answer = client.post(TYPE_IN, paper(what="Cerita lain."))

    assert answer.status_code == 422
    assert answer.context["form"].data["key"] != "kunci-formulir"


def test_a_scan_needs_the_word_that_names_are_covered(client: Client) -> None:
    signed_in(client)

    bare = client.post(TYPE_IN, paper(evidence=photo()))
    covered = client.post(TYPE_IN, paper(evidence=photo(), hidden_names="on"))

    assert list(bare.context["form"].errors) == ["hidden_names"]
    assert covered.status_code == 303


def test_the_day_the_paper_came_counts(client: Client) -> None:
    signed_in(client)

    wrong = client.post(TYPE_IN, paper(handed_in="2020-01-01"))
    right = client.post(TYPE_IN, paper(**boxes("handed_in")))

    assert list(wrong.context["form"].errors) == ["handed_in"]
    assert right.status_code == 303
    assert "handed_in" in Entry.objects.get(verb="laporan.dibuka").facts


def test_missing_words_stand_beside_their_questions(client: Client) -> None:
    signed_in(client)

    answer = client.post(TYPE_IN, paper(reporter_name="", door=""))
    again = client.post(TYPE_IN, paper(reporter_name=""))

    assert answer.status_code == 422
    assert "door" in answer.context["form"].errors
    assert list(again.context["form"].errors) == ["reporter_name"]
    assert not Laporan.objects.exists()


def test_a_report_of_another_town_is_kept_there_and_only_its_receipt_is_shown(client: Client) -> None:
    signed_in(client)

    client.post(TYPE_IN, paper(place_search="99.08"))

    made = Laporan.objects.get()
    assert made.office.code == NEIGHBOUR
    assert f"/kerja/laporan/{made.key}/" not in client.get(HAND_OVER).content.decode()


def test_a_finding_opens_its_page_with_its_clock_and_its_door(client: Client) -> None:
    user = signed_in(client, "pemeriksa")

    answer = client.post(FIND, finding(), follow=True)

    made = Laporan.objects.get()
    page = answer.content.decode()
    assert answer.redirect_chain == [(f"/kerja/laporan/{made.key}/", 303)]
    assert (made.kind, made.office.code) == ("temuan", OFFICE)
    assert f"Temuan pengawas, {user.name}" in page
    assert "Tanpa nama" not in page


def test_the_status_of_each_person_is_kept_and_shown_in_words(client: Client) -> None:
    signed_in(client, "pemeriksa")
    people = {"who1_subject": "kades", "who2_name": "Kedua Rekaan", "who3_job": "Danramil", "who3_subject": "TNI"}

    page = client.post(FIND, finding(**people), follow=True).content.decode()

    kept = [row.subject for row in Laporan.objects.get().terlapor_set.all()]
    assert kept == ["kades", "", "TNI"]
    assert "Terlapor Rekaan, Camat (Kepala desa)" in page
    assert "<p>Kedua Rekaan</p>" in page
    assert "Nama tidak disebut, Danramil (Prajurit TNI)" in page


def test_a_status_alone_names_somebody_and_opens_the_folded_part_again(client: Client) -> None:
    signed_in(client, "pemeriksa")

    refused = client.post(FIND, finding(who2_subject="honorer", links="bukan tautan"))
    kept = client.post(FIND, finding(who2_subject="honorer"))

    assert refused.context["form"].several_people
    assert kept.status_code == 303
    assert [row.subject for row in Laporan.objects.get().terlapor_set.all()] == ["", "honorer"]


def test_a_status_outside_the_list_is_refused_at_its_question(client: Client) -> None:
    signed_in(client, "pemeriksa")

    answer = client.post(FIND, finding(who2_subject="lurah"))

    assert list(answer.context["form"].errors) == ["who2_subject"]
    assert not Laporan.objects.exists()


def test_the_counter_asks_for_the_status_in_the_readers_language(client: Client) -> None:
    signed_in(client)

    named = []
    for language in ("id", "en"):
        with translation.override(language):
            named.append(dict(TypedForm([]).fields["who1_subject"].choices)["kades"])  # type: ignore[attr-defined]
    client.post(TYPE_IN, paper(who1_subject="PPPK"))

    assert named == ["Kepala desa", "Village head"]
    assert Laporan.objects.get().terlapor_set.get().subject == "PPPK"


def test_a_finding_asks_for_its_day_and_for_nobodys_name(client: Client) -> None:
    signed_in(client)

    asked = client.get(FIND).content.decode()
    answer = client.post(FIND, finding(**boxes("act_date"), known_on_hari="", known_on_bulan="", known_on_tahun=""))
    bad = client.post(FIND, finding(links="bukan tautan"))

    assert "reporter_name" not in asked
    assert list(answer.context["form"].errors) == ["known_on"]
    assert list(bad.context["form"].errors) == ["links"]


def test_who_sits_in_two_offices_says_for_which(client: Client) -> None:
    from netral.access.actions import give_seat
    from netral.access.states import SYSTEM
    from tests.access.builders import AT, LONG_AGO, office

    user = signed_in(client)
    give_seat(user, role="petugas_laporan", office=office(NEIGHBOUR), valid_from=LONG_AGO, acting=SYSTEM, at=AT)

    unsaid = client.post(FIND, finding())
    said = client.post(FIND, finding(office=NEIGHBOUR))

    assert list(unsaid.context["form"].errors) == ["office"]
    assert said.status_code == 303
    assert Laporan.objects.get().office.code == NEIGHBOUR


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("petugas_laporan", (200, 200, 200, 404)),
        ("pemeriksa", (200, 404, 200, 404)),
        ("anggota", (200, 404, 200, 404)),
        ("kustodian", (404, 404, 404, 404)),
        ("admin", (404, 404, 404, 404)),
        ("auditor", (404, 404, 404, 404)),
        ("", (302, 302, 302, 302)),
    ],
)
def test_each_door_opens_for_those_it_is_for(client: Client, role: str, expected: tuple[int, ...]) -> None:
    country()
    if role:
        client.force_login(seated(role, OFFICE))

    answers = tuple(client.get(page).status_code for page in (DOORS, TYPE_IN, FIND, HAND_OVER))

    assert answers == expected
    assert ("ketik/" in client.get(DOORS).content.decode()) == (role == "petugas_laporan")


def ended_as_tip(client: Client, **options: Any) -> Laporan:
    """An informasi awal, and an examiner of its office signed in."""
    source = decided(laporan(TIP, **options), "jadikan_informasi_awal")
    signed_in(client, "pemeriksa")
    return source


def test_from_an_informasi_awal_a_finding_begins_with_what_it_said(client: Client) -> None:
    source = ended_as_tip(client, uploads=[photo()])

    page = client.get(f"/kerja/laporan/{source.key}/")
    form = client.get(FIND, {"dari": source.key})
    answer = client.post(f"{FIND}?dari={source.key}", finding())

    assert f"{FIND}?dari={source.key}" in page.content.decode()
    said = form.content.decode()
    assert all(words in said for words in (source.what, "Terlapor Rekaan", source.number, "1 bukti ikut dari sana"))
    assert answer.status_code == 303
    made = Laporan.objects.get(grew_from=source)
    shown, before = (client.get(f"/kerja/laporan/{key}/").content.decode() for key in (made.key, source.key))
    assert source.number in shown
    assert "foto.png" in shown
    assert "Menjadi temuan" in before
    assert made.number in before
    assert "?dari=" not in before


def test_a_source_that_has_its_finding_says_so_and_takes_no_second(client: Client) -> None:
    source = ended_as_tip(client)
    client.post(f"{FIND}?dari={source.key}", finding())

    form = client.get(FIND, {"dari": source.key})
    again = client.post(f"{FIND}?dari={source.key}", finding(key="kunci-lain"))

    assert "sudah menjadi temuan" in form.content.decode()
    assert again.status_code == 422
    assert Laporan.objects.filter(kind="temuan").count() == 1


def test_who_comes_second_is_led_to_the_source(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    source = ended_as_tip(client)

    def faster(*_given: Any, **_named: Any) -> None:
        raise SomeoneWasFaster(source.reference)

    monkeypatch.setattr("netral.intake.actions.find", faster)

    answer = client.post(f"{FIND}?dari={source.key}", finding(), follow=True)

    assert answer.redirect_chain == [(f"/kerja/laporan/{source.key}/", 303)]
    assert "Orang lain baru saja mengubahnya" in answer.content.decode()


def test_more_people_than_the_page_asks_about_are_counted(client: Client) -> None:
    many = replace(TIP, who=tuple(Who(f"Orang {number}") for number in range(5)))
    source = decided(laporan(many), "jadikan_informasi_awal")
    signed_in(client, "pemeriksa")

    assert "2 terlapor lain disebut di sana" in client.get(FIND, {"dari": source.key}).content.decode()


def test_from_what_is_no_informasi_awal_or_of_another_office_nothing_begins(client: Client) -> None:
    waiting, elsewhere = laporan(), laporan(replace(TIP, region="99.08"))
    signed_in(client, "pemeriksa")

    for key in (waiting.key, elsewhere.key, "tidakada"):
        assert client.get(FIND, {"dari": key}).status_code == 404
