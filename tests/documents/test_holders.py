"""Somebody holds a letter, right or wrong or changed, and asks the page whose code it bears."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader, PdfWriter

from netral.audit.models import Entry
from netral.documents.actions import preview
from netral.documents.models import Document
from netral.documents.queries import check, document_by_token
from tests.documents.builders import berita_acara, issued, penerusan, rekomendasi, words
from tests.procedure.builders import day

pytestmark = pytest.mark.django_db
SAME, OTHER = "sama persis dengan yang diterbitkan", "tidak sama dengan yang diterbitkan"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "berkas"
    return tmp_path / "berkas"


def content_of(letter: Document) -> bytes:
    with letter.opened() as file:
        return bytes(file.read())


def answer(client: Client, letter: Document, content: bytes, name: str = "surat.pdf") -> str:
    upload = SimpleUploadedFile(name, content, "application/pdf")
    page = client.post(f"/v/{letter.token}/", {"file": upload}, follow=True)
    assert page.redirect_chain == [(f"/v/{letter.token}/", 303)]
    return page.content.decode()


def saved_again(content: bytes) -> bytes:
    """As a viewer saves it: it looks the same, and its bytes are others."""
    out = io.BytesIO()
    PdfWriter(clone_from=PdfReader(io.BytesIO(content))).write(out)
    return out.getvalue()


CHANGED = {
    "one bit": lambda content: bytes([content[0] ^ 1]) + content[1:],
    "a bit at the end": lambda content: content[:-1] + bytes([content[-1] ^ 1]),
    "cut short": lambda content: content[:-1],
    "with something behind": lambda content: content + b" ",
    "something in front": lambda content: b"\n" + content,
    "saved again": saved_again,
    "twice": lambda content: content * 2,
    "only its beginning": lambda content: content[:100],
}


@pytest.mark.parametrize("content", [penerusan(), rekomendasi(), berita_acara()], ids=lambda each: each.KIND)
def test_the_very_file_is_recognised_under_any_name(client: Client, content: Any) -> None:
    letter = issued(content)

    for name in ("surat.pdf", "IMG_1234.jpg", "<b>.exe"):
        page = answer(client, letter, content_of(letter), name)
        assert SAME in page
        assert OTHER not in page


@pytest.mark.parametrize("change", CHANGED)
def test_a_changed_file_is_another_file(client: Client, change: str) -> None:
    letter = issued()

    page = answer(client, letter, CHANGED[change](content_of(letter)))

    assert OTHER in page
    assert SAME not in page
    assert check(letter)


def test_another_genuine_letter_is_not_this_one(client: Client) -> None:
    one, other = issued(), issued(rekomendasi())

    assert OTHER in answer(client, one, content_of(other))
    assert SAME in answer(client, other, content_of(other))


def test_a_forged_letter_with_a_genuine_code_is_found_out(client: Client) -> None:
    letter = issued()
    forged = preview(penerusan(facts=("Isi lain.",)), office=letter.office, at=day(4), number=letter.number)

    assert OTHER in answer(client, letter, forged)
    assert letter.number in client.get(f"/v/{letter.token}/").content.decode()


def test_comparing_keeps_nothing_and_journals_nothing(client: Client, media: Path) -> None:
    letter = issued()
    files, entries = sorted(media.rglob("*")), Entry.objects.count()

    answer(client, letter, b"%PDF-1.7 rahasia")

    assert sorted(media.rglob("*")) == files
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("content", [penerusan(), rekomendasi(), berita_acara()], ids=lambda each: each.KIND)
def test_the_code_printed_on_the_letter_leads_to_its_page(client: Client, content: Any) -> None:
    letter = issued(content)
    printed = words(content_of(letter))
    code = printed.partition("/v/")[2].partition("/")[0]

    assert document_by_token(code) == letter
    page = client.get(f"/v/{code}/").content.decode()
    for part in (letter.number, letter.office.name, letter.get_kind_display()):
        assert part in page
        assert part.lower() in printed.lower() or part == letter.get_kind_display()


@pytest.mark.parametrize("other", ["key", "sha256", "number", "subject"])
def test_only_the_code_opens_the_page(client: Client, other: str) -> None:
    letter = issued()

    for value in (str(getattr(letter, other)).replace("/", "-"), letter.token[:-1], letter.token + "0"):
        assert client.get(f"/v/{value}/").status_code == 404


def test_a_file_that_vanished_from_the_store_changes_nothing_for_the_holder(client: Client) -> None:
    letter = issued()
    content = content_of(letter)
    letter.file.storage.delete(letter.file.name)

    assert SAME in answer(client, letter, content)
    assert not check(Document.objects.get())


def test_the_page_takes_one_query_for_the_letter_and_is_not_indexed(client: Client) -> None:
    letter = issued()

    with CaptureQueriesContext(connection) as captured:
        page = client.get(f"/v/{letter.token}/")

    assert sum("documents_document" in query["sql"] for query in captured) == 1
    assert 'name="robots" content="noindex"' in page.content.decode()


def test_a_post_to_a_code_of_nothing_answers_404(client: Client) -> None:
    issued()

    response = client.post("/v/0000000000000/", {"file": SimpleUploadedFile("a.pdf", b"x")})

    assert response.status_code == 404


def test_the_same_letter_issued_twice_differs_in_number_code_and_fingerprint() -> None:
    one, other = issued(), issued()

    assert one.number != other.number
    assert len({one.token, other.token, one.key, other.key}) == 4
    assert one.sha256 != other.sha256


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (penerusan(), ["Nomor :", "Sifat :", "Lampiran :", "Hal :", "Yth.", "Tembusan:"]),
        (rekomendasi(), ["Nomor :", "Sifat :", "Lampiran :", "Hal :", "Yth."]),
        (berita_acara(), ["BERITA ACARA", "Pertanyaan dan jawaban"]),
    ],
    ids=lambda each: getattr(each, "KIND", ""),
)
def test_the_official_form_stands_in_its_order(content: Any, form: list[str]) -> None:
    letter = issued(content)

    text = words(content_of(letter))

    places = [text.find(part) for part in [letter.office.name.upper(), *form, content.signer.name]]
    assert -1 not in places, dict(zip([letter.office.name, *form, content.signer.name], places, strict=True))
    assert places[0] == min(places)
    assert text.rindex(content.signer.name) > max(places[1 : len(form)])
