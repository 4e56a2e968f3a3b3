"""Candidates and connections: entered with a source, flagging only while an election runs, withdrawn with a reason."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netral.access.states import NotAllowed
from netral.audit.models import Entry
from netral.offices.models import Organisation
from netral.registry import conflict_actions as actions
from netral.registry.models import Candidate, Connection
from netral.registry.policies import NotPossible
from netral.registry.queries import candidates, conflict_flags, connections
from tests.intake.builders import staff
from tests.registry.facts import OFFICER, SOURCE, candidate, connection, row, running

pytestmark = pytest.mark.django_db
WRONG = "Salah baca: orang lain yang bernama sama."


def regency() -> Organisation:
    return Organisation.objects.get(code="pemkab-99.07")


def flags(office: Organisation | None = None, **options: Any) -> list[str]:
    office = office or regency()
    return [flag.kind for flag in conflict_flags([office], **options).get(office.pk, [])]


def test_an_appointing_official_who_stands_is_flagged_with_source_and_day() -> None:
    found = candidate()

    [flag] = conflict_flags([regency()])[regency().pk]

    assert flag.stands
    assert (flag.candidate, flag.source, flag.source_on) == ("Calon Rekaan", SOURCE, date(2023, 12, 1))
    assert (flag.connection, flag.reference) == ("", found.reference)


def test_one_who_is_connected_with_a_candidate_is_flagged_by_how() -> None:
    connection()

    [flag] = conflict_flags([regency()])[regency().pk]

    assert not flag.stands
    assert (flag.kind, flag.connection, flag.candidate) == ("suami_istri", "Suami atau istri", "Calon Lain")


def test_a_candidate_with_another_post_there_flags_nobody() -> None:
    candidate(holds="jabatan_lain")

    assert flags() == []


def test_a_name_alone_flags_nobody() -> None:
    candidate(name="Bupati Rekaan", agency="", holds="tidak_ada")

    assert flags() == []


@pytest.mark.parametrize(("days", "flagged"), [(-11, False), (-10, True), (0, True), (10, True), (11, False)])
def test_only_a_running_election_counts(days: int, flagged: bool) -> None:
    candidate()

    assert bool(flags(on=timezone.localdate() + timedelta(days=days))) is flagged


def test_organisations_without_a_flag_are_left_out_and_nobody_asks_for_none() -> None:
    candidate()
    other = Organisation.objects.get(code="pemkot-99.08")

    assert set(conflict_flags([regency(), other])) == {regency().pk}
    assert conflict_flags([]) == {}


def test_thirty_organisations_cost_as_many_queries_as_one() -> None:
    candidate()
    connection()
    every = list(Organisation.objects.all()[:30])

    costs = []
    for asked in (every[:1], every):
        with CaptureQueriesContext(database) as queries:
            conflict_flags(asked)
        costs.append(len(queries))

    assert costs == [3, 3]


def test_the_same_row_again_is_the_same_candidate() -> None:
    candidate()

    again = actions.enter_candidates([row(name="  CALON   rekaan ")], acting=OFFICER, at=timezone.now())

    assert again == (0, 1)
    assert Candidate.objects.count() == 1


def test_all_rows_or_none() -> None:
    running()

    with pytest.raises(NotPossible) as refusal:
        actions.enter_candidates([row(), row(name="Lain", office="raja")], acting=OFFICER, at=timezone.now())

    assert refusal.value.field == "2.office"
    assert not Entry.objects.filter(verb="calon.dicatat").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"office": "raja"}, "office"),
        ({"holds": "bos"}, "holds"),
        ({"agency": ""}, "agency"),
        ({"holds": "tidak_ada"}, "agency"),
        ({"source": "koran"}, "source"),
        ({"source": "x" * 301}, "source"),
        ({"source_on": date(2999, 1, 1)}, "source_on"),
        ({"election": "tidakada"}, "election"),
        ({"region": "77.77"}, "region"),
        ({"agency": "tidakada"}, "agency"),
    ],
)
def test_a_wrong_row_names_its_field(changes: dict[str, Any], field: str) -> None:
    running()

    with pytest.raises(NotPossible) as refusal:
        actions.enter_candidates([row(**changes)], acting=OFFICER, at=timezone.now())

    assert refusal.value.field == f"1.{field}"
    assert not Candidate.objects.exists()


@pytest.mark.parametrize("number", [0, 501])
def test_a_table_has_one_to_five_hundred_rows(number: int) -> None:
    with pytest.raises(NotPossible) as refusal:
        actions.enter_candidates([row()] * number, acting=OFFICER, at=timezone.now())

    assert refusal.value.field == "rows"


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"kind": "teman"}, "kind"), ({"source": ""}, "source"), ({"source_on": date(2999, 1, 1)}, "source_on")],
)
def test_a_wrong_connection_names_its_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(NotPossible) as refusal:
        connection(**changes)

    assert refusal.value.field == field
    assert not Connection.objects.exists()


def test_a_source_of_the_day_that_has_begun_in_the_east_is_taken() -> None:
    midnight_in_wita = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)  # an hour before the day begins in Jakarta

    found = candidate(at=midnight_in_wita, on=date(2026, 11, 24), source_on=date(2026, 11, 24))

    assert found.source_on == date(2026, 11, 24)
    with pytest.raises(NotPossible):
        candidate(at=midnight_in_wita, on=date(2026, 11, 24), name="Calon Esok", source_on=date(2026, 11, 25))


def test_what_is_withdrawn_flags_nobody_and_can_be_entered_anew() -> None:
    found = candidate()

    actions.withdraw_fact(found, reason=WRONG, acting=OFFICER, at=timezone.now())

    assert flags() == []
    assert list(candidates()) == []
    assert actions.enter_candidates([row()], acting=OFFICER, at=timezone.now()) == (1, 0)
    assert flags() == ["calon"]


def test_with_its_candidate_a_connection_goes_and_takes_no_new_one() -> None:
    found = connection()
    actions.withdraw_fact(found.candidate, reason=WRONG, acting=OFFICER, at=timezone.now())

    assert flags() == []
    assert list(connections()) == []
    with pytest.raises(NotAllowed):
        actions.enter_connection(
            found.candidate, agency=regency(), kind="lainnya", source=SOURCE, source_on=date(2024, 1, 1),
            acting=OFFICER, at=timezone.now(),
        )  # fmt: skip


def test_a_fact_is_withdrawn_once_and_says_why() -> None:
    found = connection()

    with pytest.raises(NotPossible):
        actions.withdraw_fact(found, reason="salah", acting=OFFICER, at=timezone.now())
    actions.withdraw_fact(found, reason=WRONG, acting=OFFICER, at=timezone.now())
    with pytest.raises(NotAllowed):
        actions.withdraw_fact(found, reason=WRONG, acting=OFFICER, at=timezone.now())

    assert Entry.objects.filter(chain=found.reference).count() == 2


def test_the_journal_learns_codes_and_no_name() -> None:
    found = connection()

    entries = list(Entry.objects.filter(verb__startswith="calon.")) + list(Entry.objects.filter(chain=found.reference))
    assert [entry.verb for entry in entries] == ["calon.dicatat", "hubungan.dicatat"]
    assert "Calon" not in str([entry.facts for entry in entries])
    assert entries[1].facts == {"agency": "pemkab-99.07", "kind": "suami_istri"}
    assert found.candidate.reference in entries[1].subjects


@pytest.mark.parametrize(
    ("role", "office", "writes"),
    [
        ("petugas_laporan", "bawaslu-99.07", True),
        ("pemeriksa", "bawaslu-99.07", True),
        ("anggota", "bawaslu-99", True),
        ("auditor", "bkn", True),
        ("pejabat_pembina", "pemkab-99.07", False),
        ("petugas_kepegawaian", "pemkab-99.07", False),
        ("anggota_kpu", "kpu-99.07", False),
        ("pemeriksa_kpu", "kpu-99.07", False),
        ("kustodian", "bawaslu-99.07", False),
        ("admin", "bawaslu", False),
    ],
)
def test_who_examines_or_supervises_writes_and_nobody_else(role: str, office: str, writes: bool) -> None:
    found = connection()
    by = {"acting": staff(role, office), "at": timezone.now()}
    verbs: list[Any] = [
        lambda: actions.enter_candidates([row(name="Orang Ketiga")], **by),
        lambda: actions.enter_connection(
            found.candidate, agency=regency(), kind="lainnya", source=SOURCE, source_on=date(2024, 1, 1), **by
        ),
        lambda: actions.withdraw_fact(found, reason=WRONG, **by),
    ]

    for verb in verbs:
        if writes:
            verb()
        else:
            with pytest.raises(NotAllowed):
                verb()
