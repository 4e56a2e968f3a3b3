"""Whose official stands in a conflict of interest, on record or by their own word, and at no cost a row."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netral.discipline import actions as discipline
from netral.discipline.models import Penanganan
from netral.offices.models import Organisation
from netral.oversight import queries
from tests.cases.builders import LONG, day
from tests.discipline.builders import AUDITOR, OFFICIAL, ready, recommended, someone, verified
from tests.discipline.pages import client
from tests.discipline.worlds import handled_again
from tests.oversight.builders import AGENCY, silent
from tests.registry.facts import candidate
from tests.registry.facts import connection as spouse

pytestmark = pytest.mark.django_db
NOTE = "Ipar terlapor."
BOARD = "/kerja/wasdal/"


def tied(penanganan: Penanganan) -> Penanganan:
    discipline.acknowledge(penanganan, acting=OFFICIAL, at=day(9))
    discipline.declare(penanganan, acting=OFFICIAL, at=day(9), conflicted=True, note=NOTE)
    return penanganan


def named() -> list[str]:
    return [row.code for row in queries.board(AUDITOR, day(10)).rows if row.conflict]


@pytest.mark.parametrize("fact", [candidate, spouse])
def test_who_is_on_record_is_named(fact: Any) -> None:
    silent()
    recommended(verified(person=someone("Terlapor Rekaan", agency="pemkot-99.08")))
    assert named() == []

    fact(on=day(10).date(), at=day(9))

    assert named() == [AGENCY]


def test_who_declared_it_is_named_until_somebody_has_decided() -> None:
    penanganan = tied(silent())
    assert named() == [AGENCY]

    other = type(OFFICIAL)("akun:plh", OFFICIAL.seats, "Pelaksana Harian")
    ready(penanganan, by=other)
    discipline.decline(penanganan, acting=other, at=day(14), reason=LONG)
    recommended(verified(person=someone("Terlapor Lain")), level="sedang")

    assert named() == []


def test_no_agency_asks_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert queries.conflicted([], on=day(1).date()) == frozenset()


def test_the_board_asks_as_much_for_many_rows_as_for_one() -> None:
    penanganan = tied(silent())
    candidate()
    browser = client()
    with CaptureQueriesContext(connection) as few:
        assert "Benturan kepentingan" in browser.get(BOARD).content.decode()
    offices = Organisation.objects.exclude(code__in=(AGENCY, "kasn"))[:5]
    for office in offices:
        Penanganan.objects.filter(pk=handled_again(penanganan).pk).update(agency=office)

    with CaptureQueriesContext(connection) as many:
        page = browser.get(BOARD).content.decode()

    assert len(many) == len(few) <= 20
    assert page.count("Benturan kepentingan") == 1


def test_the_page_of_an_agency_says_what_is_known_and_what_was_acknowledged() -> None:
    tied(silent())
    candidate()

    page = client().get(f"{BOARD}instansi/{AGENCY}/").content.decode()

    assert "adalah calon" in page
    assert "Benturan kepentingan dinyatakan" in page
    assert "Diakui" in page
