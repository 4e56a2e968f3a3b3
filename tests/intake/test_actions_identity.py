"""Opening the seal: only a custodian, only with a reason, never silently."""

from dataclasses import replace

import pytest
from nacl.public import PrivateKey

from netral.access.states import REPORTER, SYSTEM, Acting
from netral.audit.queries import entries_about
from netral.intake.actions import open_identity
from netral.intake.models import IdentityOpening
from netral.intake.policies import can_open_identity
from netral.intake.queries import public_status
from netral.intake.states import Refused, WrongKey
from netral.procedure.states import NotAllowed
from tests.intake.builders import FULL, MONDAY, SECRETIVE, TIP, custodian_key, day, laporan, staff

pytestmark = pytest.mark.django_db
CUSTODIAN = staff("kustodian")
REASON = "Penetapan pengadilan nomor 12 meminta identitas pelapor."


def test_a_custodian_with_a_reason_reads_who_reported() -> None:
    made = laporan()

    assert open_identity(made, custodian_key(), acting=CUSTODIAN, at=day(1), reason=REASON) == SECRETIVE


def test_the_opening_stands_in_the_journal_and_its_reason_only_as_a_salted_hash() -> None:
    made = laporan()

    open_identity(made, custodian_key(), acting=CUSTODIAN, at=day(1), reason=REASON)

    entry = entries_about(made.reference).last()
    assert entry is not None
    assert (entry.verb, entry.actor, entry.office) == ("identitas.dibuka", "akun:kustodian", "bawaslu-99.07")
    assert set(entry.facts) == {"reason", "key_id"}
    assert len(entry.facts["reason"]) == 64
    kept = IdentityOpening.objects.get()
    assert (kept.reason, kept.actor, kept.at) == (REASON, "akun:kustodian", day(1))


def test_the_reporter_reads_of_every_opening() -> None:
    made = laporan()
    open_identity(made, custodian_key(), acting=CUSTODIAN, at=day(1), reason=REASON)

    told = public_status(made, "id")["milestones"]

    assert told[-1]["what"] == "Identitas Anda dibuka oleh pemegang kunci dengan alasan tertulis"
    assert REASON not in str(told)


def test_the_same_reason_twice_leaves_two_different_hashes() -> None:
    made = laporan()
    for _time in range(2):
        open_identity(made, custodian_key(), acting=CUSTODIAN, at=day(1), reason=REASON)

    first, second = [entry.facts["reason"] for entry in entries_about(made.reference) if "reason" in entry.facts]
    assert first != second


@pytest.mark.parametrize("reason", ["", "perlu", "a\0" + "b" * 20, "a" * 20_001])
def test_a_reason_says_something_that_can_be_kept(reason: str) -> None:
    made = laporan()

    with pytest.raises(Refused) as refusal:
        open_identity(made, custodian_key(), acting=CUSTODIAN, at=day(1), reason=reason)

    assert [problem.field for problem in refusal.value.problems] == ["reason"]
    assert not IdentityOpening.objects.exists()


def test_a_wrong_key_opens_nothing_and_leaves_no_trace() -> None:
    made = laporan()
    entries = entries_about(made.reference).count()

    with pytest.raises(WrongKey):
        open_identity(made, PrivateKey.generate(), acting=CUSTODIAN, at=day(1), reason=REASON)

    assert entries_about(made.reference).count() == entries
    assert not IdentityOpening.objects.exists()


@pytest.mark.parametrize(
    "acting",
    [
        staff("petugas_laporan"),
        staff("anggota"),
        staff("admin", "bawaslu"),
        staff("kustodian", "bawaslu-99.08"),
        staff("kustodian", "bawaslu"),
        REPORTER,
        SYSTEM,
    ],
)
def test_nobody_else_opens_a_seal(acting: Acting) -> None:
    made = laporan()

    with pytest.raises(NotAllowed, match="pemegang kunci"):
        open_identity(made, custodian_key(), acting=acting, at=day(1), reason=REASON)

    assert not can_open_identity(made, acting)
    assert can_open_identity(made, CUSTODIAN)


def test_a_tip_has_nothing_to_open() -> None:
    with pytest.raises(Refused) as refusal:
        open_identity(laporan(TIP), custodian_key(), acting=CUSTODIAN, at=day(1), reason=REASON)

    assert [problem.code for problem in refusal.value.problems] == ["kosong"]


def test_each_seal_opens_to_its_own_reporter() -> None:
    other = replace(SECRETIVE, name="Orang Lain")
    first, second = laporan(), laporan(replace(FULL, reporter=other))

    assert open_identity(second, custodian_key(), acting=CUSTODIAN, at=MONDAY, reason=REASON) == other
    assert open_identity(first, custodian_key(), acting=CUSTODIAN, at=MONDAY, reason=REASON) == SECRETIVE
