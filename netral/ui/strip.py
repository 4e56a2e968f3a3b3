"""The deadline strip: where on a line the start, today and the due days of some clocks stand.

Positions are percentages written as text ("32.0%"): they become attributes of an inline SVG, which a strict content
security policy allows where it forbids style attributes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from netral.lib import dates

SHORT_OF_ROOM = 15.0  # closer than this to the label before, a label is left out (percent of the line)
EDGE = 12.0  # labels this near an end are set flush with it
DAY = timedelta(days=1)


class Chip(Protocol):
    """What a deadline chip needs to know."""

    @property
    def label(self) -> str: ...
    @property
    def tone(self) -> str: ...


class Clock(Chip, Protocol):
    """What the strip needs to know: `procedure.queries.ClockView` has it."""

    @property
    def title(self) -> str: ...
    @property
    def started(self) -> datetime: ...
    @property
    def due(self) -> datetime | None: ...
    @property
    def stopped(self) -> datetime | None: ...
    @property
    def zone(self) -> str: ...
    @property
    def count(self) -> int | None: ...
    @property
    def unit(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def confidence(self) -> str: ...
    @property
    def met(self) -> bool | None: ...
    @property
    def skipped(self) -> Sequence[tuple[str, str]]: ...
    @property
    def assumptions(self) -> Sequence[str]: ...
    @property
    def letter(self) -> str: ...
    @property
    def extended(self) -> bool: ...
    @property
    def longer(self) -> bool: ...


@dataclass(frozen=True)
class Span:
    """A piece of the line: `lewat` (used), `sisanya` (left), `tambah` (a longer clock), `terlambat` (too late)."""

    kind: str
    start: str
    end: str
    width: str


@dataclass(frozen=True)
class Mark:
    """A point of the line; `top` and `bottom` are its words, empty where there is no room."""

    at: str
    anchor: str
    top: str
    bottom: str
    now: bool = False


@dataclass(frozen=True)
class Strip:
    """`main` is the clock in the headline, None when nothing runs any more."""

    main: Clock | None
    clocks: Sequence[Clock]
    spans: Sequence[Span]
    marks: Sequence[Mark]
    sentence: str


@dataclass(frozen=True)
class _Line:
    """Time laid out from left to right."""

    start: datetime
    end: datetime

    def at(self, moment: datetime) -> float:
        share = (moment - self.start) / (self.end - self.start) * 100
        return max(0.0, min(100.0, share))


def strip(clocks: Sequence[Clock], now: datetime, *, language: str) -> Strip:
    """The strip of a subject's clocks: the most urgent running one leads, longer ones extend the line."""
    running = sorted((clock for clock in clocks if clock.stopped is None), key=_urgency)
    main = running[0] if running else None
    dues = sorted({clock.due for clock in running if clock.due})
    if main is None or not dues:
        return Strip(main, clocks, (), (), "")
    line = _Line(main.started, max(dues[-1], now, main.started + DAY))
    marks = _marks(line, running, now, language)
    return Strip(main, clocks, _spans(line, dues, now), marks, _sentence(main, running, now, language))


def _urgency(clock: Clock) -> tuple[bool, float]:
    return clock.due is None, clock.due.timestamp() if clock.due else 0


def _spans(line: _Line, dues: Sequence[datetime], now: datetime) -> list[Span]:
    first, last = dues[0], dues[-1]
    pieces = [
        ("lewat", line.start, min(now, first)),
        ("sisanya", max(now, line.start), first),
        ("terlambat", first, now),
        ("tambah", max(first, now), last),
    ]
    return [_span(line, *piece) for piece in pieces if piece[1] < piece[2]]


def _span(line: _Line, kind: str, start: datetime, end: datetime) -> Span:
    left, right = line.at(start), line.at(end)
    return Span(kind, _percent(left), _percent(right), _percent(right - left))


def _marks(line: _Line, running: Sequence[Clock], now: datetime, language: str) -> list[Mark]:
    zone = running[0].zone
    points: list[tuple[datetime, str]] = [(line.start, _("Mulai"))]
    points += [(clock.due, length(clock)) for clock in running if clock.due]
    marks, before = [], -100.0
    for moment, words in points:
        at = line.at(moment)
        room = at - before >= SHORT_OF_ROOM
        before = at if room else before
        marks.append(Mark(_percent(at), _anchor(at), words if room else "", _axis_day(moment, zone, language) * room))
    today = line.at(now)
    return [*marks, Mark(_percent(today), _anchor(today), _("Hari ini"), "", now=True)]


def length(clock: Clock) -> str:
    """`7 hari kerja`: the length as the rule says it."""
    if not (number := clock.count):
        return _("Tenggat")
    units = {
        "working": ngettext("%(count)s hari kerja", "%(count)s hari kerja", number),
        "hours": ngettext("%(count)s jam", "%(count)s jam", number),
    }
    return units.get(clock.unit, ngettext("%(count)s hari", "%(count)s hari", number)) % {"count": number}


def _axis_day(moment: datetime, zone: str, language: str) -> str:
    return dates.short_date(dates.local_day(moment, zone), language)


def _anchor(at: float) -> str:
    if at < EDGE:
        return "start"
    return "end" if at > 100 - EDGE else "middle"


def _percent(value: float) -> str:
    return f"{value:.1f}%"


def _sentence(main: Clock, running: Sequence[Clock], now: datetime, language: str) -> str:
    """The picture in words, for those who do not see it."""
    parts = [_("Mulai %(day)s") % {"day": _long(main.started, main.zone, language)}]
    parts.append(_("hari ini %(day)s") % {"day": _long(now, main.zone, language)})
    for clock in running:
        if clock.due:
            day = _long(clock.due, clock.zone, language)
            parts.append(_("%(what)s: tenggat %(day)s") % {"what": clock.title, "day": day})
    return "; ".join(parts)


def _long(moment: date, zone: str, language: str) -> str:
    return dates.long_date(dates.local_day(moment, zone), language)
