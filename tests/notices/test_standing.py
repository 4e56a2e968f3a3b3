"""How offices stand with their deadlines, on the page of the workspace."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netral.notices.queries import offices_watched, standing_of
from netral.offices.models import Organisation
from tests.cases.builders import opened
from tests.cases.pages import client
from tests.intake.builders import country, staff
from tests.procedure.builders import day

pytestmark = pytest.mark.django_db
PAGE = "/kerja/tenggat/kantor/"


def watched(role: str, office: str) -> set[str]:
    country()
    return set(offices_watched(staff(role, office)).values_list("code", flat=True))


def test_a_regency_sees_itself_and_a_province_what_lies_below() -> None:
    assert watched("anggota", "bawaslu-99.07") == {"bawaslu-99.07"}
    assert {"bawaslu-99", "bawaslu-99.07", "bawaslu-99.08"} <= watched("pemeriksa", "bawaslu-99")
    assert watched("auditor", "bkn") == {"bkn"}
    assert watched("admin", "bawaslu") == set()


def test_an_office_with_nothing_overdue_is_listed_too() -> None:
    country()
    offices = list(Organisation.objects.filter(code__in=["bawaslu-99.07", "bawaslu-99.08"]).order_by("code"))
    opened()

    late, fine = standing_of(offices, at=day(400))

    assert (late.office.code, late.count > 0, late.oldest is not None) == ("bawaslu-99.07", True, True)
    assert (fine.office.code, fine.count, fine.oldest) == ("bawaslu-99.08", 0, None)


def test_the_page_counts_what_the_query_counts() -> None:
    opened()

    page = client().get(PAGE)

    (row,) = page.context["rows"]
    assert row.count == standing_of([row.office], at=page.context["now"])[0].count > 0
    assert "Bawaslu Kabupaten Tirta Buana" in page.content.decode()


def test_thirty_cases_take_as_many_queries_as_one() -> None:
    opened()
    browser = client("pemeriksa", "bawaslu-99")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(PAGE).status_code == 200
        return len(captured)

    few = queries()
    for _ in range(29):
        opened()

    assert queries() == few
