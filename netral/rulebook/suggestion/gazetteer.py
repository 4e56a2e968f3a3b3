"""The places of the country by the names people write, each leading to its regency."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from netral.rulebook.suggestion.tokens import plain

_PARTS = re.compile(r"[^\W_]+")
_TITLES = (("kabupaten", "administrasi"), ("kota", "administrasi"), ("kabupaten",), ("kota",))
_PROVINCE_TITLES = (("daerah", "khusus", "ibukota"), ("daerah", "istimewa"), ("dki",), ("di",))
_PROVINCE, _REGENCY, _DISTRICT = 2, 5, 8
# No name of a regency or province has more words; those of districts and villages have up to six.
LONGEST = 6


class Place(NamedTuple):
    """A region of any level: its code with dots, its name, the name of its province as people write it."""

    code: str
    name: str
    province: str


class Gazetteer:
    """Names looked up in one piece, so that `Batu Bara` and `Batubara` are the same place."""

    def __init__(self, places: Iterable[Place | tuple[str, str, str]], short: Mapping[str, str] | None = None) -> None:
        self._places: dict[str, Place] = {}
        self._provinces: dict[str, str] = {}
        self._regencies: dict[str, list[str]] = {}
        self._districts: dict[str, list[str]] = {}
        self._villages: dict[str, list[str]] = {}
        for place in places:
            self._add(Place(*place))
        for name, instead in (short or {}).items():
            self._shorten(name, instead)
        names = (*self._provinces, *self._regencies)
        self._beginnings = frozenset(name[:length] for name in names for length in range(1, len(name) + 1))

    def _add(self, place: Place) -> None:
        words = [plain(part) for part in _PARTS.findall(place.name.replace("'", ""))]
        if len(place.code) == _PROVINCE:
            self._places[place.code] = place
            self._provinces["".join(_without(words, _PROVINCE_TITLES))] = place.code
        elif len(place.code) == _REGENCY:
            self._places[place.code] = place
            _append(self._regencies, "".join(_without(words, _TITLES)), place.code)
        else:
            level = self._districts if len(place.code) == _DISTRICT else self._villages
            _append(level, "".join(words), place.code[:_REGENCY])

    def _shorten(self, short: str, name: str) -> None:
        if name in self._provinces:
            self._provinces.setdefault(short, self._provinces[name])
        for code in self._regencies.get(name, ()):
            _append(self._regencies, short, code)

    def province(self, name: str) -> str | None:
        return self._provinces.get(name)

    def regencies(self, name: str) -> Sequence[str]:
        return self._regencies.get(name, ())

    def begins(self, letters: str) -> bool:
        """Whether the name of a province or regency begins with these letters: most words of a text end there."""
        return letters in self._beginnings

    def districts(self, name: str) -> Sequence[str]:
        """The regencies that have a district of that name."""
        return self._districts.get(name, ())

    def villages(self, name: str) -> Sequence[str]:
        """The regencies that have a village of that name."""
        return self._villages.get(name, ())

    def place(self, code: str) -> Place:
        """A province or regency by its code."""
        return self._places[code]

    def is_city(self, code: str) -> bool:
        return self._places[code].name.startswith("Kota ")


def _without(words: list[str], titles: Iterable[tuple[str, ...]]) -> list[str]:
    """The words without the title they begin with, unless nothing would be left."""
    for title in titles:
        if tuple(words[: len(title)]) == title and len(words) > len(title):
            return words[len(title) :]
    return words


def _append(index: dict[str, list[str]], name: str, code: str) -> None:
    codes = index.setdefault(name, [])
    if code not in codes:
        codes.append(code)
