"""The decision as a file: what is taken, under which label, who opens it, and that nothing of a refusal stays."""

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from netral.audit.models import Entry
from netral.discipline.models import Decision
from netral.discipline.states import Refused
from netral.evidence.actions import keep
from netral.evidence.models import Exhibit
from netral.evidence.queries import check
from tests.cases.builders import day, decided, forwarded
from tests.discipline.builders import OFFICIAL, decree, imposed, ready, taken_in, traces, verified
from tests.discipline.pages import AGENCY, client, fetched, url
from tests.evidence.builders import PDF, PNG, REFUSED, SAMPLES, upload

pytestmark = pytest.mark.django_db
OTHERS = {kind: content for kind, (content, media_type) in SAMPLES.items() if media_type != "application/pdf"}
NOT_A_DECISION = {**OTHERS, **{kind: content for kind, (content, _found) in REFUSED.items()}}


@pytest.mark.parametrize("kind", NOT_A_DECISION)
def test_what_is_not_a_pdf_is_refused_with_the_way_out(kind: str) -> None:
    penanganan = ready()
    before = traces(penanganan)

    with pytest.raises(Refused) as refusal:
        imposed(penanganan, upload=decree("keputusan.pdf", NOT_A_DECISION[kind]))

    assert refusal.value.field == "upload"
    assert refusal.value.message == "Keputusan harus berupa PDF. Pindai naskahnya sebagai PDF, lalu unggah lagi."
    assert traces(penanganan) == before


@pytest.mark.parametrize(
    ("content", "largest", "sentence"),
    [(b"", 1000, "“keputusan.pdf” kosong."), (PDF, len(PDF) - 1, "“keputusan.pdf” lebih besar dari")],
)
def test_an_empty_file_and_one_too_large_are_refused(
    content: bytes, largest: int, sentence: str, settings: Any
) -> None:
    penanganan, settings.EVIDENCE_LARGEST = ready(), largest
    before = traces(penanganan)

    with pytest.raises(Refused) as refusal:
        imposed(penanganan, upload=decree("keputusan.pdf", content))

    assert refusal.value.field == "upload"
    assert refusal.value.message.startswith(sentence)
    assert traces(penanganan) == before


def test_a_file_of_exactly_the_largest_size_is_kept_byte_for_byte(settings: Any) -> None:
    settings.EVIDENCE_LARGEST = len(PDF)

    penanganan = imposed(upload=decree("keputusan.pdf", PDF))

    exhibit = penanganan.decision.exhibit
    assert (exhibit.size, exhibit.media_type, exhibit.label) == (len(PDF), "application/pdf", "K1")
    assert exhibit.sha256 == hashlib.sha256(PDF).hexdigest()
    assert check(exhibit)


@pytest.mark.parametrize("name", ["keputusan.docx", "../../etc/passwd", "<b>.pdf", "K" * 400, ""])
def test_the_content_makes_the_pdf_not_its_name(name: str) -> None:
    file = SimpleUploadedFile("x", PDF, "text/html")
    file._name = name

    penanganan = imposed(upload=file)

    assert penanganan.decision.exhibit.media_type == "application/pdf"
    assert "/" not in penanganan.decision.exhibit.filename
    assert str(penanganan.decision.exhibit.file.name).startswith("bukti/")


def test_after_a_refusal_the_right_file_is_taken_and_is_the_first() -> None:
    penanganan = ready()
    for content in (PNG, b"", b"<html>"):
        with pytest.raises(Refused):
            imposed(penanganan, upload=decree(content=content))

    imposed(penanganan)

    assert [exhibit.label for exhibit in Exhibit.objects.filter(subject=penanganan.reference)] == ["K1"]
    assert Entry.objects.filter(chain=penanganan.reference, verb="bukti.disimpan").count() == 1


def test_the_same_decree_for_two_people_is_kept_for_each() -> None:
    one, other = imposed(), imposed(number="862/2/2024")

    keys = {penanganan.decision.exhibit.key for penanganan in (one, other)}

    assert len(keys) == 2
    assert Decision.objects.count() == 2


def test_keeping_is_journalled_by_the_agency_for_everyone_upstream() -> None:
    penanganan = imposed()

    entry = Entry.objects.get(chain=penanganan.reference, verb="bukti.disimpan")

    assert (entry.actor, entry.office) == (OFFICIAL.reference, AGENCY)
    assert set(entry.subjects) == {
        penanganan.reference,
        penanganan.case.reference,
        penanganan.case.laporan.reference,
    }
    assert entry.hashes == [penanganan.decision.exhibit.sha256]
    assert "keputusan" not in str(entry.facts)


@pytest.mark.parametrize(
    ("role", "office"), [("auditor", "kasn"), ("pejabat_pembina", AGENCY), ("petugas_kepegawaian", AGENCY)]
)
def test_the_decision_is_opened_in_a_sandbox_under_its_label(role: str, office: str) -> None:
    penanganan = imposed(upload=decree("nama orang.pdf"))

    answer = fetched(client(role, office), url(penanganan, f"keputusan/{penanganan.decision.exhibit.key}/"))

    assert (answer.status_code, answer.content_read) == (200, PDF)
    assert answer["Content-Disposition"] == 'attachment; filename="K1.pdf"'
    assert answer["Content-Security-Policy"].startswith("sandbox;")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")


def test_a_key_opens_nothing_outside_its_own_handling() -> None:
    one, other, auditor = imposed(), imposed(number="862/2/2024"), client()
    letter = one.rekomendasi.document.key

    assert fetched(auditor, url(one, f"keputusan/{other.decision.exhibit.key}/")).status_code == 404
    assert fetched(auditor, url(other, f"dokumen/{letter}/")).status_code == 404
    assert fetched(auditor, url(other, f"dokumen/{one.penerusan.document.key}/")).status_code == 404


def test_an_exhibit_of_the_laporan_is_opened_only_if_it_was_released() -> None:
    case = decided()
    released = keep(case.laporan.reference, upload(), at=day(0))
    withheld = keep(case.laporan.reference, upload(PNG + b"lain"), at=day(0))
    penanganan, browser = verified(taken_in(forwarded(case, exhibits=[released]))), client()

    assert fetched(browser, url(penanganan, f"keputusan/{released.key}/")).status_code == 200
    assert fetched(browser, url(penanganan, f"keputusan/{withheld.key}/")).status_code == 404
