"""A body that did not arrive whole is no body."""

import io
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.exceptions import BadRequest
from django.test import RequestFactory
from django.test.client import BOUNDARY, encode_multipart

from netral.config.bodies import WholeBody
from netral.config.wsgi import application
from netral.intake.models import Draft, DraftFile
from tests.intake.builders import country, photo

FORM = {"links": "https://contoh.id/1", "location": "ya", "csrfmiddlewaretoken": "a" * 32}
PAGE = "/lapor/bukti/"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


def sent(path: str, content: bytes, kind: str, *, arrived: int) -> tuple[int, bytes]:
    """What gunicorn would hand on, and the answer: all of `content` was announced, some bytes of it came."""
    environ = RequestFactory().post(path).environ
    cookie = f"csrftoken={FORM['csrfmiddlewaretoken']}"
    environ.update(CONTENT_TYPE=kind, CONTENT_LENGTH=str(len(content)), HTTP_COOKIE=cookie)
    environ.update({"wsgi.input": io.BytesIO(content[:arrived]), "HTTP_IDEMPOTENCY_KEY": "k1"})
    told: list[str] = []
    body = b"".join(application(environ, lambda status, headers, exc_info=None: told.append(status)))  # type: ignore[arg-type]
    return int(told[0][:3]), body


def multipart() -> bytes:
    return encode_multipart(BOUNDARY, {**FORM, "evidence": photo(tail=bytes(200_000))})


@pytest.fixture
def house(transactional_db: None, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    country()


def test_a_page_whose_photo_broke_off_is_not_kept(house: None) -> None:
    content = multipart()

    half, _ = sent(PAGE, content, MULTIPART, arrived=len(content) - 50_000)

    assert (half, Draft.objects.count()) == (HTTPStatus.BAD_REQUEST, 0)
    assert sent(PAGE, content, MULTIPART, arrived=len(content))[0] == HTTPStatus.SEE_OTHER
    assert DraftFile.objects.count() == 1


def test_a_form_that_broke_off_is_not_kept(house: None) -> None:
    content = urlencode(FORM).encode()

    code, page = sent(PAGE, content, "application/x-www-form-urlencoded", arrived=len(content) - 5)

    assert (code, Draft.objects.count()) == (HTTPStatus.BAD_REQUEST, 0)
    assert b"rusak di perjalanan" in page


def test_json_that_broke_off_is_not_read(house: None) -> None:
    content = b'{"kind": "informasi_awal", "what": "Camat mengajak warga."}' + b" " * 100

    code, _ = sent("/api/v1/laporan/", content, "application/json", arrived=len(content) - 50)

    assert (code, Draft.objects.count()) == (HTTPStatus.BAD_REQUEST, 0)


@pytest.mark.parametrize("asked", [-1, 3, 4, 100])
def test_a_whole_body_is_read_to_its_end_and_no_further(asked: int) -> None:
    body, read = WholeBody(io.BytesIO(b"123456 and the next request"), 6), b""

    while block := body.read(asked):
        read += block

    assert (read, body.left) == (b"123456", 0)


def test_lines_of_a_body_are_whole_too() -> None:
    body = WholeBody(io.BytesIO(b"12\n34"), 6)

    assert body.readline() == b"12\n"
    with pytest.raises(BadRequest):
        body.readline()
