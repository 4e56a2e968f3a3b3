"""The public clock: the count of the workspace as it stood when the day began, without cases and people."""

from datetime import timedelta

import pytest
from django.test import Client

from netral.procedure.models import Clock
from netral.publishing.queries import public_clock
from tests.cases.builders import MONDAY, opened
from tests.procedure.builders import WITA, day

pytestmark = pytest.mark.django_db
LATER = day(30)


def test_an_office_is_named_with_what_it_missed_and_for_how_long() -> None:
    opened()
    clocks = Clock.objects.filter(stopped_at=None)
    clocks.update(due_at=LATER.replace(hour=0, minute=30) - timedelta(days=2))

    found = public_clock(LATER)

    ((row, days),) = found["rows"]
    assert (row.office.code, row.count, days) == ("bawaslu-99.07", clocks.count(), 3)
    assert found["total"] == clocks.count()


def test_the_count_is_that_of_midnight_in_jakarta() -> None:
    opened()
    midnight = LATER.astimezone(WITA).replace(hour=1, minute=0)  # 00.00 WIB
    Clock.objects.filter(stopped_at=None).update(due_at=midnight)

    assert public_clock(LATER)["total"] == 0
    assert public_clock(LATER)["at"] == midnight
    assert public_clock(day(31))["total"] > 0


def test_the_page_names_offices_and_no_case() -> None:
    case = opened(at=MONDAY)

    page = Client().get("/jam-publik/").content.decode()

    assert "Bawaslu Kabupaten Tirta Buana" in page
    assert case.number not in page
    assert case.title not in page


def test_a_house_in_time_says_so() -> None:
    assert "Tidak ada tenggat yang lewat." in Client().get("/jam-publik/").content.decode()
