"""Keeping and serving: bit for bit, once, and never half."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from netral.access.states import Acting
from netral.audit.models import Entry
from netral.audit.queries import entries_about
from netral.evidence.actions import keep, keeping, written
from netral.evidence.content import Original
from netral.evidence.models import Exhibit
from netral.evidence.policies import check_can_keep
from netral.evidence.queries import check, exhibits_of
from netral.evidence.states import ACCEPTED, EXTENSIONS, EvidenceRefused
from netral.evidence.storing import keys
from netral.lib.encrypted_files import sealed
from tests.evidence.builders import AT, PDF, PNG, SAMPLES, SUBJECT, exhibit, stored_in, upload
from tests.lib.test_upload_handlers import on_disk
from tests.procedure.test_actions import at_once


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "berkas"
    return tmp_path / "berkas"


@pytest.mark.django_db
def test_a_file_is_kept_bit_for_bit(media: Path) -> None:
    kept = keep(SUBJECT, upload(PNG, "IMG 2024 (Camat).png"), at=AT)

    assert stored_in(media) == [PNG]
    assert (kept.sha256, kept.size, kept.media_type) == (hashlib.sha256(PNG).hexdigest(), len(PNG), "image/png")
    assert (kept.label, kept.purpose, kept.subject, kept.received_at) == ("B1", "bukti", SUBJECT, AT)
    assert str(kept) == f"B1 {SUBJECT}"


@pytest.mark.django_db
def test_the_name_stands_in_the_row_and_nowhere_else(media: Path) -> None:
    kept = keep(SUBJECT, upload(PNG, "Camat_Budi.png"), at=AT)

    assert kept.filename == "Camat_Budi.png"
    assert "Camat_Budi" not in kept.file.name
    assert not [path for path in media.rglob("*") if "Camat" in path.name or "." in path.name]
    assert "Camat" not in str(list(Entry.objects.values()))


@pytest.mark.django_db
def test_the_journal_learns_hash_size_and_type() -> None:
    auditor = Acting("akun:7k4m2pxd91qf0", ())

    kept = keep(SUBJECT, upload(PDF, "keputusan.pdf"), at=AT, acting=auditor, office="bkn", about=["perkara:x"])

    entry = Entry.objects.get(chain=SUBJECT)
    assert (entry.verb, entry.actor, entry.office, entry.at) == ("bukti.disimpan", auditor.reference, "bkn", AT)
    assert (entry.facts, entry.hashes) == ({"size": len(PDF), "media_type": "application/pdf"}, [kept.sha256])
    assert list(entries_about("perkara:x")) == [entry]


@pytest.mark.django_db
def test_labels_count_per_subject_and_kind() -> None:
    kept = [
        exhibit(PNG + b"1"),
        exhibit(PNG + b"2"),
        exhibit(PNG, subject="laporan:other"),
        keep(SUBJECT, upload(PDF), at=AT, purpose="keputusan"),
        keep(SUBJECT, upload(PDF + b"\n"), at=AT, purpose="lain"),
        exhibit(PNG + b"3"),
    ]

    assert [each.label for each in kept] == ["B1", "B2", "B1", "K1", "L1", "B3"]
    assert [each.label for each in exhibits_of(SUBJECT)] == ["B1", "B2", "K1", "L1", "B3"]


@pytest.mark.django_db
def test_the_same_bytes_are_the_same_exhibit(media: Path) -> None:
    first = exhibit(PNG, name="satu.png")

    second = exhibit(PNG, name="dua.png")

    assert second == first
    assert (len(stored_in(media)), Entry.objects.filter(chain=SUBJECT).count()) == (1, 1)


@pytest.mark.django_db
def test_the_same_bytes_in_another_subject_are_another_exhibit(media: Path) -> None:
    assert exhibit(PNG) != exhibit(PNG, subject="laporan:other")
    assert len(stored_in(media)) == 2


@pytest.mark.django_db
def test_a_refused_file_leaves_nothing(media: Path) -> None:
    with pytest.raises(EvidenceRefused):
        exhibit(b"<!DOCTYPE html>", name="foto.png")

    assert (stored_in(media), Exhibit.objects.count(), Entry.objects.count()) == ([], 0, 0)


@pytest.mark.django_db
def test_the_public_may_send_what_the_setting_says_and_staff_what_is_said_for_them(settings: Any) -> None:
    settings.EVIDENCE_LARGEST = 60

    with pytest.raises(EvidenceRefused, match="lebih besar dari"):
        exhibit(PNG)
    assert keep(SUBJECT, upload(PNG), at=AT, largest=1000).size == len(PNG)


@pytest.mark.django_db
def test_a_large_upload_on_disk_is_kept_whole(media: Path) -> None:
    content = SAMPLES["mp4"][0] + bytes(300_000)
    file = on_disk(content, name="video.mp4")

    kept = keep(SUBJECT, file, at=AT)
    file.close()

    assert (stored_in(media), kept.sha256, check(kept)) == ([content], hashlib.sha256(content).hexdigest(), True)


@pytest.mark.django_db(transaction=True)
def test_a_rollback_takes_the_file_along(media: Path) -> None:
    def keep_and_fail() -> None:
        with transaction.atomic():
            exhibit(PNG)
            assert stored_in(media) == [PNG]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        keep_and_fail()

    assert (stored_in(media), Exhibit.objects.count(), Entry.objects.count()) == ([], 0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_part_takes_its_file_along_and_leaves_the_rest(media: Path) -> None:
    def part() -> None:
        with transaction.atomic():
            exhibit(PDF)
            raise ZeroDivisionError

    with transaction.atomic():
        exhibit(PNG)
        with pytest.raises(ZeroDivisionError):
            part()

    assert stored_in(media) == [PNG]
    assert [each.label for each in exhibits_of(SUBJECT)] == ["B1"]


@pytest.mark.django_db(transaction=True)
def test_a_failing_hook_of_someone_else_takes_no_committed_file(media: Path) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    def commit() -> None:
        with transaction.atomic():
            transaction.on_commit(fail)
            exhibit(PNG)

    with pytest.raises(ZeroDivisionError):
        commit()

    assert stored_in(media) == [PNG]
    assert check(Exhibit.objects.get())


@pytest.mark.django_db(transaction=True)
def test_a_file_stays_after_the_commit(media: Path) -> None:
    kept = exhibit(PNG)

    assert stored_in(media) == [PNG]
    assert check(Exhibit.objects.get(pk=kept.pk))


@pytest.mark.django_db(transaction=True)
def test_a_row_that_cannot_be_written_takes_the_file_along(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **named: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(Exhibit, "save", fail)
    with pytest.raises(RuntimeError, match="disk full"):
        exhibit(PNG)

    assert (stored_in(media), Entry.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_files_sent_at_once_get_labels_of_their_own(media: Path) -> None:
    results = at_once(lambda number: exhibit(PNG + bytes([number])), 6)

    assert sorted(each.label for each in results if isinstance(each, Exhibit)) == [f"B{n}" for n in range(1, 7)], (
        results
    )
    assert len(stored_in(media)) == 6


@pytest.mark.django_db(transaction=True)
def test_one_file_sent_six_times_at_once_is_one_exhibit(media: Path) -> None:
    results = at_once(lambda number: exhibit(PNG), 6)

    assert {getattr(each, "label", each) for each in results} == {"B1"}, results
    assert (stored_in(media), Exhibit.objects.count(), Entry.objects.count()) == ([PNG], 1, 1)


def test_every_type_has_one_usual_extension() -> None:
    assert EXTENSIONS["image/jpeg"] == ".jpg"
    assert EXTENSIONS["audio/mpeg"] == ".mp3"
    assert set(EXTENSIONS) == set(ACCEPTED.values())


@pytest.mark.django_db
@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("damage", [b"", PNG[:-1], PNG + b"\0", PNG.replace(b"IHDR", b"IHDr")])
def test_a_changed_file_is_found(media: Path, damage: bytes, plain: bool) -> None:
    kept = exhibit(PNG)
    assert check(kept)

    (media / kept.file.name).write_bytes(damage if plain else b"".join(sealed([damage], keys)))

    assert not check(Exhibit.objects.get(pk=kept.pk))


@pytest.mark.django_db
def test_a_missing_file_is_found(media: Path) -> None:
    kept = exhibit(PNG)
    (media / kept.file.name).unlink()

    assert not check(Exhibit.objects.get(pk=kept.pk))


@pytest.mark.django_db
def test_two_that_arrive_together_are_told_apart_by_the_database(monkeypatch: pytest.MonkeyPatch, media: Path) -> None:
    """The look before the leap finds nothing, the constraint does."""
    first = exhibit(PNG)
    real = keeping.Exhibit.objects.filter

    class Blind:
        """As if the first look came before the other one committed."""

        def __init__(self, rows: Any) -> None:
            self.rows = rows

        def first(self) -> None:
            return None

        def get(self) -> Exhibit:
            return self.rows.get()  # type: ignore[no-any-return]

        def count(self) -> int:
            return self.rows.count()  # type: ignore[no-any-return]

    monkeypatch.setattr(keeping.Exhibit.objects, "filter", lambda **named: Blind(real(**named)))
    again = keep(SUBJECT, upload(PNG), at=AT + timedelta(hours=1))

    assert again == first
    assert (stored_in(media), Entry.objects.count()) == ([PNG], 1)


def original(content: bytes, name: str = "foto.png") -> Original:
    file = upload(content, name)
    return Original(file, *check_can_keep(file, largest=1000))


@pytest.mark.django_db(transaction=True)
def test_a_file_written_before_the_transaction_is_kept_like_any_other(media: Path) -> None:
    with written([original(PNG), original(PDF, "surat.pdf")]) as ready, transaction.atomic():
        kept = [keep(SUBJECT, each, at=AT) for each in ready]

    assert stored_in(media) == sorted([PNG, PDF])
    assert [(each.label, each.filename, check(each)) for each in kept] == [
        ("B1", "foto.png", True),
        ("B2", "surat.pdf", True),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_file_written_a_second_time_goes_again(media: Path) -> None:
    first = exhibit(PNG)

    with written([original(PNG)]) as ready, transaction.atomic():
        again = keep(SUBJECT, ready[0], at=AT)

    assert (again, stored_in(media), check(first)) == (first, [PNG], True)


@pytest.mark.django_db(transaction=True)
def test_a_failed_transaction_takes_written_files_along(media: Path) -> None:
    def keep_and_fail() -> None:
        with written([original(PNG)]) as ready, transaction.atomic():
            keep(SUBJECT, ready[0], at=AT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        keep_and_fail()

    assert (stored_in(media), Exhibit.objects.count(), Entry.objects.count()) == ([], 0, 0)
