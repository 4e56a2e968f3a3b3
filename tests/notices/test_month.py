"""The month of deadlines: what ends on which day, where it is shown, and days off by their names."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netral.notices import queries
from netral.notices.queries import month as months
from netral.offices.models import Holiday
from netral.procedure.models import Clock
from netral.procedure.queries import held
from tests.cases.builders import complete_laporan, opened
from tests.cases.pages import client, url
from tests.intake.builders import laporan, staff
from tests.procedure.builders import day

pytestmark = pytest.mark.django_db
JANUARY = date(2024, 1, 1)
PAGE = "/kerja/tenggat/bulan/"
EXAMINER = staff("pemeriksa")


def ending(first: date = JANUARY, **seat: str) -> dict[date, list[str]]:
    shown = queries.month_of(staff(**seat) if seat else EXAMINER, first, now=day(1))
    return {one.date: [line.number for line in one.lines] for one in shown.days if one.lines}


def test_a_deadline_stands_on_the_day_it_ends_where_the_office_is() -> None:
    case = opened()
    (clock, *_) = Clock.objects.filter(subject=case.reference, stopped_at=None).order_by("due_at")
    clock.due_at = day(16).replace(hour=0, minute=10)  # 31 January in UTC is another day
    Clock.objects.filter(pk=clock.pk).update(due_at=clock.due_at)

    assert case.number in ending()[day(16).date()]


def test_what_ends_in_another_month_is_not_shown() -> None:
    opened()

    assert ending(date(2023, 11, 1)) == {}
    assert ending(role="pemeriksa", office="bawaslu-99.08") == {}


def test_weeks_begin_on_monday_and_name_days_off() -> None:
    shown = queries.month_of(EXAMINER, JANUARY, now=day(1))

    assert {len(week) for week in shown.weeks} == {7}
    assert shown.weeks[0][0].date == date(2024, 1, 1)
    assert "Tahun Baru" in shown.weeks[0][0].off
    assert (shown.before, shown.after) == (date(2023, 12, 1), date(2024, 2, 1))
    assert [one.inside for one in shown.weeks[-1]] == [True, True, True, False, False, False, False]


def test_a_day_off_that_was_added_here_is_named_too() -> None:
    Holiday.objects.create(day=date(2024, 1, 18), name="Libur Rekaan", source="Keppres 1/2024", added_at=day(0))

    shown = queries.month_of(EXAMINER, JANUARY, now=day(1))

    assert {one.date: one.off for week in shown.weeks for one in week}[date(2024, 1, 18)] == "Libur Rekaan"


def test_a_year_nobody_compared_with_the_decree_says_so() -> None:
    assert queries.month_of(EXAMINER, JANUARY, now=day(1)).unfilled == []
    assert queries.month_of(EXAMINER, date(2090, 1, 1), now=day(1)).unfilled == [2090]


def test_too_many_deadlines_are_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    opened()
    monkeypatch.setattr(months, "MOST", 0)

    shown = queries.month_of(EXAMINER, JANUARY, now=day(1))

    assert (shown.cut, shown.count) == (True, 0)


@pytest.mark.parametrize(
    ("role", "case_page", "report_page"),
    [("pemeriksa", True, True), ("kustodian", False, True), ("auditor", False, False)],
)
def test_a_number_leads_to_its_page_for_whom_it_has_a_door(role: str, case_page: bool, report_page: bool) -> None:
    case, report = opened(), laporan()
    found = held([case.reference, report.reference])

    acting = staff(role)
    assert bool(queries.address_of(found[case.reference], acting)) is case_page
    assert bool(queries.address_of(found[report.reference], acting)) is report_page


def test_the_page_shows_the_month_and_every_calculation() -> None:
    case = opened()

    page = client().get(PAGE + "?bulan=2024-01").content.decode()

    assert url(case) in page
    assert page.count("Cara menghitung") >= 1
    assert "Tahun Baru" in page


def test_one_day_shows_its_own_deadlines() -> None:
    opened()
    chosen = next(iter(ending()))
    browser = client()

    assert [one.date for one in browser.get(f"{PAGE}?hari={chosen}").context["days"]] == [chosen]
    assert "Tidak ada tenggat pada" in browser.get(f"{PAGE}?hari=2024-01-02").content.decode()


@pytest.mark.parametrize("asked", ["", "2024-13", "x", "0001-01", "9999-12", "2024-1"])
def test_nonsense_in_the_address_is_this_month(asked: str) -> None:
    page = client().get(PAGE, {"bulan": asked, "hari": asked})

    assert page.status_code == 200
    assert page.context["month"].first == page.context["today"].replace(day=1)


def test_thirty_cases_take_as_many_queries_as_one() -> None:
    opened(), complete_laporan()
    browser = client()

    def counted() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(PAGE + "?bulan=2024-01").status_code == 200
        return len(captured)

    few = counted()
    for _ in range(29):
        opened()

    assert counted() == few


@pytest.mark.parametrize(
    ("role", "office"), [("kustodian", "bawaslu-99.07"), ("auditor", "bkn"), ("pejabat_pembina", "pemkab-99.07")]
)
def test_the_list_is_a_tab_for_everybody_with_deadlines(role: str, office: str) -> None:
    browser = client(role, office)

    assert 'href="/kerja/tenggat/"' in browser.get(PAGE).content.decode()
    assert browser.get("/kerja/tenggat/").status_code == 200
