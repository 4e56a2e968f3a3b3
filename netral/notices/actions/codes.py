"""One-time codes to an official address, for doors of other rooms. What the code opens is never said."""

from datetime import datetime

from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from netral.notices.actions.numbers import code_sent, mark_of
from netral.notices.actions.short_messages import queue
from netral.notices.models import PhoneNumber
from netral.notices.whatsapp_states import Template, e164


class CodeNotSent(Exception):  # noqa: N818 - reads as what happened
    """The mail server took no letter. Says nothing of its receiver: failures are logged."""


def mail_code(address: str, code: str, *, language: str) -> None:
    """E-mail a code. Raises CodeNotSent where the mail server does not take it."""
    with translation.override(language):
        words = _(
            "Kode sekali pakai Anda: %(code)s\n\n"
            "Berlaku 15 menit. Ketik di halaman yang memintanya dan jangan bagikan kepada siapa pun. "
            "Bila kantor Anda tidak memintanya, abaikan surel ini.\n"
        )
        subject = _("Kode sekali pakai Netral")
    try:
        send_mail(subject, words % {"code": code}, None, [address])
    except OSError as problem:  # smtplib's errors are of this kind too, and some name the address
        raise CodeNotSent(type(problem).__name__) from None


def message_code(holder: str, written: str, code: str, *, mark: str, language: str, at: datetime) -> None:
    """Queue a code as a short message to a number that is kept for a day. Raises WrongNumber, CodeRefused."""
    number = e164(written)
    code_sent(number, holder, at=at)
    PhoneNumber.objects.filter(subject=holder).delete()
    kept = PhoneNumber.objects.create(
        subject=holder, number=number, mark=mark_of(number), left_at=at, language="en" if language == "en" else "id"
    )
    queue(kept, Template.CODE, [code], mark=mark, at=at)
