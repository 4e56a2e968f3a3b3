"""The queue, the search, the deadlines and the API's list: order, pages, filters, and the same scope everywhere."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netral.access.states import Acting
from netral.cases import actions, api, queries
from netral.cases.models import Case
from netral.intake.actions import mark_waiting, review
from netral.intake.content import Who
from netral.intake.models import Laporan
from netral.notices import queries as calendar
from tests.cases.builders import FULL, MONDAY, acting_at, complete_laporan, day, decided, heard, opened
from tests.cases.pages import client
from tests.cases.people import queue
from tests.cases.stations import STATUSES, at_station
from tests.cases.test_api import LIST, caller
from tests.intake import builders as intake

pytestmark = pytest.mark.django_db
STAFF = acting_at("pemeriksa", "bawaslu-99.07")
FINAL = {"tidak_terbukti", "bukan_kewenangan", "selesai"}


def listed(view: str = "tenggat", text: str = "", role: str = "pemeriksa", office: str = "bawaslu-99.07") -> list[str]:
    places = list(queue(acting_at(role, office), view, text))
    return [row.subject.number for row in queries.rows(places, now=timezone.now())]


@pytest.mark.parametrize("status", STATUSES)
def test_a_case_stands_in_the_views_of_its_status_and_in_no_other(status: str) -> None:
    case = at_station(status)

    found = {view for view in queries.VIEWS if case.number in listed(view)}

    views = {"selesai"} if status in FINAL else {"tenggat"}
    assert found == views | ({"pleno"} if status == "menunggu_pleno" else set())
    assert case.laporan.number not in {number for view in queries.VIEWS for number in listed(view)}


@pytest.mark.parametrize(
    ("step", "views"),
    [
        (None, {"tenggat", "baru"}),
        ("nyatakan_lengkap", {"tenggat", "baru"}),
        ("minta_perbaikan", {"tenggat", "baru"}),
        ("jadikan_informasi_awal", {"selesai"}),
        ("tolak", {"selesai"}),
    ],
)
def test_a_laporan_stands_in_the_views_of_its_status(step: str | None, views: set[str]) -> None:
    laporan = intake.laporan()
    if step:
        intake.decided(laporan, step)

    assert {view for view in queries.VIEWS if laporan.number in listed(view)} == views


def test_lines_stand_by_their_next_clock_and_those_without_one_last() -> None:
    early, late = opened(at=day(0)), opened(at=day(7))
    without = decided(case=heard(opened(at=day(0))))
    fresh = intake.laporan(at=day(2))

    assert listed() == [fresh.number, early.number, late.number, without.number]


def test_lines_of_the_same_moment_have_a_fixed_place() -> None:
    """Laporan and cases may share a row number: without a third rule two pages could show one line twice."""
    reports = [complete_laporan() for _ in range(3)]
    cases = [decided() for _ in range(3)]

    places = list(queue(STAFF))

    assert len({due for _kind, _pk, due in places}) == 1
    assert [(kind, pk) for kind, pk, _due in places] == [
        *(("laporan", laporan.pk) for laporan in reports), *(("perkara", case.pk) for case in cases),
    ]  # fmt: skip


def copies(laporan: Laporan, count: int) -> list[Laporan]:
    """Rows that stand in the queue without a clock: only for counting lines."""
    pinned = {"procedure": laporan.procedure, "procedure_version": laporan.procedure_version, "status": "diterima"}
    fields = {"kind": "laporan", "office": laporan.office, "what": "x", "salt": "0", "opened_at": laporan.opened_at}
    rows = [
        Laporan(number=f"TT-{n:03d}", key=f"salinan{n}", region=laporan.region, **fields, **pinned)
        for n in range(count)
    ]
    return Laporan.objects.bulk_create(rows)


@pytest.mark.parametrize("lines", [29, 30, 31, 60, 61])
def test_pages_of_the_queue_show_every_line_once(lines: int) -> None:
    case, browser = opened(), client()
    copies(case.laporan, lines - 1)

    shown: list[str] = []
    for number in range(1, -(-lines // 30) + 1):
        page = browser.get(f"/kerja/antrean/?halaman={number}")
        shown += [row.subject.number for row in page.context["rows"]]
        assert page.context["page"].paginator.num_pages == -(-lines // 30)

    assert len(shown) == len(set(shown)) == lines


@pytest.mark.parametrize("wanted", ["0", "-1", "nol", "999", "1.5", "", "9" * 300])
def test_a_page_that_is_none_is_answered_with_one_that_is(wanted: str) -> None:
    case, browser = opened(), client()

    page = browser.get("/kerja/antrean/", {"halaman": wanted})

    assert [row.subject for row in page.context["rows"]] == [case]


FILTERS = ["%", "_", "' OR 1=1 --", '"', "\\", "(", "*", "a" * 5_000, "<script>", "🙂", "ajakan%"]


@pytest.mark.parametrize("text", FILTERS)
def test_signs_of_other_languages_are_only_letters_to_the_filter(text: str) -> None:
    opened(title="Ajakan di lapangan")
    browser = client()

    for path in ("antrean", "cari"):
        page = browser.get(f"/kerja/{path}/", {"q": text})
        assert page.status_code == 200
        assert "Ajakan di lapangan" not in page.content.decode()
        assert "<script>" not in page.content.decode().replace("<script ", "")


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("100%", True),
        ("100_", False),
        ("LURAH_satu", True),
        ("lurahXsatu", False),
        ("  lapangan  ", True),
        ("lapangan desa", True),
        ("desa lapangan", False),
        ("001/Reg/LP/99.07/I/2024", True),
        ("terlapor rek", True),
    ],
)
@pytest.mark.parametrize("marked", [False, True])
def test_a_text_is_found_as_it_is_written_whatever_the_case(text: str, finds: bool, marked: bool) -> None:
    case, browser = opened(title="Ajakan 100% di Lapangan Desa lurah_SATU"), client()
    if marked:
        mark_waiting()

    queue, search = (browser.get(f"/kerja/{path}/", {"q": text}).context["page"] for path in ("antrean", "cari"))

    assert ([pk for _kind, pk, _due in queue] == [case.pk]) is finds
    assert (list(search) == [case]) is finds


def test_a_case_with_two_terlapor_of_one_name_is_found_once() -> None:
    who = (Who("Made Contoh", "Camat", "", "PNS"), Who("Made Contoh Putra", "Lurah", "", "PNS"))
    case = opened(report=replace(FULL, who=who))

    assert list(queries.search(STAFF, "made contoh")) == [case]
    assert listed(text="made contoh") == [case.number]


def test_search_finds_finished_cases_too_and_shows_the_newest_first() -> None:
    old, new = at_station("selesai"), opened(at=day(1))

    assert list(queries.search(STAFF, "rekaan")) == [new, old]


def registered(region: str, office: str) -> Case:
    """A case of another office, opened by its own officer."""
    officer = acting_at("petugas_laporan", office)
    laporan = intake.laporan(replace(FULL, region=region))
    review(laporan, "nyatakan_lengkap", acting=officer, at=MONDAY, checklist=intake.all_yes(), reason="Sudah.")
    return actions.open_from(laporan, acting=officer, at=MONDAY)


Finder = Callable[[str, str], set[str]]


def by_queue(role: str, office: str) -> set[str]:
    return set(listed(role=role, office=office))


def by_search(role: str, office: str) -> set[str]:
    return {case.number for case in queries.search(acting_at(role, office), "/Reg/")}


def by_deadlines(role: str, office: str) -> set[str]:
    return {line.number for line in due_lines(acting_at(role, office))}


def due_lines(who: Acting, now: datetime | None = None) -> list[calendar.DueLine]:
    found = calendar.agenda(list(calendar.clocks_seen(who)), who, now=now or day(1), today=day(0).date())
    return found.lines


def by_api(role: str, office: str) -> set[str]:
    return {item["number"] for item in caller(role, office).get(LIST).json().get("items", [])}


SCOPES = [
    ("pemeriksa", "bawaslu-99.07", {"99.07"}),
    ("anggota", "bawaslu-99.08", {"99.08"}),
    ("pemeriksa", "bawaslu-99", {"99.07", "99.08"}),
    ("petugas_laporan", "bawaslu", {"99.07", "99.08", "RI"}),
    ("admin", "bawaslu", set()),
    ("auditor", "bkn", set()),
    ("auditor", "kasn", set()),
    ("pejabat_pembina", "pemkab-99.07", set()),
    ("petugas_kepegawaian", "pemkab-99.07", set()),
]


@pytest.mark.parametrize(("role", "office", "places"), SCOPES)
def test_every_list_is_cut_to_the_same_offices(role: str, office: str, places: set[str]) -> None:
    cases = [registered("99.07", "bawaslu-99.07"), registered("99.08", "bawaslu-99.08"), registered("", "bawaslu")]
    numbers = {case.number.split("/")[3]: case.number for case in cases}
    assert numbers.keys() == {"99.07", "99.08", "RI"}

    for finder in (by_queue, by_search, by_deadlines, by_api):
        assert finder(role, office) == {numbers[place] for place in places}, finder.__name__


def test_thirty_real_cases_take_as_many_queries_as_one_on_every_list() -> None:
    opened()
    browser, program = client(), caller("anggota")
    paths = ["/kerja/antrean/?q=/Reg/", "/kerja/cari/?q=/Reg/", "/kerja/tenggat/"]
    askers = [lambda path=path: browser.get(path) for path in paths] + [lambda: program.get(LIST)]

    def counts() -> list[int]:
        found = []
        for ask in askers:
            with CaptureQueriesContext(connection) as captured:
                assert ask().status_code == 200
            found.append(len(captured))
        return found

    few = counts()
    for _ in range(29):
        opened()

    assert counts() == few


def test_deadlines_stand_soonest_first_and_only_while_they_run() -> None:
    late, early, over = opened(at=day(7)), opened(at=day(0)), decided()
    found = calendar.agenda(list(calendar.clocks_seen(STAFF)), STAFF, now=day(8), today=day(8).date())

    assert [(line.number, line.clock.rule) for line in found.lines] == [
        (early.number, "P-TL"), (late.number, "P-TL"),
    ]  # fmt: skip
    assert over.number not in {line.number for line in found.lines}
    assert [each.date for each in found.days] == sorted(each.date for each in found.days)


@pytest.mark.parametrize("count", [1, 3, 4, 6, 7])
def test_the_cursor_leads_through_every_case_once(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(api, "PER_PAGE", 3)
    cases, browser = [opened() for _ in range(count)], caller()

    keys: list[str] = []
    cursor: str | None = ""
    sizes = []
    while cursor is not None:
        page = browser.get(LIST, {"cursor": cursor} if cursor else {}).json()
        keys += [item["key"] for item in page["items"]]
        sizes.append(len(page["items"]))
        cursor = page["next"]

    assert keys == [case.key for case in reversed(cases)]
    assert all(sizes), "no page is empty, not even the last of a full row of pages"


def test_a_case_opened_meanwhile_moves_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "PER_PAGE", 2)
    cases, browser = [opened() for _ in range(4)], caller()
    cursor = browser.get(LIST).json()["next"]

    opened()
    rest = browser.get(LIST, {"cursor": cursor}).json()

    assert [item["key"] for item in rest["items"]] == [cases[1].key, cases[0].key]


def test_the_list_and_the_case_say_the_same_about_everything_but_the_fields() -> None:
    case, browser = at_station("menunggu_pleno"), caller("anggota")

    [short] = browser.get(LIST).json()["items"]
    whole = browser.get(f"{LIST}{case.key}/").json()

    assert [step["step"] for step in short["steps"]] == [step["step"] for step in whole["steps"]]
    assert {name: value for name, value in short.items() if name != "steps"} == {
        name: value for name, value in whole.items() if name != "steps"
    }
    assert datetime.fromisoformat(whole["opened"]) == case.opened_at


def test_a_clock_that_is_over_is_in_the_case_and_no_more_in_the_list() -> None:
    case, browser = at_station("terbukti"), caller()

    [short] = browser.get(LIST).json()["items"]
    whole = browser.get(f"{LIST}{case.key}/").json()

    assert short["clocks"] == []
    assert [(clock["rule"], clock["met"], clock["label"]) for clock in whole["clocks"]] == [
        ("P-TL", True, "Dihentikan"),
    ]  # fmt: skip
    assert datetime.fromisoformat(whole["clocks"][0]["stopped"]) == day(3)
