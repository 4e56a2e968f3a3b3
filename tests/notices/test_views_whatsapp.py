"""The own number on its page, and the door at which the gateway reports."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.access.models import User
from netral.notices import actions
from netral.notices.models import PhoneNumber, ShortMessage
from netral.notices.whatsapp_states import MessageStatus, NumberStatus
from tests.cases.pages import client
from tests.notices.gateway import SECRET, VERIFY, reply, report, signature, status
from tests.notices.phones import NUMBER, active, code_for, queued

pytestmark = pytest.mark.django_db
PAGE, INBOX, REPORTS = "/kerja/pemberitahuan/whatsapp/", "/kerja/pemberitahuan/", "/gerbang/whatsapp/"


@pytest.fixture(autouse=True)
def on(settings: Any) -> None:
    settings.WHATSAPP, settings.WHATSAPP_SECRET, settings.WHATSAPP_VERIFY = "cloud", SECRET, VERIFY
    settings.WHATSAPP_SENDER = "Bawaslu Tirta Buana"


@pytest.fixture
def browser() -> Client:
    return client()


def person() -> User:
    return User.objects.get(email__startswith="pemeriksa@bawaslu-99.07")


def test_an_officer_leaves_a_number_makes_sure_of_it_and_takes_it_back(browser: Client) -> None:
    assert "Bawaslu Tirta Buana" in browser.get(PAGE).content.decode()
    assert browser.post(PAGE, {"langkah": "nomor", "number": "0812-3456-7890"}).status_code == 303
    row = PhoneNumber.objects.get()
    page = browser.get(PAGE).content.decode()
    assert "0812-••••-7890" in page
    assert "81234567890" not in page

    assert browser.post(PAGE, {"langkah": "kode", "code": code_for(row)}).status_code == 303
    assert PhoneNumber.objects.get().status == NumberStatus.ACTIVE
    assert "0812-••••-7890" in browser.get(INBOX).content.decode()
    assert "Aktif" in browser.get(PAGE).content.decode()

    assert browser.post(PAGE, {"langkah": "lepas"}).status_code == 303
    assert "dihapus" in browser.get(PAGE).content.decode()
    assert browser.post(PAGE, {"langkah": "lepas"}).status_code == 303
    assert not PhoneNumber.objects.exists()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"langkah": "nomor"}, "Tulis nomor Anda."),
        ({"langkah": "nomor", "number": "021"}, "Tulis nomor ponsel"),
        ({"langkah": "kode"}, "Tulis kode yang Anda terima."),
        ({"langkah": "kode", "code": "abc"}, "Kode tidak cocok"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(browser: Client, given: dict[str, str], told: str) -> None:
    browser.post(PAGE, {"langkah": "nomor", "number": "0812-3456-7890"})

    answer = browser.post(PAGE, given)

    assert (answer.status_code, told in answer.content.decode()) == (422, True)


def test_too_many_codes_are_refused_at_the_number(browser: Client) -> None:
    answers = [browser.post(PAGE, {"langkah": "nomor", "number": "0812-3456-7890"}) for _time in range(5)]

    assert [answer.status_code for answer in answers] == [303, 303, 303, 303, 422]
    assert "besok" in answers[-1].content.decode()


def test_a_code_without_a_number_and_unknown_steps_change_nothing(browser: Client) -> None:
    assert browser.post(PAGE, {"langkah": "kode", "code": "123456"}).status_code == 303
    assert browser.post(PAGE, {"langkah": "apa"}).status_code == 200
    assert not PhoneNumber.objects.exists()


@pytest.mark.parametrize("number_status", [NumberStatus.ABSENT, NumberStatus.STOPPED])
def test_a_dead_number_says_so_and_that_e_mail_goes_on(browser: Client, number_status: str) -> None:
    active(person())
    PhoneNumber.objects.update(status=number_status)

    page = browser.get(PAGE).content.decode()

    assert str(NumberStatus(number_status).label) in page
    assert "Surel harian" in page


def test_where_no_messages_are_sent_there_is_no_page(browser: Client, settings: Any) -> None:
    settings.WHATSAPP = "mati"

    assert browser.get(PAGE).status_code == 404
    assert "WhatsApp" not in browser.get(INBOX).content.decode()
    assert browser.get(REPORTS).status_code == 404


def told(body: bytes, given: str | None = None) -> int:
    answer = Client(enforce_csrf_checks=True).post(
        REPORTS, body, content_type="application/json",
        headers={"X-Hub-Signature-256": signature(body) if given is None else given},
    )  # fmt: skip
    return int(answer.status_code)


def test_a_signed_report_moves_a_message(browser: Client) -> None:
    message = queued(active(person()))
    ShortMessage.objects.update(status=MessageStatus.ACCEPTED, gateway_id="wamid.1")

    assert told(report(statuses=[status("delivered", gateway_id="wamid.1", key=message.key)])) == 200

    assert ShortMessage.objects.get().status == MessageStatus.DELIVERED


def test_a_reply_stops_the_messages(browser: Client) -> None:
    active(person(), at=timezone.now() - timedelta(hours=1))
    body = report(messages=[reply("Stop", number=NUMBER, at=int(timezone.now().timestamp()))])

    assert told(body, "sha256=" + "0" * 64) == 401
    assert PhoneNumber.objects.get().status == NumberStatus.ACTIVE
    assert told(body) == 200
    assert told(body) == 200

    assert PhoneNumber.objects.get().status == NumberStatus.STOPPED


def test_without_a_secret_nothing_is_believed(settings: Any) -> None:
    settings.WHATSAPP_SECRET = ""

    assert told(report(), signature(report(), "")) == 404


def test_a_signed_report_of_nothing_is_taken() -> None:
    assert told(b"[]") == 200
    assert told(report(contacts=[])) == 200


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"hub.mode": "subscribe", "hub.verify_token": VERIFY, "hub.challenge": "1158201444"}, (200, b"1158201444")),
        ({"hub.mode": "subscribe", "hub.verify_token": "lain", "hub.challenge": "1"}, (403, b"")),
        ({"hub.mode": "tanya", "hub.verify_token": VERIFY, "hub.challenge": "1"}, (403, b"")),
        ({"hub.mode": "subscribe", "hub.verify_token": VERIFY, "hub.challenge": "1" * 201}, (403, b"")),
        ({}, (403, b"")),
    ],
)
def test_the_gateway_makes_sure_of_the_address_with_the_word_agreed_on(asked: Any, answer: Any) -> None:
    found = Client().get(REPORTS, asked)

    assert (found.status_code, found.content) == answer
    assert found.headers["Content-Type"].startswith("text/")


def test_an_empty_word_opens_nothing(settings: Any) -> None:
    settings.WHATSAPP_VERIFY = ""

    assert Client().get(REPORTS, {"hub.mode": "subscribe", "hub.challenge": "1"}).status_code == 403


def test_nobody_changes_the_number_of_somebody_else(browser: Client) -> None:
    active(person())

    client("anggota").post(PAGE, {"langkah": "lepas"})

    assert PhoneNumber.objects.get().user == person()
    assert actions.forget_number(person())
