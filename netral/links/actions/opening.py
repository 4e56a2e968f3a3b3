"""Coming in: a code to the official channel, the code typed, and whatever is refused on the way."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from netral.access.states import NATIONAL_OFFICE, SYSTEM
from netral.audit.actions import record
from netral.links import policies, queries
from netral.links.actions.making import hold, tell_maker, told
from netral.links.models import LinkCode, LinkRefusal, OfficialLink
from netral.links.states import CODE_SENT, LOCKED, MOST_WRONG, OPENED, REFUSED, Channel, Ending, Refusal
from netral.notices.actions import message_code
from netral.notices.states import Told
from netral.notices.whatsapp_states import CODE_LASTS, CODE_TRIES, CODES_A_DAY, DAY, CodeRefused


@transaction.atomic
def send_code(link: OfficialLink, *, at: datetime, language: str) -> LinkCode:
    """A new code for the channel of a link; the one before is void. Raises LinkUnusable, CodeRefused.

    A short message is queued here; an e-mail is the job `mail_link_code`, which the door puts on its queue.
    """
    link = lock(link, at)
    if LinkCode.objects.filter(link=link, sent_at__gt=at - DAY).count() >= CODES_A_DAY:
        raise CodeRefused(_("Sudah terlalu banyak kode hari ini. Coba lagi besok."))
    code = LinkCode.objects.create(link=link, sent_at=at, language="en" if language == "en" else "id")
    if link.channel == Channel.WHATSAPP:
        digits = queries.code_of(code)
        message_code(link.reference, link.address, digits, mark=code.key, language=code.language, at=at)
    told(link, CODE_SENT, acting=SYSTEM, at=at, facts={"channel": link.channel})
    return code


def open_with(link: OfficialLink, typed: str, *, at: datetime) -> LinkCode:
    """Come in with the code, which works once. Raises LinkUnusable, CodeRefused; every wrong one is counted."""
    with transaction.atomic():
        link = lock(link, at)
        code = _right(link, typed, at)
        if code:
            OfficialLink.objects.filter(pk=link.pk).update(wrong_codes=0, opened_at=link.opened_at or at)
            told(link, OPENED, acting=queries.acting_of(link), at=at)
            if link.opened_at is None:
                tell_maker(link, Told.LINK_OPENED, at=at)
            return code
        _count_wrong(link, at)
    count_refusal(Refusal.WRONG_CODE, at=at, link=link)
    raise CodeRefused(_("Kode tidak cocok atau tidak berlaku lagi. Periksa 6 angkanya, atau minta kode baru."))


def _right(link: OfficialLink, typed: str, at: datetime) -> LinkCode | None:
    """The newest code, if this is it; it is used up with that, and a try at it is gone either way."""
    code = LinkCode.objects.filter(link=link).order_by("-sent_at", "-pk").first()
    if code is None:
        return None
    waiting = LinkCode.objects.filter(pk=code.pk, used_at=None, sent_at__gt=at - CODE_LASTS, tries__lt=CODE_TRIES)
    if not waiting.update(tries=F("tries") + 1):
        return None
    if not constant_time_compare("".join(typed.split()), queries.code_of(code)):
        return None
    LinkCode.objects.filter(pk=code.pk).update(used_at=at)
    return code


def _count_wrong(link: OfficialLink, at: datetime) -> None:
    """One more wrong code; after so many nobody guesses on: the link is over."""
    OfficialLink.objects.filter(pk=link.pk).update(wrong_codes=F("wrong_codes") + 1)
    running = OfficialLink.objects.filter(pk=link.pk, ended_at=None, wrong_codes__gte=MOST_WRONG)
    if running.update(ended_at=at, ending=Ending.LOCKED):
        told(link, LOCKED, acting=SYSTEM, at=at)


def count_refusal(reason: str, *, at: datetime, link: OfficialLink | None = None) -> None:
    """Count what was refused, and journal the first of its kind in an hour: knocking does not fill the journal."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    with transaction.atomic():
        counted, first = LinkRefusal.objects.get_or_create(mark=link.key if link else "", reason=reason, hour=hour)
        if not first:
            LinkRefusal.objects.filter(pk=counted.pk).update(count=F("count") + 1)
            return
        chain = link.reference if link else f"organisasi:{NATIONAL_OFFICE}"
        record(chain, REFUSED, actor=SYSTEM.reference, at=at, facts={"reason": str(reason)})


def lock(link: OfficialLink, at: datetime) -> OfficialLink:
    """The link as it stands once everybody before has finished with it; still open, or LinkUnusable."""
    hold(link)
    now = OfficialLink.objects.select_related(*queries.JOINED).get(pk=link.pk)
    policies.check_usable(now, at)
    return now
