"""The wizard page by page, as a phone without scripts sees it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.intake.models import Draft
from tests.intake.builders import MONDAY, country, photo
from tests.intake.pages import REPORT, answers, boxes, filled, page_of, sent, shown

pytestmark = pytest.mark.django_db
STORY_WITH_MORE = "Lurah memasang baliho caleg di depan kantor kecamatan."


@pytest.fixture(autouse=True)
def _country(db: None) -> None:
    country()


# The start


def test_the_start_opens_with_nothing_stored_and_nothing_cached(client: Client) -> None:
    answer = client.get(REPORT)

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "draf" not in client.cookies
    assert not Draft.objects.exists()


def test_starting_hands_the_key_to_the_browser_alone(client: Client) -> None:
    answer = client.post(REPORT)

    cookie = answer.cookies["draf"]
    assert (answer.status_code, answer["Location"]) == (303, f"{REPORT}apa/")
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"], cookie["path"]) == (True, "Strict", "", "/")
    assert len(cookie.value) == 43
    assert set(client.cookies) & {"sessionid", "jejak"} == set()


def test_behind_https_the_key_goes_over_https_alone(client: Client, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = True

    assert client.post(REPORT).cookies["draf"]["secure"]


def test_a_draft_is_offered_and_not_thrown_away_by_pressing_again(client: Client) -> None:
    filled(client, until="kapan/")

    page = shown(client, "")
    assert "Anda punya draf" in page
    assert f'href="{REPORT}kapan/"' in page
    assert client.post(REPORT)["Location"] == f"{REPORT}kapan/"
    assert Draft.objects.count() == 1


def test_a_new_report_replaces_the_draft_when_asked(client: Client) -> None:
    filled(client, until="kapan/")

    assert client.post(REPORT, {"baru": "ya"})["Location"] == f"{REPORT}apa/"
    assert Draft.objects.count() == 1
    assert "Anda mengetahuinya" not in shown(client, "apa/")


def test_a_finished_draft_is_taken_up_at_its_end(client: Client) -> None:
    filled(client)

    assert client.post(REPORT)["Location"] == f"{REPORT}periksa/"


# Page by page


def test_the_pages_follow_one_another(client: Client) -> None:
    client.post(REPORT)

    way = [sent(client, page)["Location"] for page in answers()]

    told = ["apa/cerita/", "di-mana/", "kapan/", "siapa/", "bukti/", "tentang-anda/", "periksa/", "tanda-terima/"]
    assert way == [f"{REPORT}{page}" for page in told]


def test_a_page_says_where_one_stands_and_the_way_back(client: Client) -> None:
    filled(client, until="bukti/")

    page = shown(client, "bukti/")
    assert "<title>Langkah 5 dari 7: Bukti \u2013 Netral</title>" in " ".join(page.split())
    assert page.count("lk__sudah") == 5
    assert f'class="balik" href="{REPORT}siapa/"' in page


@pytest.mark.parametrize("page", [*answers(), "apa/usul/", "simpan/"])
def test_without_a_draft_every_page_leads_to_the_start(client: Client, page: str) -> None:
    assert client.get(REPORT + page)["Location"] == REPORT


def test_every_conduct_of_the_rulebook_is_offered_in_plain_words(client: Client) -> None:
    client.post(REPORT)

    page = shown(client, "apa/")
    assert page.count('name="conducts"') == 22
    assert "Memakai fasilitas negara" in page
    assert "checked" not in page
    assert "<details>" in page


def test_the_folded_choices_open_when_one_is_taken(client: Client) -> None:
    client.post(REPORT)
    sent(client, "apa/", conducts=["manipulasi_suara"])

    assert "<details open>" in shown(client, "apa/")


def test_the_wizard_speaks_english_too(client: Client) -> None:
    client.post("/en" + REPORT)

    page = client.get(f"/en{REPORT}apa/").content.decode()
    assert '<html lang="en"' in page
    assert "Step 1 of 7" in page
    assert "Using state facilities" in page


def test_what_was_answered_stands_there_again(client: Client) -> None:
    filled(client)

    assert "checked" in shown(client, "apa/")
    assert "Camat mengajak warga" in shown(client, "apa/cerita/")
    assert 'value="99.07"' in shown(client, "di-mana/")
    assert 'value="09.30"' in shown(client, "kapan/")
    assert 'value="Terlapor Rekaan"' in shown(client, "siapa/")
    assert "contoh.id/1\nhttps://contoh.id/2" in shown(client, "bukti/")
    assert 'value="Wayan Pelapor Rahasia"' in shown(client, "tentang-anda/")


def test_the_side_repeats_the_answers_but_neither_story_nor_name(client: Client) -> None:
    filled(client)

    side = shown(client, "bukti/").partition("<aside")[2]
    assert "Lapangan desa" in side
    assert "Terlapor Rekaan, Camat" in side
    assert ("Wayan" in side, "mengajak warga memilih calon tertentu" in side) == (False, False)


def test_changing_one_answer_leads_back_to_reading_over(client: Client) -> None:
    filled(client)

    for page, told in list(answers().items())[:-1]:
        answer = client.post(f"{REPORT}{page}?ubah", told)
        assert (page, answer["Location"]) == (page, f"{REPORT}{'apa/cerita/' if page == '' else 'periksa/'}")
    assert f'class="balik" href="{REPORT}periksa/"' in shown(client, "kapan/?ubah")


def test_two_tabs_keep_both_answers(client: Client) -> None:
    filled(client, until="kapan/")

    sent(client, "siapa/")
    sent(client, "kapan/")

    page = shown(client, "periksa/")
    assert ("Terlapor Rekaan" in page, "sekitar pukul 09.30" in page) == (True, True)


def test_what_was_typed_into_a_page_left_open_for_days_begins_a_new_draft(client: Client) -> None:
    client.post(REPORT)
    Draft.objects.all().delete()

    answer = sent(client, "apa/cerita/")

    assert answer.status_code == 303
    assert "Camat mengajak" in shown(client, "apa/cerita/")


def test_a_draft_erased_in_another_tab_is_said_and_nothing_typed_is_lost(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from netral.intake.actions import drafting
    from netral.intake.states import DraftGone

    def gone(*_given: object, **_named: object) -> None:
        raise DraftGone

    client.post(REPORT)
    monkeypatch.setattr(drafting, "change", gone)

    answer = sent(client, "apa/cerita/")

    assert answer.status_code == 422
    assert "di tab lain" in answer.content.decode()
    assert "Camat mengajak" in answer.content.decode()


@pytest.mark.parametrize("harm", ["other", "nonsense", "expired", "tampered"])
def test_a_draft_opens_for_its_own_key_only(client: Client, harm: str) -> None:
    filled(client, until="kapan/")
    if harm == "expired":
        Draft.objects.update(expires_on=timezone.now().date() - timedelta(days=1))
    elif harm == "tampered":
        Draft.objects.update(ciphertext=b"x" * 4136)
    else:
        client.cookies["draf"] = {"other": "A" * 43, "nonsense": "é;'"}[harm]

    assert client.get(f"{REPORT}di-mana/")["Location"] == REPORT
    assert "Anda punya draf" not in shown(client, "")


def test_the_wizard_is_protected_against_forgery() -> None:
    assert Client(enforce_csrf_checks=True).post(f"{REPORT}apa/", {}).status_code == 403


# What is wrong


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"conducts": []}, "conducts"),
        ({"conducts": ["sihir"]}, "conducts"),
        ({"what": " "}, "what"),
        ({"what": "a\0"}, "what"),
        ({"what": "a" * 14_001}, "what"),
        ({"place_search": ""}, "place_search"),
        ({"place_search": "Negeri Antah Berantah"}, "place_search"),
        ({"place_search": "\0"}, "place_search"),
        ({"place_search": "Muara"}, "region"),
        ({"place_search": "Muara", "region": "33.74"}, "region"),
        ({"place_search": "", "cari": "ya"}, "place_search"),
        ({"place_search": "Negeri Antah Berantah", "cari": "ya"}, "place_search"),
        ({"place": "a" * 301}, "place"),
        ({"act": ""}, "act"),
        ({"act": "besok"}, "act"),
        ({"act_date_hari": "", "act_date_bulan": "", "act_date_tahun": ""}, "act_date"),
        ({"act_date_hari": "30", "act_date_bulan": "2", "act_date_tahun": "2024"}, "act_date"),
        ({"act_date_hari": "besok"}, "act_date"),
        (boxes("act_date", timezone.now() + timedelta(days=3)), "act_date"),
        (boxes("act_date", MONDAY.replace(year=1990)), "act_date"),
        (boxes("known_on", timezone.now() + timedelta(days=3)), "known_on"),
        ({"known_on_hari": "", "known_on_bulan": "", "known_on_tahun": ""}, "known_on"),
        ({"act_time": "25.00"}, "act_time"),
        ({"act_time": "9.75"}, "act_time"),
        ({"act_time": "sore"}, "act_time"),
        ({"who1_name": "a" * 1_000_000}, "who1_name"),
        ({"who3_job": "\0"}, "who3_job"),
        ({"description": "a" * 501}, "description"),
        ({"witness1_address": "a" * 501}, "witness1_address"),
        ({"links": "javascript:alert(1)"}, "links"),
        ({"links": "contoh.id\n" * 21}, "links"),
        ({"evidence": photo("halaman.txt")}, "evidence"),
        ({"location": "mungkin"}, "location"),
        ({"location": "", "evidence": photo()}, "location"),
        ({"way": ""}, "way"),
        ({"way": "temuan"}, "way"),
        ({"name": " "}, "name"),
        ({"address": ""}, "address"),
        ({"way": "asn", "address": ""}, "address"),
        ({"phone": "0" * 41}, "phone"),
        ({"truth": ""}, "truth"),
    ],
)
def test_what_is_wrong_is_shown_beside_its_question_with_what_was_typed(
    client: Client, changes: dict[str, Any], field: str
) -> None:
    page = "di-mana/" if "cari" in changes else page_of(field)
    filled(client, until=page)
    if field == "evidence":
        changes["evidence"].file.write(b"<!DOCTYPE html><script>")
        changes["evidence"].seek(0)

    answer = sent(client, page, **changes)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "Ada yang perlu diperbaiki" in html
    assert "<title>Perlu diperbaiki: " in " ".join(html.split())
    target = re.search(r'galat__daftar"><li><a href="#([^"]+)"', html)
    assert target is not None
    assert f'id="{target[1]}"' in html


def test_what_was_typed_is_kept_and_written_safely(client: Client) -> None:
    filled(client, until="siapa/")

    html = sent(client, "siapa/", who1_name='<b>"tebal"</b>', who1_job="a" * 201).content.decode()

    assert 'value="&lt;b&gt;&quot;tebal&quot;&lt;/b&gt;"' in html
