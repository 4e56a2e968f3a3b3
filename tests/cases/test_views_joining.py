"""The page of reports inside a case, and the same through the API."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netral.cases import actions
from netral.cases.models import Joined
from netral.intake.actions import group_alike
from tests.cases.builders import INTAKE, day, decided, opened, photo
from tests.cases.pages import client, url
from tests.cases.test_api import LIST, caller
from tests.intake import builders as intake

pytestmark = pytest.mark.django_db
REPORTS, JOIN = "laporan/", "laporan/gabung/"


def page(role: str = "petugas_laporan", case: Any = None) -> str:
    return client(role).get(url(case, REPORTS)).content.decode()


def test_the_page_proposes_with_reasons_and_the_officer_decides() -> None:
    case, other = opened(), intake.laporan()
    officer = client("petugas_laporan")

    shown = officer.get(url(case, REPORTS)).content.decode()
    answer = officer.post(url(case, JOIN), {"laporan": [other.key]}, follow=True).content.decode()

    assert other.number in shown
    assert "hari kejadian sama" in shown
    assert "1 laporan digabungkan." in answer
    assert Joined.objects.get().laporan == other


def test_all_with_the_same_words_need_no_tick() -> None:
    case = opened()
    for _ in range(3):
        intake.laporan()
    group_alike(at=day(1))
    officer = client("petugas_laporan")

    assert "Gabungkan 3 laporan yang kata-katanya sama" in officer.get(url(case, REPORTS)).content.decode()
    officer.post(url(case, JOIN), {"semua": "ya"})

    assert Joined.objects.count() == 3


def test_the_exhibits_of_every_report_open_from_the_page_of_the_case() -> None:
    case, other = opened(uploads=[photo()]), intake.decided(intake.laporan(uploads=[photo(tail=b"lain")]))
    actions.join(case, other, acting=INTAKE, at=day(1))
    examiner = client("pemeriksa")

    summary, table = (examiner.get(url(case, tab)).content.decode() for tab in ("", "bukti/"))
    at_a_glance = re.findall(r'<li><a href="([^"]+/bukti/[^"]+)"', summary)
    listed = re.findall(r'class="pin" href="([^"]+/bukti/[^"]+)"', table)

    assert [examiner.get(path).status_code for path in (*at_a_glance, *listed)] == [200] * 4


def test_nothing_ticked_is_said() -> None:
    answer = client("petugas_laporan").post(url(opened(), JOIN), follow=True)

    assert "Centang sedikitnya satu laporan." in answer.content.decode()


def test_those_that_cannot_join_are_named_with_the_reason() -> None:
    case, other = opened(), opened()

    answer = client("petugas_laporan").post(url(case, JOIN), {"laporan": [other.laporan.key]}, follow=True)

    page = answer.content.decode()
    assert "0 laporan digabungkan." in page
    assert "1 dilewati: Laporan ini sudah berakhir" in page
    assert f"({other.laporan.number})" in page


def test_one_is_taken_out_and_waits_for_its_own_registration() -> None:
    case, other = opened(), intake.laporan()
    actions.join(case, other, acting=INTAKE, at=day(1))
    officer = client("petugas_laporan")

    answer = officer.post(url(case, f"laporan/{other.key}/pisah/"), follow=True)

    assert f"Laporan {other.number} dipisahkan." in answer.content.decode()
    assert officer.post(url(case, f"laporan/{other.key}/pisah/")).status_code == 404


def test_an_examiner_reads_and_has_no_buttons() -> None:
    case, other = opened(), intake.laporan()

    shown = page("pemeriksa", case)

    assert other.number in shown
    assert "Gabungkan yang dicentang" not in shown
    assert client("anggota").post(url(case, JOIN)).status_code == 404


def test_a_case_that_has_ended_proposes_nothing() -> None:
    case = decided("tidak_terbukti")
    other = intake.laporan()

    assert other.number not in page(case=case)


def test_the_case_says_how_many_reports_it_holds() -> None:
    case = opened()
    for _ in range(2):
        actions.join(case, intake.laporan(), acting=INTAKE, at=day(1))

    assert "dan 2 laporan lain" in client().get(url(case)).content.decode()


def test_a_joined_report_leads_to_its_case_and_leaves_the_queue() -> None:
    case, other = opened(), intake.laporan()
    actions.join(case, other, acting=INTAKE, at=day(1))
    officer = client("petugas_laporan")

    assert url(case) in officer.get(f"/kerja/laporan/{other.key}/").content.decode()
    assert other.number not in officer.get("/kerja/antrean/").content.decode()


@pytest.mark.parametrize("inside", [True, False], ids=["inside", "proposed"])
def test_thirty_reports_cost_as_many_queries_as_one(inside: bool) -> None:
    case = opened()
    officer = client("petugas_laporan")

    def queries(more: int) -> int:
        for _ in range(more):
            other = intake.laporan()
            if inside:
                actions.join(case, other, acting=INTAKE, at=day(1))
        with CaptureQueriesContext(connection) as found:
            officer.get(url(case, REPORTS))
        return len(found)

    queries(1)
    assert queries(0) == queries(29)


def ask(browser: Any, case: Any, path: str, body: dict[str, Any]) -> Any:
    return browser.post(f"{LIST}{case.key}/{path}", json.dumps(body), content_type="application/json")


def test_a_program_joins_and_separates_by_number() -> None:
    case, other, strange = opened(), intake.laporan(), opened()
    program = caller("petugas_laporan")

    joined = ask(program, case, JOIN, {"laporan": [other.number, strange.laporan.number]})
    separated = ask(program, case, "laporan/pisah/", {"laporan": [other.number]})

    told = joined.json()
    assert (told["joined"], told["left"]) == (1, [strange.laporan.number])
    [(reason, numbers)] = told["because"].items()
    assert "sudah berakhir" in reason
    assert numbers == told["left"]
    assert separated.json() == {"separated": [other.number]}
    assert ask(program, case, "laporan/pisah/", {"laporan": [other.number]}).status_code == 422


@pytest.mark.parametrize(
    "body", [{}, {"laporan": []}, {"laporan": "x"}, {"laporan": ["x"] * 101}, {"laporan": [1]}, {"laporan": ["\0"]}]
)
def test_a_program_that_asks_wrongly_is_told_where(body: dict[str, Any]) -> None:
    answer = ask(caller("petugas_laporan"), opened(), JOIN, body)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].startswith("laporan")


def test_a_program_of_an_examiner_joins_nothing() -> None:
    case, other = opened(), intake.laporan()

    told = ask(caller("pemeriksa"), case, JOIN, {"laporan": [other.number]}).json()
    assert (told["joined"], told["left"]) == (0, [other.number])
    assert "petugas laporan" in next(iter(told["because"]))
