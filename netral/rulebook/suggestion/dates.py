"""Days named in a text, the year found where it is left out, and the day of the act among them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from netral.rulebook.suggestion.dictionary import Calendar, Dictionary
from netral.rulebook.suggestion.phrases import Hit
from netral.rulebook.suggestion.reading import Reading

_DAY, _MONTH, _YEAR = r"(?P<day>\d{1,2})", r"(?P<month>\d{1,2})", r"(?P<year>\d{4}|\d{2})"
_ISO = re.compile(r"(?<![\w/.-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\w/-])")
_FIGURES = re.compile(rf"(?<![\w/.-]){_DAY}(?P<mark>[/.-]){_MONTH}(?:(?P=mark){_YEAR})?(?![\w/-]|\.\d)")
# The year of a law (Nomor 10 Tahun 2016) says nothing about the day of an act.
_OF_LAW = re.compile(
    r"\b(?:nomor|no\.?|uu|perbawaslu|pkpu|pp)\s{1,3}[\w./-]{1,20}\s{1,3}tahun\s{1,3}\d{4}", re.IGNORECASE
)
_STATED = re.compile(r"(?P<what>[^\W\d_]{3,12})\s{1,3}(?P<year>20\d{2})(?![\w/-])")
_CENTURY = 2000
_FIRST, _LAST = 1999, 2100
_MOST = 400
# A day counts as the day of the act unless what surrounds it speaks of the handling; a conduct close by speaks for it.
_NEAR = 14
_CONDUCT, _PARENTHESES, _HANDLING = 0.6, -0.2, -0.3


class Day(NamedTuple):
    """A day as written: `year` None when left out, `weekday` 0 for Monday."""

    start: int
    end: int
    day: int
    month: int
    year: int | None
    weekday: int | None


def act_date(reading: Reading, book: Dictionary, conducts: Iterable[Hit]) -> date | None:
    """The day that seems to be the day of the act, or None if every day named belongs to its handling."""
    days = list(written(reading.text, book.calendar))[:_MOST]
    found = [(day, known) for day, known in zip(days, resolve(days, reading.text, book.calendar), strict=True) if known]
    starts = [token.start for token in reading.tokens]
    acts = sorted(conducts)
    scored = [(_score(reading, book, day, starts, acts), known) for day, known in found]
    best = max(scored, key=lambda each: each[0], default=None)
    return best[1] if best and best[0] > _HANDLING else None


def _score(reading: Reading, book: Dictionary, day: Day, starts: Sequence[int], acts: Sequence[Hit]) -> float:
    hit = Hit(bisect_right(starts, day.start) - 1, bisect_left(starts, day.end) - 1)
    score = sum(shade.factor - 1 for shade in book.shades.get("date", ()) if reading.shaded(hit, shade))
    score += _CONDUCT if _near(reading, hit, acts) else 0.0
    before = reading.text[max(0, day.start - 1) : day.start]
    return score + (_PARENTHESES if before == "(" else 0.0)


def _near(reading: Reading, hit: Hit, acts: Sequence[Hit]) -> bool:
    at = bisect_left(acts, hit)
    near = acts[max(0, at - 2) : at + 2]
    return any(
        reading.sentence(act) == reading.sentence(hit) and max(act.first - hit.last, hit.first - act.last) <= _NEAR
        for act in near
    )


def written(text: str, calendar: Calendar) -> Iterator[Day]:
    """The days in the order of the text."""
    days = [*_named(text, calendar), *_figures(text, calendar)]
    yield from sorted(days)


def _named(text: str, calendar: Calendar) -> Iterator[Day]:
    months = "|".join(sorted(calendar.months, key=len, reverse=True))
    pattern = rf"(?<![\w/.-]){_DAY}\s{{1,3}}(?P<month>{months})\b\.?(?:,?\s{{1,3}}(?P<year>\d{{4}})(?![\w/-]))?"
    for found in re.finditer(pattern, text, re.IGNORECASE):
        yield from _day(found, calendar.months[found["month"].lower()], _weekday(text, found.start(), calendar))


def _figures(text: str, calendar: Calendar) -> Iterator[Day]:
    for found in _ISO.finditer(text):
        yield from _day(found, int(found["month"]), None)
    for found in _FIGURES.finditer(text):
        weekday = _weekday(text, found.start(), calendar)
        # 3/2 alone may be a fraction, 12.30 a time: only a year or the name of the day makes it a date.
        if found["year"] or (weekday is not None and found["mark"] == "/"):
            yield from _day(found, int(found["month"]), weekday)


def _day(found: re.Match[str], month: int, weekday: int | None) -> Iterator[Day]:
    day, year = int(found["day"]), _year(found["year"])
    if _exists(year or 2000, month, day):  # 2000 was a leap year: 29 February may be right
        yield Day(found.start(), found.end(), day, month, year, weekday)


def _year(digits: str | None) -> int | None:
    if not digits:
        return None
    return int(digits) + (_CENTURY if len(digits) == 2 else 0)  # noqa: PLR2004 - '24


def _exists(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST < year < _LAST else None
    except ValueError:
        return None


def _weekday(text: str, start: int, calendar: Calendar) -> int | None:
    """The day of the week named just before a date: `Senin, 5`, `Selasa (27/10)`, `Jumat tanggal 3`."""
    words = re.findall(r"[^\W\d_']+", text[max(0, start - 20) : start].replace("'", ""))
    named = [word.lower() for word in words if word.lower() not in ("tanggal", "tgl", "malam", "pagi", "siang", "sore")]
    return calendar.days[named[-1]] - 1 if named and named[-1] in calendar.days else None


def resolve(days: Sequence[Day], text: str, calendar: Calendar) -> list[date | None]:
    """Each day with its year: its own, that of the nearest full date, or the only one the text leaves possible."""
    full = [day for day in days if day.year]
    stated = None if full and len(full) == len(days) else _stated(text, calendar)
    return [_resolved(day, full, stated or {}, calendar) for day in days]


def _resolved(day: Day, full: Sequence[Day], stated: Mapping[int, str], calendar: Calendar) -> date | None:
    if day.year:
        return _exists(day.year, day.month, day.day)
    years = _by_nearness(day, full) or _likely(day, stated, calendar)
    possible = [found for year in years if (found := _exists(year, day.month, day.day))]
    fitting = [found for found in possible if day.weekday in (None, found.weekday())]
    return fitting[0] if fitting and (full or day.weekday is not None or len(set(stated)) == 1) else None


def _by_nearness(day: Day, full: Sequence[Day]) -> list[int]:
    """The years of the full dates, those just before and after this day first."""
    at = bisect_left(full, day)
    near = sorted(full[max(0, at - 4) : at + 4], key=lambda other: abs(other.start - day.start))
    return list(dict.fromkeys(other.year for other in near if other.year))


def _likely(day: Day, stated: Mapping[int, str], calendar: Calendar) -> list[int]:
    """The years stated without a day, the year before an early election where the month is past its season."""
    years: list[int] = []
    for year, what in stated.items():
        season = calendar.seasons.get(what)
        early = season is not None and day.month > season
        years += [year - 1, year] if early else [year, year - 1] if season else [year]
    return years


def _stated(text: str, calendar: Calendar) -> dict[int, str]:
    """Years with the word before them (Pilkada 2024, September 2020, tahun 2023), except those of laws."""
    found: dict[int, str] = {}
    known: Collection[str] = {*calendar.months, *calendar.seasons, "tahun"}
    for each in _STATED.finditer(_OF_LAW.sub(" ", text)):
        if each["what"].lower() in known:
            found.setdefault(int(each["year"]), each["what"].lower())
    return found
