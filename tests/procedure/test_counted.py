"""The day that counts: clocks stop on it, are judged by it, and refuse one that cannot be."""

from datetime import date, datetime, timedelta

import pytest

from netral.audit.models import Entry
from netral.cases.models import Case
from netral.procedure.actions import take_step
from netral.procedure.policies import Counted
from netral.procedure.queries import clocks_of, differences
from netral.procedure.states import Letter, NotAllowed
from tests.procedure.builders import EXAMINER, MEMBER, MONDAY, WITA, day, perkara

pytestmark = pytest.mark.django_db
MET = {"klarifikasi_ada", "kajian_tersimpan", "kuorum", "tambahan_belum_dipakai"}
LETTER = Letter("012/X/2024", day(1).date())
ZONE = "Asia/Makassar"


def waiting(procedure: str = "pemilu") -> Case:
    case = perkara(procedure)
    take_step(case, "susun_kajian", acting=EXAMINER, at=day(1), met=MET)
    return case


def decided(case: Case, on: date | None, *, at: datetime) -> Entry:
    return take_step(case, "putuskan_terbukti", acting=MEMBER, at=at, met=MET, counts_on=on)


def test_a_clock_stops_on_the_day_that_counts_and_the_journal_keeps_when_it_was_recorded() -> None:
    case = waiting()

    entry = decided(case, day(3).date(), at=day(30))

    assert {clock.stopped_at for clock in clocks_of(case.reference)} == {day(3, 12)}
    assert [clock.met for clock in clocks_of(case.reference)] == [True]
    assert entry.at == day(30)
    assert differences(case) == []


def test_without_such_a_day_the_moment_of_recording_counts() -> None:
    case = waiting()

    decided(case, None, at=day(30))

    assert {clock.stopped_at for clock in clocks_of(case.reference)} == {day(30)}
    assert clocks_of(case.reference)[0].met is False


def test_today_counts_no_later_than_it_is_recorded() -> None:
    early, late = waiting(), waiting()

    decided(early, day(3).date(), at=day(3, 9))
    decided(late, day(3).date(), at=day(3, 17))

    assert {clock.stopped_at for clock in clocks_of(early.reference)} == {day(3, 9)}
    assert {clock.stopped_at for clock in clocks_of(late.reference)} == {day(3, 12)}


def test_the_first_day_counts_no_earlier_than_the_clock_began() -> None:
    case = perkara(at=day(0, 15))
    take_step(case, "susun_kajian", acting=EXAMINER, at=day(0, 16), met=MET)

    decided(case, day(0).date(), at=day(2))

    assert {clock.stopped_at for clock in clocks_of(case.reference)} == {day(0, 15)}


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (day(4).date(), "Tanggal 19 Januari 2024 belum tiba. Isi tanggal hari ini atau sebelumnya."),
        (day(-1).date(), "baru berjalan sejak 15 Januari 2024. Isi tanggal itu atau sesudahnya."),
    ],
)
def test_a_day_to_come_or_before_the_clock_changes_nothing(on: date, sentence: str) -> None:
    case = waiting()

    with pytest.raises(NotAllowed, match=sentence):
        decided(case, on, at=day(3))

    stored = Case.objects.get(pk=case.pk)
    assert (stored.status, stored.version, case.status) == ("menunggu_pleno", 2, "menunggu_pleno")
    assert not any(clock.stopped_at for clock in clocks_of(case.reference))


def test_extra_time_that_was_not_needed_stops_before_it_began() -> None:
    case = perkara("pilkada")
    take_step(case, "minta_keterangan_tambahan", acting=EXAMINER, at=day(1), met=MET, letter=LETTER)
    take_step(case, "susun_kajian", acting=EXAMINER, at=day(1), met=MET)

    decided(case, day(2).date(), at=day(20))

    first, more = clocks_of(case.reference)
    assert (first.stopped_at, more.stopped_at) == (day(1), day(2, 12))
    assert more.started_at > day(2, 12)
    assert (first.met, more.met) == (None, True)


def test_a_day_begins_and_ends_at_the_office() -> None:
    midnight = (MONDAY + timedelta(days=1)).replace(hour=0, minute=30)

    assert Counted(midnight, midnight.date(), ZONE).moment == midnight
    assert Counted(midnight, MONDAY.date(), ZONE).moment == datetime(2024, 1, 15, 12, 0, tzinfo=WITA)
    assert Counted(midnight, None, ZONE).moment == midnight


def test_a_conditional_clock_begins_only_when_asked_for_and_only_if_the_table_names_it() -> None:
    case = perkara()

    take_step(case, "klarifikasi", acting=EXAMINER, at=day(1), may_start={"D-KEB"})

    assert {clock.rule for clock in clocks_of(case.reference)} == {"P-TL"}
