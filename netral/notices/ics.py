"""Deadlines as an iCalendar file (RFC 5545). Pure: the moment is an argument.

A deadline that ends with its day is an all-day event; one that ends at an hour stands at that hour, in the zone of the
office. Indonesia's zones never change their clocks, so each is one fixed distance to UTC; other zones are told in UTC.
Each event rings as the notices do: when its end is near, and on its day.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from netral.lib.dates import ZONES

LONGEST_LINE = 75  # octets, without the line break (RFC 5545, 3.1)
END_OF_DAY = time(23, 59, 59)
DAY = timedelta(days=1)
# When a calendar rings, counted from the beginning of the event: two days before; and on the day in the morning, or two
# hours before an hour. House rules, as those of the notices.
BEFORE, IN_THE_MORNING, HOURS_BEFORE = "-P2D", "PT7H", "-PT2H"
_ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


@dataclass(frozen=True)
class Event:
    """One deadline: a name for ever, what it is about, its last moment and the zone in which that counts."""

    uid: str
    summary: str
    due: datetime
    zone: str
    description: str = ""

    @property
    def local(self) -> datetime:
        return self.due.astimezone(ZoneInfo(self.zone))

    @property
    def all_day(self) -> bool:
        return self.local.time().replace(microsecond=0) == END_OF_DAY


def calendar(name: str, events: Sequence[Event], *, now: datetime) -> bytes:
    """The whole file, lines folded and ended by CRLF, in UTF-8."""
    zones = sorted({event.zone for event in events if event.zone in ZONES and not event.all_day})
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Netral//Tenggat//ID",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for zone in zones for line in _zone(zone, now)),
        *(line for event in events for line in _event(event, now)),
        "END:VCALENDAR",
    ]
    return b"".join(b"\r\n ".join(_folded(line)) + b"\r\n" for line in lines)


def _zone(zone: str, now: datetime) -> Iterable[str]:
    offset = f"{now.astimezone(ZoneInfo(zone)):%z}"
    return (
        "BEGIN:VTIMEZONE", f"TZID:{zone}", "BEGIN:STANDARD", "DTSTART:19880101T000000", f"TZOFFSETFROM:{offset}",
        f"TZOFFSETTO:{offset}", f"TZNAME:{ZONES[zone]}", "END:STANDARD", "END:VTIMEZONE",
    )  # fmt: skip


def _event(event: Event, now: datetime) -> Iterable[str]:
    return (
        "BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}", *_when(event),
        f"SUMMARY:{_text(event.summary)}", *([f"DESCRIPTION:{_text(event.description)}"] if event.description else []),
        "TRANSP:TRANSPARENT", *_alarm(event, BEFORE),
        *_alarm(event, IN_THE_MORNING if event.all_day else HOURS_BEFORE), "END:VEVENT",
    )  # fmt: skip


def _alarm(event: Event, trigger: str) -> Iterable[str]:
    return ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(event.summary)}", f"TRIGGER:{trigger}", "END:VALARM")


def _when(event: Event) -> Iterable[str]:
    if event.all_day:
        day = event.local.date()
        return (f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + DAY:%Y%m%d}")
    if event.zone in ZONES:
        return (f"DTSTART;TZID={event.zone}:{event.local:%Y%m%dT%H%M%S}",)
    return (f"DTSTART:{event.due.astimezone(UTC):%Y%m%dT%H%M%SZ}",)


def _text(words: str) -> str:
    """A TEXT value: signs with a meaning are escaped, other control characters have none and go."""
    kept = (char for char in words if char == "\n" or char.isprintable())
    return "".join(_ESCAPES.get(char, char) for char in kept)


def _folded(line: str) -> Iterator[bytes]:
    """The line in pieces of at most 75 octets, the space before each further one included; no letter is cut in two."""
    piece, room = b"", LONGEST_LINE
    for char in line:
        octets = char.encode()
        if len(piece) + len(octets) > room:
            yield piece
            piece, room = b"", LONGEST_LINE - 1
        piece += octets
    yield piece
