"""The wire doors of what says when: the same deadlines and the same count as on the pages, cut by day and layer."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netral.access.actions import create_token
from netral.access.models import User
from netral.cases import api_deadlines
from netral.offices.models import Holiday, Organisation
from netral.procedure.models import Clock
from tests.access.builders import seated, signed_in
from tests.cases.builders import complete_laporan, opened
from tests.intake.builders import country, laporan
from tests.procedure.builders import day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_second_factor(settings: Any) -> None:
    settings.DEMO = True


LIST, DAYS, OFFICES = "/api/v1/tenggat/", "/api/v1/tenggat/hari/", "/api/v1/tenggat/kantor/"
PERSONAS = [
    ("petugas_laporan", "bawaslu-99.07", 200),
    ("pemeriksa", "bawaslu-99.07", 200),
    ("anggota", "bawaslu-99.07", 200),
    ("kustodian", "bawaslu-99.07", 200),
    ("pemeriksa", "bawaslu-99", 200),
    ("auditor", "bkn", 200),
    ("pejabat_pembina", "pemkab-99.07", 200),
    ("petugas_kepegawaian", "pemkab-99.07", 200),
    ("anggota_kpu", "kpu-99.07", 200),
    ("pemeriksa_kpu", "kpu-99.07", 200),
    ("admin", "bawaslu-99.07", 404),
    ("admin", "bawaslu", 404),
]
PAGES = ["/kerja/tenggat/", "/kerja/tenggat/bulan/", "/kerja/tenggat/kantor/", "/kerja/tenggat/langganan/"]


def somebody(role: str, office: str) -> User:
    """Who holds the seat, found or made."""
    country()
    place = Organisation.objects.get(code=office)
    return User.objects.filter(seats__role=role, seats__office=place).first() or seated(role, place)


def caller(role: str, office: str) -> Client:
    """A program with the token of whoever holds the seat."""
    return Client(headers={"Authorization": f"Bearer {create_token(somebody(role, office))}"})


def listed(role: str = "pemeriksa", office: str = "bawaslu-99.07", **asked: str) -> list[dict[str, Any]]:
    answer = caller(role, office).get(LIST, asked)
    assert answer.status_code == 200, answer.content
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


@pytest.mark.parametrize(("role", "office", "status"), PERSONAS)
def test_pages_and_doors_open_for_the_same_people(role: str, office: str, status: int) -> None:
    program, browser = caller(role, office), signed_in(somebody(role, office))

    assert {program.get(path).status_code for path in (LIST, DAYS, OFFICES)} == {status}
    assert {browser.get(path).status_code for path in PAGES} == {status}


def test_nobody_reads_without_a_token() -> None:
    laporan()

    assert {Client().get(path).status_code for path in (LIST, DAYS, OFFICES)} == {401}
    assert {Client().get(path).status_code for path in PAGES} == {302}


def test_a_deadline_is_told_with_its_calculation() -> None:
    case = opened()
    clock = Clock.objects.get(subject=case.reference, stopped_at=None)

    (found,) = [each for each in listed() if each["about"] == case.reference]

    assert (found["layer"], found["number"], found["rule"]) == ("pemeriksaan", case.number, "P-TL")
    assert (found["zone"], found["key"], found["unfilled"]) == ("Asia/Makassar", clock.key, None)
    assert found["overdue"] is True
    assert {"date", "name"} == set(found["skipped"][0])
    assert found["source"]
    assert found["confidence"]
    assert case.title not in str(found)


@pytest.mark.parametrize(
    ("role", "office", "count"),
    [
        ("pemeriksa", "bawaslu-99.07", 1),
        ("kustodian", "bawaslu-99.07", 1),
        ("pemeriksa", "bawaslu-99", 1),
        ("pemeriksa", "bawaslu-99.08", 0),
        ("auditor", "bkn", 0),
        ("pejabat_pembina", "pemkab-99.07", 0),
        ("anggota_kpu", "kpu-99.07", 0),
    ],
)
def test_the_list_and_the_count_are_cut_to_the_offices_of_the_reader(role: str, office: str, count: int) -> None:
    opened()

    assert len(listed(role, office)) == count
    told = caller(role, office).get(OFFICES).json()["items"]
    assert sum(row["overdue"] for row in told) == count


def test_a_list_is_cut_by_layer() -> None:
    report, case = laporan(), opened()

    def about(lapis: str) -> set[str]:
        return {each["about"] for each in listed(lapis=lapis)}

    assert about("kajian") == {report.reference}
    assert about("pemeriksaan,libur") == {case.reference}
    assert about("kajian,pemeriksaan") == about("") == {report.reference, case.reference}
    assert about("libur") == about("disiplin") == set()


def test_a_list_is_cut_by_day_in_the_zone_of_each_deadline() -> None:
    opened()
    Clock.objects.update(due_at=day(16).replace(hour=0, minute=10))  # the evening before in UTC
    on = day(16).date()
    before, after = (on + timedelta(days=days) for days in (-1, 1))

    def found(**span: date) -> int:
        return len(listed(**{name: each.isoformat() for name, each in span.items()}))

    assert found(dari=on, sampai=on) == found(dari=on) == found(sampai=on) == found() == 1
    assert found(sampai=before) == found(dari=after) == found(dari=before, sampai=before) == 0
    Clock.objects.update(zone="Asia/Jakarta")  # there it still is the day before
    assert (found(dari=on), found(sampai=before)) == (0, 1)
    Clock.objects.update(zone="Europe/Amsterdam")
    assert (found(dari=on), found(sampai=before)) == (0, 1)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"lapis": "kajian,lain"}, "lapis"),
        ({"dari": "1700-01-01"}, "dari"),
        ({"sampai": "9999-12-31"}, "sampai"),
        ({"dari": "2024-02-01", "sampai": "2024-01-01"}, "sampai"),
        ({"dari": "besok"}, "dari"),
    ],
)
@pytest.mark.parametrize("path", [LIST, DAYS])
def test_what_cannot_be_is_refused_by_name(path: str, asked: dict[str, str], field: str) -> None:
    answer = caller("pemeriksa", "bawaslu-99.07").get(path, asked)

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


@pytest.mark.parametrize("cursor", ["tidakada", "../x", "%00"])
def test_an_unknown_cursor_is_refused(cursor: str) -> None:
    program = caller("pemeriksa", "bawaslu-99.07")

    assert program.get(LIST, {"cursor": cursor}).status_code == 422
    assert program.get(OFFICES, {"cursor": cursor}).status_code == 404


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_the_cursor_leads_through_every_deadline_once(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(api_deadlines, "PER_PAGE", 2)
    for _ in range(count):
        opened()
    program = caller("pemeriksa", "bawaslu-99.07")

    keys: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = program.get(LIST, {"cursor": cursor} if cursor else {}).json()
        keys += [item["key"] for item in page["items"]]
        cursor = page["next"]

    running = Clock.objects.filter(stopped_at=None).order_by("due_at", "pk")
    assert keys == list(running.values_list("key", flat=True))


def test_the_cursor_leads_through_every_office_once(monkeypatch: pytest.MonkeyPatch) -> None:
    opened()
    whole = caller("pemeriksa", "bawaslu").get(OFFICES).json()["items"]
    monkeypatch.setattr(api_deadlines, "PER_PAGE", 2)
    program = caller("anggota", "bawaslu")

    rows: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = program.get(OFFICES, {"cursor": cursor} if cursor else {}).json()
        rows += page["items"]
        cursor = page["next"]

    assert [row["office"] for row in rows] == [row["office"] for row in whole]


def test_what_is_overdue_is_counted_as_on_the_page() -> None:
    opened(), opened(), complete_laporan()
    rows = caller("pemeriksa", "bawaslu-99").get(OFFICES).json()["items"]
    shown = signed_in(somebody("anggota", "bawaslu-99")).get("/kerja/tenggat/kantor/").context["rows"]

    assert {row["office"]: row["overdue"] for row in rows} == {row.office.code: row.count for row in shown}
    (late,) = [row for row in rows if row["overdue"]]
    assert (late["office"], late["zone"]) == ("bawaslu-99.07", "Asia/Makassar")
    assert late["oldest"]
    assert {row["oldest"] for row in rows if not row["overdue"]} == {None}


def test_days_are_told_with_days_off_and_stages() -> None:
    opened()
    Holiday.objects.create(day=date(2024, 2, 12), name="Libur Rekaan", source="Keppres", added_at=day(0))
    program = caller("pemeriksa", "bawaslu-99.07")
    asked = {"dari": "2024-02-10", "sampai": "2024-02-14"}

    told = program.get(DAYS, asked).json()

    names = {(each["kind"], each["name"]): (each["from"], each["until"]) for each in told["items"]}
    assert names["libur", "Libur Rekaan"] == ("2024-02-12", "2024-02-12")
    assert names["tahapan", "Masa tenang"] == ("2024-02-11", "2024-02-13")
    assert told["unfilled"] == []
    assert {each["kind"] for each in program.get(DAYS, {**asked, "lapis": "libur"}).json()["items"]} == {"libur"}
    assert {each["kind"] for each in program.get(DAYS, {**asked, "lapis": "tahapan"}).json()["items"]} == {"tahapan"}


def test_days_are_a_year_at_most_and_thirty_by_themselves() -> None:
    program = caller("pemeriksa", "bawaslu-99.07")

    own = program.get(DAYS).json()
    assert date.fromisoformat(own["until"]) - date.fromisoformat(own["from"]) == timedelta(days=30)
    past = program.get(DAYS, {"sampai": "2024-01-31"}).json()
    assert past["from"] == past["until"] == "2024-01-31"
    assert program.get(DAYS, {"dari": "2024-01-01", "sampai": "2026-01-01"}).status_code == 422
    assert program.get(DAYS, {"dari": "2027-01-01", "sampai": "2027-03-01"}).json()["unfilled"] == [2027]


def test_thirty_deadlines_take_as_many_queries_as_one() -> None:
    opened(), complete_laporan()
    program = caller("pemeriksa", "bawaslu-99.07")

    def counted() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert program.get(LIST).status_code == 200
        return len(captured)

    few = counted()
    for _ in range(20):
        opened()

    assert counted() == few
