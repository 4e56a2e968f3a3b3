"""Reminders before and escalation after: to whom, when, and each thing once."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from netral.access.models import User
from netral.audit.models import Entry
from netral.notices import actions
from netral.notices.actions import telling
from netral.notices.models import Notice
from netral.notices.queries.people import office_above, people_in
from netral.notices.states import Kind, paces
from netral.offices.models import Organisation
from netral.procedure.models import RIGHT, Clock
from tests.access.builders import seated
from tests.cases.builders import opened
from tests.intake.builders import country
from tests.procedure.builders import day
from tests.tracks.builders import at_station

pytestmark = pytest.mark.django_db
OFFICE = "bawaslu-99.07"
DUE = day(9, 16)


def at(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


@pytest.fixture
def clock() -> Clock:
    """One running clock of a case of Tirta Buana, and people who may hear of it."""
    case = opened()
    running = Clock.objects.filter(subject=case.reference, stopped_at=None)
    running.exclude(rule="P-TL").delete()
    running.update(due_at=DUE)
    for role in ("pemeriksa", "anggota", "kustodian", "admin"):
        seated(role, at(OFFICE))
    seated("pemeriksa", at("bawaslu-99"))
    seated("pemeriksa", at("bawaslu-99.08"))
    return running.get()


def told(moment: datetime) -> list[tuple[str, str]]:
    """Who was told what so far, after one round."""
    actions.tell_of_deadlines(at=moment)
    return sorted((notice.kind, notice.user.name) for notice in Notice.objects.select_related("user"))


EXAMINER, MEMBER, ABOVE = f"pemeriksa {OFFICE}", f"anggota {OFFICE}", "pemeriksa bawaslu-99"
SOON, MISSED, MEMBERS, UP = ("segera", EXAMINER), ("lewat", EXAMINER), ("anggota", MEMBER), ("atasan", ABOVE)
TODAY = ("hari_ini", EXAMINER)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (DUE - timedelta(days=2, seconds=1), []),
        (DUE - timedelta(days=1), [SOON]),
        (DUE - timedelta(hours=23), [TODAY]),
        (DUE, [TODAY]),
        (DUE + timedelta(seconds=1), [MISSED]),
        (DUE + timedelta(days=2), [MEMBERS, MISSED]),
        (DUE + timedelta(days=4), [MEMBERS, UP, MISSED]),
        (DUE + timedelta(days=60), []),
    ],
)
def test_each_hears_of_it_when_it_is_time(clock: Clock, moment: datetime, expected: list[tuple[str, str]]) -> None:
    assert told(moment) == sorted(expected)


def test_a_period_of_one_day_is_told_once_before_its_end(clock: Clock) -> None:
    Clock.objects.filter(pk=clock.pk).update(started_at=DUE - timedelta(hours=24))

    assert [told(DUE - timedelta(hours=hours)) for hours in (23, 12, 1)] == [[TODAY]] * 3


def test_the_round_tells_everything_once(clock: Clock) -> None:
    for _ in range(2):
        for hours in range(-30, 120, 25):
            told(DUE + timedelta(hours=hours))

    assert told(DUE) == sorted([SOON, TODAY, MISSED, MEMBERS, UP])
    assert actions.tell_of_deadlines(at=DUE + timedelta(days=4)) == 0


@pytest.mark.parametrize("change", [{"stopped_at": day(1)}, {"bound": RIGHT}, {"due_at": None}])
def test_what_is_done_or_no_duty_tells_nobody(clock: Clock, change: dict[str, object]) -> None:
    Clock.objects.filter(pk=clock.pk).update(**change)

    assert [told(DUE + timedelta(days=days)) for days in (-1, 4)] == [[], []]


def test_people_who_left_are_not_told(clock: Clock) -> None:
    User.objects.update(is_active=False)

    assert told(DUE + timedelta(days=4)) == []


def test_a_clock_of_a_subject_that_is_gone_tells_nobody(clock: Clock) -> None:
    Clock.objects.filter(pk=clock.pk).update(subject="perkara:tidakada")

    assert told(DUE + timedelta(days=4)) == []


def test_a_notice_holds_no_word_of_the_case_and_the_journal_no_notice(clock: Clock) -> None:
    entries = Entry.objects.count()
    told(DUE)

    row = Notice.objects.values("subject", "kind", "clock_id").get()

    assert row == {"subject": clock.subject, "kind": "hari_ini", "clock_id": clock.pk}
    assert Entry.objects.count() == entries


def test_the_database_refuses_a_second_notice_and_an_unknown_kind(clock: Clock) -> None:
    told(DUE)
    row = Notice.objects.get()

    for kind in (row.kind, "lain"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Notice.objects.create(user=row.user, clock=clock, subject=clock.subject, kind=kind, at=DUE)


def test_many_clocks_are_told_in_pieces(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "AT_ONCE", 2)
    copies(clock, 2)

    assert actions.tell_of_deadlines(at=DUE) == 3


def copies(clock: Clock, count: int) -> None:
    for number in range(count):
        clock.pk, clock.key = None, f"salinan{number}"
        clock.save()


def test_thirty_clocks_take_as_many_queries_as_one(clock: Clock) -> None:
    def counted(moment: datetime) -> int:
        with CaptureQueriesContext(connection) as captured:
            actions.tell_of_deadlines(at=moment)
        return len(captured)

    few = counted(DUE - timedelta(hours=1))
    copies(clock, 29)

    assert counted(DUE - timedelta(minutes=30)) == few


def test_the_office_above_is_the_parent_or_the_bawaslu_of_the_province(clock: Clock) -> None:
    regency, province = at(OFFICE), at("bawaslu-99")
    regency.parent = province.parent = None

    assert office_above(regency) == province
    assert office_above(province) == at("bawaslu")
    assert office_above(at("bawaslu")) is None
    regency.parent = at("bkn")
    assert office_above(regency) == at("bkn")


def test_above_a_kpu_without_a_parent_is_that_of_the_province() -> None:
    country()
    regency, province = at("kpu-99.07"), at("kpu-99")
    regency.parent = province.parent = None

    assert office_above(regency) == province
    assert office_above(province) == at("kpu")
    assert office_above(at("kpu")) is None


def test_people_of_a_kpu_hear_of_its_days_and_so_does_the_one_above() -> None:
    track = at_station("kpu_etik", "adhoc", "menunggu_klarifikasi")
    clock = Clock.objects.get(subject=track.reference, stopped_at=None)
    assert (clock.rule, track.office.code) == ("U-KLAR", "kpu-99.07")
    assert clock.due_at is not None
    above = office_above(track.office)
    assert above == at("kpu-99")
    seated("anggota_kpu", above)
    here = {user.name for user in people_in(track.office, ["anggota_kpu", "pemeriksa_kpu"], at=DUE)}

    def news(moment: datetime) -> set[tuple[str, str]]:
        told(moment)
        rows = Notice.objects.filter(clock=clock).select_related("user")
        return {(notice.kind, notice.user.name) for notice in rows}

    assert here
    assert news(clock.due_at - timedelta(hours=1)) == {("hari_ini", name) for name in here}
    late = news(clock.due_at + timedelta(days=4))
    assert late >= {("lewat", name) for name in here}
    assert {kind for kind, _ in late} == {"hari_ini", "lewat", "anggota", "atasan"}
    assert [name for kind, name in late if kind == "atasan"] == [f"anggota_kpu {above.code}"]


def test_somebody_with_two_roles_is_told_once(clock: Clock) -> None:
    user = User.objects.get(name=EXAMINER)
    user.seats.create(office=at(OFFICE), role="anggota", valid_from=user.seats.get().valid_from)

    assert people_in(at(OFFICE), ["pemeriksa", "anggota"], at=DUE).count(user) == 1


def test_every_kind_has_its_pace_with_a_reason() -> None:
    assert [pace.kind for pace in paces()] == list(Kind)
    assert all(pace.reason.endswith(".") for pace in paces())
    assert [(pace.before, pace.length.days) for pace in paces()] == [
        (True, 2), (True, 1), (False, 0), (False, 1), (False, 3),
    ]  # fmt: skip
