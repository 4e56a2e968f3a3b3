"""Where and when it happened, as people tell it."""

import re
from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.intake.builders import MONDAY, country
from tests.intake.pages import REPORT, boxes, filled, reported, sent, shown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _country(db: None) -> None:
    country()


# The place


def test_a_search_shows_the_places_with_regency_and_province(client: Client) -> None:
    filled(client, until="di-mana/")

    answer = client.post(f"{REPORT}di-mana/", {"place_search": "Muara", "cari": "ya", "place": "Lapangan"})

    page = shown(client, "di-mana/")
    assert (answer.status_code, answer["Location"]) == (303, f"{REPORT}di-mana/")
    assert "Kabupaten Tirta Buana, Provinsi Contoh" in page
    assert 'value="Muara"' in page
    assert 'value="Lapangan"' in page
    assert "checked" not in page


def test_one_of_several_places_is_chosen(client: Client) -> None:
    filled(client, until="di-mana/")
    form = sent(client, "di-mana/", place_search="Muara").context["form"]
    code = list(form.candidates)[1]

    assert reported(client, place_search="Muara", region=code).region_id == code


@pytest.mark.parametrize("typed", ["karang seroja", "Desa Karang Seroja, Muara Tirta", "99.07.02.2002"])
def test_the_only_place_of_a_name_is_taken(client: Client, typed: str) -> None:
    assert reported(client, place_search=typed).region_id == "99.07.02.2002"


def test_a_place_spelled_otherwise_is_asked_about(client: Client) -> None:
    filled(client, until="di-mana/")

    form = sent(client, "di-mana/", place_search="Karang Serojo").context["form"]

    assert list(form.errors) == ["region"]
    assert list(form.candidates) == ["99.07.02.2002"]


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ({"region": "tidak_tahu", "place": ""}, ""),
        ({"region": "tidak_tahu", "place": "Lapangan"}, "Lapangan"),
        ({"region": "internet", "place": ""}, "Di internet"),
        ({"region": "internet", "place": "Facebook"}, "Di internet, Facebook"),
    ],
)
def test_the_internet_and_not_knowing_are_answers(client: Client, told: dict[str, str], place: str) -> None:
    made = reported(client, place_search="", **told)

    assert (made.region, made.place, made.office.code) == (None, place, "bawaslu")


def test_the_place_kept_is_offered_again_beside_another_search(client: Client) -> None:
    filled(client, until="kapan/")

    client.post(f"{REPORT}di-mana/", {"place_search": "Muara", "region": "99.07", "cari": "ya"})

    assert 'value="99.07" class="rd__kotak"' in shown(client, "di-mana/") or 'value="99.07"' in shown(
        client, "di-mana/"
    )


def test_finding_a_place_takes_the_same_few_questions_however_many_fit(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    filled(client, until="di-mana/")

    for typed in ("99.07.02.2002", "Muara", "Negeri Antah Berantah"):
        with django_assert_max_num_queries(22):
            client.post(f"{REPORT}di-mana/", {"place_search": typed, "cari": "ya"})


# The time


@pytest.mark.parametrize(("typed", "kept"), [
    ("9", time(9)), ("09:30", time(9, 30)), ("pukul 21.05", time(21, 5)), ("", None),
])  # fmt: skip
def test_times_are_understood_as_people_write_them(client: Client, typed: str, kept: time | None) -> None:
    assert reported(client, act_time=typed).act_time == kept


@pytest.mark.parametrize(
    ("told", "act", "known"),
    [
        ({"act": "hari_ini", "act_time": "", "known": "hari_itu"}, 0, 0),
        ({"act": "kemarin", "known": "hari_ini"}, 1, 0),
        ({"act": "kemarin", "known": "kemarin"}, 1, 1),
        ({"act": "berlangsung", "act_time": "", "known": ""}, 0, None),
        ({"act": "tidak_tahu", "known": "hari_itu"}, None, None),
    ],
)
def test_words_about_today_become_days(
    client: Client, told: dict[str, str], act: int | None, known: int | None
) -> None:
    made = reported(client, **told)

    today = made.received_at.astimezone(MONDAY.tzinfo).date()
    ago = [None if days is None else today - timedelta(days=days) for days in (act, known)]
    assert [made.act_date, made.known_on] == ago


def test_what_is_still_going_on_is_written_under_the_story(client: Client) -> None:
    assert reported(client, act="berlangsung", act_time="").what.endswith("masih berlangsung saat dilaporkan.")


@pytest.mark.parametrize("told", [{"act": "hari_ini", "act_time": ""}, {"act": "kemarin"}, {"act": "tidak_tahu"}])
def test_words_about_days_stand_there_again(client: Client, told: dict[str, str]) -> None:
    filled(client, known="hari_itu", **told)

    chosen = re.findall(r'name="act" value="(\w+)"[^>]* checked', shown(client, "kapan/"))
    assert chosen == [told["act"]]


def test_the_time_limit_is_told_on_the_way(client: Client) -> None:
    filled(client, until="siapa/")

    page = shown(client, "siapa/")
    assert "Batas waktu lapor: " in page
    assert "hari lagi" in page


@pytest.mark.parametrize("days", [60, 3_000])
def test_whoever_is_late_is_told_so_and_never_stopped(client: Client, days: int) -> None:
    long_ago = timezone.now() - timedelta(days=days)
    changes = {**boxes("act_date", long_ago), **boxes("known_on", long_ago)}
    filled(client, **changes)

    assert "Batas waktu melapor sudah lewat" in shown(client, "siapa/")
    assert "Batas waktu melapor sudah lewat" in shown(client, "periksa/")
    assert sent(client, "periksa/").status_code == 303
