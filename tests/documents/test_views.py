"""The page for anyone holding a letter."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from netral.audit import proving
from netral.audit.queries import public_keys
from netral.documents import queries
from netral.documents.models import Document
from tests.documents.builders import issued

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "berkas"
    return tmp_path / "berkas"


@pytest.fixture
def letter() -> Document:
    return issued()


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def compare(client: Client, letter: Document, content: bytes) -> str:
    file = SimpleUploadedFile("surat.pdf", content, "application/pdf")
    response = client.post(f"/v/{letter.token}/", {"file": file})
    assert (response.status_code, response["Location"]) == (303, f"/v/{letter.token}/")
    return page(client, response["Location"])


def test_a_genuine_letter_shows_number_date_issuer_and_kind(client: Client, letter: Document) -> None:
    shown = page(client, f"/v/{letter.token}/")

    for part in (letter.number, "19 Januari 2024", letter.office.name, "Surat penerusan", "Asli"):
        assert part in shown


def test_it_shows_nothing_of_the_content(client: Client, letter: Document) -> None:
    shown = page(client, f"/v/{letter.token}/")

    for part in ("Made", "Camat", "Kepegawaian Negara", letter.key, letter.subject, letter.sha256):
        assert part not in shown


def test_an_invented_office_is_named_as_such(client: Client, letter: Document) -> None:
    assert "kantor rekaan" in page(client, f"/v/{letter.token}/")


def test_the_page_speaks_english_too(client: Client, letter: Document) -> None:
    assert "Genuine: this letter was issued by this system" in page(client, f"/en/v/{letter.token}/")


@pytest.mark.parametrize("token", ["0000000000000", "x", "%F0%9F%92%A5", "a" * 500])
def test_an_unknown_code_says_so_and_answers_404(client: Client, letter: Document, token: str) -> None:
    response = client.get(f"/v/{token}/")

    assert response.status_code == 404
    assert "tidak pernah terbit dari sistem ini" in response.content.decode()


def test_the_issued_file_is_the_same(client: Client, letter: Document, media: Path) -> None:
    with letter.opened() as issued:
        shown = compare(client, letter, issued.read())

    assert "sama persis dengan yang diterbitkan" in shown
    assert [path for path in media.rglob("*") if path.is_file()] == [media / letter.file.name]


def test_one_other_byte_is_another_file(client: Client, letter: Document, media: Path) -> None:
    content = (media / letter.file.name).read_bytes()

    assert "tidak sama dengan yang diterbitkan" in compare(client, letter, content + b"\n")


def test_a_huge_file_is_another_file(client: Client, letter: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "LARGEST_COMPARED", 10)

    assert "tidak sama dengan yang diterbitkan" in compare(client, letter, b"a" * 11)


def test_the_answer_is_given_once(client: Client, letter: Document) -> None:
    compare(client, letter, b"x")

    assert "tidak sama" not in page(client, f"/v/{letter.token}/")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({}, "Pilih berkas PDF yang ingin dicocokkan."),
        ({"file": "teks"}, "Pilih berkas PDF yang ingin dicocokkan."),
        ({"file": SimpleUploadedFile("a.pdf", b"")}, "Berkas itu kosong."),
    ],
)
def test_nothing_to_compare_is_said_above_the_form(
    client: Client, letter: Document, data: dict[str, Any], problem: str
) -> None:
    response = client.post(f"/v/{letter.token}/", data)

    assert response.status_code == 422
    assert problem in response.content.decode()


def test_other_methods_are_refused(client: Client, letter: Document) -> None:
    assert client.put(f"/v/{letter.token}/").status_code == 405
    assert client.head(f"/v/{letter.token}/").status_code == 200


def test_the_data_of_a_letter_is_signed_and_names_its_file(client: Client, letter: Document) -> None:
    answer = client.get(f"/v/{letter.token}/surat.json")

    told = json.loads(answer.content)
    keys = {str(key["key_id"]): str(key["public_key"]) for key in public_keys()}
    assert answer["Content-Disposition"] == 'attachment; filename="surat.json"'
    assert [finding.holds for finding in proving.check_signed(told, keys)] == [True]
    assert (told["number"], told["sha256"], told["issued"]) == (letter.number, letter.sha256, "2024-01-19")
    assert f'href="/v/{letter.token}/surat.json"' in page(client, f"/v/{letter.token}/")


def test_a_letter_nobody_issued_has_no_data(client: Client) -> None:
    assert client.get("/v/0000000000000/surat.json").status_code == 404
