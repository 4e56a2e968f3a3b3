"""Telling whoever left a number that there is news: that there is, never what."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import override

from netral.access.states import REPORTER
from netral.audit.models import Entry, EntrySubject
from netral.audit.queries import entries_about
from netral.intake import queries
from netral.intake.models import Laporan
from netral.intake.states import MESSAGE_SENT
from netral.lib.dates import clock_time, date_with_day, local_day
from netral.notices.actions import is_resting, queue
from netral.notices.models import PhoneNumber
from netral.notices.queries import address_of_check, senders_waiting_for_news
from netral.notices.whatsapp_states import Template
from netral.procedure.queries import milestones

AT_ONCE = 500


def tell_reporters(*, at: datetime) -> int:
    """Write a message to every number whose report has public news since the last one; how many were written.

    Of several steps within an hour one message tells. Safe to run at any time.
    """
    newer = EntrySubject.objects.filter(subject=OuterRef("subject"), entry_id__gt=OuterRef("told"))
    waiting = list(senders_waiting_for_news().filter(Exists(newer)).order_by("pk")[:AT_ONCE])
    keys = {row.subject: row.subject.partition(":")[2] for row in waiting if row.subject}
    found = Laporan.objects.select_related("office").in_bulk(keys.values(), field_name="key")
    return sum(_tell(row, found.get(keys[row.subject or ""]), at) for row in waiting if not is_resting(row, at=at))


def _tell(row: PhoneNumber, laporan: Laporan | None, at: datetime) -> bool:
    """Whether there was anything to tell. First the message, then how far its holder was told: the table refuses a
    second one with the same mark.
    """
    entries = list(entries_about(row.subject or "").filter(pk__gt=row.told))
    news = _public(row, entries) if laporan else []
    if laporan and news:
        template, given = _said(row, laporan)
        queue(row, template, given, mark=news[-1].hash, at=at)
    PhoneNumber.objects.filter(pk=row.pk, told=row.told).update(told=entries[-1].pk)
    return bool(news)


def _public(row: PhoneNumber, entries: list[Entry]) -> list[Entry]:
    """What the status page tells more of than before, apart from what its reader did."""
    told = {line.entry_hash for line in milestones(row.subject or "", public=True, language=row.language)}
    by_others = [entry for entry in entries if entry.actor != REPORTER.reference]
    return [entry for entry in by_others if entry.hash in told or entry.verb == MESSAGE_SENT]


def _said(row: PhoneNumber, laporan: Laporan) -> tuple[Template, list[str]]:
    """The day of a deadline only to whoever asked for it, and only while something is asked of them."""
    asked = queries.asked_for(laporan) if row.detail else None
    if asked is None or asked.until is None:
        return Template.NEWS, [address_of_check()]
    with override(row.language):
        day = date_with_day(local_day(asked.until, asked.zone), row.language)
    return Template.DEADLINE, [f"{day}, {clock_time(asked.until, asked.zone)}", address_of_check()]
