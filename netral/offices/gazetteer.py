"""The regions as the gazetteer that finds places in free text: the shipped ones, or those of the database."""

from collections.abc import Iterator, Sequence
from copy import copy
from functools import cache, lru_cache

from netral.offices.models import Region
from netral.offices.shipped import RegionRow, example_regions, package_regions, read, short_names
from netral.rulebook.suggestion import Gazetteer, Place, short_places

_PROVINCE, _REGENCY = 1, 2
# Twelve spellings are tried of one place below a regency.
_MOST_ASKED = 120


@cache
def gazetteer() -> Gazetteer:
    """All shipped regions, the invented ones included, under the names offices go by. Takes seconds the first time."""
    regions = [*package_regions(), *example_regions()]
    return Gazetteer(_places(regions), {**short_places(), **short_names()})


class StoredGazetteer(Gazetteer):
    """Provinces and regencies in memory, districts and villages asked of the database when a text names one.

    For the web: ready in milliseconds, where all 83,762 villages take seconds and 60 MB of every worker. One text asks
    a bounded number of times, however often it says "desa".
    """

    asked = 0

    def districts(self, name: str) -> Sequence[str]:
        return self._regencies_with(name, Region.Level.DISTRICT)

    def villages(self, name: str) -> Sequence[str]:
        return self._regencies_with(name, Region.Level.VILLAGE)

    def _regencies_with(self, name: str, level: Region.Level) -> Sequence[str]:
        self.asked += 1
        if self.asked > _MOST_ASKED:
            return []
        found = Region.objects.filter(search_name=name, level=level).order_by("code").values_list("code", flat=True)
        return list(dict.fromkeys(code[: len("33.74")] for code in found))


def stored_gazetteer() -> Gazetteer:
    """The regions of the database, for one text: kept by the process until their number changes."""
    return copy(_stored(Region.objects.filter(level__lte=_REGENCY).count()))


@lru_cache(maxsize=2)
def _stored(_count: int) -> StoredGazetteer:
    rows = Region.objects.filter(level__lte=_REGENCY).order_by("code").values_list("code", "name", "level")
    regions = [RegionRow(code, name, level, None, "", False, "", "") for code, name, level in rows]
    return StoredGazetteer(_places(regions), {**short_places(), **short_names()})


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
