"""A row of the queue at a glance: what it shows, to whom, and as a page of its own."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netral.cases import actions
from netral.cases.models import Case
from netral.intake.models import Laporan
from tests.cases.builders import INTAKE, complete_laporan, day, opened
from tests.cases.pages import client
from tests.intake import builders as intake

pytestmark = pytest.mark.django_db


def glance(subject: Case | Laporan, browser: Client | None = None, **headers: str) -> Any:
    return (browser or client()).get(f"/kerja/antrean/sekilas/{subject.KIND}/{subject.key}/", headers=headers)


def test_a_case_shows_its_event_its_people_and_what_happened_last() -> None:
    case = opened()

    text = glance(case).content.decode()

    assert case.number in text
    assert case.title in text
    assert case.laporan.what[:40] in text
    assert case.accused_set.get().name in text
    assert "Laporan diregistrasi" in text
    assert f'href="/kerja/perkara/{case.key}/"' in text


def test_a_report_opens_as_what_it_is() -> None:
    report = intake.laporan()

    text = glance(report).content.decode()

    assert report.number in text
    assert f'href="/kerja/laporan/{report.key}/"' in text


def test_a_script_gets_the_panel_alone_and_everybody_else_a_page() -> None:
    case, browser = opened(), client()

    assert "<html" in glance(case, browser).content.decode()
    assert "<html" not in glance(case, browser, **{"HX-Request": "true"}).content.decode()


@pytest.mark.parametrize(("role", "office"), [("pemeriksa", "bawaslu-99.08"), ("admin", "bawaslu-99.07")])
def test_what_somebody_does_not_see_is_not_there_at_a_glance(role: str, office: str) -> None:
    assert glance(opened(), client(role, office)).status_code == 404


def test_neither_another_kind_nor_an_unknown_key_is_there() -> None:
    browser = client()

    assert browser.get("/kerja/antrean/sekilas/jalur/x/").status_code == 404
    assert browser.get("/kerja/antrean/sekilas/perkara/x/").status_code == 404
    assert browser.get("/kerja/antrean/sekilas/laporan/x/").status_code == 404


def test_erased_words_say_that_they_are_gone() -> None:
    case = opened()
    Laporan.objects.filter(pk=case.laporan_id).update(what="")

    assert "Isinya sudah dihapus" in glance(case).content.decode()


def test_a_case_with_many_reports_takes_as_many_queries_as_one_alone() -> None:
    browser = client()

    def asked(joined: int) -> int:
        case = opened()
        for _ in range(joined):
            actions.join(case, complete_laporan(at=day(1)), acting=INTAKE, at=timezone.now())
        with CaptureQueriesContext(connection) as captured:
            assert glance(case, browser).status_code == 200
        return len(captured)

    assert asked(1) == asked(4)
