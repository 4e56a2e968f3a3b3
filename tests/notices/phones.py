"""Numbers and what was sent to them, for tests of short messages."""

import re
from datetime import datetime, timedelta

from netral.access.models import User
from netral.notices import actions
from netral.notices.models import PhoneNumber, ShortMessage
from netral.notices.whatsapp_states import Template
from tests.procedure.builders import day

NUMBER, OTHER = "+6281234567890", "+6281298765432"
NOON = day(2, 12)


def left(holder: User | str, number: str = NUMBER, *, at: datetime = NOON, **options: object) -> PhoneNumber:
    """A number that waits for its code."""
    return actions.leave_number(holder, number, at=at, language="id", **options)  # type: ignore[arg-type]


def code_for(number: PhoneNumber) -> str:
    """The code that waits for its number."""
    code: str = ShortMessage.objects.get(number=number, template=Template.CODE).parameters[0]
    assert re.fullmatch(r"\d{6}", code)
    return code


def active(holder: User | str, number: str = NUMBER, *, at: datetime = NOON, **options: object) -> PhoneNumber:
    """A number its holder made sure of; nothing waits for it."""
    row = left(holder, number, at=at, **options)
    actions.confirm_number(row, code_for(row), at=at + timedelta(minutes=1))
    ShortMessage.objects.filter(number=row).delete()
    return row


def queued(row: PhoneNumber, mark: str = "kabar", *, at: datetime = NOON) -> ShortMessage:
    """One message of news to it."""
    actions.queue(row, Template.NEWS, ["netral.example/cek"], mark=mark, at=at)
    return ShortMessage.objects.get(number=row, mark=mark)
