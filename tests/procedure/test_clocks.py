"""Clocks as people see them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from netral.procedure.actions import take_step
from netral.procedure.models import Clock
from netral.procedure.queries import clock_view, clocks_of, public_deadlines, running_clocks
from tests.procedure.builders import INTAKE, MONDAY, WITA, day, laporan, perkara


def clock(**fields: Any) -> Clock:
    """A clock of two working days that began on that Monday in WITA."""
    defaults = {
        "subject": "laporan:x", "rule": "P-KA", "rule_version": "2022", "source": "Pasal 15", "confidence": "high",
        "unit": "working", "bound": "max", "count": 2, "zone": "Asia/Makassar", "started_at": MONDAY,
        "due_at": datetime(2024, 1, 17, 23, 59, 59, tzinfo=WITA),
    }  # fmt: skip
    return Clock(**{**defaults, **fields})


def label(now: datetime, **fields: Any) -> tuple[str, str]:
    view = clock_view(clock(**fields), now)
    return view.label, view.tone


NO_NUMBER = {"due_at": None, "count": None, "unit": ""}
HOURS = {"unit": "hours", "count": 24, "due_at": MONDAY + timedelta(hours=24)}
CALENDAR = {"unit": "calendar", "due_at": datetime(2024, 1, 22, 23, 59, 59, tzinfo=WITA)}
OFFICE_HOURS = {"due_at": datetime(2024, 1, 17, 16, 0, tzinfo=WITA)}
FAR = {"due_at": datetime(2024, 1, 24, 23, 59, 59, tzinfo=WITA)}


@pytest.mark.parametrize(
    ("now", "fields", "expected"),
    [
        (day(0), {}, ("2 hari kerja lagi", "kunyit")),
        (day(1), {}, ("1 hari kerja lagi", "kunyit")),
        (day(0), FAR, ("7 hari kerja lagi", "netral")),
        (day(4), FAR, ("3 hari kerja lagi", "kunyit")),
        (day(0), CALENDAR, ("7 hari lagi", "netral")),
        (day(6), CALENDAR, ("1 hari lagi", "kunyit")),
        (day(2), OFFICE_HOURS, ("Hari ini 16.00 WITA", "kunyit")),
        (day(2), {}, ("Hari ini 23.59 WITA", "kunyit")),
        (day(2, 17), OFFICE_HOURS, ("Lewat sejak 16.00 WITA", "bata")),
        (day(3), {}, ("Lewat 1 hari", "bata")),
        (day(30), {}, ("Lewat 28 hari", "bata")),
        (day(0), HOURS, ("24 jam lagi", "kunyit")),
        (day(0, 20), HOURS, ("13 jam lagi", "kunyit")),
        (day(1, 8), HOURS, ("Hari ini 09.00 WITA", "kunyit")),
        (day(12), NO_NUMBER, ("Tanpa batas resmi, 12 hari berjalan", "netral")),
        (day(5), {"stopped_at": day(1)}, ("Dihentikan", "berhenti")),
        (day(5), {**NO_NUMBER, "stopped_at": day(1)}, ("Dihentikan", "berhenti")),
        (day(0), {"bound": "on_day"}, ("2 hari lagi", "netral")),
        (day(9), {"bound": "on_day"}, ("Sudah tiba", "netral")),
    ],
)
def test_a_chip_says_how_much_is_left(now: datetime, fields: dict[str, Any], expected: tuple[str, str]) -> None:
    assert label(now, **fields) == expected


def test_the_day_of_a_chip_is_the_day_of_its_zone() -> None:
    late_in_jakarta = datetime(2024, 1, 17, 16, 30, tzinfo=UTC)  # 23.30 WIB, but already Thursday 00.30 WITA

    assert label(late_in_jakarta) == ("Lewat 1 hari", "bata")
    assert label(late_in_jakarta, zone="Asia/Jakarta", due_at=datetime(2024, 1, 17, 16, 59, 59, tzinfo=UTC)) == (
        "Hari ini 23.59 WIB",
        "kunyit",
    )


def test_a_view_carries_everything_the_strip_explains() -> None:
    view = clock_view(
        clock(
            skipped=[{"date": "2024-01-20", "name": "Sabtu"}],
            assumptions=[{"id": "Dihitung hari kerja.", "en": "Counted in working days."}],
        ),
        day(1),
    )

    assert (view.started, view.due, view.stopped, view.zone) == (
        MONDAY,
        datetime(2024, 1, 17, 23, 59, 59, tzinfo=WITA),
        None,
        "Asia/Makassar",
    )
    assert (view.left, view.unit, view.count, view.source, view.confidence) == (1, "working", 2, "Pasal 15", "high")
    assert view.skipped == (("2024-01-20", "Sabtu"),)
    assert view.assumptions == ("Dihitung hari kerja.",)
    assert view.title
    assert view.met is None


def test_a_view_speaks_the_language_of_the_reader() -> None:
    with translation.override("en"):
        view = clock_view(clock(assumptions=[{"id": "Dihitung.", "en": "Counted."}]), day(0))

    assert view.assumptions == ("Counted.",)


@pytest.mark.parametrize(
    ("now", "fields", "expected"),
    [
        (MONDAY, {}, 0),
        (MONDAY + timedelta(hours=31, minutes=30), {}, 50),
        (day(9), {}, 100),
        (day(-3), {}, 0),
        (day(9), {"stopped_at": MONDAY + timedelta(hours=31, minutes=30)}, 50),
        (day(9), {"due_at": None}, 0),
        (day(0), {"due_at": MONDAY - timedelta(days=5)}, 100),
    ],
)
def test_the_share_of_time_used_stays_between_nothing_and_all(
    now: datetime, fields: dict[str, Any], expected: int
) -> None:
    assert clock_view(clock(**fields), now).share == expected


@pytest.mark.parametrize(
    ("fields", "met"),
    [
        ({}, None),
        ({"stopped_at": day(1)}, True),
        ({"stopped_at": datetime(2024, 1, 17, 23, 59, 59, tzinfo=WITA)}, True),
        ({"stopped_at": day(3)}, False),
        ({"stopped_at": day(3), "due_at": None}, None),
        ({"stopped_at": day(3), "bound": "on_day"}, None),
    ],
)
def test_a_clock_was_kept_missed_or_neither(fields: dict[str, Any], met: bool | None) -> None:
    assert clock(**fields).met is met


@pytest.mark.django_db
def test_the_running_clocks_of_many_subjects_come_in_one_query(django_assert_num_queries: Any) -> None:
    reports, case = [laporan() for _ in range(3)], perkara()
    take_step(reports[0], "tolak", acting=INTAKE, at=day(1))
    references = [report.reference for report in reports] + [case.reference]

    with django_assert_num_queries(1):
        found = running_clocks(references)

    assert {reference: [each.rule for each in clocks] for reference, clocks in found.items()} == {
        reports[1].reference: ["P-KA"],
        reports[2].reference: ["P-KA"],
        case.reference: ["P-TL"],
    }


@pytest.mark.django_db
def test_the_most_urgent_clock_comes_first_and_one_without_number_last() -> None:
    for rule, due in (("P-TL2", day(20)), ("S-PPK", None), ("P-TL", day(9))):
        clock(rule=rule, due_at=due).save()

    assert [each.rule for each in running_clocks(["laporan:x"])["laporan:x"]] == ["P-TL", "P-TL2", "S-PPK"]


@pytest.mark.django_db
def test_clocks_of_a_subject_come_in_the_order_they_began() -> None:
    clock(rule="P-PERB", started_at=day(1)).save()
    clock(rule="P-KA").save()
    clock(rule="P-KA", subject="laporan:y").save()

    assert [each.rule for each in clocks_of("laporan:x")] == ["P-KA", "P-PERB"]


@pytest.mark.django_db
def test_public_deadlines_say_what_until_when_and_whether_it_was_kept() -> None:
    case = perkara(at=day(1))
    clock(rule="S-PPK", subject=case.reference, due_at=None).save()

    listed = public_deadlines([case.laporan.reference, case.reference], "id")

    assert [(each["due"].date().isoformat(), each["met"]) for each in listed] == [
        ("2024-01-18", True),
        ("2024-01-25", None),
    ]
    assert [each["due"].utcoffset() for each in listed] == [timedelta(hours=8)] * 2
    assert [set(each) for each in listed] == [{"what", "due", "met"}] * 2


@pytest.mark.django_db
def test_public_deadlines_are_named_in_the_language_asked_for() -> None:
    report = laporan()

    [indonesian], [english] = public_deadlines([report.reference], "id"), public_deadlines([report.reference], "en")

    assert indonesian["what"] != english["what"]


def test_a_right_to_object_is_nobodys_duty() -> None:
    right = clock(rule="D-KEB", bound="right")

    during, after = clock_view(right, MONDAY), clock_view(right, day(21))
    right.stopped_at = day(30)

    assert (during.tone, after.tone, after.label) == ("netral", "netral", "Sudah ditutup")
    assert right.met is None
