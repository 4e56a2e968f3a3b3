"""One-time codes for doors of other rooms: by mail at once, by short message through the queue."""

from typing import Any

import pytest
from django.core import mail

from netral.notices.actions import CodeNotSent, mail_code, message_code
from netral.notices.models import PhoneNumber, ShortMessage
from netral.notices.whatsapp_states import CODES_A_DAY, CodeRefused, WrongNumber
from tests.intake.builders import day

NUMBER = "0812-3456-7890"


def test_the_letter_says_the_code_and_how_long_it_works() -> None:
    mail_code("sekda@kantor.example", "012345", language="id")
    mail_code("sekda@kantor.example", "012345", language="en")

    assert [letter.subject for letter in mail.outbox] == ["Kode sekali pakai Netral", "Your one-time Netral code"]
    assert all("012345" in letter.body and "15" in letter.body for letter in mail.outbox)


def test_a_mail_server_that_takes_nothing_is_said_without_the_address(settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.access.builders.MailServerDown"

    with pytest.raises(CodeNotSent) as failure:
        mail_code("sekda@kantor.example", "012345", language="id")

    assert str(failure.value) == "SMTPRecipientsRefused"


@pytest.mark.django_db
def test_a_number_is_kept_for_its_newest_code_alone() -> None:
    for number, code in enumerate(("111111", "222222")):
        message_code("tautan:abc", NUMBER, code, mark=f"m{number}", language="en", at=day(number))

    kept = PhoneNumber.objects.get()
    assert (kept.subject, kept.number, kept.language) == ("tautan:abc", "+6281234567890", "en")
    assert ShortMessage.objects.get().parameters == ["222222"]


@pytest.mark.django_db
def test_neither_a_number_nor_whoever_asks_gets_codes_without_end() -> None:
    for number in range(CODES_A_DAY):
        message_code(f"tautan:{number}", NUMBER, "111111", mark=f"m{number}", language="id", at=day(0))

    with pytest.raises(CodeRefused):
        message_code("tautan:lain", NUMBER, "111111", mark="m", language="id", at=day(0))
    with pytest.raises(WrongNumber):
        message_code("tautan:lain", "021-555", "111111", mark="m", language="id", at=day(0))
