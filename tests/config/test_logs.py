import logging
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone

from netral.access.queries import invitation_token
from netral.config.logs import HidesSecrets, hidden
from tests.access.builders import invitation, national_admin, office


@pytest.mark.django_db
def test_the_token_of_an_open_invitation_is_not_logged(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    token = invitation_token(invitation(national_admin(), office(), at=timezone.now()).key)
    console = next(handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler)
    monkeypatch.setattr(console, "stream", StringIO())

    answer = client.post(f"/akun/undangan/{token}/", {})

    logged = console.stream.getvalue()
    assert answer.status_code == 422
    assert "/akun/undangan/…/" in logged
    assert token not in logged


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/en/akun/undangan/rahasia/", "/en/akun/undangan/…/"),
        ("/akun/sandi/baru/1-rahasia/", "/akun/sandi/baru/…/"),
        ("/unggah/hdxj27k38s0gt7tjgarb76cv2s/", "/unggah/…/"),
        ("/akun/masuk/?next=/akun/undangan/rahasia/", "/akun/masuk/?next=/akun/undangan/…/"),
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
