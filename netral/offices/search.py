"""Finding regions by what people type, through two indexes and no guessing of the order of words.

Any run of neighbouring words may be the region's own name (`sumur panggang` is `sumurpanggang`); the words left over
must stand in the names above it. Exact names come first, then names that begin so; only when the indexes find nothing
is every name looked at.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.db.models import Q

from netral.offices.models import Region
from netral.offices.names import LEVEL_WORDS, words

_MOST_WORDS = 8
_MOST_LETTERS = 120
_MOST_CANDIDATES = 300
_SHORTEST_BEGINNING = 3


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

    def _above(self) -> Q:
        return reduce(and_, (Q(search_path__contains=word) for word in self.rest), Q())


def search_regions(text: str, limit: int) -> list[Region]:
    """The regions that fit, best first; at most `limit`."""
    typed = words(text[:_MOST_LETTERS])[:_MOST_WORDS]
    if not typed:
        return []
    if "".join(typed).isdigit():
        return _by_code("".join(typed))
    runs = list(_runs(typed))
    found = _candidates(run.fits_exactly() for run in runs)
    if len(found) < limit:
        found |= _candidates(run.fits_beginning() for run in runs if len(run.name) >= _SHORTEST_BEGINNING)
    if not found:
        found = _candidates([_anywhere(typed)])
    names = {run.name for run in runs}
    return sorted(found.values(), key=lambda region: _rank(region, names, typed))[:limit]


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
    return {region.code: region for region in Region.objects.filter(either).order_by("level")[:_MOST_CANDIDATES]}


def _anywhere(typed: list[str]) -> Q:
    """Every word somewhere in the path and at least one in the name itself: `agung` finds `Sungai Agung`."""
    wanted = [word for word in typed if word not in LEVEL_WORDS] or typed
    own = reduce(or_, (Q(search_name__contains=word) for word in wanted))
    return reduce(and_, (Q(search_path__contains=word) for word in wanted), own)


def _rank(region: Region, names: set[str], typed: list[str]) -> tuple[object, ...]:
    """Smaller is better: exact name, then the kind of place that was asked for, then large before small."""
    levels = [LEVEL_WORDS[word] for word in typed if LEVEL_WORDS.get(word) is not None]
    asked = max(levels, default=None, key=lambda level: level or 0)
    city = ("kota" in typed) == region.name.startswith("Kota ")
    return (
        region.search_name not in names,
        asked is not None and region.level != asked,
        not city,
        region.level,
        -len(region.search_name) if region.search_name in names else len(region.search_name),
        region.search_path,
        region.code,
    )
