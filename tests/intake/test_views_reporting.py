"""The short form and the receipt, as a phone without scripts sees them."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.evidence.models import Exhibit
from netral.intake.models import Laporan, SealedIdentity
from netral.intake.queries import exhibits_of
from tests.intake.builders import MONDAY, country, photo
from tests.intake.pages import RECEIPT, REPORT, YESTERDAY, boxes, filled, reported

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _country(db: None) -> None:
    country()


def code_on(client: Client) -> str:
    return str(client.get(RECEIPT).context["code"])


def refused(client: Client, **changes: Any) -> dict[str, list[str]]:
    """The errors of a form that was not accepted, by field."""
    answer = client.post(REPORT, filled(**changes))
    assert answer.status_code == 422
    assert not Laporan.objects.exists()
    return dict(answer.context["form"].errors)


def test_the_form_opens_with_nothing_chosen_and_nothing_cached(client: Client) -> None:
    answer = client.get(REPORT)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "checked" not in page
    assert "<script" not in page
    assert 'enctype="multipart/form-data"' in page


def test_every_form_has_a_key_of_its_own(client: Client) -> None:
    keys = {client.get(REPORT).context["form"]["key"].value() for _time in range(3)}

    assert len(keys) == 3


def test_every_conduct_of_the_rulebook_is_offered_in_plain_words(client: Client) -> None:
    page = client.get(REPORT).content.decode()

    assert 'value="fasilitas_negara"' in page
    assert "Memakai fasilitas negara" in page
    assert page.count('name="conducts"') == 21


def test_the_form_speaks_english_too(client: Client) -> None:
    page = client.get("/en/lapor/").content.decode()

    assert '<html lang="en"' in page
    assert "Using state facilities" in page


def test_a_filled_form_becomes_a_report(client: Client) -> None:
    made = reported(client)

    assert made.kind == "laporan"
    assert (made.region_id, made.place) == ("99.07", "Lapangan desa")
    assert (made.act_date, made.act_time, made.known_on) == (YESTERDAY.date(), time(9, 30), YESTERDAY.date())
    assert [(row.name, row.job) for row in made.terlapor_set.all()] == [("Terlapor Rekaan", "Camat")]
    assert [row.url for row in made.link_set.all()] == ["https://contoh.id/1", "https://contoh.id/2"]
    assert made.conducts == ["pengarahan_ajakan"]
    assert SealedIdentity.objects.get().has_name


def test_files_come_with_it(client: Client) -> None:
    made = reported(client, evidence=[photo("satu.png"), photo("dua.png", b"2")])

    assert [exhibit.filename for exhibit in exhibits_of(made)] == ["satu.png", "dua.png"]


def test_a_tip_needs_a_story_and_nothing_else(client: Client) -> None:
    answer = client.post(REPORT, {"key": "k", "kind": "informasi_awal", "what": "Ada kampanye.", "truth": "on"})

    assert answer.status_code == 303
    assert not SealedIdentity.objects.exists()


def test_the_answer_leads_to_the_receipt(client: Client) -> None:
    answer = client.post(REPORT, filled())

    assert (answer.status_code, answer["Location"]) == (303, RECEIPT)


def test_sending_twice_stores_once_and_shows_the_same_receipt(client: Client) -> None:
    reported(client)
    first = code_on(client)
    client.post(REPORT, filled())

    assert code_on(client) == first
    assert Laporan.objects.count() == 1


def test_the_same_form_with_another_story_is_refused(client: Client) -> None:
    reported(client)

    answer = client.post(REPORT, filled(what="Cerita lain."))

    assert answer.status_code == 422
    assert "Halaman ini sudah pernah terkirim." in str(answer.context["form"].non_field_errors())


def test_the_page_taken_back_is_sent_as_another_report_when_pressed_again(client: Client) -> None:
    reported(client)
    answer = client.post(REPORT, filled(what="Cerita lain."))
    key = answer.context["form"]["key"].value()

    assert client.post(REPORT, filled(what="Cerita lain.", key=key)).status_code == 303
    assert Laporan.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"kind": ""}, ["kind"]),
        ({"kind": "temuan"}, ["kind"]),
        ({"what": " "}, ["what"]),
        ({"what": "a\0"}, ["what"]),
        ({"what": "a" * 20_001}, ["what"]),
        ({"truth": ""}, ["truth"]),
        ({"conducts": ["sihir"]}, ["conducts"]),
        ({"act_date_hari": "30", "act_date_bulan": "2", "act_date_tahun": "2024"}, ["act_date"]),
        ({"act_date_hari": "besok"}, ["act_date"]),
        (boxes("act_date", timezone.now() + timedelta(days=3)), ["act_date"]),
        (boxes("known_on", timezone.now() + timedelta(days=3)), ["known_on"]),
        (boxes("act_date", MONDAY.replace(year=1990)), ["act_date"]),
        ({"act_time": "25.00"}, ["act_time"]),
        ({"act_time": "9.75"}, ["act_time"]),
        ({"act_time": "sore"}, ["act_time"]),
        ({"place_search": "Negeri Antah Berantah"}, ["place_search"]),
        ({"place_search": "\0"}, ["place_search"]),
        ({"place": "a" * 301}, ["place"]),
        ({"who1_name": "a" * 1_000_000}, ["who1_name"]),
        ({"who1_name": "", "who1_job": "", "who2_agency": "a" * 201}, ["who2_agency"]),
        ({"who3_job": "\0"}, ["who3_job"]),
        ({"links": "javascript:alert(1)"}, ["links"]),
        ({"reporter_name": " "}, ["reporter_name"]),
        ({"reporter_address": ""}, ["reporter_address"]),
        ({"reporter_name": "", "reporter_address": "", "reporter_phone": ""}, ["reporter_name", "reporter_address"]),
        ({"reporter_phone": "0" * 41}, ["reporter_phone"]),
        ({"kind": "informasi_awal"}, ["reporter_name"]),
        ({"key": ""}, ["key"]),
        ({"key": "a" * 65}, ["key"]),
    ],
)
def test_what_is_wrong_is_shown_beside_its_question_with_what_was_typed(
    client: Client, changes: dict[str, Any], fields: list[str]
) -> None:
    assert list(refused(client, **changes)) == fields


def test_a_refused_form_keeps_what_was_typed_and_lists_what_to_mend(client: Client) -> None:
    answer = client.post(REPORT, filled(truth="", what='<b>"tebal"</b>'))

    page = answer.content.decode()
    assert "Ada yang perlu diperbaiki" in page
    assert "&lt;b&gt;&quot;tebal&quot;&lt;/b&gt;" in page
    assert 'value="Terlapor Rekaan"' in page
    assert f'value="{YESTERDAY.year}"' in page


def test_after_a_refusal_files_are_asked_for_again(client: Client) -> None:
    answer = client.post(REPORT, filled(truth="", evidence=[photo()]))

    assert "perlu dipilih lagi" in answer.content.decode()
    assert not Exhibit.objects.exists()


def test_a_file_that_is_no_evidence_is_named(client: Client) -> None:
    page = photo("halaman.png")
    page.file.write(b"<!DOCTYPE html><script>")
    page.seek(0)

    assert "halaman.png" in refused(client, evidence=[page])["evidence"][0]


def test_an_empty_file_is_named(client: Client) -> None:
    empty = photo("kosong.png")
    empty.file.truncate(0)
    empty.size = 0

    assert "kosong.png" in refused(client, evidence=[empty])["evidence"][0]


def test_several_places_of_one_name_are_asked_about(client: Client) -> None:
    answer = client.post(REPORT, filled(place_search="Muara"))

    form = answer.context["form"]
    assert answer.status_code == 422
    assert list(form.errors) == ["region"]
    assert len(form.places.found) > 1
    assert "Saya tidak tahu persis" in answer.content.decode()
    code, label = form.places.found[1]
    assert label in answer.content.decode()

    assert reported(client, place_search="Muara", region=code).region_id == code


def test_a_place_spelled_otherwise_is_asked_about_too(client: Client) -> None:
    form = client.post(REPORT, filled(place_search="Karang Serojo")).context["form"]

    assert list(form.errors) == ["region"]
    assert [code for code, _label in form.places.found] == ["99.07.02.2002"]


@pytest.mark.parametrize("typed", ["karang seroja", "Desa Karang Seroja, Muara Tirta", "99.07.02.2002"])
def test_the_only_place_of_a_name_is_taken(client: Client, typed: str) -> None:
    assert reported(client, place_search=typed).region_id == "99.07.02.2002"


def test_not_knowing_the_place_is_an_answer(client: Client) -> None:
    made = reported(client, place_search="Muara", region="tidak_tahu")

    assert made.region is None
    assert made.office.code == "bawaslu"


def test_a_place_that_was_not_offered_is_not_taken(client: Client) -> None:
    assert list(refused(client, place_search="Muara", region="33.74")) == ["region"]


def test_no_place_at_all_is_an_answer(client: Client) -> None:
    assert reported(client, place_search="").region is None


@pytest.mark.parametrize(("typed", "kept"), [
    ("9", time(9)), ("09:30", time(9, 30)), ("pukul 21.05", time(21, 5)), ("", None),
])  # fmt: skip
def test_times_are_understood_as_people_write_them(client: Client, typed: str, kept: time | None) -> None:
    assert reported(client, act_time=typed).act_time == kept


def test_people_two_and_three_are_kept_in_their_order(client: Client) -> None:
    made = reported(client, who1_name="", who1_job="", who2_name="Kedua", who3_agency="Dinas Contoh")

    assert [str(row) for row in made.terlapor_set.all()] == ["Kedua", "Dinas Contoh"]


def test_the_folded_part_opens_when_it_holds_something(client: Client) -> None:
    assert "<details>" in client.post(REPORT, filled(truth="")).content.decode()
    assert "<details open>" in client.post(REPORT, filled(truth="", who2_name="Kedua")).content.decode()


def test_reporting_is_protected_against_forgery() -> None:
    assert Client(enforce_csrf_checks=True).post(REPORT, filled()).status_code == 403


def test_whoever_lost_the_code_reads_the_truth(client: Client) -> None:
    page = client.get("/kode-hilang/").content.decode()

    assert "tidak bisa kami pulihkan" in page
