"""What the house prints: no address, no agent, no code, no name, no word, whatever was asked and however it failed."""

import errno
import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.db import DataError, IntegrityError, OperationalError
from django.test import Client
from django.utils import timezone

from netral.access.queries import invitation_token
from netral.config.logs import HidesSecrets, TellsNoValues, hidden
from netral.intake.actions import drafting
from tests.access.builders import invitation, national_admin, office
from tests.intake.builders import country

ADDRESS, AGENT, CODE = "203.0.113.77", "PenandaAgen/9.9", "7K4M 2PXD 91QF HT3E"
NAME, STORY = "Zainuddin Penanda", "penanda cerita di lapangan"
HEADERS = {
    "user-agent": AGENT, "x-real-ip": ADDRESS, "x-forwarded-for": ADDRESS, "accept-language": "zz-Penanda",
    "referer": f"https://surat.example/kotak/?q={NAME}", "cookie": f"penanda={NAME}",
}  # fmt: skip
PLANTED = (ADDRESS, AGENT, CODE, CODE.replace(" ", ""), "7K4M", NAME, "Zainuddin", "enanda", "surat.example/kotak")


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """What the process writes where an operator reads it: through our own handlers, at the level of a real house."""
    stream = StringIO()
    for name in ("", "django_tasks"):
        ours = (handler for handler in logging.getLogger(name).handlers if type(handler) is logging.StreamHandler)
        monkeypatch.setattr(next(ours), "stream", stream)
    return stream


def visits() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, address and body of requests: some in order, some wrong in every way a visitor can be wrong."""
    code = CODE.replace(" ", "")
    form = {"what": STORY, "name": NAME, "code": CODE}
    wrong = json.dumps({"kind": "laporan", "what": STORY, "reporter": {"name": NAME, "address": 7}, "witnesses": 7})
    yield "get", f"/?q={NAME}", {}
    yield "get", f"/tanya/?q={STORY}", {}
    yield "get", f"/cek/?code={code}", {}
    yield "get", f"/cek/{code}/", {}
    yield "get", f"/cek/{code[:4]}/{NAME}/", {}
    yield "get", f"/tidak-ada/{NAME}?{STORY}", {}
    yield "get", f"/v/{code}/", {}
    yield "post", "/cek/", {"data": form}
    yield "post", "/lapor/apa/cerita/", {"data": form}
    yield "post", "/akun/masuk/", {"data": {"login": "penanda@contoh.id", "password": NAME}}
    yield "post", "/api/v1/laporan/", {"data": wrong, "content_type": "application/json"}
    yield "post", "/api/v1/laporan/", {"data": "{" + STORY, "content_type": "application/json"}
    yield "post", "/api/v1/status/", {"data": json.dumps({"code": CODE}), "content_type": "application/json"}
    yield "patch", f"/unggah/{code}/", {"data": STORY.encode(), "content_type": "application/offset+octet-stream"}
    yield "delete", f"/lapor/?{NAME}", {}


@pytest.mark.django_db
@pytest.mark.parametrize("forged", [False, True])
def test_no_request_however_wrong_leaves_a_word_of_its_sender(forged: bool, printed: StringIO) -> None:
    country()
    visitor = Client(raise_request_exception=False, enforce_csrf_checks=forged, REMOTE_ADDR=ADDRESS)

    statuses = {
        getattr(visitor, method)(address, headers=HEADERS, secure=True, **body).status_code
        for method, address, body in visits()
    }

    assert statuses >= ({200, 403, 404} if forged else {200, 303, 404, 422})
    assert [word for word in PLANTED if word in printed.getvalue()] == []


@pytest.mark.django_db
def test_a_host_nobody_serves_leaves_no_word_either(printed: StringIO) -> None:
    answer = Client().get(f"/?q={NAME}", headers={**HEADERS, "host": "lain.example"}, REMOTE_ADDR=ADDRESS)

    assert (answer.status_code, "lain.example" in printed.getvalue()) == (400, True)
    assert [word for word in PLANTED if word in printed.getvalue()] == []


@pytest.mark.django_db
@pytest.mark.parametrize(("failure", "told"), [
    (ValueError(f"invalid literal: '{STORY}'"), "builtins.ValueError\n"),
    (KeyError(NAME), "builtins.KeyError\n"),
    (IntegrityError(f"null value in a column\nDETAIL:  Failing row contains ({NAME})."), "IntegrityError\n"),
    (DataError(f"invalid input syntax\nLINE 1: INSERT ... VALUES ('{STORY}')"), "DataError\n"),
])  # fmt: skip
def test_a_mistake_of_ours_says_where_it_is_and_not_what_was_told(
    failure: Exception, told: str, printed: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(*_given: object, **_named: object) -> None:
        raise RuntimeError(NAME) from failure

    country()
    visitor = Client(raise_request_exception=False)
    visitor.post("/lapor/")
    monkeypatch.setattr(drafting, "change", change)

    answer = visitor.post("/lapor/apa/cerita/", {"what": STORY}, headers=HEADERS)

    assert answer.status_code == 500
    assert told in printed.getvalue()
    assert "in change" in printed.getvalue()
    assert [word for word in PLANTED if word in printed.getvalue()] == []


@pytest.mark.parametrize(("failure", "reason"), [
    (OperationalError("disk full\nDETAIL:  Zainuddin"), "OperationalError: disk full"),
    (OSError(errno.ENOSPC, "No space left on device", "/srv/Zainuddin"), "OSError: No space left on device"),
    (OSError("550 Zainuddin"), "builtins.OSError"),
])  # fmt: skip
def test_what_is_out_of_order_outside_is_said(failure: Exception, reason: str) -> None:
    told = formatted(failure)

    assert told.endswith(reason)
    assert "Zainuddin" not in told


def test_a_failure_within_a_failure_is_told_with_both_places() -> None:
    inner, outer = KeyError(NAME), ValueError(NAME)
    outer.__context__ = inner

    told = formatted(outer)

    assert told.index("builtins.KeyError") < told.index("builtins.ValueError")
    assert NAME not in told


def test_a_line_somebody_else_wrote_out_is_written_again() -> None:
    record = logging.LogRecord("x", logging.ERROR, "", 0, "gagal", None, (ValueError, ValueError(NAME), None))
    record.exc_text = f"ValueError: {NAME}"

    assert TellsNoValues().format(record) == "gagal\nbuiltins.ValueError"
    assert record.exc_text is None
    assert TellsNoValues().formatException((None, None, None)) == ""


def formatted(failure: BaseException) -> str:
    return TellsNoValues().formatException((type(failure), failure, None))


@pytest.mark.django_db
def test_the_token_of_an_open_invitation_is_not_logged(client: Client, printed: StringIO) -> None:
    token = invitation_token(invitation(national_admin(), office(), at=timezone.now()).key)

    answer = client.post(f"/akun/undangan/{token}/", {})

    assert answer.status_code == 422
    assert token not in printed.getvalue()


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/en/akun/undangan/rahasia/", "/en/akun/undangan/…/"),
        ("/akun/sandi/baru/1-rahasia/", "/akun/sandi/baru/…/"),
        ("/tautan/rahasia/", "/tautan/…/"),
        ("/en/tautan/rahasia/", "/en/tautan/…/"),
        ("/unggah/hdxj27k38s0gt7tjgarb76cv2s/", "/unggah/…/"),
        ("/akun/masuk/?next=/akun/undangan/rahasia/", "/akun/masuk/?…"),
        ("/kerja/perkara/7k4m2pxd91qf0/", "/kerja/perkara/7k4m2pxd91qf0/"),
    ],
)
def test_only_the_secret_part_of_an_address_is_blanked(path: str, shown: str) -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Not Found", path), None)

    assert HidesSecrets().filter(record)
    assert record.getMessage() == f"Not Found: {shown}"


def test_records_of_other_shapes_pass_as_they_are() -> None:
    named = logging.LogRecord("x", logging.INFO, "", 0, "%(a)s", ({"a": 1},), None)
    numbers = logging.LogRecord("x", logging.INFO, "", 0, "%d", (7,), None)

    assert all(HidesSecrets().filter(record) for record in (named, numbers))
    assert (named.getMessage(), numbers.getMessage()) == ("1", "7")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/cek/1WGVDSZK7KFYJFA5/", "/cek/…/"),
        ("/cek/1wgv-dszk-7kfy-jfa5", "/cek/…"),
        ("/1WGV DSZK 7KFY JFA5", "/…"),
        ("/en/cek/1WGV%20DSZK%207KFY%20JFA5/", "/en/cek/…/"),
        ("/kerja/perkara/8zp58nqcvpvt5/", "/kerja/perkara/8zp58nqcvpvt5/"),
        ("/aturan/tenggat/P-KA/", "/aturan/tenggat/P-KA/"),
    ],
)
def test_a_receipt_code_in_an_address_is_blanked(path: str, shown: str) -> None:
    assert hidden(f"Not Found: {path}") == f"Not Found: {shown}"


def test_a_job_that_ends_well_is_not_told_and_one_that_fails_is(printed: StringIO) -> None:
    logging.getLogger("django_tasks").info("Task state=SUCCESSFUL")
    logging.getLogger("django_tasks_db").info("Starting worker")
    assert printed.getvalue() == ""

    logging.getLogger("django_tasks").error("Task state=FAILED")
    assert "state=FAILED" in printed.getvalue()
