"""Opening the seal: only a custodian, only with a reason, never silently."""

from dataclasses import replace

import pytest
from nacl.public import PrivateKey

from netral.access.states import REPORTER, SYSTEM, Acting
from netral.audit.queries import entries_about
from netral.intake.actions import open_identity, reissue_code
from netral.intake.models import IdentityOpening, Laporan
from netral.intake.policies import can_open_identity
from netral.intake.queries import laporan_by_code, public_status
from netral.intake.states import Refused, WrongKey
from netral.procedure.states import NotAllowed
from tests.intake.builders import FULL, MONDAY, SECRETIVE, TIP, accepted, custodian_key, day, laporan, staff

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
    assert set(entry.facts) == {"reason", "key_id", "purpose"}
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


def lost(at: int = 1, purpose: str = "kode_hilang") -> Laporan:
    """A laporan whose reporter came to the counter without the code."""
    made = laporan()
    open_identity(made, custodian_key(), acting=CUSTODIAN, at=day(at), reason=REASON, purpose=purpose)
    return made


def test_a_reporter_at_the_counter_gets_a_new_code_and_the_old_one_leads_nowhere() -> None:
    report = accepted()
    open_identity(report.laporan, custodian_key(), acting=CUSTODIAN, at=day(1), reason=REASON, purpose="kode_hilang")

    code = reissue_code(report.laporan, acting=CUSTODIAN, at=day(1), compared=True)

    assert laporan_by_code(code) == report.laporan
    assert laporan_by_code(report.code) is None
    told = public_status(report.laporan, "id")["milestones"][-1]["what"]
    assert told == "Kode tanda terima diganti sesudah identitas Anda diperiksa di kantor; kode lama tidak berlaku"


def test_the_new_code_stands_in_no_table_and_in_no_entry() -> None:
    made = lost()

    code = reissue_code(made, acting=CUSTODIAN, at=day(1), compared=True).replace(" ", "")

    assert code not in str([[entry.facts, entry.hashes] for entry in entries_about(made.reference)])


def test_without_an_opening_for_that_purpose_just_before_there_is_no_new_code() -> None:
    cases = [(laporan(), day(1)), (lost(purpose="permintaan_hukum"), day(1)), (lost(), day(1, hour=10))]

    for made, at in cases:
        with pytest.raises(Refused, match="Buka dulu segel"):
            reissue_code(made, acting=CUSTODIAN, at=at, compared=True)


def test_another_custodians_opening_does_not_count() -> None:
    other = Acting("akun:kustodian2", CUSTODIAN.seats)

    with pytest.raises(Refused, match="Buka dulu segel"):
        reissue_code(lost(), acting=other, at=day(1), compared=True)


def test_the_document_must_have_been_compared() -> None:
    with pytest.raises(Refused, match="tanda pengenal"):
        reissue_code(lost(), acting=CUSTODIAN, at=day(1), compared=False)


@pytest.mark.parametrize("who", [staff(), staff("pemeriksa"), staff("admin"), staff("kustodian", "bawaslu-99.08")])
def test_nobody_but_the_custodian_of_the_office_issues_a_code(who: Acting) -> None:
    with pytest.raises(NotAllowed):
        reissue_code(lost(), acting=who, at=day(1), compared=True)


def test_an_opening_is_for_one_of_the_known_purposes() -> None:
    with pytest.raises(Refused, match="Pilih untuk apa"):
        open_identity(laporan(), custodian_key(), acting=CUSTODIAN, at=day(1), reason=REASON, purpose="ingin_tahu")
