"""Days that cannot be true, and what the clocks make of those that can: real holidays, the zone of the agency."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from netral.audit.models import Entry
from netral.discipline import actions
from netral.discipline.models import Decision, Penanganan
from netral.discipline.states import Refused
from netral.procedure.models import Clock
from netral.procedure.queries import clock_view, clocks_of, differences
from tests.cases.builders import LONG, day
from tests.discipline.builders import (
    AUDITOR,
    OFFICIAL,
    delivered,
    imposed,
    imposition,
    in_force,
    ready,
    recommended,
    taken_in,
    traces,
    verified,
)
from tests.discipline.worlds import clock, decided, due, moment, received

pytestmark = pytest.mark.django_db


# The recommendation is of 23 January 2024, the decision of the 29th, its delivery of the 31st.
CASES = [
    ("decided_on", ready, date(2024, 1, 22), "Isi tanggal 23 Januari 2024 atau sesudahnya."),
    ("decided_on", ready, date(2024, 1, 12), "Isi tanggal 23 Januari 2024 atau sesudahnya."),
    ("decided_on", ready, date(1945, 8, 17), "Isi tanggal 23 Januari 2024 atau sesudahnya."),
    ("decided_on", ready, date(2024, 2, 25), "Tanggal ini belum tiba."),
    ("decided_on", ready, date(9999, 12, 31), "Tanggal ini belum tiba."),
    ("delivered_on", imposed, date(2024, 1, 28), "Isi tanggal 29 Januari 2024 atau sesudahnya."),
    ("delivered_on", imposed, date(2024, 2, 25), "Tanggal ini belum tiba."),
    ("in_force_on", delivered, date(2024, 1, 30), "Isi tanggal 31 Januari 2024 atau sesudahnya."),
    ("in_force_on", delivered, date(2024, 2, 25), "Tanggal ini belum tiba."),
]
STEP = {"decided_on": "jatuhkan_sanksi", "delivered_on": "sampaikan", "in_force_on": "catat_berlaku"}
NOW = day(40)  # 24 February 2024


def take(field: str, penanganan: Penanganan, on: date, *, at: datetime = NOW) -> Any:
    values = {**imposition(), "at": at} if field == "decided_on" else {"at": at}
    return actions.STEPS[STEP[field]](penanganan, acting=OFFICIAL, **{**values, field: on})


@pytest.mark.parametrize(("field", "station", "on", "sentence"), CASES)
def test_a_day_that_cannot_be_true_is_refused_where_it_stands(
    field: str, station: Any, on: date, sentence: str
) -> None:
    penanganan = station()
    before = traces(penanganan)

    with pytest.raises(Refused, match=sentence) as refusal:
        take(field, penanganan, on)

    assert refusal.value.field == field
    assert traces(penanganan) == before


@pytest.mark.parametrize(
    ("field", "station", "first"),
    [
        ("decided_on", ready, date(2024, 1, 23)),
        ("delivered_on", imposed, date(2024, 1, 29)),
        ("in_force_on", delivered, date(2024, 1, 31)),
    ],
)
@pytest.mark.parametrize("which", ["first", "last"])
def test_the_first_and_the_last_possible_day_are_taken(field: str, station: Any, first: date, which: str) -> None:
    penanganan, on = station(), first if which == "first" else NOW.date()

    take(field, penanganan, on)

    assert getattr(Decision.objects.get(), field) == on
    assert getattr(penanganan.decision, field) == on
    assert differences(penanganan) == []


@pytest.mark.parametrize(("utc", "possible"), [("2024-02-23T15:59", False), ("2024-02-23T16:00", True)])
def test_today_is_the_day_at_the_agency_not_the_servers(utc: str, possible: bool) -> None:
    penanganan, at = imposed(), datetime.fromisoformat(utc).replace(tzinfo=UTC)

    if possible:
        take("delivered_on", penanganan, date(2024, 2, 24), at=at)
    else:
        with pytest.raises(Refused, match="belum tiba"):
            take("delivered_on", penanganan, date(2024, 2, 24), at=at)

    assert (penanganan.status == "disampaikan") is possible


def test_a_recommendation_sent_after_midnight_at_the_agency_is_of_the_new_day() -> None:
    penanganan = verified()
    late = datetime(2024, 1, 22, 16, 30, tzinfo=UTC)  # 00.30 on the 23rd in WITA, still the 22nd in Jakarta
    actions.recommend(penanganan, acting=AUDITOR, at=late, level="sedang", reasons=LONG)
    ready(penanganan, at=late)

    with pytest.raises(Refused, match="23 Januari 2024"):
        take("decided_on", penanganan, date(2024, 1, 22))

    take("decided_on", penanganan, date(2024, 1, 23))


def test_verification_takes_seven_days_from_the_sending_weekends_and_all() -> None:
    penanganan = taken_in()

    # The authority sits in Jakarta: its day ends an hour after that of the office that sent.
    assert clock(penanganan, "S-VER").due_at == datetime(2024, 1, 26, 16, 59, 59, tzinfo=UTC)
    assert clock(penanganan, "S-VER").zone == "Asia/Jakarta"


# Fourteen working days, counted by hand. Isra Mikraj and Imlek (8 and 9 February) and the election of the 14th fall in
# the first; Idul Fitri with its joint leave (8 to 15 April) in the second; Christmas and New Year in the third.
@pytest.mark.parametrize(
    ("on", "last"),
    [
        ("2024-01-29", date(2024, 2, 21)),
        ("2024-04-01", date(2024, 4, 29)),
        ("2024-12-20", date(2025, 1, 14)),
        ("2024-02-03", date(2024, 2, 27)),  # a Saturday: the first day counted is the Monday after
    ],
)
def test_delivery_has_fourteen_working_days_from_the_decision(on: str, last: date) -> None:
    penanganan = decided(on)

    assert due(penanganan, "D-SAMP") == last
    assert clock(penanganan, "D-SAMP").started_at == moment(f"{on}T12:00")


def test_the_clock_of_delivery_does_not_wait_for_whoever_records_late() -> None:
    penanganan = decided("2024-01-29", at="2024-03-15T10:00")

    assert due(penanganan, "D-SAMP") == date(2024, 2, 21)
    view = clock_view(clock(penanganan, "D-SAMP"), moment("2024-03-15T11:00"))
    assert (view.label, view.tone) == ("Lewat 23 hari", "bata")


def test_the_receipt_of_a_clock_names_the_days_it_left_out() -> None:
    receipt = clock(decided("2024-01-29"), "D-SAMP")

    named = {row["date"]: row["name"] for row in receipt.skipped}
    assert named["2024-02-08"] == "Isra Mikraj Nabi Muhammad"
    assert named["2024-02-09"] == "Cuti Bersama Tahun Baru Imlek"
    assert named["2024-02-14"] == "Hari Pemilihan Umum"
    assert (receipt.count, receipt.unit, receipt.source) == (14, "working", "PP 94/2021 Pasal 37 ayat (3)")


@pytest.mark.parametrize(
    ("on", "objection", "effect"),
    [
        ("2024-01-31", date(2024, 2, 23), date(2024, 2, 26)),
        ("2024-04-05", date(2024, 5, 6), date(2024, 5, 7)),  # over Idul Fitri and Labour Day
        ("2024-02-13", date(2024, 3, 5), date(2024, 3, 6)),  # the next day is the election
    ],
)
def test_objection_and_effect_count_from_the_day_of_receipt(on: str, objection: date, effect: date) -> None:
    penanganan = received(on)

    assert (due(penanganan, "D-KEB"), due(penanganan, "D-BERL")) == (objection, effect)
    assert {clock(penanganan, rule).started_at for rule in ("D-KEB", "D-BERL")} == {moment(f"{on}T12:00")}


def test_the_day_of_receipt_counts_even_when_it_is_recorded_weeks_later() -> None:
    penanganan = received("2024-01-31", at="2024-02-24T09:00")

    assert due(penanganan, "D-KEB") == date(2024, 2, 23)
    view = clock_view(clock(penanganan, "D-KEB"), moment("2024-02-24T10:00"))
    assert (view.label, view.tone) == ("Sudah ditutup", "netral")


def test_a_right_and_a_day_of_effect_are_nobodys_duty() -> None:
    penanganan = received("2024-01-31")

    assert {rule: clock(penanganan, rule).bound for rule in ("D-SAMP", "D-KEB", "D-BERL")} == {
        "D-SAMP": "max",
        "D-KEB": "right",
        "D-BERL": "on_day",
    }
    in_force(penanganan, at=day(60))
    assert {rule: clock(penanganan, rule).met for rule in ("D-SAMP", "D-KEB", "D-BERL")} == {
        "D-SAMP": True,
        "D-KEB": None,
        "D-BERL": None,
    }


STOPS = {
    "verifikasi": {"S-VER"},
    "jatuhkan_sanksi": {"S-PPK"},
    "sampaikan": {"D-SAMP"},
    "catat_berlaku": {"D-KEB", "D-BERL"},
}


def test_every_clock_is_stopped_by_its_step_at_its_moment() -> None:
    penanganan = in_force()

    stopped_by = {each.rule: each.stopped_by for each in clocks_of(penanganan.reference)}

    assert stopped_by == {rule: f"penanganan.{step}" for step, rules in STOPS.items() for rule in rules}
    moments = {each.rule: each.stopped_at for each in clocks_of(penanganan.reference)}
    assert (moments["S-VER"], moments["S-PPK"], moments["D-SAMP"]) == (day(7), day(14), day(16))
    assert moments["D-KEB"] == moments["D-BERL"] == moment("2024-02-23T12:00")


def test_stopping_and_declining_leave_no_clock_running() -> None:
    stopped, declined = verified(), ready()

    actions.stop(stopped, acting=AUDITOR, at=day(9), reason=LONG)
    actions.decline(declined, acting=OFFICIAL, at=day(14), reason=LONG)

    for penanganan in (stopped, declined):
        assert all(each.stopped_at for each in clocks_of(penanganan.reference))
        assert not Clock.objects.filter(subject=penanganan.case.reference, stopped_at=None).exists()


def test_the_appointing_official_is_told_how_long_though_the_law_gives_no_number() -> None:
    running = clock(recommended(), "S-PPK")

    view = clock_view(running, day(8) + timedelta(days=30))

    assert (view.label, view.due, view.tone) == ("Tanpa batas resmi, 30 hari berjalan", None, "netral")
    assert "tidak dihitung" in view.assumptions[0]


def test_the_days_stand_in_the_journal_and_nothing_else_of_the_person() -> None:
    penanganan = in_force()

    facts = {entry.verb: entry.facts for entry in Entry.objects.filter(chain=penanganan.reference)}

    assert facts["penanganan.sampaikan"]["delivered_on"] == "2024-01-31"
    assert facts["penanganan.catat_berlaku"]["in_force_on"] == "2024-02-23"
    assert "Rekaan" not in str(facts)
