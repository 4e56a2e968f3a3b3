"""The list by day: deadlines with what the days are, estimates marked, and when the next one is."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netral import rulebook
from netral.notices import queries
from netral.notices.layer_states import ALL, Layer
from netral.notices.queries.happenings import stages_between
from netral.offices.models import Holiday
from netral.procedure.models import Clock
from netral.rulebook.calendar import days_off
from tests.cases.builders import complete_laporan, opened
from tests.cases.pages import client, url
from tests.discipline.builders import recommended
from tests.intake.builders import laporan, staff
from tests.procedure.builders import day
from tests.registry.builders import a_training_election
from tests.tracks.builders import criminal

pytestmark = pytest.mark.django_db
LIST, MONTH = "/kerja/tenggat/", "/kerja/tenggat/bulan/"
EXAMINER = staff("pemeriksa")
MONDAY = day(0).date()


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


def listed(*layers: Layer, since: date | None = None, more: bool = False) -> queries.Agenda:
    chosen = frozenset(layers) or ALL
    clocks = list(queries.clocks_seen(EXAMINER, chosen))
    return queries.agenda(clocks, EXAMINER, now=day(1), today=MONDAY, layers=chosen, since=since, more=more)


def words(found: queries.Agenda) -> dict[date, list[str]]:
    return {each.date: [one.words for one in each.happenings] for each in found.days if each.happenings}


def test_each_layer_shows_its_own_deadlines() -> None:
    report, case = laporan(), opened()
    track = criminal()
    recommended()

    shown = {layer: {line.subject.split(":")[0] for line in listed(layer).lines} for layer in Layer}

    assert shown[Layer.STUDY] == {"laporan"}
    assert shown[Layer.EXAMINATION] == {"perkara"}
    assert shown[Layer.BESIDE] == {"jalur"}
    assert shown[Layer.STAGES] == shown[Layer.HOLIDAYS] == set()
    assert {report.reference, case.reference, track.reference} <= {line.subject for line in listed().lines}
    assert {line.layer for line in listed().lines} == {Layer.STUDY, Layer.EXAMINATION, Layer.BESIDE}


def test_stages_and_days_off_stand_between_the_deadlines() -> None:
    opened()  # the elections of the rulebook are there
    Holiday.objects.create(day=MONDAY + timedelta(days=2), name="Libur Rekaan", source="Keppres", added_at=day(0))

    found = words(listed())

    assert found[MONDAY + timedelta(days=2)] == ["Libur Rekaan"]
    assert "Kampanye berakhir" in found[date(2024, 2, 10)]
    assert "Masa tenang mulai" in found[date(2024, 2, 11)]
    assert "Pemungutan suara" in found[date(2024, 2, 14)]
    assert words(listed(Layer.HOLIDAYS))[MONDAY + timedelta(days=2)] == ["Libur Rekaan"]
    assert date(2024, 2, 11) not in words(listed(Layer.HOLIDAYS))
    assert MONDAY + timedelta(days=2) not in words(listed(Layer.STAGES))


def test_a_page_speaks_of_its_own_days_only() -> None:
    opened()
    last = max(line.clock.due.date() for line in listed().lines if line.clock.due)

    assert listed().until == MONDAY + timedelta(days=30)
    assert listed(more=True).until == last
    assert min(words(listed(since=date(2024, 2, 12)))) >= date(2024, 2, 12)


def test_on_the_way_to_a_deadline_years_ahead_a_quarter_of_days_is_told() -> None:
    opened()
    Clock.objects.update(due_at="2090-01-05T10:00:00Z")

    found = listed()

    assert found.until == date(2090, 1, 5)
    assert max(words(found)) <= MONDAY + timedelta(days=92)


def test_stages_of_an_election_no_law_file_knows_are_drawn_too() -> None:
    a_training_election()

    found = stages_between(date(2026, 10, 1), date(2026, 10, 31))

    assert [(one.name, one.of, one.starts_on) for one in found] == [
        ("Penetapan calon", "Pilkada Latihan", date(2026, 10, 1)), ("Kampanye", "Pilkada Latihan", date(2026, 10, 4)),
    ]  # fmt: skip


def test_what_belongs_to_an_election_beside_its_stages_is_drawn_where_it_was_held() -> None:
    names = {one.name for one in stages_between(date(2024, 6, 1), date(2024, 10, 31))}

    assert "Pengucapan sumpah Presiden dan Wakil Presiden" in names
    assert "Pemungutan suara putaran kedua" not in names


@pytest.fixture
def estimated() -> Clock:
    """A clock of working days that runs into a year nobody compared with the decree."""
    case = opened()
    clock = Clock.objects.get(subject=case.reference, rule="P-TL", stopped_at=None)
    late = day(0).replace(year=2026, month=12, day=28)
    Clock.objects.filter(pk=clock.pk).update(unit="working", started_at=late, due_at=late + timedelta(days=10))
    return Clock.objects.get(pk=clock.pk)


def test_what_was_counted_by_estimates_is_marked_and_said(estimated: Clock) -> None:
    assert 2027 not in rulebook.current().calendar.years
    assert days_off(2027, joint_leave_works=False)  # there are estimates to count by

    for page in (client().get(LIST), client("anggota").get(MONTH + "?bulan=2027-01")):
        said = page.content.decode()
        assert "Kalender libur 2027 belum diisi. Tenggat setelah 31 Desember 2026" in said
        assert "Libur 2027 perkiraan" in said


def test_a_count_of_calendar_days_needs_no_days_off(estimated: Clock) -> None:
    Clock.objects.update(unit="calendar")

    assert listed().unfilled == []
    assert "belum diisi" not in client().get(LIST).content.decode()


def test_the_calculation_says_itself_that_the_year_is_an_estimate() -> None:
    due = rulebook.current().due("S-BAW", day(0).replace(year=2026, month=12, day=30), zone="Asia/Makassar")

    assert any("2027 belum diperiksa" in text.id for text in due.assumptions)


def test_the_next_deadline_counts_pieces_of_work_of_its_day() -> None:
    assert queries.next_due(EXAMINER, now=day(1)) is None
    opened(), opened(at=day(0, 11))

    found = queries.next_due(EXAMINER, now=day(1))

    assert found is not None
    assert (found.count, found.cases) == (2, True)
    laporan(at=day(1))
    sooner = queries.next_due(EXAMINER, now=day(1))
    assert sooner is not None
    assert sooner.day < found.day
    assert (sooner.count, sooner.cases) == (1, False)


def test_nothing_to_do_says_until_when_and_what_comes_next() -> None:
    opened()
    Clock.objects.update(due_at="2090-01-05T10:00:00Z")
    browser = client()

    paths = (MONTH, LIST + "?lapis=disiplin", "/kerja/antrean/?tampilan=pleno")
    month, empty_layer, queue = (" ".join(browser.get(path).content.decode().split()) for path in paths)

    assert "Tidak ada tenggat sampai" in month
    assert "Tidak ada tenggat sampai" in empty_layer
    assert "Tidak ada yang menunggu. Tenggat berikutnya Kamis, 5 Januari 2090: 1 perkara." in queue
    for page in (month, empty_layer):
        assert "Tenggat berikutnya Kamis, 5 Januari 2090: 1 perkara." in page


def test_without_any_deadline_nothing_is_said_of_a_next_one() -> None:
    page = client().get(LIST).content.decode()

    assert "Tidak ada tenggat sampai" in page
    assert "Tenggat berikutnya" not in page


def test_a_title_is_for_those_who_see_the_case() -> None:
    case = opened()

    assert case.title in client().get(LIST).content.decode()
    custodian = client("kustodian").get(LIST).content.decode()
    assert case.number in custodian
    assert case.title not in custodian
    assert url(case) not in custodian


def test_further_pages_keep_the_layers_and_go_on_where_the_last_ended() -> None:
    for _ in range(31):
        laporan()
    browser = client()

    first = browser.get(LIST + "?lapis=kajian,libur")
    second = browser.get(LIST + "?lapis=kajian,libur&halaman=2")

    assert "halaman=2&amp;q=&amp;lapis=kajian,libur" in first.content.decode()
    assert len(second.context["agenda"].lines) == 1


@pytest.mark.parametrize("path", [LIST, LIST + "?lapis=kajian,pemeriksaan", MONTH + "?bulan=2024-01&lapis=pemeriksaan"])
def test_thirty_rows_take_as_many_queries_as_one(path: str) -> None:
    opened(), complete_laporan()
    browser = client()

    def counted() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(path).status_code == 200
        return len(captured)

    few = counted()
    for _ in range(25):
        opened()

    assert counted() == few


@pytest.mark.parametrize("path", [LIST, MONTH + "?bulan=2024-01", "/kerja/antrean/"])
def test_hours_stand_in_the_zone_of_the_office_and_in_the_readers(path: str) -> None:
    opened()

    near = client().get(path).content.decode()
    above = client("anggota", "bawaslu-99").get(path).content.decode()

    assert "23.59 WITA" in near
    assert "(22.59 WIB)" not in near
    assert "23.59 WITA (22.59 WIB)" in above


def test_a_public_page_names_one_zone_also_after_somebody_else_read() -> None:
    opened()
    client("anggota", "bawaslu-99").get(LIST)

    assert "WIB)" not in client().get("/jam-publik/").content.decode()
