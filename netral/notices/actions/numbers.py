"""Leaving a number, making sure of it, taking it back. No verb of the journal: it must not know who left a number."""

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from netral.access.models import User
from netral.audit.models import Entry
from netral.notices.actions.short_messages import queue
from netral.notices.models import CodeSent, PhoneNumber, ShortMessage
from netral.notices.whatsapp_states import (
    CODE_DIGITS,
    CODE_LASTS,
    CODE_TRIES,
    CODES_A_DAY,
    DAY,
    CodeRefused,
    NumberStatus,
    Template,
    e164,
)

Holder = User | str  # an account, or the reference of the report whose sender it is


def leave_number(holder: Holder, written: str, *, at: datetime, language: str, detail: bool = False) -> PhoneNumber:
    """Keep a number and send it a code; another one of the same holder goes. Raises WrongNumber, CodeRefused.

    Of two presses at the same moment one counts, and both are told of its number.
    """
    number = e164(written)
    mark, asking = mark_of(number), mark_of(f"pemegang:{_reference(holder)}")
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    row = PhoneNumber(number=number, mark=mark, left_at=at, language=_known(language), detail=detail)
    row.user, row.subject = (holder, None) if isinstance(holder, User) else (None, holder)
    row.code_hash = _hash_of(row, code)
    try:
        with transaction.atomic():
            _count_code(mark, asking, at)
            forget_number(holder)
            row.save()
            queue(row, Template.CODE, [code], mark=row.key, at=at)
    except IntegrityError:  # the other press has kept its own since this one looked
        return _kept(holder).get()
    return row


def confirm_number(row: PhoneNumber, code: str, *, at: datetime) -> None:
    """Whoever read the code has the number. Raises CodeRefused for a wrong, old or too often tried one."""
    waiting = PhoneNumber.objects.filter(pk=row.pk, status=NumberStatus.ASKED, left_at__gt=at - CODE_LASTS)
    # The try is counted before it is looked at: many at once guess no more often than one after the other.
    if not waiting.filter(code_tries__lt=CODE_TRIES).update(code_tries=F("code_tries") + 1):
        raise CodeRefused(_("Kode ini tidak berlaku lagi. Tulis nomor Anda sekali lagi untuk kode baru."))
    typed = "".join(code.split())
    if not constant_time_compare(_hash_of(row, typed), row.code_hash):
        raise CodeRefused(_("Kode tidak cocok. Periksa lagi 6 angkanya."))
    newest = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    waiting.update(status=NumberStatus.ACTIVE, active_since=at, code_hash="", told=newest)
    row.refresh_from_db()


def forget_number(holder: Holder) -> bool:
    """The number is gone with everything that waited for it; whether there was one."""
    deleted, _rows = _kept(holder).delete()
    return bool(deleted)


def stop(number: str, *, at: datetime) -> int:
    """Somebody replied STOP: no message goes there any more and the number is not kept; how many rows it was in.

    A reply older than the number itself is of somebody's earlier wish, or a report sent once more.
    """
    stopped = PhoneNumber.objects.filter(mark=mark_of(number), left_at__lte=at)
    keys = list(stopped.values_list("pk", flat=True))
    ShortMessage.objects.filter(number__in=keys).delete()
    return PhoneNumber.objects.filter(pk__in=keys).update(status=NumberStatus.STOPPED, number="", mark="", code_hash="")


def forget_old(*, at: datetime) -> int:
    """Numbers nobody made sure of, and what was counted yesterday; how many numbers went."""
    CodeSent.objects.filter(at__lte=at - DAY).delete()
    deleted, rows = PhoneNumber.objects.filter(status=NumberStatus.ASKED, left_at__lte=at - DAY).delete()
    return rows.get("notices.PhoneNumber", 0) if deleted else 0


def mark_of(text: str) -> str:
    """A keyed number: the same for the same text, and nobody computes it without the server's secret."""
    return salted_hmac("netral.notices.numbers", text, algorithm="sha256").hexdigest()


def code_sent(number: str, holder: str, *, at: datetime) -> None:
    """Count a code for a number and for whoever asked. Raises CodeRefused for one too many of either in a day."""
    _count_code(mark_of(number), mark_of(f"pemegang:{holder}"), at)


def _count_code(mark: str, asking: str, at: datetime) -> None:
    for each in (mark, asking):
        if CodeSent.objects.filter(mark=each, at__gt=at - DAY).count() >= CODES_A_DAY:
            raise CodeRefused(_("Sudah terlalu banyak kode hari ini. Coba lagi besok."))
    CodeSent.objects.bulk_create(CodeSent(mark=each, at=at) for each in (mark, asking))


def _kept(holder: Holder) -> QuerySet[PhoneNumber]:
    rows = PhoneNumber.objects
    return rows.filter(user=holder) if isinstance(holder, User) else rows.filter(subject=holder)


def _reference(holder: Holder) -> str:
    return holder.reference if isinstance(holder, User) else holder


def _known(language: str) -> str:
    return "en" if language.startswith("en") else "id"


def _hash_of(row: PhoneNumber, code: str) -> str:
    return mark_of(f"kode:{row.key}:{code}")
