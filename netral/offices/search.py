"""Finding regions by what people type, through two indexes and no guessing of the order of words.

Any run of neighbouring words may be the region's own name (`sumur panggang` is `sumurpanggang`); the words left over
must stand in the names above it. Exact names come first, then names that begin so, then names a slip of the finger
away; only when the indexes find nothing is every name looked at.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_

from django.db.models import F, Q
from rapidfuzz import fuzz

from netral.offices.models import Region
from netral.offices.names import LEVEL_WORDS, words
from netral.offices.shipped import short_names

_MOST_WORDS = 7
_MOST_LETTERS = 120
_MOST_CANDIDATES = 300
_SHORTEST_BEGINNING = 3
_SURE_LETTERS = 4
_NEARLY = 82


@dataclass(frozen=True)
class _Run:
    """Neighbouring words taken as the region's own name, and the words that must stand above it."""

    name: str
    rest: tuple[str, ...]

    def fits_exactly(self) -> Q:
        return self._above() & Q(search_name=self.name)

    def fits_beginning(self) -> Q:
        # A range and not LIKE: it uses the plain index on both databases, and no name has twelve z in a row.
        return self._above() & Q(search_name__range=(self.name, self.name + "z" * 12))

    def nearly_fits(self, region: Region) -> bool:
        alike = fuzz.ratio(region.search_name, self.name) >= _NEARLY
        return alike and all(word in region.search_path for word in self.rest)

    def _above(self) -> Q:
        return reduce(and_, (Q(search_path__contains=word) for word in self.rest), Q())


def search_regions(text: str, limit: int) -> list[Region]:
    """The regions that fit, best first; at most `limit`."""
    typed = _typed(text)
    if not typed:
        return []
    if "".join(typed).isdigit():
        return _by_code("".join(typed))
    runs = list(_runs(typed))
    found = _candidates(run.fits_exactly() for run in runs)
    if len(found) < limit:
        found |= _candidates(run.fits_beginning() for run in runs if len(run.name) >= _SHORTEST_BEGINNING)
    found = found or _misspelled(runs) or _candidates(_anywhere(typed))
    return sorted(found.values(), key=_Rank(runs, typed))[:limit]


def _typed(text: str) -> list[str]:
    """The words, provinces written out: `jateng` is `jawatengah`, and `dki jakarta` says Jakarta once."""
    short = short_names()
    written_out = [short.get(word, word) for word in words(text[:_MOST_LETTERS])]
    return list(dict.fromkeys(written_out))[:_MOST_WORDS]


def _by_code(digits: str) -> list[Region]:
    code = ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:]) if part)
    return list(Region.objects.filter(code=code))


def _runs(typed: list[str]) -> Iterator[_Run]:
    for start in range(len(typed)):
        for end in range(start + 1, len(typed) + 1):
            inside = typed[start:end]
            if any(word not in LEVEL_WORDS for word in inside) or len(inside) == len(typed):
                rest = tuple(word for word in typed[:start] + typed[end:] if word not in LEVEL_WORDS)
                yield _Run("".join(inside), rest)


def _candidates(conditions: Iterable[Q]) -> dict[str, Region]:
    """Up to 300 regions by code, larger ones first so that a city is not drowned by its villages."""
    either = reduce(or_, conditions, Q())
    if not either:
        return {}
    # Ordered by an expression: by the bare column, SQLite would walk the index of levels instead of the one of names.
    rows = Region.objects.filter(either).order_by(F("level") + 0)
    return {region.code: region for region in rows[:_MOST_CANDIDATES]}


def _misspelled(runs: list[_Run]) -> dict[str, Region]:
    """Names that begin like a run and are nearly it: `sumurpangang`."""
    likely = [run for run in runs if len(run.name) > _SURE_LETTERS]
    near = _candidates(replace(run, name=run.name[: _sure(run.name)]).fits_beginning() for run in likely)
    return {code: region for code, region in near.items() if any(run.nearly_fits(region) for run in likely)}


def _sure(name: str) -> int:
    """How many letters at the beginning are taken to be right: half of them, four at least."""
    return max(_SURE_LETTERS, len(name) // 2)


def _anywhere(typed: list[str]) -> Iterator[Q]:
    """Every word somewhere in the path and one in the name itself: `agung` finds `Sungai Agung`."""
    wanted = [word for word in typed if word not in LEVEL_WORDS and len(word) >= _SHORTEST_BEGINNING]
    if wanted:
        own = reduce(or_, (Q(search_name__contains=word) for word in wanted))
        yield reduce(and_, (Q(search_path__contains=word) for word in wanted)) & own


class _Rank:
    """The order of results, smaller first: exact names, longest first; the kind of place asked for; large to small."""

    def __init__(self, runs: list[_Run], typed: list[str]) -> None:
        self.names = {run.name for run in runs}
        self.level = max((LEVEL_WORDS.get(word) or 0 for word in typed), default=0)
        self.city = "kota" in typed
        self.regency = bool({"kab", "kabupaten"} & set(typed))

    def __call__(self, region: Region) -> tuple[object, ...]:
        exact = region.search_name in self.names
        return (
            not exact,
            bool(self.level) and region.level != self.level,
            self._wrong_kind(region),
            -len(region.search_name) if exact else 0,
            region.level,
            region.search_path,
            region.code,
        )

    def _wrong_kind(self, region: Region) -> bool:
        if region.level == Region.Level.PROVINCE or self.city == self.regency:
            return False
        # Kemendagri numbers cities from 71 on.
        city = region.name.startswith("Kota ") or region.code[3:5] >= "71"
        return city != self.city
