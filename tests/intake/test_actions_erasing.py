"""What is no longer needed is gone, the journal stands without it, and a legal hold holds."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from netral.access.states import Acting
from netral.audit.queries import entries_about, verify
from netral.evidence import verification
from netral.evidence.policies import check_can_show
from netral.evidence.states import NotShown
from netral.intake import actions
from netral.intake.house_rules import house_rule
from netral.intake.models import Keeping, Laporan, ReleaseCopy, SealedIdentity
from netral.intake.policies import check_can_add_evidence
from netral.intake.queries import ended_at, exhibits_of, public_status, report_as_received
from netral.intake.states import Refused
from netral.offices.queries import organisation
from netral.procedure.models import Transfer, TransferState
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.intake.builders import (
    MONDAY,
    NEIGHBOUR,
    PROVINCE,
    TIP,
    accepted,
    custodian_key,
    day,
    decided,
    laporan,
    photo,
    staff,
)  # fmt: skip
from tests.intake.test_secrecy import every_row

pytestmark = pytest.mark.django_db
MEMBER, CUSTODIAN, OFFICER = staff("anggota"), staff("kustodian"), staff()
REASON = "Masih diperlukan sebagai saksi dalam perkara pengadilan."
NAMES, TEXTS = house_rule("identity_kept").length, house_rule("texts_kept").length


def ended(at: datetime = MONDAY) -> Laporan:
    """A laporan that came to its end on that Monday, with everything people may have written about it."""
    made = laporan()
    actions.open_identity(made, custodian_key(), acting=CUSTODIAN, at=at, reason="Alasan rahasia yang panjang.")
    actions.write_from_reporter(made, "Pesan rahasia pelapor.", at=at)
    actions.approve_release(made, text="Salinan rahasia.", acting=OFFICER, at=at)
    return decided(made, "tolak", at=at)


def texts(made: Laporan) -> str:
    """Everything people wrote, as far as it is still there."""
    made = Laporan.objects.get(pk=made.pk)
    letters = [message.text for message in made.messages.all()]
    reasons = [row.reason for row in (*made.openings.all(), *made.reviews.all())]
    return str([report_as_received(made).as_json(), letters, reasons])


def test_a_laporan_has_ended_when_nothing_of_it_runs() -> None:
    assert ended_at(laporan()) is None
    assert ended_at(ended()) == MONDAY


def test_after_its_period_the_identity_is_gone_and_its_openings_say_no_more_why() -> None:
    made = ended()

    assert actions.erase_expired(MONDAY + NAMES - timedelta(seconds=1)) == {"identities": 0, "texts": 0}
    assert actions.erase_expired(MONDAY + NAMES) == {"identities": 1, "texts": 0}
    assert actions.erase_expired(MONDAY + NAMES) == {"identities": 0, "texts": 0}

    assert not SealedIdentity.objects.exists()
    assert [(row.reason, row.salt) for row in made.openings.all()] == [("", "")]
    assert public_status(made, "id")["milestones"][-1]["what"] == "Identitas Anda dihapus; segelnya tidak ada lagi"


def test_after_theirs_the_texts_are_gone_and_the_journal_stands(tmp_path: Path) -> None:
    made = ended()
    before = texts(made)

    assert actions.erase_expired(MONDAY + TEXTS) == {"identities": 1, "texts": 1}

    left = texts(made)
    for secret in ("Camat", "Terlapor", "Lapangan", "Saksi", "rahasia", "contoh.id"):
        assert (secret in left, secret.lower() in before.lower()) == (False, True)
    assert (Laporan.objects.get(pk=made.pk).salt, ReleaseCopy.objects.exists()) == ("", False)
    assert verify(tmp_path).ok


def test_why_it_was_handed_over_goes_with_the_texts_and_the_line_stays() -> None:
    made = ended()
    Transfer.objects.create(
        subject=made.reference, number=made.number, kind="pelimpahan", origin=made.office,
        receiver=organisation(NEIGHBOUR), letter_number="031/PM", letter_on=MONDAY.date(), basis="Pasal 20",
        reason="Camat Anu saudara ketua kami.", made_at=MONDAY, made_by=OFFICER.reference,
        state=TransferState.RETURNED, answer="Camat Anu tinggal di sana.", answered_at=MONDAY,
        answered_by=OFFICER.reference,
    )  # fmt: skip

    actions.erase_texts(made, at=day(1))

    assert Transfer.objects.values_list("letter_number", "reason", "answer").get() == ("031/PM", "", "")


def test_what_was_erased_is_gone_from_the_rows_as_bytes_too() -> None:
    made = ended()
    with connection.cursor() as cursor:
        cursor.execute("SELECT ciphertext FROM intake_sealedidentity")
        [(sealed,)] = cursor.fetchall()

    actions.erase_texts(made, at=day(1))

    assert not any(bytes(sealed) in row for _, row in every_row())


def test_files_go_with_the_texts_and_only_when_that_ends_well(django_capture_on_commit_callbacks: Any) -> None:
    made = decided(accepted(uploads=[photo()]).laporan, "tolak", at=MONDAY)
    exhibit = exhibits_of(made)[0]
    file, fingerprint = Path(default_storage.path(str(exhibit.file.name))), exhibit.sha256
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_texts(made, at=day(1))

    exhibit.refresh_from_db()
    assert (file.exists(), exhibit.arrival, exhibit.filename) == (False, "dihapus", "")
    assert exhibit.sha256 == fingerprint
    assert verification.verify().exhibits == 0
    with pytest.raises(NotShown, match="sudah dihapus"):
        check_can_show(exhibit)


def test_what_is_kept_no_more_takes_nothing_new_that_nobody_would_ever_erase() -> None:
    made = ended()
    actions.answer_check_in(made, answer="ada_tekanan", at=day(31), note="Catatan.")
    pressed = made.check_ins.get()
    actions.erase_texts(made, at=day(61))
    secret, told = "Kata baru yang rahasia.", MONDAY + TEXTS

    for write in (
        lambda: actions.write_from_reporter(made, secret, at=told),
        lambda: actions.write_to_reporter(made, secret, acting=OFFICER, at=told),
        lambda: actions.approve_release(made, text=secret, acting=OFFICER, at=told),
        lambda: actions.answer_check_in(made, answer="ada_tekanan", at=told, note=secret),
        lambda: actions.handle_check_in(pressed, acting=OFFICER, at=told, done=secret),
    ):
        with pytest.raises(Refused):
            write()
    with pytest.raises(NotAllowed, match="sudah ditutup"):
        check_can_add_evidence(made)


def test_whoever_still_asked_for_the_name_is_answered_by_its_going() -> None:
    made = laporan()
    asked, _key = actions.ask(made, acting=OFFICER, at=MONDAY, purpose="klarifikasi", reason="Alasan rahasia panjang.")
    actions.withdraw(made, at=MONDAY)

    actions.ask_for_erasure(made, at=day(1))

    asked.refresh_from_db()
    assert (asked.status, asked.reason, asked.answered_by) == ("ditolak", "", "pelapor")
    with pytest.raises(SomeoneWasFaster):
        actions.decline(asked, acting=CUSTODIAN, at=day(2), reason="Alasan baru yang rahasia.")


def test_what_still_runs_is_kept_however_old() -> None:
    laporan()

    assert actions.erase_expired(MONDAY + 2 * TEXTS) == {"identities": 0, "texts": 0}


def test_a_legal_hold_keeps_everything_until_it_is_lifted() -> None:
    made = ended()
    actions.hold_erasing(made, acting=MEMBER, at=day(1), reason=REASON)

    assert actions.erase_expired(MONDAY + TEXTS) == {"identities": 0, "texts": 0}
    with pytest.raises(NotAllowed, match="ditahan"):
        actions.erase_identity(made, at=day(2))

    actions.free_erasing(made, acting=MEMBER, at=day(3))
    assert actions.erase_expired(MONDAY + TEXTS) == {"identities": 1, "texts": 1}
    verbs = [entry.verb for entry in entries_about(made.reference)][-4:]
    assert verbs == ["penghapusan.ditahan", "penghapusan.dilanjutkan", "identitas.dihapus", "laporan.isi_dihapus"]


def test_nothing_is_freed_that_was_not_held() -> None:
    with pytest.raises(Refused, match="tidak ditahan"):
        actions.free_erasing(ended(), acting=MEMBER, at=day(1))


@pytest.mark.parametrize("who", [OFFICER, staff("pemeriksa"), CUSTODIAN, staff("anggota", NEIGHBOUR), staff("admin")])
def test_only_a_member_of_the_office_holds_and_frees(who: Acting) -> None:
    made = ended()

    with pytest.raises(NotAllowed):
        actions.hold_erasing(made, acting=who, at=day(1), reason=REASON)
    with pytest.raises(NotAllowed):
        actions.free_erasing(made, acting=who, at=day(1))
    assert not Keeping.objects.exists()


def test_a_reporter_has_the_name_erased_once_the_process_has_ended() -> None:
    made = ended()

    actions.ask_for_erasure(made, at=day(1))

    assert not SealedIdentity.objects.exists()
    entry = entries_about(made.reference).last()
    assert entry is not None
    assert (entry.verb, entry.actor, entry.facts) == ("identitas.dihapus", "pelapor", {"because": "permintaan"})


def test_before_the_end_or_without_a_name_there_is_nothing_to_erase() -> None:
    with pytest.raises(NotAllowed, match="masih diproses"):
        actions.ask_for_erasure(laporan(), at=day(1))
    with pytest.raises(Refused, match="Tidak ada identitas"):
        actions.ask_for_erasure(decided(laporan(TIP), "tolak"), at=day(1))


@pytest.mark.parametrize("who", [staff("pemeriksa", PROVINCE), staff(office=NEIGHBOUR), CUSTODIAN])
def test_a_release_copy_is_the_offices_own_decision(who: Acting) -> None:
    with pytest.raises(NotAllowed):
        actions.approve_release(laporan(), text="Salinan.", acting=who, at=day(1))
