"""A report comes in: whole, once, sealed, journalled, with a receipt its sender can prove it by."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from netral.audit.models import Entry
from netral.audit.queries import entries_about, public_keys
from netral.evidence.models import Exhibit
from netral.intake import actions, receipts
from netral.intake.actions import submitting
from netral.intake.content import Who
from netral.intake.models import IdempotencyKey, Laporan, Receipt, SealedIdentity
from netral.intake.queries import content_holds, laporan_by_code
from netral.intake.states import KeyReused, Refused
from netral.lib.signing import verify_json
from netral.lib.spoken_codes import holds
from netral.lib.statements import insert
from netral.procedure.models import Clock, NumberSeries
from netral.procedure.queries import differences
from tests.intake.builders import FULL, MONDAY, TIP, accepted, country, laporan, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files(media: Path) -> list[Path]:
    return [file for file in media.rglob("*") if file.is_file()]


def test_a_report_is_stored_as_it_was_told() -> None:
    made = laporan()

    stored = Laporan.objects.get()
    assert stored == made
    assert (stored.kind, stored.what, stored.election) == ("laporan", FULL.what, "pemilu2024")
    assert (stored.act_date, stored.act_time, stored.known_on) == (FULL.act_date, FULL.act_time, FULL.known_on)
    assert (stored.region_id, stored.place, stored.conducts) == ("99.07", "Lapangan desa", ["pengarahan_ajakan"])
    assert [str(row) for row in stored.terlapor_set.all()] == ["Terlapor Rekaan"]
    assert stored.terlapor_set.get().job == "Camat"
    assert stored.witness_set.get().address == "Jalan Saksi 1"
    assert stored.link_set.get().url == "https://contoh.id/unggahan/1"
    assert stored.received_at == MONDAY
    assert stored.office_at("pengawas") == stored.office
    assert stored.pseudonym == f"Pelapor {stored.key[:4].upper()}"


def test_it_opens_under_the_procedure_of_its_election_and_its_first_clock_runs() -> None:
    made = laporan()

    assert (made.procedure, made.status, made.version) == ("pemilu", "diterima", 1)
    assert [clock.rule for clock in Clock.objects.filter(subject=made.reference)] == ["P-KA"]
    assert differences(made) == []


def test_a_report_about_a_pilkada_runs_under_its_procedure() -> None:
    at = MONDAY.replace(month=10)
    made = laporan(
        replace(FULL, election="pilkada2024", act_date=date(2024, 10, 14), known_on=date(2024, 10, 14)), at=at
    )

    assert made.procedure == "pilkada"
    assert [clock.rule for clock in Clock.objects.filter(subject=made.reference)] == ["K-KA"]


def test_numbers_run_per_office_and_year() -> None:
    numbers = [
        laporan().number,
        laporan().number,
        laporan(replace(FULL, region="99.08")).number,
        laporan(replace(FULL, region="")).number,
        laporan(at=MONDAY + timedelta(days=366)).number,
    ]

    assert numbers == [
        "TT-99.07-2024-000001",
        "TT-99.07-2024-000002",
        "TT-99.08-2024-000001",
        "TT-00-2024-000001",
        "TT-99.07-2025-000001",
    ]


def test_the_year_of_a_number_is_the_year_of_the_office() -> None:
    new_year_in_wita = MONDAY.replace(year=2025, month=1, day=1, hour=0, minute=30)

    assert laporan(at=new_year_in_wita).number == "TT-99.07-2025-000001"


def test_the_first_entry_carries_codes_and_hashes_and_no_word_of_the_report() -> None:
    made = laporan(uploads=[photo()])

    opening = entries_about(made.reference).first()
    assert opening is not None
    assert (opening.verb, opening.actor, opening.office) == ("laporan.dibuka", "pelapor", "bawaslu-99.07")
    assert opening.facts["number"] == made.number
    assert opening.facts["kind"] == "laporan"
    assert opening.hashes == [Exhibit.objects.get().sha256]
    assert "Camat" not in str(opening.facts)


def test_the_journal_vouches_for_the_words_without_knowing_them() -> None:
    made = laporan()

    assert content_holds(made)
    Laporan.objects.update(what="Tidak terjadi apa-apa.")
    assert not content_holds(Laporan.objects.get())


@pytest.mark.parametrize("change", ["terlapor", "witness", "link"])
def test_a_row_taken_away_is_noticed(change: str) -> None:
    made = laporan()

    getattr(made, f"{change}_set").all().delete()

    assert not content_holds(Laporan.objects.get())


def test_the_code_opens_the_laporan_and_stands_in_no_table() -> None:
    done = accepted()

    assert holds(done.code)
    assert laporan_by_code(done.code) == done.laporan
    assert laporan_by_code(done.code.lower().replace("0", "o")) == done.laporan
    assert Receipt.objects.get().code_hash == receipts.code_hash(done.code)
    assert laporan_by_code("") is None


def test_the_statement_proves_itself_offline() -> None:
    done = accepted(uploads=[photo()])

    signature = done.statement["signature"]
    unsigned = {name: value for name, value in done.statement.items() if name != "signature"}
    key = next(key["public_key"] for key in public_keys() if key["key_id"] == done.statement["key_id"])
    assert set(unsigned) == {"number", "received", "exhibits", "entry_hash", "anchor", "key_id"}
    assert verify_json(str(key), unsigned, signature)
    assert not verify_json(str(key), {**unsigned, "number": "TT-00-2024-000001"}, signature)
    assert unsigned["received"] == "2024-01-15T09:00:00+08:00"
    assert unsigned["exhibits"] == [Exhibit.objects.get().sha256]
    assert unsigned["entry_hash"] == Entry.objects.get(verb="laporan.dibuka").hash
    assert unsigned["anchor"] is None


def test_files_become_exhibits_once_each() -> None:
    done = accepted(uploads=[photo("satu.png"), photo("dua.png", b"2"), photo("salinan.png")])

    exhibits = Exhibit.objects.filter(subject=done.laporan.reference)
    assert [exhibit.label for exhibit in exhibits.order_by("pk")] == ["B1", "B2"]
    assert done.statement["exhibits"] == [exhibit.sha256 for exhibit in exhibits.order_by("pk")]


def test_the_reporter_is_sealed_before_anything_is_stored() -> None:
    made = laporan()

    sealed = SealedIdentity.objects.get()
    assert sealed.laporan == made
    assert (sealed.has_name, sealed.has_address) == (True, True)
    assert b"Wayan" not in bytes(sealed.ciphertext)


def test_a_tip_has_no_seal_at_all() -> None:
    laporan(TIP)

    assert not SealedIdentity.objects.exists()


def test_the_same_key_and_report_within_a_day_answer_the_same() -> None:
    first = accepted(key="k")

    again = accepted(key="k", at=MONDAY + timedelta(hours=23, minutes=59))

    assert (first.replayed, again.replayed) == (False, True)
    assert (again.laporan, again.code, again.statement, again.warnings) == (
        first.laporan,
        first.code,
        first.statement,
        first.warnings,
    )
    assert Laporan.objects.count() == 1


def test_the_same_key_with_another_report_is_refused() -> None:
    accepted(key="k")

    with pytest.raises(KeyReused):
        accepted(replace(FULL, what="Cerita lain."), key="k")

    assert Laporan.objects.count() == 1


def test_the_same_key_with_another_file_is_refused() -> None:
    accepted(key="k", uploads=[photo()])

    with pytest.raises(KeyReused):
        accepted(key="k", uploads=[photo(tail=b"2")])


def test_a_key_is_free_again_after_a_day() -> None:
    first = accepted(key="k")

    second = accepted(replace(FULL, what="Kejadian lain."), key="k", at=MONDAY + timedelta(hours=24))

    assert second.laporan != first.laporan
    assert IdempotencyKey.objects.get().laporan == second.laporan


def test_the_same_report_sent_again_days_later_has_its_old_receipt() -> None:
    first = accepted(key="k")

    again = accepted(key="k", at=MONDAY + timedelta(days=3))

    assert (again.laporan, again.code, again.replayed) == (first.laporan, first.code, True)
    assert Laporan.objects.count() == 1


def test_the_same_report_under_another_key_is_another_report() -> None:
    first, second = accepted(key="k"), accepted(key="l")

    assert first.code != second.code
    assert first.laporan.number != second.laporan.number


@pytest.mark.parametrize("key", ["", "a" * 65, "k\n", "k\0", "ключ"])
def test_a_key_must_be_short_and_plain(key: str) -> None:
    country()

    with pytest.raises(Refused) as refusal:
        actions.submit(FULL, idempotency_key=key, at=MONDAY)

    assert [problem.field for problem in refusal.value.problems] == ["Idempotency-Key"]


def test_a_key_of_64_characters_is_short_enough() -> None:
    assert accepted(key="a" * 64).code


def test_the_code_can_be_shown_again_to_who_holds_key_and_body() -> None:
    done = accepted(key="k")

    assert actions.shown_again("k", done.body_hash) == done.code
    assert actions.shown_again("l", done.body_hash) != done.code


def test_a_bad_file_stops_the_whole_and_is_named() -> None:
    country()
    page = photo("halaman.png")
    page.file.write(b"<!DOCTYPE html><script>")
    page.seek(0)

    with pytest.raises(Refused) as refusal:
        accepted(uploads=[photo(), page])

    assert [problem.field for problem in refusal.value.problems] == ["evidence.1"]
    assert "halaman.png" in refusal.value.problems[0].message
    assert not Laporan.objects.exists()
    assert not Exhibit.objects.exists()


def test_eleven_files_are_too_many() -> None:
    with pytest.raises(Refused) as refusal:
        accepted(uploads=[photo(tail=bytes([number])) for number in range(11)])

    assert [problem.code for problem in refusal.value.problems] == ["terlalu_banyak"]


def fail_at_the_receipt(monkeypatch: pytest.MonkeyPatch, failure: Exception) -> None:
    """The receipt is the last row of a report; by then everything else is written."""

    def insert_or_fail(rows: Sequence[Model]) -> None:
        if any(isinstance(row, Receipt) for row in rows):
            raise failure
        insert(rows)

    monkeypatch.setattr(submitting, "insert", insert_or_fail)


@pytest.mark.django_db(transaction=True)
def test_when_the_last_row_fails_nothing_at_all_is_left(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    country()
    entries = Entry.objects.count()

    fail_at_the_receipt(monkeypatch, OSError("disk full"))
    with pytest.raises(OSError, match="disk full"):
        accepted(uploads=[photo()])

    assert not Laporan.objects.exists()
    assert not Exhibit.objects.exists()
    assert not SealedIdentity.objects.exists()
    assert not NumberSeries.objects.exists()
    assert not IdempotencyKey.objects.exists()
    assert Entry.objects.count() == entries
    assert files(media) == []


def test_a_refused_report_leaves_no_file(media: Path) -> None:
    with pytest.raises(Refused):
        accepted(replace(FULL, what=""), uploads=[photo()])
    with pytest.raises(Refused):
        accepted(uploads=[photo(), SimpleUploadedFile("laman.png", b"<!DOCTYPE html>")])

    assert files(media) == []


def test_the_same_report_again_leaves_no_second_file(media: Path) -> None:
    for _ in range(2):
        accepted(key="sama", uploads=[photo(), photo("salinan.png")])

    assert (len(files(media)), Exhibit.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_report_stored_by_someone_else_meanwhile_leaves_no_second_file(
    media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = accepted(key="sama", uploads=[photo()])
    look, looks = submitting._replay, count()
    monkeypatch.setattr(submitting, "_replay", lambda *asked: look(*asked) if next(looks) else None)

    again = accepted(key="sama", uploads=[photo()])

    assert (again.code, again.replayed) == (first.code, True)
    assert len(files(media)) == 1


@pytest.mark.django_db(transaction=True)
def test_files_are_written_before_anybody_has_to_wait(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    country()
    written: list[bool] = []
    save = FileSystemStorage.save

    def watched(storage: FileSystemStorage, name: str, content: Any) -> str:
        written.append(connection.in_atomic_block)
        return save(storage, name, content)

    monkeypatch.setattr(FileSystemStorage, "save", watched)
    accepted(uploads=[photo(), photo(tail=b"2")])

    assert written == [False, False]
    assert len(files(media)) == 2


def test_an_unforeseen_contradiction_of_the_database_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    country()

    fail_at_the_receipt(monkeypatch, IntegrityError("something else"))

    with pytest.raises(IntegrityError, match="something else"):
        accepted()


def test_a_report_takes_few_statements_however_much_it_says() -> None:
    """On SQLite nobody else writes meanwhile: one more statement here is one more for everybody who waits."""
    accepted()
    long = replace(FULL, who=FULL.who * 20, witnesses=FULL.witnesses * 20, links=FULL.links * 20)

    with CaptureQueriesContext(connection) as asked:
        actions.submit(long, idempotency_key="panjang", at=MONDAY)

    statements = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
    assert len(statements) <= 19, statements


def test_what_is_missing_is_a_warning_in_the_language_of_the_sender() -> None:
    with translation.override("en"):
        done = accepted(replace(TIP, who=(), links=(), witnesses=()))

    warned = {warning["field"]: warning["code"] for warning in done.warnings}
    assert warned == {"reporter": "belum_lengkap", "who": "belum_lengkap", "links": "belum_lengkap"}
    assert Receipt.objects.get().warnings == done.warnings
    assert "The reported party" in str(done.warnings)


def test_a_report_without_a_name_for_the_terlapor_is_kept() -> None:
    made = laporan(replace(FULL, who=(Who(job="Kepala dinas"),)))

    assert str(made.terlapor_set.get()) == "Kepala dinas"


def test_a_report_reads_as_its_number() -> None:
    assert str(laporan()) == "TT-99.07-2024-000001"
    assert ZoneInfo("Asia/Makassar").key == laporan().office.zone
