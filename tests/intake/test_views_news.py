"""The reporter's own choice on the status page."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.notices.models import PhoneNumber
from netral.notices.whatsapp_states import NumberStatus
from tests.intake.builders import FULL, TIP, accepted, decided
from tests.intake.pages import CHECK, RECEIPT, STATUS, reported
from tests.notices.phones import code_for

pytestmark = pytest.mark.django_db
DOOR = "/cek/laporan/whatsapp/"


@pytest.fixture(autouse=True)
def on(settings: Any) -> None:
    settings.WHATSAPP, settings.WHATSAPP_SENDER = "berkas", "Bawaslu Tirta Buana"


@pytest.fixture
def phone(client: Client) -> Client:
    """A browser that opened a report with its code."""
    client.post(CHECK, {"code": accepted(FULL, at=timezone.now()).code})
    return client


def test_a_reporter_leaves_a_number_makes_sure_of_it_and_takes_it_back(phone: Client) -> None:
    offered = phone.get(STATUS).content.decode()
    assert "Mau diberi tahu lewat WhatsApp?" in offered
    assert "Bawaslu Tirta Buana" in offered

    assert phone.post(DOOR, {"langkah": "nomor", "number": "0812-3456-7890", "detail": "on"})["Location"] == STATUS
    row = PhoneNumber.objects.get()
    assert row.detail
    assert "0812-••••-7890" in phone.get(STATUS).content.decode()
    assert phone.post(DOOR, {"langkah": "kode", "code": code_for(row)})["Location"] == STATUS
    assert PhoneNumber.objects.get().status == NumberStatus.ACTIVE
    assert "Aktif" in phone.get(STATUS).content.decode()

    assert phone.post(DOOR, {"langkah": "lepas"})["Location"] == STATUS
    assert not PhoneNumber.objects.exists()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"langkah": "nomor", "number": "x"}, "Tulis nomor ponsel"),
        ({"langkah": "kode", "code": "x"}, "Kode tidak cocok"),
        ({"langkah": "kode"}, "Tulis kode yang Anda terima."),
    ],
)
def test_what_is_wrong_is_said_on_the_page(phone: Client, given: dict[str, str], told: str) -> None:
    phone.post(DOOR, {"langkah": "nomor", "number": "0812-3456-7890"})

    answer = phone.post(DOOR, given)

    assert (answer.status_code, told in answer.content.decode()) == (422, True)


def test_too_many_codes_are_refused(phone: Client) -> None:
    answers = [phone.post(DOOR, {"langkah": "nomor", "number": "0812-3456-7890"}).status_code for _time in range(5)]

    assert answers == [303, 303, 303, 303, 422]


def test_a_code_without_a_number_changes_nothing(phone: Client) -> None:
    assert phone.post(DOOR, {"langkah": "kode", "code": "123456"}).status_code == 303


def test_without_the_code_of_a_report_nobody_gets_here(client: Client) -> None:
    assert client.post(DOOR, {"langkah": "nomor", "number": "0812-3456-7890"})["Location"] == CHECK
    assert client.get(DOOR).status_code == 405


def test_whoever_told_without_a_name_is_offered_no_channel(client: Client) -> None:
    client.post(CHECK, {"code": accepted(TIP, at=timezone.now()).code})

    assert "WhatsApp?" not in client.get(STATUS).content.decode()
    assert client.post(DOOR, {"langkah": "nomor", "number": "0812-3456-7890"}).status_code == 404


def test_after_the_end_a_number_can_only_be_taken_back(client: Client) -> None:
    made = accepted(FULL, at=timezone.now())
    client.post(CHECK, {"code": made.code})
    client.post(DOOR, {"langkah": "nomor", "number": "0812-3456-7890"})
    decided(made.laporan, "tolak", at=timezone.now())

    assert "Hapus nomor saya" in client.get(STATUS).content.decode()
    assert client.post(DOOR, {"langkah": "nomor", "number": "0812-3456-7891"}).status_code == 404
    assert client.post(DOOR, {"langkah": "lepas"}).status_code == 303
    assert not PhoneNumber.objects.exists()


def test_the_receipt_says_where_a_number_may_be_left(client: Client, settings: Any) -> None:
    reported(client)
    assert "Mau diberi tahu lewat WhatsApp?" in client.get(RECEIPT).content.decode()

    settings.WHATSAPP = "mati"

    assert "WhatsApp?" not in client.get(RECEIPT).content.decode()


def test_where_no_messages_are_sent_nothing_is_offered(phone: Client, settings: Any) -> None:
    settings.WHATSAPP = "mati"

    assert "WhatsApp?" not in phone.get(STATUS).content.decode()
    assert phone.post(DOOR, {"langkah": "nomor", "number": "0812-3456-7890"}).status_code == 404
