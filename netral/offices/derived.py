"""The organisations that follow from the regions: a government, a Bawaslu office and a KPU office each."""

from collections.abc import Iterable, Iterator
from typing import Any

from netral.offices.models import Organisation, Region
from netral.offices.names import organisation_search_name
from netral.offices.shipped import read

Kind = Organisation.Kind
_BODIES = (
    ("bawaslu", "Bawaslu", "Badan Pengawas Pemilihan Umum", Kind.BAWASLU_PROVINCE, Kind.BAWASLU_REGENCY),
    ("kpu", "KPU", "Komisi Pemilihan Umum", Kind.KPU_PROVINCE, Kind.KPU_REGENCY),
)


def organisations_of(regions: Iterable[Region]) -> list[tuple[Organisation, str]]:
    """Unsaved organisations of provinces and regencies, each with the code of its parent (or "")."""
    return [each for region in regions for each in _of_region(region, read("provinces.toml")["names"])]


def _of_region(region: Region, names: dict[str, Any]) -> Iterator[tuple[Organisation, str]]:
    special = names.get(region.code[:2], {})
    place = _place(region, special)
    if not (special.get("regencies_without_government") and region.level == Region.Level.REGENCY):
        yield _government(region, place, special), ""
    for prefix, short, in_full, provincial, regional in _BODIES:
        own, own_in_full = special.get(prefix, short), special.get(f"{prefix}_in_full", in_full)
        others = [f"{own_in_full} {place}"] + ([f"{short} {place}"] if own != short else [])
        province = region.level == Region.Level.PROVINCE
        kind = provincial if province else regional
        parent = prefix if province else f"{prefix}-{region.parent_id}"
        yield _organisation(f"{prefix}-{region.code}", kind, f"{own} {place}", "; ".join(others), region), parent


def _place(region: Region, special: dict[str, Any]) -> str:
    """`Provinsi Jawa Tengah`, `Kabupaten Kendal`; Jakarta's `Kota Administrasi` counts as a city."""
    if region.level == Region.Level.PROVINCE:
        return f"Provinsi {special.get('short', region.name)}"
    return region.name.replace(" Administrasi ", " ")


def _government(region: Region, place: str, special: dict[str, Any]) -> Organisation:
    if region.level == Region.Level.PROVINCE:
        name = special.get("government", f"Pemerintah {place}")
        others = "" if name == f"Pemerintah {place}" else f"Pemerintah {place}"
        return _organisation(f"pemprov-{region.code}", Kind.PROVINCE_GOVERNMENT, name, others, region)
    word, short = ("pemkot", "Pemkot") if region.name.startswith("Kota ") else ("pemkab", "Pemkab")
    others = f"{short} {region.name.split(' ', 1)[1]}"
    return _organisation(f"{word}-{region.code}", Kind.REGENCY_GOVERNMENT, f"Pemerintah {place}", others, region)


def _organisation(code: str, kind: str, name: str, others: str, region: Region) -> Organisation:
    return Organisation(
        code=code,
        kind=kind,
        name=name,
        other_names=others,
        search_name=organisation_search_name(name, others),
        region=region,
        zone=region.zone,
        example=region.example,
    )
