"""Staff hold the door: same seal, same receipt, own number for findings, and the journal knows who typed."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from netral.access.states import Acting
from netral.audit.models import Entry
from netral.intake import vault
from netral.intake.actions import Accepted, find, type_in
from netral.intake.content import Who
from netral.intake.models import Laporan, SealedIdentity
from netral.intake.queries import entrance_of, lateness_of
from netral.intake.states import Door, Refused
from netral.procedure.models import Clock
from netral.procedure.states import NotAllowed
from tests.access.builders import seated
from tests.intake.builders import (
    FULL,
    MONDAY,
    NEIGHBOUR,
    OFFICE,
    SECRETIVE,
    country,
    custodian_key,
    day,
    decided,
    laporan,
    photo,
    staff,
)

pytestmark = pytest.mark.django_db
FOUND = replace(FULL, kind="temuan", reporter=None, region="99.08")


def typed(**changes: Any) -> Accepted:
    country()
    given = {"door": Door.SPOKEN, "office": OFFICE, "acting": staff(), "idempotency_key": "k", "at": MONDAY}
    return type_in(changes.pop("report", FULL), **{**given, **changes})


def found(report: Any = FOUND, **changes: Any) -> Accepted:
    country()
    given = {"office": OFFICE, "acting": staff("pemeriksa"), "idempotency_key": "k", "at": MONDAY}
    return find(report, **{**given, **changes})


def opening(made: Laporan) -> Entry:
    return Entry.objects.get(chain=made.reference, position=1)


def test_a_spoken_report_is_sealed_and_the_journal_knows_who_typed() -> None:
    accepted = typed()

    sealed, entry = SealedIdentity.objects.get(), opening(accepted.laporan)
    assert vault.unseal(bytes(sealed.ciphertext), custodian_key()) == SECRETIVE
    assert (entry.actor, entry.office, entry.facts["door"]) == (staff().reference, OFFICE, "lisan")
    assert accepted.laporan.number == "TT-99.07-2024-000001"


def test_a_report_from_the_public_says_nothing_of_a_door() -> None:
    country()

    assert "door" not in opening(laporan()).facts


def test_a_paper_of_last_week_is_received_and_counted_from_last_week() -> None:
    accepted = typed(door=Door.PAPER, handed_in=day(-4), uploads=[photo()])

    clock, exhibits = Clock.objects.get(), Entry.objects.filter(verb="bukti.disimpan")
    assert accepted.laporan.received_at == clock.started_at == day(-4)
    assert accepted.statement["received"] == "2024-01-11T09:00:00+08:00"
    assert opening(accepted.laporan).at == MONDAY
    assert opening(accepted.laporan).facts["handed_in"] == day(-4).isoformat()
    assert [entry.actor for entry in exhibits] == [staff().reference]


@pytest.mark.parametrize(("subject", "kept"), [("honorer", True), (" TNI ", True), ("", True), ("camat", False)])
def test_a_finding_names_a_status_of_the_list_or_none(subject: str, kept: bool) -> None:
    report = replace(FOUND, who=(Who("Rekaan", "Camat", "", ""), Who("Kedua", "", "", subject)))

    if kept:
        assert found(report).laporan.terlapor_set.get(position=2).subject == subject.strip()
    else:
        with pytest.raises(Refused) as refusal:
            found(report)
        [problem] = refusal.value.problems
        assert (problem.field, problem.code) == ("who.1.subject", "pilihan_tidak_dikenal")


def test_a_reporter_may_call_the_status_what_they_like() -> None:
    report = replace(FULL, who=(Who("Rekaan", "", "", "pegawai kontrak di kecamatan"),))

    assert typed(report=report).laporan.terlapor_set.get().status == "pegawai kontrak di kecamatan"


@pytest.mark.parametrize("handed_in", [MONDAY + timedelta(minutes=1), MONDAY - timedelta(days=367)])
def test_a_day_of_arrival_that_cannot_be_is_refused(handed_in: Any) -> None:
    with pytest.raises(Refused) as refused:
        typed(handed_in=handed_in)

    assert [problem.field for problem in refused.value.problems] == ["handed_in"]
    assert not Laporan.objects.exists()


@pytest.mark.parametrize("acting", [staff("pemeriksa"), staff(office=NEIGHBOUR), staff("kustodian")])
def test_only_the_offices_own_intake_officer_types(acting: Acting) -> None:
    with pytest.raises(NotAllowed):
        typed(acting=acting)


def test_a_finding_belongs_to_its_finder_and_is_counted_in_its_own_series() -> None:
    accepted = found()

    made, clock = accepted.laporan, Clock.objects.get()
    assert (made.number, made.office.code) == ("TM-99.07-2024-000001", OFFICE)
    assert (clock.rule, clock.started_at.isoformat()) == ("P-TEM", "2024-01-11T16:00:00+00:00")
    assert clock.due_at
    assert clock.due_at.date() == date(2024, 1, 23)
    assert [row["code"] for row in accepted.warnings] == []
    assert typed(idempotency_key="l").laporan.number == "TT-99.07-2024-000001"


def test_a_finding_of_a_pilkada_has_no_number_of_days_in_the_law() -> None:
    accepted = found(replace(FOUND, election="pilkada2024"))

    assert not Clock.objects.exists()
    assert lateness_of(accepted.laporan).rule == ""


def test_a_finding_goes_the_way_of_a_laporan() -> None:
    made = found().laporan

    decided(made, at=day(1))

    assert made.status == "memenuhi_syarat"
    assert Clock.objects.get().stopped_at is None  # it runs until the temuan is registered


def test_a_finding_without_the_day_it_was_found_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        found(replace(FOUND, known_on=None))

    assert [problem.field for problem in refused.value.problems] == ["when.known_on"]


def test_neither_door_takes_what_belongs_to_the_other() -> None:
    with pytest.raises(Refused):
        typed(report=FOUND)
    with pytest.raises(Refused):
        found(report=FULL)


@pytest.mark.parametrize("acting", [staff("kustodian"), staff("pemeriksa", NEIGHBOUR)])
def test_only_supervisors_of_the_office_find(acting: Acting) -> None:
    with pytest.raises(NotAllowed):
        found(acting=acting)


def test_the_door_is_told_with_the_name_of_whoever_typed() -> None:
    country()
    user = seated("petugas_laporan", OFFICE)
    acting = replace(staff(), reference=user.reference)

    assert entrance_of(typed(acting=acting).laporan).typed_by == user.name
    assert entrance_of(typed(idempotency_key="l").laporan).typed_by == staff().reference
    assert entrance_of(laporan()).typed_by == ""
