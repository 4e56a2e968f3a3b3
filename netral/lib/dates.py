"""Dates and times as people write them: Indonesian by default, English beside it.

Pure functions: the language and the zone are arguments, the clock is never asked.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

DAYS: Mapping[str, tuple[str, ...]] = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS: Mapping[str, tuple[str, ...]] = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
# The three legal zones have names of their own; others are named by their distance to UTC.
ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
# Where nobody knows the zone: the day begins first in the east, so no true date is called a future one.
EASTERNMOST = "Asia/Jayapura"


def _names(table: Mapping[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    return table["en" if language.startswith("en") else "id"]


def long_date(day: date, language: str = "id") -> str:
    """`21 November 2026`."""
    return f"{day.day} {_names(MONTHS, language)[day.month - 1]} {day.year}"


def short_date(day: date, language: str = "id") -> str:
    """`21 Nov`: for axes, where the year stands nearby."""
    return f"{day.day} {_names(MONTHS, language)[day.month - 1][:3]}"


def date_with_day(day: date, language: str = "id") -> str:
    """`Sabtu, 21 November 2026`."""
    return f"{_names(DAYS, language)[day.weekday()]}, {long_date(day, language)}"


def local_day(moment: date, zone: str) -> date:
    """The calendar day of a moment where it counts; a plain date stays itself."""
    if isinstance(moment, datetime):
        return moment.astimezone(ZoneInfo(zone)).date() if moment.tzinfo else moment.date()
    return moment


def end_of_day(day: date, zone: str) -> datetime:
    """The last second of a day where it counts."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(zone))


def to_the_minute(moment: datetime) -> datetime:
    """The same moment without what a clock on the wall does not show."""
    return moment.replace(second=0, microsecond=0)


def zone_label(moment: datetime, zone: str) -> str:
    """`WIB`, `WITA`, `WIT`, or the distance to UTC such as `UTC+0900`."""
    return ZONES.get(zone) or f"{moment.astimezone(ZoneInfo(zone)):UTC%z}"


def clock_time(moment: datetime, zone: str) -> str:
    """`09.30 WIB`: the hour on the wall in that zone, with a dot as Indonesian writes it."""
    return f"{moment.astimezone(ZoneInfo(zone)):%H.%M} {zone_label(moment, zone)}"


def clock_time_twice(moment: datetime, zone: str, other: str, language: str = "id") -> str:
    """`16.00 WITA (15.00 WIB)`; where the other zone has another day, `23.59 WIB (28 Nov 01.59 WIT)`."""
    day = local_day(moment, other)
    named = "" if day == local_day(moment, zone) else f"{short_date(day, language)} "
    return f"{clock_time(moment, zone)} ({named}{clock_time(moment, other)})"
