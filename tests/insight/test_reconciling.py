"""Bringing, signing and forgetting: who may, what the journal learns, what stays."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from netral.access.states import Acting
from netral.audit.models import Entry
from netral.cases.states import Refused
from netral.insight import jobs, policies, queries
from netral.insight.actions import erase_expired, reconcile, sign
from netral.insight.models import ReconciledRow, Reconciliation
from netral.insight.states import Finding
from netral.offices.queries import organisation
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.insight.builders import NOW, OFFICE, PROVINCE, SECOND, case, hand_over, listed, person

pytestmark = pytest.mark.django_db
EXAMINER, AUDITOR = ("pemeriksa", OFFICE), ("auditor", "bkn")


def brought(*rows: Any, who: tuple[str, str] = EXAMINER, office: str = OFFICE, partner: str = "bkn") -> Reconciliation:
    made = reconcile(
        rows or (listed(),), office=organisation(office), partner=organisation(partner), acting=person(*who), at=NOW
    )
    return again(made, person(*who))


def again(found: Reconciliation, who: Acting) -> Reconciliation:
    return queries.reconciliation_seen_by(who).get(pk=found.pk)


def findings(found: Reconciliation) -> list[str]:
    return [row.finding for row in found.rows.all()]


def test_a_list_is_held_against_the_hand_overs_between_the_two() -> None:
    hand_over()
    hand_over("002/LP", "Budi Lain")
    hand_over("003/LP", "Citra Jauh", office=SECOND)

    found = brought(listed(), listed("777/LP", "Dewi Asing"))

    assert findings(found) == [Finding.MATCHED, Finding.ONLY_THEIRS, Finding.ONLY_OURS]
    assert found.counts == {"cocok": 1, "berbeda": 0, "hanya_di_daftar": 1, "hanya_di_sini": 1, "tidak_terbaca": 0}


def test_the_receiver_brings_the_senders_list_just_as_well() -> None:
    hand_over()

    found = brought(who=AUDITOR, office="bkn", partner=OFFICE)

    assert findings(found) == [Finding.MATCHED]


@pytest.mark.parametrize(
    ("fields", "status"),
    [({}, "terkirim"), ({"acknowledged_at": NOW}, "diterima"), ({"ended_at": NOW, "outcome": "sanksi"}, "selesai")],
)
def test_where_a_hand_over_stands_is_told_in_three_words(fields: dict[str, Any], status: str) -> None:
    outcome = {"outcome": _an_outcome()} if "outcome" in fields else {}
    hand_over(**{**fields, **outcome})

    (row,) = queries.hand_overs_between(organisation(OFFICE), organisation("bkn"))

    assert (row.status, row.day.isoformat()) == (status, "2024-02-05")


def _an_outcome() -> str:
    from netral.cases.models import Penerusan

    return str(Penerusan._meta.get_field("outcome").choices[0][0])


def test_no_case_is_changed() -> None:
    given = hand_over()
    before = dict(vars(given.case.__class__.objects.get(pk=given.case_id)))

    brought(listed(name="Budi Lain"))

    after = vars(given.case.__class__.objects.get(pk=given.case_id))
    assert {key: value for key, value in after.items() if key != "_state"} == {
        key: value for key, value in before.items() if key != "_state"
    }
    assert not Entry.objects.filter(chain=given.case.reference).exists()


def test_the_journal_learns_counts_and_a_hash_and_nobodys_name() -> None:
    hand_over()

    found = brought(listed(name="Budi Lain"))

    entry = Entry.objects.get(chain=found.reference)
    assert (entry.verb, entry.office, entry.hashes) == ("pencocokan.dibuat", OFFICE, [found.list_hash])
    assert entry.facts == {"partner": "bkn", "counts": found.counts}
    assert "Lain" not in json.dumps([entry.facts, entry.subjects])


def test_the_same_list_has_another_hash_each_time() -> None:
    hand_over()
    row = listed()

    assert brought(row).list_hash != brought(row).list_hash


def test_names_are_unreadable_in_the_database() -> None:
    hand_over()
    brought(listed(name="Budi Lain"))

    with connection.cursor() as cursor:
        cursor.execute("SELECT theirs FROM insight_reconciledrow")
        stored = [bytes(row[0]) for row in cursor.fetchall()]

    assert not any(b"Lain" in each for each in stored)
    assert ReconciledRow.objects.get().theirs["nama"] == "Budi Lain"


def test_a_house_without_any_hand_over_is_refused() -> None:
    hand_over()

    with pytest.raises(Refused, match="Tidak ada penerusan"):
        brought(partner="kemendagri")


@pytest.mark.parametrize(
    ("role", "office", "may"),
    [
        ("pemeriksa", OFFICE, True),
        ("anggota", OFFICE, True),
        ("auditor", "bkn", False),
        ("petugas_laporan", OFFICE, False),
        ("kustodian", OFFICE, False),
        ("admin", OFFICE, False),
        ("pemeriksa", SECOND, False),
        ("pemeriksa", PROVINCE, False),
        ("pejabat_pembina", "pemkab-99.07", False),
        ("petugas_kepegawaian", "pemkab-99.07", False),
        ("anggota_kpu", "kpu-99.07", False),
        ("pemeriksa_kpu", "kpu-99.07", False),
    ],
)
def test_who_brings_a_list_for_this_office(role: str, office: str, may: bool) -> None:
    hand_over()

    if may:
        brought(who=(role, office))
    else:
        with pytest.raises(NotAllowed):
            reconcile([], office=organisation(OFFICE), partner=organisation("bkn"), acting=person(role, office), at=NOW)


@pytest.mark.parametrize(
    ("role", "office", "sees"),
    [
        ("pemeriksa", OFFICE, True),
        ("anggota", OFFICE, True),
        ("auditor", "bkn", True),
        ("petugas_laporan", OFFICE, False),
        ("kustodian", OFFICE, False),
        ("admin", OFFICE, False),
        ("auditor", "kasn", False),
        ("pemeriksa", SECOND, False),
        ("pemeriksa", PROVINCE, False),
        ("pejabat_pembina", "pemkab-99.07", False),
        ("petugas_kepegawaian", "pemkab-99.07", False),
        ("anggota_kpu", "kpu-99.07", False),
        ("pemeriksa_kpu", "kpu-99.07", False),
    ],
)
def test_both_sides_see_and_sign_it_and_nobody_else(role: str, office: str, sees: bool) -> None:
    hand_over()
    found = brought()
    who = person(role, office)

    assert queries.reconciliation_seen_by(who).exists() == sees
    assert policies.can_sign(found, who) == sees


def test_two_sides_sign_and_the_journal_says_so() -> None:
    hand_over()
    found = brought()

    sign(found, acting=person(*EXAMINER), at=NOW)
    sign(again(found, person(*AUDITOR)), acting=person(*AUDITOR), at=NOW)

    entries = Entry.objects.filter(verb="pencocokan.disetujui").order_by("pk")
    assert [(entry.office, entry.facts, entry.hashes) for entry in entries] == [
        (OFFICE, {"counts": found.counts}, [found.list_hash]),
        ("bkn", {"counts": found.counts}, [found.list_hash]),
    ]


def test_a_side_signs_once() -> None:
    hand_over()
    found = brought()
    sign(found, acting=person(*EXAMINER), at=NOW)

    with pytest.raises(NotAllowed, match="Kantor Anda sudah"):
        sign(again(found, person(*EXAMINER)), acting=person("anggota", OFFICE), at=NOW)


def test_one_person_never_signs_for_both() -> None:
    hand_over()
    found = brought()
    both = Acting("akun:dua", (*person(*EXAMINER).seats, *person(*AUDITOR).seats))
    sign(found, acting=both, at=NOW)

    with pytest.raises(NotAllowed, match="orang lain"):
        sign(again(found, both), acting=both, at=NOW)


def test_of_two_who_sign_at_once_one_was_slower() -> None:
    hand_over()
    found = brought()
    stale = again(found, person(*EXAMINER))
    sign(found, acting=person(*EXAMINER), at=NOW)

    with pytest.raises(SomeoneWasFaster):
        sign(stale, acting=person("anggota", OFFICE), at=NOW)


def test_after_its_period_rows_and_salt_are_gone_and_counts_and_signatures_stay() -> None:
    hand_over()
    found = brought()
    sign(found, acting=person(*EXAMINER), at=NOW)

    assert erase_expired(found.expires_at - timedelta(seconds=1)) == 0
    assert erase_expired(found.expires_at) == 1
    assert erase_expired(found.expires_at) == 0

    left = again(found, person(*AUDITOR))
    assert (left.rows.count(), left.salt, left.counts["cocok"], left.signatures.count()) == (0, "", 1, 1)
    assert Entry.objects.filter(chain=found.reference, verb="pencocokan.dihapus").count() == 1
    with pytest.raises(NotAllowed, match="sudah dihapus"):
        sign(left, acting=person(*AUDITOR), at=NOW)


def test_two_workers_erase_a_list_once(monkeypatch: pytest.MonkeyPatch) -> None:
    hand_over()
    found = brought()
    waiting = list(queries.due_for_erasing(found.expires_at))
    erase_expired(found.expires_at)
    monkeypatch.setattr(queries, "due_for_erasing", lambda _at: waiting)

    erase_expired(found.expires_at)

    assert Entry.objects.filter(chain=found.reference, verb="pencocokan.dihapus").count() == 1


def test_the_job_erases() -> None:
    hand_over()
    brought()

    assert jobs.forget_lists.call() == 1  # NOW lies years back


def test_partners_are_whom_one_sent_to_or_received_from() -> None:
    hand_over()
    case(SECOND)

    assert [each.code for each in queries.partners_of([organisation(OFFICE)])] == ["bkn"]
    assert [each.code for each in queries.partners_of([organisation("bkn")])] == [OFFICE]
    assert queries.partners_of([organisation(SECOND)]) == []
