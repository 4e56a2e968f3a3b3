"""A new day off: seen before it is saved, saved with an entry for every clock it moves, and nothing else moved."""

from datetime import date

import pytest
from django.utils import timezone

from netral.access.states import NotAllowed
from netral.audit.models import Entry
from netral.notices import actions, queries
from netral.notices.actions.holidays import _move
from netral.offices.models import Holiday
from netral.procedure import holidays
from netral.procedure.models import Clock
from netral.procedure.queries import differences, milestones
from tests.cases.builders import opened
from tests.cases.pages import client
from tests.intake.builders import country, laporan, staff
from tests.procedure.builders import WITA, day

pytestmark = pytest.mark.django_db
PAGE = "/kelola/kalender/"
BOSS = staff("admin", "bawaslu")
WEDNESDAY = date(2024, 1, 17)
GIVEN = {
    "day_hari": "17", "day_bulan": "1", "day_tahun": "2024", "name": "Libur Rekaan", "source": "Keputusan 1/2024",
}  # fmt: skip


def add(on: date = WEDNESDAY, **options: object) -> int:
    words = {"name": "Libur Rekaan", "source": "Keputusan 1/2024", "acting": BOSS, "at": timezone.now(), **options}
    return actions.add_holiday(on, **words)  # type: ignore[arg-type]


def last_days() -> dict[str, date]:
    running = Clock.objects.filter(stopped_at=None).exclude(due_at=None)
    return {clock.rule: clock.due_at.astimezone(WITA).date() for clock in running}


def test_saving_moves_the_clocks_each_with_an_entry_the_journal_can_tell_again() -> None:
    case = opened()

    assert add() == 1

    assert last_days() == {"P-TL": date(2024, 1, 25)}
    moved = Entry.objects.filter(chain=case.reference, verb="perkara.tenggat_bergeser")
    assert [fact["rule"] for entry in moved for fact in entry.facts["clocks_moved"]] == ["P-TL"]
    assert differences(case) == []
    assert Entry.objects.get(chain="kalender:nasional").facts == {"day": "2024-01-17"}


def test_the_reporter_reads_that_the_limit_moved() -> None:
    case = opened()
    add()

    told = [line.text for line in milestones(case.laporan.reference, public=True, language="id")]

    assert "Batas waktu bergeser karena ada hari libur baru" in told


def test_status_and_version_stay_and_so_do_stopped_clocks() -> None:
    case = opened()
    stopped = list(Clock.objects.exclude(stopped_at=None).values_list("key", "due_at"))

    add()

    status, version = case.status, case.version
    case.refresh_from_db()
    assert (case.status, case.version) == (status, version)
    assert list(Clock.objects.exclude(stopped_at=None).values_list("key", "due_at")) == stopped


def test_a_day_is_added_once_and_only_where_it_was_a_working_day() -> None:
    country()
    add()

    for on in (WEDNESDAY, date(2024, 1, 20), date(2024, 1, 1)):
        with pytest.raises(NotAllowed, match="sudah bukan hari kerja"):
            add(on)


def test_of_two_who_add_a_day_at_once_the_second_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    opened()
    add()
    before = last_days()
    monkeypatch.setattr(holidays, "day_off", lambda _day: "")

    with pytest.raises(NotAllowed):
        add()

    assert last_days() == before


def test_a_clock_stopped_meanwhile_stays() -> None:
    case = opened()
    move = holidays.moves(WEDNESDAY, "x")[0]
    Clock.objects.filter(pk=move.clock.pk).update(stopped_at=day(1))

    assert not _move(move, case, day=WEDNESDAY, acting=BOSS, at=timezone.now())

    assert not Entry.objects.filter(verb="perkara.tenggat_bergeser").exists()


@pytest.mark.parametrize(("role", "office"), [("admin", "bawaslu-99.07"), ("anggota", "bawaslu")])
def test_only_the_national_administrator_adds_days(role: str, office: str) -> None:
    with pytest.raises(NotAllowed, match="pengelola nasional"):
        add(acting=staff(role, office))


def test_a_laporan_moves_as_well() -> None:
    report = laporan()

    assert add(date(2024, 1, 16)) == 1
    assert differences(report) == []


def test_the_first_press_shows_what_would_move_and_saves_nothing() -> None:
    case = opened()
    before = last_days()

    page = client("admin", "bawaslu").post(PAGE, GIVEN)

    assert page.status_code == 200
    assert [shift.number for shift in page.context["preview"].shifts] == [case.number]
    assert "1 jam akan bergeser" in page.content.decode()
    assert "Kamis, 25 Januari 2024" in page.content.decode()
    assert (last_days(), Holiday.objects.count()) == (before, 0)


def test_the_second_press_saves() -> None:
    opened()
    browser = client("admin", "bawaslu")

    answer = browser.post(PAGE, {**GIVEN, "langkah": "simpan"})

    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    page = browser.get(PAGE).content.decode()
    assert "1 jam bergeser" in page
    assert "Libur Rekaan" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day_hari": "20"}, "sudah bukan hari kerja"),
        ({"day_hari": "32"}, ""),
        ({"day_tahun": "2150"}, "di luar kalender"),
        ({"name": ""}, ""),
        ({"source": "a<b"}, "tanpa tanda"),
    ],
)
@pytest.mark.parametrize("step", ["", "simpan"])
def test_what_cannot_be_is_refused_with_what_was_typed(changes: dict[str, str], sentence: str, step: str) -> None:
    page = client("admin", "bawaslu").post(PAGE, {**GIVEN, **changes, "langkah": step})

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert {**GIVEN, **changes}["day_tahun"] in page.content.decode()
    assert not Holiday.objects.exists()


def test_a_day_nothing_runs_over_says_so() -> None:
    assert "Tidak ada jam berjalan" in client("admin", "bawaslu").post(PAGE, GIVEN).content.decode()


def test_the_page_is_absent_for_the_administrator_of_one_office() -> None:
    assert client("admin").get(PAGE).status_code == 404


def test_the_preview_shows_a_hundred_and_counts_all(monkeypatch: pytest.MonkeyPatch) -> None:
    opened(), opened()
    monkeypatch.setattr("netral.notices.queries.holidays.SHOWN", 1)

    found = queries.preview(WEDNESDAY, "x")

    assert (found.count, len(found.shifts)) == (2, 1)
