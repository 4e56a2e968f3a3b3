import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from netral.config.middleware import answer_head, store_nothing
from tests.intake.builders import OFFICE
from tests.intake.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "office", "path"),
    [
        ("pemeriksa", OFFICE, "/kerja/cari/?q=a%00b"),
        ("pemeriksa", OFFICE, "/kerja/antrean/?q=a%00b"),
        ("admin", "bawaslu", "/kelola/pengguna/a%00b/"),
        ("admin", "bawaslu", "/kelola/organisasi/a%00b/"),
        ("admin", "bawaslu", "/en/kelola/jabatan/a%00b/akhiri/"),
    ],
)
def test_an_address_with_nul_is_no_address(client: Client, settings: object, role: str, office: str, path: str) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    signed_in(client, role, office)

    assert client.get(path).status_code == 404


def test_for_programs_too_there_is_no_such_address(client: Client) -> None:
    assert client.get("/api/v1/perkara/?cursor=a%00b").status_code == 404


@pytest.mark.parametrize("path", ["/", "/lapor/", "/cek/", "/aturan/", "/api/v1/openapi.json", "/akun/masuk/"])
def test_a_head_is_answered_like_a_get_without_its_body(client: Client, path: str) -> None:
    asked, got = client.head(path), client.get(path)

    assert (asked.status_code, asked.content) == (got.status_code, b"")
    assert asked["Content-Type"] == got["Content-Type"]
    assert abs(int(asked["Content-Length"]) - int(got["Content-Length"])) < 50


def test_what_a_head_would_have_been_answered_stays_here() -> None:
    page = HttpResponse(b"isi", headers={"Content-Length": "3"})
    file = StreamingHttpResponse(iter([b"isi"]))
    seen: list[str | None] = []

    def answers(response: HttpResponseBase) -> HttpResponseBase:
        def get_response(request: HttpRequest) -> HttpResponseBase:
            seen.append(request.method)
            return response

        return answer_head(get_response)(RequestFactory().head("/"))

    assert answers(page) is page
    assert (page.content, page["Content-Length"]) == (b"", "3")
    assert b"".join(answers(file)) == b""
    assert seen == ["GET", "GET"]


@pytest.mark.parametrize("path", ["/lapor/", "/api/v1/laporan/"])
def test_a_body_in_chunks_is_asked_for_its_length(client: Client, path: str) -> None:
    answer = client.post(path, headers={"Transfer-Encoding": "chunked"})

    assert answer.status_code == 411
    assert [error["code"] for error in answer.json()["errors"]] == ["panjang_wajib"]


@pytest.mark.parametrize(
    ("path", "status", "kept"), [("/api/v1/laporan/", 201, False), ("/lapor/", 422, False), ("/aturan/", 200, True)]
)
def test_what_a_program_gets_and_what_is_refused_is_in_no_cache(path: str, status: int, *, kept: bool) -> None:
    answer = store_nothing(lambda _request: HttpResponse(status=status))(RequestFactory().get(path))

    assert answer.get("Cache-Control") == (None if kept else "no-store")


def test_an_answer_that_says_how_long_it_may_be_kept_is_heard() -> None:
    def for_an_hour(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Cache-Control": "public, max-age=3600"})

    answer = store_nothing(for_an_hour)(RequestFactory().get("/api/v1/openapi.json"))

    assert answer["Cache-Control"] == "public, max-age=3600"
