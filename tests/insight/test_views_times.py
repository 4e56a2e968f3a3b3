"""The page and the door for programs: who may open them, what they say, and at what price."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from netral.access.actions import create_token
from netral.insight.actions import recount
from netral.insight.models import Recount
from netral.insight.states import Measure
from netral.registry.actions import load_elections
from tests.access.builders import signed_in
from tests.insight.builders import NOW, OFFICE, PROVINCE, clock, figure, handling, somebody, story

pytestmark = pytest.mark.django_db
DOOR = "/api/v1/waktu/"


def page(browser: Client, **filters: str) -> Any:
    return browser.get(reverse("insight:time_lost"), filters)


def text(browser: Client, **filters: str) -> str:
    return page(browser, **filters).content.decode()


def asked(role: str = "anggota", office: str = OFFICE, **filters: str) -> Any:
    token = create_token(somebody(role, office))
    return Client(headers={"Authorization": f"Bearer {token}"}).get(DOOR, filters)


@pytest.mark.parametrize(
    ("role", "office", "status"),
    [
        ("petugas_laporan", OFFICE, 200),
        ("pemeriksa", OFFICE, 200),
        ("anggota", OFFICE, 200),
        ("pemeriksa", PROVINCE, 200),
        ("kustodian", OFFICE, 404),
        ("admin", OFFICE, 404),
        ("auditor", "bkn", 200),
        ("auditor", OFFICE, 404),
        ("pejabat_pembina", "pemkab-99.07", 404),
        ("petugas_kepegawaian", "pemkab-99.07", 404),
        ("anggota_kpu", "kpu-99.07", 404),
        ("pemeriksa_kpu", "kpu-99.07", 404),
    ],
)
def test_supervisors_see_it_and_nobody_else(role: str, office: str, status: int) -> None:
    assert page(signed_in(somebody(role, office))).status_code == status
    assert asked(role, office).status_code == status


def test_an_auditor_reads_the_own_authority_whole_and_no_office_of_the_supervisors() -> None:
    handling(story())
    recount(NOW)
    browser = signed_in(somebody("auditor", "bkn"))

    shown, told = text(browser), asked("auditor", "bkn").json()

    assert ("Dari penanganan dimulai sampai selesai" in shown, "disamarkan" in shown) == (True, False)
    assert (told["cell"], told["whole"]) == ("bkn", {"number": 1, "median": 259_200, "p90": 259_200})
    assert [step["verb"] for step in told["steps"]] == ["penanganan.kembalikan"]
    assert [page(browser, kantor=cell).status_code for cell in ("bkn", OFFICE, "bawaslu+")] == [200, 404, 404]


def test_outside_one_signs_in_first_and_a_program_brings_a_token() -> None:
    assert page(Client()).status_code == 302
    assert Client().get(DOOR).status_code == 401


def test_an_office_out_of_sight_is_like_one_that_is_not_there() -> None:
    browser = signed_in(somebody())

    assert page(browser, kantor="bawaslu-99.08").status_code == 404
    assert page(browser, pemilihan="tiada").status_code == 404


def test_before_the_first_count_the_page_says_so() -> None:
    assert "Belum pernah dihitung" in text(signed_in(somebody()))


def test_with_nothing_to_count_the_page_says_so() -> None:
    Recount.objects.create(at=NOW, steps=0)

    assert "Belum ada langkah yang bisa dihitung" in text(signed_in(somebody()))


def test_what_was_counted_is_told_in_words() -> None:
    load_elections()
    clock(story(), late=True)
    story()
    recount(NOW)

    shown = text(signed_in(somebody()))

    assert "2 yang selesai: separuhnya dalam 5,8 hari, sembilan dari sepuluh dalam 5,8 hari." in shown
    assert "2,0 hari" in shown
    assert "100,0%" in shown
    assert "Tidak ada: setiap langkah diambil dari status yang membolehkannya." in shown
    assert "disamarkan" not in shown


def test_an_unfinished_story_leaves_the_whole_and_the_routes_empty() -> None:
    story(open=True)
    recount(NOW)

    shown = text(signed_in(somebody()))

    assert shown.count("Belum ada yang selesai.") == 2
    assert "Belum ada tenggat yang sampai pada akhirnya." in shown


def test_a_province_reads_of_small_numbers_that_they_are_small() -> None:
    clock(story(), late=True)
    recount(NOW)

    shown = text(signed_in(somebody("anggota", PROVINCE)), kantor=OFFICE)

    assert "Yang selesai kurang dari lima; lamanya disamarkan." in shown
    assert "disamarkan" in shown
    assert "5,8 hari" not in shown
    assert "Urutan yang jarang" in shown


def test_steps_out_of_order_are_named() -> None:
    Recount.objects.create(at=NOW, steps=1)
    figure()
    figure(Measure.ORDER, number=1, of=8, median=None, p90=None)

    assert "Di luar urutan" in text(signed_in(somebody()))


def test_a_rule_and_a_verb_nobody_knows_are_shown_by_their_codes() -> None:
    Recount.objects.create(at=NOW, steps=1)
    figure(what="perkara.lompat")
    figure(Measure.DEADLINE, what="", rule="X-LAMA", number=1, of=1, median=None, p90=None)

    shown = text(signed_in(somebody()))

    assert "perkara.lompat" in shown
    assert "X-LAMA: belum diambil langkahnya" in shown


def test_the_page_is_read_in_english_too() -> None:
    clock(story(), late=True)
    recount(NOW)

    shown = signed_in(somebody()).get("/en/kerja/waktu/").content.decode()

    assert "Where time is lost" in shown
    assert "days" in shown


@pytest.mark.parametrize("office", [OFFICE, PROVINCE])
def test_thirty_stories_cost_as_many_queries_as_one(office: str) -> None:
    browser = signed_in(somebody("anggota", office))
    story()
    recount(NOW)
    page(browser)
    with CaptureQueriesContext(connection) as one:
        page(browser)

    for _again in range(29):
        clock(story(), late=True)
    recount(NOW)

    with CaptureQueriesContext(connection) as thirty:
        page(browser)
    assert len(thirty) == len(one)


def test_the_program_reads_what_the_page_tells() -> None:
    clock(story(), late=True)
    recount(NOW)

    told = asked().json()

    assert (told["cell"], told["election"], told["counted"]) == (OFFICE, "", NOW.isoformat())
    assert told["whole"] == {"number": 1, "median": 504_000, "p90": 504_000}
    assert {"verb": "perkara.klarifikasi", "number": 1, "median": 86_400, "p90": 86_400}.items() <= {
        step["verb"]: step for step in told["steps"]
    }["perkara.klarifikasi"].items()
    assert told["deadlines"][0]["late"] == 1
    assert told["routes"][0]["verbs"][0] == "laporan.dibuka"
    assert told["out_of_order"] == []
    assert [row["office"] for row in told["offices"]] == [OFFICE]


def test_the_program_is_not_told_what_the_page_hides() -> None:
    clock(story(), late=True)
    recount(NOW)

    told = asked("anggota", PROVINCE, kantor=OFFICE).json()

    assert told["whole"] == {"number": None, "median": None, "p90": None}
    assert told["routes"] == [{"verbs": None, "number": None, "median": None, "p90": None, "of": None}]
    assert "504000" not in json.dumps(told)


def test_before_the_first_count_the_program_is_told_nothing() -> None:
    told = asked().json()

    assert (told["counted"], told["whole"], told["steps"]) == (None, None, [])
