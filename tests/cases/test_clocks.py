"""Clocks of a case over real holidays: what runs after each step, until when, and whether it was kept."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from netral import rulebook
from netral.audit.models import Entry
from netral.cases import actions
from netral.cases.models import Case
from netral.cases.states import Refused
from netral.intake.actions import review
from netral.procedure.models import Clock
from netral.procedure.queries import clock_view, clocks_of, differences, running_clocks
from netral.procedure.states import NotAllowed
from tests.cases.builders import EXAMINER, MEMBER, acting_at, day, opened
from tests.cases.pages import client, step_url, url
from tests.cases.stations import PROCEDURES, REPORTS, STATUSES, TABLES, at_station, nothing_left_behind, take
from tests.intake import builders as intake
from tests.intake.builders import WITA

pytestmark = pytest.mark.django_db
ZONE = "Asia/Makassar"
FIRST = {"pemilu": "P-TL", "pilkada": "K-TL"}
LONGER = {"pemilu": "P-TL2", "pilkada": "K-TL2"}
# Days off around the starts below besides weekends: national holidays and joint leave, copied from the decrees.
OFF = {
    date(2024, 2, 8), date(2024, 2, 9), date(2024, 2, 14), date(2024, 3, 11), date(2024, 3, 12), date(2024, 3, 29),
    date(2024, 4, 8), date(2024, 4, 9), date(2024, 4, 10), date(2024, 4, 11), date(2024, 4, 12), date(2024, 4, 15),
    date(2024, 5, 1), date(2024, 5, 9), date(2024, 5, 10), date(2024, 5, 23), date(2024, 5, 24), date(2024, 6, 1),
    date(2024, 6, 17), date(2024, 6, 18), date(2024, 8, 17), date(2024, 9, 16), date(2024, 11, 27),
    date(2024, 12, 25), date(2024, 12, 26), date(2025, 1, 1), date(2025, 1, 27), date(2025, 1, 28), date(2025, 1, 29),
}  # fmt: skip
STARTS = [
    datetime(2024, 5, 21, 10, 0, tzinfo=WITA),  # Waisak and the birth of Pancasila on a Saturday
    datetime(2024, 2, 6, 8, 0, tzinfo=WITA),  # Isra Mikraj, Imlek, voting day
    datetime(2024, 4, 5, 16, 0, tzinfo=WITA),  # a Friday before Lebaran
    datetime(2024, 4, 30, 9, 0, tzinfo=WITA),  # Labour Day and Ascension
    datetime(2024, 12, 20, 9, 0, tzinfo=WITA),  # over the end of a year
    datetime(2024, 9, 13, 23, 59, tzinfo=WITA),  # a Friday, one minute before Saturday
]


def counted(start: date, days: int, *, working: bool) -> date:
    """The last day of a period, the first day not counted: by looking at every day on the list above."""
    here = start
    while days:
        here += timedelta(days=1)
        if not working or (here.weekday() < 5 and here not in OFF):
            days -= 1
    return here


def last_days(case: Case) -> dict[str, date]:
    found = clocks_of(case.reference)
    return {clock.rule: clock.due_at.astimezone(ZoneInfo(clock.zone)).date() for clock in found if clock.due_at}


@pytest.mark.parametrize("start", STARTS, ids=lambda start: start.date().isoformat())
def test_seven_and_fourteen_working_days_skip_every_day_off(start: datetime) -> None:
    case = opened(at=start)

    assert last_days(case) == {"P-TL": counted(start.date(), 7, working=True)}
    actions.ask_for_more(case, acting=EXAMINER, at=start, letter_number="1/X", letter_on=start.date())
    assert last_days(case) == {
        "P-TL": counted(start.date(), 7, working=True),
        "P-TL2": counted(start.date(), 14, working=True),
    }


@pytest.mark.parametrize("start", STARTS, ids=lambda start: start.date().isoformat())
def test_pilkada_counts_calendar_days_holidays_or_not(start: datetime) -> None:
    case = opened(report=REPORTS["pilkada"], at=start)
    actions.ask_for_more(case, acting=EXAMINER, at=start, letter_number="1/X", letter_on=start.date())

    assert last_days(case) == {"K-TL": start.date() + timedelta(days=3), "K-TL2": start.date() + timedelta(days=5)}


@pytest.mark.parametrize("procedure", PROCEDURES)
@pytest.mark.parametrize("start", STARTS[:3], ids=lambda start: start.date().isoformat())
def test_a_clock_is_the_receipt_of_what_the_rulebook_counted(procedure: str, start: datetime) -> None:
    case = opened(report=REPORTS[procedure], at=start)

    for clock in clocks_of(case.reference):
        due = rulebook.due(clock.rule, start, zone=ZONE)
        assert (clock.started_at, clock.due_at, clock.zone) == (start, due.due, ZONE)
        assert (clock.rule_version, clock.source, clock.count) == (due.version, due.source, due.count)
        assert [row["date"] for row in clock.skipped] == [skipped.date.isoformat() for skipped in due.skipped]
        assert [row["id"] for row in clock.assumptions] == [text.id for text in due.assumptions]


def test_the_days_skipped_over_lebaran_are_named() -> None:
    case = opened(at=STARTS[2])

    skipped = {row["date"]: row["name"] for row in clocks_of(case.reference)[0].skipped}

    assert {"2024-04-08", "2024-04-10", "2024-04-11", "2024-04-15"} <= skipped.keys()
    assert "Idul Fitri" in skipped["2024-04-10"]
    assert all(skipped.values())


def test_a_day_ends_where_the_office_lies() -> None:
    """The same moment is Tuesday in Makassar and Monday in Jakarta: one day apart at the end, too."""
    late = datetime(2024, 1, 16, 0, 30, tzinfo=WITA)
    here, neighbour = opened(at=late), opened_at_neighbour(late)

    assert last_days(here)["P-TL"] == date(2024, 1, 25)
    assert last_days(neighbour)["P-TL"] == date(2024, 1, 24)
    zones = {clock.zone for case in (here, neighbour) for clock in clocks_of(case.reference)}
    assert zones == {"Asia/Makassar", "Asia/Jakarta"}


def opened_at_neighbour(at: datetime) -> Case:
    officer = acting_at("petugas_laporan", "bawaslu-99.08")
    laporan = intake.laporan(replace(intake.FULL, region="99.08"), at=at)
    review(laporan, "nyatakan_lengkap", acting=officer, at=at, checklist=intake.all_yes(), reason="Sudah.")
    return actions.open_from(laporan, acting=officer, at=at)


@pytest.mark.parametrize("procedure", PROCEDURES)
@pytest.mark.parametrize("status", STATUSES)
def test_the_clocks_run_until_the_pleno_decides_and_never_after(procedure: str, status: str) -> None:
    case = at_station(status, procedure)

    undecided = status in {"pemeriksaan", "menunggu_pleno"}
    running = [clock.rule for clock in running_clocks([case.reference]).get(case.reference, [])]
    assert running == ([FIRST[procedure]] if undecided else [])
    assert [clock.rule for clock in clocks_of(case.reference)] == [FIRST[procedure]]
    assert {clock.stopped_at for clock in clocks_of(case.reference)} == {None if undecided else day(3)}


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_sending_back_and_proposing_again_neither_stops_nor_restarts_a_clock(procedure: str) -> None:
    case = at_station("menunggu_pleno", procedure)
    before = list(Clock.objects.filter(subject=case.reference).order_by("pk").values())

    take(case, "kembalikan", MEMBER)
    take(case, "klarifikasi", EXAMINER)
    take(case, "susun_kajian", EXAMINER)

    assert list(Clock.objects.filter(subject=case.reference).order_by("pk").values()) == before
    assert differences(case) == []


@pytest.mark.parametrize("procedure", PROCEDURES)
@pytest.mark.parametrize("decision", ["terbukti", "tidak_terbukti", "bukan_kewenangan"])
def test_a_decision_in_the_last_second_was_in_time_and_a_second_later_was_not(procedure: str, decision: str) -> None:
    in_time, late = (at_station("menunggu_pleno", procedure) for _ in range(2))
    due = clocks_of(late.reference)[0].due_at
    assert due
    last = due.astimezone(WITA).date()

    take(in_time, f"putuskan_{decision}", MEMBER, at=due, held_on=last)
    take(late, f"putuskan_{decision}", MEMBER, at=due + timedelta(seconds=1), held_on=last + timedelta(days=1))

    assert clocks_of(in_time.reference)[0].met is True
    assert clocks_of(late.reference)[0].met is False


def test_the_journal_says_which_clocks_a_decision_stopped() -> None:
    case = at_station("terbukti")

    stopped = Entry.objects.get(verb="perkara.putuskan_terbukti").facts["clocks_stopped"]

    assert [row["key"] for row in stopped] == [clock.key for clock in clocks_of(case.reference)]


def asked(at: datetime, case: Case | None = None, *, on: date | None = None, procedure: str = "pilkada") -> Case:
    """A case whose examiner asked for more by a letter of that day, or of the same."""
    case = case or opened(report=REPORTS[procedure])
    actions.ask_for_more(
        case, acting=EXAMINER, at=at, letter_number="012/PM.06.02/I/2024", letter_on=on or at.astimezone(WITA).date()
    )
    return case


@pytest.mark.parametrize("days", [0, 1, 3])
def test_the_extra_days_follow_the_first_ones_whenever_they_are_asked_for(days: int) -> None:
    """Asking late wins no time: the law counts from the end of the first period."""
    first, more = clocks_of(asked(day(days)).reference)

    assert (first.rule, more.rule) == ("K-TL", "K-TL2")
    assert more.started_at == first.due_at
    assert more.due_at == rulebook.due("K-TL2", first.due_at, zone=ZONE).due


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_a_lengthened_clock_is_neither_missed_nor_kept_and_names_its_letter(procedure: str) -> None:
    case = asked(day(2), procedure=procedure)

    first, more = clocks_of(case.reference)
    assert (first.rule, more.rule) == (FIRST[procedure], LONGER[procedure])
    assert (first.met, first.extended_into, more.extends) == (None, more.key, first.key)
    assert (first.document, first.document_on) == ("012/PM.06.02/I/2024", day(2).date())
    view = clock_view(first, day(30))
    assert (view.label, view.tone, view.extended) == ("Diperpanjang", "berhenti", True)
    assert (
        view.letter == f"Diperpanjang dengan surat 012/PM.06.02/I/2024 tanggal 17 Januari 2024 ({more.permitted_by})."
    )
    assert clock_view(more, day(2)).longer
    assert differences(case) == []


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_the_two_receipts_say_what_the_rulebook_answers_with_the_event(procedure: str) -> None:
    case = asked(day(1), procedure=procedure)

    first, more = clocks_of(case.reference)
    event = rulebook.Event("keterangan_tambahan", day(1).date(), "012")
    changed = rulebook.due(first.rule, first.started_at, zone=ZONE, events=[event])
    assert more.due_at == changed.due
    assert first.permitted_by == changed.changes[0].permit.source


def test_the_queue_goes_by_the_longer_clock_and_the_journal_tells_the_letter() -> None:
    case = asked(day(2))

    running = running_clocks([case.reference])[case.reference]
    assert [clock.rule for clock in running] == ["K-TL2"]
    [fact] = Entry.objects.get(verb="perkara.minta_keterangan_tambahan").facts["clocks_extended"]
    assert (fact["document"], fact["document_on"]) == ("012/PM.06.02/I/2024", "2024-01-17")


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (day(4).date(), "berakhir 18 Januari 2024"),
        (day(-1).date(), "baru berjalan sejak"),
        (day(6).date(), "belum tiba"),
    ],
)
def test_a_letter_of_another_day_lengthens_nothing(on: date, told: str) -> None:
    case = opened(report=REPORTS["pilkada"])

    with nothing_left_behind(case), pytest.raises(Refused, match=told) as refusal:
        asked(day(5), case, on=on)

    assert refusal.value.field == "letter_on"


def test_a_letter_in_time_counts_by_its_own_day_however_late_it_is_recorded() -> None:
    first, more = clocks_of(asked(day(9), on=day(3).date()).reference)

    assert (first.stopped_at, first.met) == (day(3, 12), None)
    assert more.started_at == first.due_at


@pytest.mark.parametrize("number", ["", "tanpa angka", "surat/untuk", "12 untuk Budi", "1" * 81])
def test_the_number_of_a_letter_cannot_carry_a_name(number: str) -> None:
    case = opened(report=REPORTS["pilkada"])

    with nothing_left_behind(case), pytest.raises(Refused) as refusal:
        actions.ask_for_more(case, acting=EXAMINER, at=day(1), letter_number=number, letter_on=day(1).date())

    assert refusal.value.field == "letter_number"


def test_a_longer_clock_that_already_ran_is_taken_over_as_it_was_counted() -> None:
    """Tables once started both clocks of the Pemilu at the opening."""
    case = opened()
    old = Clock.objects.get(subject=case.reference)
    with transaction.atomic():
        Clock.objects.create(**_copy(old, rule="P-TL2", due_at=day(18), key="lama"))

    asked(day(1), case)

    first, more = clocks_of(case.reference)
    assert (more.key, more.extends, more.due_at, first.extended_into) == ("lama", first.key, day(18), "lama")


def _copy(clock: Clock, **changes: Any) -> dict[str, Any]:
    values = {field.name: getattr(clock, field.name) for field in Clock._meta.fields if field.name != "id"}
    return values | changes


@pytest.mark.parametrize("days", [1, 4, 6])
def test_extra_days_are_granted_once(days: int) -> None:
    case = asked(day(1))

    with nothing_left_behind(case), pytest.raises(NotAllowed) as refusal:
        asked(day(days), case)

    assert "waktu tambahan yang belum pernah dipakai, karena hanya diberikan satu kali" in str(refusal.value)
    assert "klarifikasi" in refusal.value.steps
    take(case, "klarifikasi", EXAMINER)
    assert case.klarifikasi_set.count() == 1


def test_extra_days_are_granted_once_even_when_the_members_sent_the_case_back() -> None:
    case = at_station("pemeriksaan", "pilkada")
    asked(day(1), case)
    take(case, "susun_kajian", EXAMINER)
    take(case, "kembalikan", MEMBER)

    with nothing_left_behind(case), pytest.raises(NotAllowed, match="hanya diberikan satu kali"):
        asked(day(5), case)


def test_the_page_says_so_and_offers_the_klarifikasi() -> None:
    case = asked(day(1))

    answer = client().post(step_url(case, "minta_keterangan_tambahan"), {"version": case.version})

    assert answer.status_code == 422
    assert "hanya diberikan satu kali" in answer.content.decode()
    assert step_url(case, "klarifikasi") in answer.content.decode()


def test_once_used_the_button_gives_way_to_its_reason() -> None:
    fresh, used = opened(report=REPORTS["pilkada"]), asked(day(1))
    browser = client()

    before, after = (browser.get(url(case)).content.decode() for case in (fresh, used))

    assert step_url(fresh, "minta_keterangan_tambahan") in before
    assert step_url(used, "minta_keterangan_tambahan") not in after
    assert "karena hanya diberikan satu kali" in after


def test_a_decision_stops_the_extra_days_as_well() -> None:
    case = at_station("pemeriksaan", "pilkada")
    asked(day(1), case)
    take(case, "susun_kajian", EXAMINER)

    take(case, "putuskan_tidak_terbukti", MEMBER, at=day(4))

    assert [(clock.rule, clock.met) for clock in clocks_of(case.reference)] == [("K-TL", None), ("K-TL2", True)]


@pytest.mark.parametrize(
    ("at", "tone", "label"),
    [
        (datetime(2024, 1, 15, 10, 0, tzinfo=WITA), "netral", "7 hari kerja lagi"),
        (datetime(2024, 1, 19, 10, 0, tzinfo=WITA), "kunyit", "3 hari kerja lagi"),
        (datetime(2024, 1, 24, 10, 0, tzinfo=WITA), "kunyit", "Hari ini 23.59 WITA"),
        (datetime(2024, 1, 25, 0, 0, tzinfo=WITA), "bata", "Lewat 1 hari"),
        (datetime(2024, 2, 3, 0, 0, tzinfo=WITA), "bata", "Lewat 10 hari"),
    ],
)
def test_the_chip_of_the_first_clock_warns_in_time(at: datetime, tone: str, label: str) -> None:
    clock = clocks_of(opened().reference)[0]

    view = clock_view(clock, at)

    assert (view.tone, view.label) == (tone, label)


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_the_table_names_only_rules_that_give_a_day(procedure: str) -> None:
    """A clock of a case without a number would stand in the queue for ever."""
    starts: dict[str, Any] = {status.code: status.starts for status in TABLES[procedure].statuses_of("perkara")}
    rules = {rule for named in starts.values() for rule in named}

    assert rules == {FIRST[procedure]}
    assert all(rulebook.due(rule, day(0), zone=ZONE).due for rule in rules)
