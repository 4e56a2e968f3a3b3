"""The administrator's page of receivers that ended, and its door for programs."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netral.access.actions import create_token
from netral.cases.models import Peralihan
from netral.discipline import actions
from tests.access.builders import signed_in
from tests.cases.builders import OFFICE, day, decided, forwarded
from tests.insight.builders import somebody

pytestmark = pytest.mark.django_db
PAGE, DOOR = "/kerja/peralihan/", "/api/v1/peralihan/"


def browser(role: str = "admin", office: str = "bawaslu") -> Client:
    return signed_in(somebody(role, office))


def program(role: str = "admin", office: str = "bawaslu") -> Client:
    return Client(headers={"Authorization": f"Bearer {create_token(somebody(role, office))}"})


@pytest.mark.parametrize(
    ("role", "office", "status"),
    [("admin", "bawaslu", 200), ("admin", OFFICE, 200), ("pemeriksa", OFFICE, 404), ("anggota", "bawaslu", 404),
     ("auditor", "bkn", 404), ("pejabat_pembina", "pemkab-99.07", 404), ("kustodian", OFFICE, 404)],
)  # fmt: skip
def test_administrators_see_it_and_nobody_else(role: str, office: str, status: int) -> None:
    assert browser(role, office).get(PAGE).status_code == status
    assert program(role, office).get(DOOR).status_code == status


def test_the_page_tells_what_waits_and_pressing_moves_it_once() -> None:
    penerusan, boss = forwarded(), browser()
    before = boss.get(PAGE).content.decode()

    first, second = (boss.post(PAGE, follow=True).content.decode() for _ in range(2))

    assert "1 penerusan terbuka" in before
    assert "Pindahkan sekarang" in before
    assert "1 penerusan beralih." in first
    assert penerusan.case.number in first
    assert "Terlapor Rekaan" not in first
    assert "semuanya sudah beralih" in second


def test_an_office_reads_its_own_and_moves_nothing() -> None:
    forwarded()

    page = browser("admin", OFFICE).get(PAGE).content.decode()
    answer = browser("admin", OFFICE).post(PAGE, follow=True).content.decode()

    assert "1 penerusan terbuka" in page
    assert "Pindahkan sekarang" not in page
    assert "Peralihan dijalankan pengelola nasional." in answer
    assert not Peralihan.objects.exists()


def test_programs_do_the_same() -> None:
    penerusan, boss = forwarded(), program()

    waiting = boss.get(DOOR).json()["waiting"]
    moved = [boss.post(DOOR).json() for _ in range(2)]
    [item] = boss.get(DOOR).json()["items"]

    assert waiting == [{"rule": "S-KASN-BKN", "number": 1}]
    assert moved == [{"moved": 1}, {"moved": 0}]
    assert (item["penerusan"], item["from"], item["to"]) == (penerusan.key, "kasn", "bkn")
    assert program("admin", OFFICE).post(DOOR).status_code == 422


def test_the_page_of_the_case_shows_the_way_it_took() -> None:
    penerusan = forwarded()
    actions.move_to_successors(day(700))

    page = browser("pemeriksa", OFFICE).get(f"/kerja/perkara/{penerusan.case.key}/penerusan/").content.decode()

    assert "Komisi Aparatur Sipil Negara → Badan Kepegawaian Negara" in page
    assert "SE MenPANRB 4/2024" in page


def test_the_list_asks_no_more_for_thirty_than_for_one() -> None:
    boss, penerusan = browser(), forwarded(decided())
    actions.move_to_successors(day(700))
    boss.get(PAGE)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert boss.get(PAGE).status_code == 200
        return len(asked)

    one = cost()
    first = Peralihan.objects.get()
    Peralihan.objects.bulk_create(
        Peralihan(
            penerusan=penerusan, cause="undang_undang", rule=f"S-{number}", origin=first.origin,
            receiver=first.receiver, basis="Rekaan", moved_at=first.moved_at, moved_by="sistem",
        )
        for number in range(29)
    )  # fmt: skip

    assert cost() == one
