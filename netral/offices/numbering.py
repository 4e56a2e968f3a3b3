"""How an office writes its official numbers: a pattern with places to fill in."""

import re
from datetime import date

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
USUAL = "{nomor}/{seri}/{kode}/{bulan}/{tahun}"
LONGEST = 60  # of a number, wherever one is kept
# Without these two numbers of an office would be alike: one from each choice must be there.
NEEDED = (("nomor", "nomor2"), ("seri", "jenis"), ("tahun",))
_LONGEST_SERIES, _LONGEST_PLACE, _LONGEST_DAY = "Reg/LP", "33.74", date(2026, 8, 31)
_PLACE = re.compile(r"\{(\w+)\}")
_WHOLE = re.compile(r"(?:[A-Za-z0-9./-]|\{(?:nomor2?|seri|jenis|kode|bulan|tahun)\})*")


def written(pattern: str, sequence: int, *, series: str, place: str, day: date) -> str:
    """The number an office gives on a day: `014/Reg/LP/33.74/XI/2026` by the usual pattern, which '' stands for."""
    return (pattern or USUAL).format(
        nomor=f"{sequence:03d}",
        nomor2=f"{sequence:02d}",
        seri=series,
        jenis=series.rpartition("/")[2],
        kode=place,
        bulan=ROMAN[day.month - 1],
        tahun=day.year,
    )


def is_pattern(text: str) -> bool:
    """Whether only known places stand in it, with letters, digits, dots, hyphens and strokes around them."""
    return _WHOLE.fullmatch(text) is not None


def lacking(pattern: str) -> list[str]:
    """What a pattern must name and does not."""
    there = set(_PLACE.findall(pattern))
    return [f"{{{one_of[0]}}}" for one_of in NEEDED if there.isdisjoint(one_of)]


def fits(pattern: str) -> bool:
    """Whether its longest number still fits where numbers are kept."""
    longest = written(pattern, 9999, series=_LONGEST_SERIES, place=_LONGEST_PLACE, day=_LONGEST_DAY)
    return len(longest) <= LONGEST
