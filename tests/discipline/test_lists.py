"""Who sees which lines, in which order, on which page; and that thirty lines cost no more than one."""

from collections.abc import Iterable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netral.cases.models import Penerusan
from netral.discipline import queries
from netral.discipline.models import Penanganan
from netral.registry.actions import add_person
from tests.cases.builders import day, forwarded
from tests.discipline.builders import (
    AUDITOR,
    declined,
    delivered,
    imposed,
    in_force,
    someone,
    stopped,
    taken_in,
    verified,
)
from tests.discipline.pages import AGENCY, LIST, PEOPLE, client, url
from tests.discipline.worlds import at_bkn, handed_again, handled_again
from tests.intake.builders import staff

pytestmark = pytest.mark.django_db


def asked(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def shown(browser: Client, rows: Iterable[Penanganan], address: str = LIST) -> list[bool]:
    page = browser.get(address, follow=True).content.decode()
    return [url(row) in page for row in rows]


@pytest.mark.parametrize(
    ("role", "office", "view"),
    [
        ("auditor", "kasn", ""),
        ("auditor", "kasn", "?tampilan=selesai"),
        ("pejabat_pembina", AGENCY, "?tampilan=selesai"),
    ],
)
def test_thirty_lines_take_as_many_queries_as_one(role: str, office: str, view: str) -> None:
    waiting, penanganan, browser = forwarded(), in_force() if view else imposed(), client(role, office)
    few = asked(browser, LIST + view)
    for _ in range(29):
        handled_again(penanganan)
        handed_again(waiting)

    many = asked(browser, LIST + view)

    assert many == few <= 25
    assert browser.get(LIST + view).content.decode().count("/kerja/disiplin/") >= 30


def test_searching_the_register_takes_as_many_queries_for_thirty_people_as_for_one() -> None:
    browser, person = client(), someone("Made Suteja")
    few = asked(browser, f"{PEOPLE}?q=made suteja")
    for _ in range(29):
        add_person("Made Suteja", agency=person.agency, employment="PNS", at=day(0))

    assert asked(browser, f"{PEOPLE}?q=made suteja") == few <= 25


def test_the_thirty_first_line_stands_on_a_second_page_and_nonsense_is_the_first() -> None:
    penanganan, browser = imposed(), client()
    last = [handled_again(penanganan) for _ in range(30)][-1]

    assert shown(browser, [penanganan, last]) == [True, False]
    assert shown(browser, [penanganan, last], f"{LIST}?halaman=2") == [False, True]
    assert shown(browser, [penanganan, last], f"{LIST}?halaman=99") == [False, True]
    assert shown(browser, [penanganan, last], f"{LIST}?halaman=abc") == [True, False]


PERSONAS = [
    ("auditor", "kasn", {"early", "late", "done"}),
    ("auditor", "bkn", {"elsewhere"}),
    ("pejabat_pembina", AGENCY, {"late", "done"}),
    ("petugas_kepegawaian", AGENCY, {"late", "done"}),
    ("pejabat_pembina", "pemkot-99.08", {"elsewhere"}),
    ("petugas_kepegawaian", "pemprov-99", set()),
    ("auditor", AGENCY, set()),
    ("pejabat_pembina", "kasn", set()),
]


def test_each_office_sees_its_own_lines_and_no_others() -> None:
    rows = {"early": verified(), "late": imposed(), "done": in_force(), "elsewhere": at_bkn()}

    for role, office, visible in PERSONAS:
        seen = set(queries.penanganan_seen_by(staff(role, office)))
        assert {name for name, row in rows.items() if row in seen} == visible, (role, office)


@pytest.mark.parametrize(
    ("role", "office"), [("auditor", "kasn"), ("pejabat_pembina", AGENCY), ("auditor", "bkn"), ("auditor", AGENCY)]
)
def test_the_page_shows_exactly_what_the_scope_lets_through(role: str, office: str) -> None:
    rows = [verified(), imposed(), at_bkn()]
    seen = set(queries.penanganan_seen_by(staff(role, office)))

    assert shown(client(role, office), rows) == [row in seen for row in rows]


def test_somebody_with_two_seats_sees_both_offices_once() -> None:
    ours, theirs = imposed(), at_bkn()
    both = type(AUDITOR)("akun:dua", staff("auditor", "bkn").seats + staff("petugas_kepegawaian", AGENCY).seats)

    assert list(queries.listed(both, finished=False)) == [ours, theirs]
    whole = type(AUDITOR)("akun:tiga", AUDITOR.seats + staff("pejabat_pembina", AGENCY).seats)
    assert list(queries.listed(whole, finished=False)) == [ours]


def test_running_lines_stand_oldest_first_and_finished_ones_newest_first() -> None:
    first, second, third = taken_in(), verified(), delivered()
    for days, row in enumerate((third, first, second)):
        Penanganan.objects.filter(pk=row.pk).update(opened_at=day(days))
    ended = [in_force(), stopped(), declined()]
    for days, row in enumerate(ended):
        Penanganan.objects.filter(pk=row.pk).update(opened_at=day(days))

    assert list(queries.listed(AUDITOR, finished=False)) == [third, first, second]
    assert list(queries.listed(AUDITOR, finished=True)) == ended[::-1]


def test_a_line_shows_its_most_urgent_clock_or_none() -> None:
    running, later, finished = taken_in(), delivered(), in_force()

    lines = queries.rows([running, later, finished], now=timezone.now())

    assert [line.clock and line.clock.rule for line in lines] == ["S-VER", "D-KEB", None]
    assert [line.status.code for line in lines] == ["diterima", "disampaikan", "dilaksanakan"]


def test_hand_overs_wait_in_the_order_they_were_sent() -> None:
    first, second, third = forwarded(), forwarded(), forwarded()
    for days, row in enumerate((second, third, first)):
        Penerusan.objects.filter(pk=row.pk).update(sent_at=day(days))

    assert list(queries.incoming(AUDITOR)) == [second, third, first]
    taken_in(Penerusan.objects.get(pk=third.pk))
    assert list(queries.incoming(AUDITOR)) == [second, first]


@pytest.mark.parametrize("role", ["pejabat_pembina", "petugas_kepegawaian"])
def test_an_agency_is_shown_no_hand_over(role: str) -> None:
    forwarded()

    page = client(role, AGENCY).get(LIST, follow=True).content.decode()

    assert "Baru diteruskan" not in page
    assert "Tidak ada yang menunggu instansi ini." in page


def test_an_empty_list_says_so_in_both_views() -> None:
    browser = client()

    assert "Tidak ada penanganan yang berjalan." in browser.get(LIST).content.decode()
    assert "Belum ada yang selesai." in browser.get(f"{LIST}?tampilan=selesai").content.decode()
