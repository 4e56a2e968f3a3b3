"""Clocks as people see them: the chip, the strip, and the list of deadlines on the public status page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from netral import rulebook
from netral.lib.dates import clock_time, long_date
from netral.procedure.models import ON_DAY, RIGHT, WITHOUT_DUTY, Clock
from netral.procedure.queries.tables import say

HOURS = "hours"
WORKING_DAYS = "working"
SOON = 3  # from here on a chip turns to kunyit (ux: chip tenggat); a matter of looks, not of law


@dataclass(frozen=True)
class ClockView:
    """A clock ready to show. `left` is in the rule's unit, None when the law gives no number or the clock stopped.

    tone: "netral", "kunyit" (soon), "bata" (late) or "berhenti" (stopped). `share`: percent of the time used.
    `extended`: a document stopped it and a longer one took over; `longer`: it is that one. `letter` names the document.
    `set_aside`: the subject goes on under another table, which counts by its own rules.
    """

    key: str
    rule: str
    title: str
    label: str
    tone: str
    started: datetime
    due: datetime | None
    stopped: datetime | None
    zone: str
    left: int | None
    share: int
    unit: str
    count: int | None
    source: str
    confidence: str
    met: bool | None
    skipped: tuple[tuple[str, str], ...]
    assumptions: tuple[str, ...]
    extended: bool = False
    longer: bool = False
    set_aside: bool = False
    letter: str = ""


def clocks_of(reference: str) -> list[Clock]:
    """All clocks of one subject, oldest first."""
    return list(Clock.objects.filter(subject=reference).order_by("started_at", "pk"))


def running_clocks(references: Iterable[str]) -> dict[str, list[Clock]]:
    """The running clocks of many subjects in one query, the most urgent first, those without a number last."""
    found: dict[str, list[Clock]] = defaultdict(list)
    for clock in Clock.objects.filter(subject__in=list(references), stopped_at__isnull=True).order_by("pk"):
        found[clock.subject].append(clock)
    for clocks in found.values():
        clocks.sort(key=lambda clock: clock.due_at or datetime.max.replace(tzinfo=UTC))
    return dict(found)


def public_deadlines(references: Iterable[str], language: str) -> list[dict[str, Any]]:
    """What the reporter may hold the offices to: [{what, due, met}], in the order they fall due."""
    clocks = Clock.objects.filter(subject__in=list(references), set_aside=False).order_by("due_at", "pk")
    with translation.override(language):
        return [
            {"what": _told(clock), "due": _local(clock.due_at, clock.zone), "met": clock.met}
            for clock in clocks
            if clock.due_at and clock.bound != RIGHT
        ]


def _told(clock: Clock) -> str:
    """The duty; and that it was lengthened, where it was: otherwise its day would seem to have passed unkept."""
    if not clock.extended_into:
        return title(clock)
    return _("%(title)s. %(letter)s") % {"title": title(clock), "letter": letter(clock)}


def clock_view(clock: Clock, now: datetime) -> ClockView:
    """The clock as of a moment, in the reader's language."""
    left = _left(clock, now)
    label, tone = _label_and_tone(clock, now, left)
    return ClockView(
        key=clock.key,
        rule=clock.rule,
        title=title(clock),
        label=label,
        tone=tone,
        started=clock.started_at,
        due=clock.due_at,
        stopped=clock.stopped_at,
        zone=clock.zone,
        left=left,
        share=_share(clock, now),
        unit=clock.unit,
        count=clock.count,
        source=clock.source,
        confidence=clock.confidence,
        met=clock.met,
        skipped=tuple((day["date"], day["name"]) for day in clock.skipped),
        assumptions=tuple(say(rulebook.Text(**text)) for text in clock.assumptions),
        extended=bool(clock.extended_into),
        longer=bool(clock.extends),
        set_aside=clock.set_aside,
        letter=letter(clock),
    )


def letter(clock: Clock) -> str:
    """The document by which a period was lengthened, with the article that permits it; empty for all others."""
    if not clock.document_on:
        return ""
    words = _("Diperpanjang dengan surat %(number)s tanggal %(day)s (%(source)s).")
    day = long_date(clock.document_on, get_language() or "id")
    return words % {"number": clock.document, "day": day, "source": clock.permitted_by}


def title(clock: Clock) -> str:
    """What the clock is about, in the reader's language."""
    return say(rulebook.current().deadline(clock.rule).title)


def _left(clock: Clock, now: datetime) -> int | None:
    if clock.stopped_at is not None or clock.due_at is None:
        return None
    if clock.unit == HOURS:
        return int((clock.due_at - now).total_seconds() // 3600)
    if clock.unit == WORKING_DAYS:
        return _working_days_left(clock, clock.due_at, now)
    return _days_between(now, clock.due_at, clock.zone)


def _working_days_left(clock: Clock, due: datetime, now: datetime) -> int:
    """By the rulebook's calendar, and without the days off added since, which the receipt names."""
    left = rulebook.working_days_left(now, due, clock.zone)
    today, last = _local(now, clock.zone).date(), _local(due, clock.zone).date()
    skipped = [date.fromisoformat(day["date"]) for day in clock.skipped]
    return left - sum(today < day <= last and rulebook.current().calendar.day_off(day) is None for day in skipped)


def _label_and_tone(clock: Clock, now: datetime, left: int | None) -> tuple[str, str]:
    if clock.stopped_at is not None:
        return _stopped(clock), "berhenti"
    if clock.due_at is None or left is None:
        days = _days_between(clock.started_at, now, clock.zone)
        text = ngettext("Tanpa batas resmi, %(days)s hari berjalan", "Tanpa batas resmi, %(days)s hari berjalan", days)
        return text % {"days": days}, "netral"
    if clock.bound in WITHOUT_DUTY:
        return _without_duty(clock, clock.due_at, now, left), "netral"
    if now > clock.due_at:
        return _late(clock.due_at, now, clock.zone), "bata"
    if _days_between(now, clock.due_at, clock.zone) == 0:
        return _("Hari ini %(time)s") % {"time": clock_time(clock.due_at, clock.zone)}, "kunyit"
    return _remaining(clock.unit, left), "kunyit" if clock.unit == HOURS or left <= SOON else "netral"


def _stopped(clock: Clock) -> str:
    if clock.set_aside:
        return _("Tidak dipakai lagi")
    return _("Diperpanjang") if clock.extended_into else _("Dihentikan")


def _without_duty(clock: Clock, due: datetime, now: datetime, left: int) -> str:
    if clock.bound == ON_DAY:
        return _on_day(due, now, clock.zone)
    return _("Sudah ditutup") if now > due else _remaining(clock.unit, left)


def _remaining(unit: str, left: int) -> str:
    if unit == HOURS:
        return ngettext("%(left)s jam lagi", "%(left)s jam lagi", left) % {"left": left}
    if unit == WORKING_DAYS:
        return ngettext("%(left)s hari kerja lagi", "%(left)s hari kerja lagi", left) % {"left": left}
    return ngettext("%(left)s hari lagi", "%(left)s hari lagi", left) % {"left": left}


def _late(due: datetime, now: datetime, zone: str) -> str:
    days = _days_between(due, now, zone)
    if days == 0:
        return _("Lewat sejak %(time)s") % {"time": clock_time(due, zone)}
    return ngettext("Lewat %(days)s hari", "Lewat %(days)s hari", days) % {"days": days}


def _on_day(due: datetime, now: datetime, zone: str) -> str:
    days = _days_between(now, due, zone)
    if days <= 0:
        return _("Sudah tiba")
    return ngettext("%(left)s hari lagi", "%(left)s hari lagi", days) % {"left": days}


def _share(clock: Clock, now: datetime) -> int:
    if clock.due_at is None:
        return 0
    whole = (clock.due_at - clock.started_at).total_seconds()
    used = ((clock.stopped_at or now) - clock.started_at).total_seconds()
    return max(0, min(100, round(100 * used / whole))) if whole > 0 else 100


def _days_between(earlier: datetime, later: datetime, zone: str) -> int:
    return (_local(later, zone).date() - _local(earlier, zone).date()).days


def _local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))
