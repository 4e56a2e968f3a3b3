"""The shipped regions as the gazetteer that finds places in free text. Needs no database."""

from collections.abc import Iterator
from functools import cache

from netral.offices.shipped import RegionRow, example_regions, package_regions, read, short_names
from netral.rulebook.suggestion import Gazetteer, Place, short_places

_PROVINCE, _REGENCY = 1, 2


@cache
def gazetteer() -> Gazetteer:
    """All shipped regions, the invented ones included, under the names offices go by. Takes seconds the first time."""
    regions = [*package_regions(), *example_regions()]
    return Gazetteer(_places(regions), {**short_places(), **short_names()})


def _places(regions: list[RegionRow]) -> Iterator[Place]:
    provinces = {region.code: _short(region) for region in regions if region.level == _PROVINCE}
    for region in regions:
        yield Place(region.code, provinces.get(region.code) or _name(region), provinces[region.code[:2]])


def _short(province: RegionRow) -> str:
    """`DKI Jakarta` for the Daerah Khusus Ibukota Jakarta."""
    return str(read("provinces.toml")["names"].get(province.code, {}).get("short", province.name))


def _name(region: RegionRow) -> str:
    """Jakarta's `Kota Administrasi` goes by the name of a city."""
    return region.name.replace(" Administrasi ", " ") if region.level == _REGENCY else region.name
