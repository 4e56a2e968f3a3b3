"""What a person reads, and gets back, when a form could not be taken."""

import errno
import json

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.test import Client, RequestFactory

from netral.config.failures import unreadable
from netral.intake import actions
from netral.intake.actions import drafting
from tests.intake.builders import TIP, country

pytestmark = pytest.mark.django_db
PAGE = "/lapor/apa/cerita/"
STORY = "Camat <b>mengajak</b> semua pegawai memilih calon tertentu di lapangan desa."


@pytest.fixture
def visitor() -> Client:
    country()
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.fixture
def trusting() -> Client:
    country()
    return Client(raise_request_exception=False)


def breaking(monkeypatch: pytest.MonkeyPatch, problem: Exception) -> None:
    def submit(*_given: object, **_named: object) -> None:
        raise problem

    monkeypatch.setattr(actions, "submit", submit)
    monkeypatch.setattr(drafting, "change", submit)


def test_a_form_whose_token_ran_out_gives_the_story_back(visitor: Client) -> None:
    answer = visitor.post(PAGE, {"what": STORY, "name": "Wayan Pelapor Rahasia dari Wanakerta Selatan"})

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Camat &lt;b&gt;mengajak&lt;/b&gt; semua pegawai" in page
    assert "Wayan Pelapor Rahasia dari Wanakerta Selatan" in page
    assert "belum tersimpan" in page


def test_words_another_site_sent_do_not_stand_under_our_name(visitor: Client) -> None:
    answer = visitor.post(PAGE, {"what": STORY}, headers={"Origin": "https://lain.example"})

    assert (answer.status_code, "mengajak" in answer.content.decode()) == (403, False)


def test_no_password_and_nothing_short_is_given_back(visitor: Client) -> None:
    secret = "kuda hijau melompati pagar biru di tepi danau sunyi"

    answer = visitor.post("/akun/masuk/", {"login": "nur@contoh.id", "password": secret, "password1": secret})

    page = answer.content.decode()
    assert (answer.status_code, secret in page, "nur@contoh.id" in page, "<textarea" in page) == (403, *3 * [False])


@pytest.mark.parametrize(
    "problem",
    [
        OperationalError("database is locked"),
        InterfaceError("connection already closed"),
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EROFS, "Read-only file system"),
        PermissionError(errno.EACCES, "Permission denied"),
    ],
)
def test_a_house_that_cannot_store_says_when_to_come_back_and_loses_no_story(
    trusting: Client, problem: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, problem)

    answer = trusting.post(PAGE, {"what": STORY})

    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "mengajak" in page
    assert "locked" not in page


@pytest.mark.parametrize("problem", [RuntimeError("uji"), OSError(errno.ENOENT, "uji")])
def test_a_mistake_of_ours_stays_one(trusting: Client, problem: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(monkeypatch, problem)

    assert trusting.post(PAGE, {"what": STORY}).status_code == 500


@pytest.mark.parametrize(
    ("problem", "status", "code"),
    [
        (OperationalError("database is locked"), 503, "sedang_dirawat"),
        (OSError(errno.ENOSPC, "No space left on device"), 503, "sedang_dirawat"),
        (RuntimeError("uji"), 500, "gangguan"),
    ],
)
def test_programs_hear_it_in_their_shape(
    trusting: Client, problem: Exception, status: int, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, problem)
    body = {"kind": "informasi_awal", "what": TIP.what}

    answer = trusting.post("/api/v1/laporan/", body, content_type="application/json", headers={"Idempotency-Key": "k"})

    assert (answer.status_code, answer.get("Retry-After")) == (status, "60" if status == 503 else None)
    assert [error["code"] for error in answer.json()["errors"]] == [code]


@pytest.mark.parametrize(
    ("problem", "status", "code"),
    [(RequestDataTooBig(), 413, "terlalu_besar"), (SuspiciousOperation(), 400, "tidak_terbaca")],
)
def test_a_program_that_sent_too_much_or_nonsense_hears_it_in_their_shape(
    problem: Exception, status: int, code: str
) -> None:
    answer = unreadable(RequestFactory().post("/api/v1/laporan/"), problem)

    errors = json.loads(answer.content)["errors"]
    assert (answer.status_code, [error["code"] for error in errors]) == (status, [code])


@pytest.mark.parametrize("path", [PAGE, "/tidak/ada/", "/api/v1/tidak/ada/"])
def test_a_refusal_is_kept_in_no_cache(path: str) -> None:
    answer = Client(enforce_csrf_checks=True).post(path, {"what": STORY})

    assert answer.status_code in (403, 404)
    assert answer["Cache-Control"] == "no-store"


def test_too_much_is_called_too_much(trusting: Client) -> None:
    answer = trusting.post(PAGE, {"what": "a" * 2_600_000})

    form = trusting.post(PAGE, b"what=" + b"a" * 2_600_000, content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, form.status_code) == (413, 413)
    assert "terlalu besar" in form.content.decode()


def test_what_cannot_be_read_is_called_that(trusting: Client) -> None:
    many = "&".join(f"a{number}=1" for number in range(1_500))

    answer = trusting.post(PAGE, many, content_type="application/x-www-form-urlencoded")

    assert (answer.status_code, "tidak terbaca" in answer.content.decode()) == (400, True)


def test_a_session_that_ended_in_the_middle_of_a_form_gives_the_text_back(trusting: Client) -> None:
    answer = trusting.post("/kerja/perkara/abc/langkah/klarifikasi/", {"minutes": STORY, "party": "saksi"})

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Sesi Anda sudah berakhir" in page
    assert "mengajak" in page
    assert 'href="/akun/masuk/?next=/kerja/perkara/abc/langkah/klarifikasi/"' in page


def test_without_anything_written_the_way_leads_straight_to_the_sign_in_page(trusting: Client) -> None:
    answer = trusting.post("/kerja/perkara/abc/langkah/klarifikasi/", {"party": "saksi"})

    assert (answer.status_code, answer["Location"][:12]) == (302, "/akun/masuk/")


def test_a_fragment_is_sent_whole_to_the_sign_in_page(trusting: Client) -> None:
    address = "/kerja/perkara/abc/langkah/klarifikasi/"

    answer = trusting.post(address, {"minutes": STORY}, headers={"HX-Request": "true"})

    assert answer["HX-Redirect"].startswith("/akun/masuk/")


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/tidak/ada/", "/api/v1/perkara/a%2Fb/", "/api/v1/perkara/%00/"])
def test_a_program_reads_the_one_shape_also_where_nothing_is(path: str) -> None:
    answer = Client().get(path)

    assert answer.status_code == 404
    assert [error["code"] for error in answer.json()["errors"]] == ["tidak_ada"]


def test_people_read_a_page_where_nothing_is() -> None:
    answer = Client().get("/tidak/ada/")

    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")
