"""Issuing: number, file, fingerprint and journal entry together or not at all."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from netral.audit.models import Entry
from netral.audit.queries import entries_about
from netral.documents import actions
from netral.documents.actions import issue, next_letter_number, preview, serve
from netral.documents.models import Document
from netral.documents.queries import check, document_by_token, documents_of
from netral.documents.states import Kind
from netral.procedure.models import NumberSeries
from tests.documents.builders import berita_acara, issued, penerusan, rekomendasi, words
from tests.procedure.builders import EXAMINER, OFFICE, day, laporan, offices

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "berkas"
    return tmp_path / "berkas"


def files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def test_an_issued_letter_is_stored_with_its_fingerprint(media: Path) -> None:
    report = laporan()

    letter = issued(report=report)

    [file] = files(media)
    with letter.opened() as reader:
        pdf = reader.read()
    assert not file.read_bytes().startswith(b"%PDF")
    assert hashlib.sha256(pdf).hexdigest() == letter.sha256
    assert (letter.kind, letter.number, letter.subject) == (
        "surat_penerusan",
        "001/Penerusan/BAWASLU-99.07/I/2024",
        report.reference,
    )
    assert (letter.office, letter.issued_at, str(letter)) == (report.office, day(4), letter.number)
    assert letter.number in words(pdf)
    assert f"/v/{letter.token}/" in words(pdf)
    assert letter.token != letter.key


def test_the_journal_learns_kind_number_and_fingerprint() -> None:
    report = laporan()

    letter = issued(report=report)

    entry = Entry.objects.get(chain=f"dokumen:{letter.key}")
    assert (entry.verb, entry.actor, entry.office, entry.at) == (
        "dokumen.diterbitkan",
        EXAMINER.reference,
        OFFICE,
        day(4),
    )
    assert entry.facts == {"kind": "surat_penerusan", "number": letter.number}
    assert entry.hashes == [letter.sha256]
    assert entry in entries_about(report.reference)
    assert letter.token not in str(list(Entry.objects.values()))
    assert "Made" not in str(list(Entry.objects.values()))


def test_a_letter_may_be_about_more_than_its_subject() -> None:
    report = laporan()
    number = next_letter_number(Kind.FORWARDING, office=report.office, at=day(4))

    issue(
        penerusan(),
        subject=report,
        number=number,
        office=report.office,
        acting=EXAMINER,
        at=day(4),
        about=["perkara:x"],
    )

    assert [entry.verb for entry in entries_about("perkara:x")] == ["dokumen.diterbitkan"]


def test_each_kind_counts_for_itself_in_its_office_and_year() -> None:
    office = offices()

    numbers = [
        next_letter_number(kind, office=office, at=at)
        for kind, at in (
            (Kind.FORWARDING, day(0)),
            (Kind.FORWARDING, day(40)),
            (Kind.RECOMMENDATION, day(0)),
            (Kind.FORWARDING, day(400)),
        )
    ]

    assert numbers == [
        "001/Penerusan/BAWASLU-99.07/I/2024",
        "002/Penerusan/BAWASLU-99.07/II/2024",
        "001/Rekomendasi/BAWASLU-99.07/I/2024",
        "001/Penerusan/BAWASLU-99.07/II/2025",
    ]


def test_one_number_is_used_once() -> None:
    report = laporan()
    letter = issued(report=report)

    with pytest.raises(IntegrityError), transaction.atomic():
        issue(penerusan(), subject=report, number=letter.number, office=report.office, acting=EXAMINER, at=day(5))


def test_a_preview_stores_nothing(media: Path) -> None:
    office = offices()
    entries = Entry.objects.count()

    pdf = preview(rekomendasi(), office=office, at=day(4))

    assert "KONSEP" in words(pdf)
    assert (files(media), Document.objects.count(), Entry.objects.count()) == ([], 0, entries)


def test_a_letter_that_cannot_be_set_leaves_nothing(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = laporan()

    def fail(*args: object, **named: object) -> None:
        raise RuntimeError("disk full")

    def try_to_issue() -> None:
        with transaction.atomic():
            issued(report=report)

    monkeypatch.setattr(actions, "record", fail)
    with pytest.raises(RuntimeError, match="disk full"):
        try_to_issue()

    assert (files(media), Document.objects.count(), NumberSeries.objects.count()) == ([], 0, 0)


def test_documents_of_a_subject_come_in_the_order_they_were_issued() -> None:
    report, other = laporan(), laporan()
    letters = [issued(content, report=report) for content in (berita_acara(), penerusan(), rekomendasi())]
    issued(report=other)

    assert list(documents_of(report.reference)) == letters


def test_a_letter_is_served_as_a_pdf_that_no_cache_keeps() -> None:
    letter = issued()

    response = serve(letter)

    content = b"".join(response.streaming_content)  # type: ignore[arg-type]
    response.close()
    assert hashlib.sha256(content).hexdigest() == letter.sha256
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="001-Penerusan-BAWASLU-99.07-I-2024.pdf"'
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "private, no-store")


def test_a_changed_or_missing_file_is_found(media: Path) -> None:
    letter = issued()
    assert check(letter)
    [file] = files(media)

    file.write_bytes(file.read_bytes() + b"\n")
    assert not check(Document.objects.get())

    file.unlink()
    assert not check(Document.objects.get())


@pytest.mark.parametrize("write", [str, str.upper, lambda token: f" {token[:4]}-{token[4:]} "])
def test_a_token_is_found_however_it_is_typed(write: Any) -> None:
    letter = issued()

    assert document_by_token(write(letter.token)) == letter


@pytest.mark.parametrize("token", ["", "x", "\0", "7k4m2pxd91qf0", "ⅷ" * 20, "a" * 10_000])
def test_an_unknown_token_finds_nothing(token: str) -> None:
    issued()

    assert document_by_token(token) is None
