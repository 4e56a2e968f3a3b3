"""Questions about places and organisations. Every list is asked for a day: organisations come and go by law."""

import re
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from netral.lib.statements import find
from netral.offices import shipped
from netral.offices.models import Organisation, Region
from netral.offices.names import words
from netral.offices.numbering import written
from netral.offices.search import search_regions

Kind = Organisation.Kind
AGENCY_KINDS = (
    Kind.PROVINCE_GOVERNMENT,
    Kind.REGENCY_GOVERNMENT,
    Kind.MINISTRY,
    Kind.AGENCY,
    Kind.ASN_SUPERVISOR,
    # Their secretariats employ ASN too; the offices in the regions belong to the national secretariat.
    Kind.BAWASLU,
    Kind.KPU,
)
# Who registers cases: Bawaslu and its ad hoc offices, and KPU for its own ethics.
NUMBERING_KINDS = (
    Kind.BAWASLU,
    Kind.BAWASLU_PROVINCE,
    Kind.BAWASLU_REGENCY,
    Kind.PANWASLU_DISTRICT,
    Kind.KPU,
    Kind.KPU_PROVINCE,
    Kind.KPU_REGENCY,
)
_DIGITS = re.compile(r"[0-9]{2}(?:[0-9]{2}(?:[0-9]{2}(?:[0-9]{4})?)?)?", re.ASCII)
_LONGEST_CODE = 20
_NEARLY = 80
NATIONAL = "RI"


class UnknownRegion(LookupError):  # noqa: N818 - named as it reads where it is raised
    """No region has this code. The message is a sentence for people that says what to do."""


class UnknownOrganisation(LookupError):  # noqa: N818 - the same
    """No organisation has this code. The message is a sentence for people that says what to do."""


def region_code(text: str) -> str:
    """The written form of a region code: `3374` and `33.74` are both `33.74`; raises `UnknownRegion`."""
    digits = text.strip().replace(".", "") if len(text) <= _LONGEST_CODE else ""
    if not _DIGITS.fullmatch(digits):
        raise UnknownRegion(_no_such_region(text))
    return ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:]) if part)


def region(code: str) -> Region:
    """The region with this Kemendagri code, with or without dots."""
    found = find(Region, "code", region_code(code))
    if not found:
        raise UnknownRegion(_no_such_region(code))
    return found[0]


def _no_such_region(code: str) -> str:
    shown = re.sub(r"[^\w. -]", "", code[:_LONGEST_CODE])
    return _(
        "Kode wilayah “%(code)s” tidak dikenal. Tulis kode Kemendagri dengan atau tanpa titik, misalnya 33.74 atau "
        "3374, atau cari menurut nama kecamatan dan kabupaten/kotanya."
    ) % {"code": shown}


def zone_of_code(code: str) -> str:
    """The IANA zone a region lives in, without asking the database: the command line counts before `netral init`."""
    zone = shipped.zone_of(region_code(code))
    if zone is None:
        raise UnknownRegion(_no_such_region(code))
    return zone


def find_regions(text: str, limit: int = 10) -> list[Region]:
    """Regions of any level that fit the words, best first. Parents follow the name: `sumurpanggang tegal`.

    Words such as kec., kel., kab., kota and desa are understood, not required. A code finds its region.
    """
    return search_regions(text, limit)


def _codes_above(code: str) -> list[str]:
    parts = code.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts))]


def region_label(region: Region) -> str:
    """The full name, smallest first: `Desa A, Kecamatan B, Kabupaten C, Provinsi D`."""
    return region_labels([region])[region.code]


def region_labels(regions: Iterable[Region]) -> dict[str, str]:
    """Full names by code, in one query for however many regions."""
    wanted = {region.code: region for region in regions}
    above = {code for own in wanted for code in _codes_above(own)} - wanted.keys()
    known = wanted | (Region.objects.in_bulk(above) if above else {})
    return {code: ", ".join(known[each].titled for each in [code, *reversed(_codes_above(code))]) for code in wanted}


def organisations_on(day: date) -> QuerySet[Organisation]:
    """The organisations that exist on this day; both ends of their validity count."""
    begun = Q(valid_from=None) | Q(valid_from__lte=day)
    not_ended = Q(valid_until=None) | Q(valid_until__gte=day)
    return Organisation.objects.filter(begun, not_ended)


def organisation(code: str) -> Organisation:
    """The organisation with this code, whether or not it still exists."""
    try:
        return Organisation.objects.select_related("region").get(code=code)
    except Organisation.DoesNotExist:
        raise UnknownOrganisation(
            _("Organisasi dengan kode “%(code)s” tidak ada. Cari menurut namanya di daftar organisasi.")
            % {"code": re.sub(r"[^\w.-]", "", code[:60])}
        ) from None


def default_office() -> Organisation:
    """The national Bawaslu: receives what names no place."""
    return organisation("bawaslu")


def bawaslu_for(region: Region | None, *, on: date) -> Organisation:
    """The Bawaslu office that receives a laporan from this region: of the regency, else province, else national."""
    return _nearest("bawaslu", region, on)


def kpu_for(region: Region | None, *, on: date) -> Organisation:
    """The KPU office of this region: of the regency, else province, else national."""
    return _nearest("kpu", region, on)


def _nearest(prefix: str, region: Region | None, on: date) -> Organisation:
    own = [] if region is None else [*_codes_above(region.code), region.code]
    codes = [prefix, *(f"{prefix}-{code}" for code in own[:2])]
    there = {each.code: each for each in find(Organisation, "code", *codes) if each.exists_on(on)}
    return there[max(there, key=len)] if there else organisation(prefix)


def government_of(region: Region, *, on: date) -> Organisation:
    """The government that runs this region: of the regency or city, else of the province (Jakarta's cities)."""
    codes = [*_codes_above(region.code), region.code][:2]
    kinds = (Kind.PROVINCE_GOVERNMENT, Kind.REGENCY_GOVERNMENT)
    found = organisations_on(on).filter(kind__in=kinds, region__in=codes).order_by("-region__level").first()
    if found is None:
        raise UnknownOrganisation(
            _("%(region)s belum punya pemerintah daerah di daftar. Muat daftar organisasi lebih dulu.")
            % {"region": region.titled}
        )
    return found


def government_above(region: Region, *, on: date) -> Organisation | None:
    """The government of the province above the one that runs this region; None where that is the province itself."""
    if government_of(region, on=on).kind == Kind.PROVINCE_GOVERNMENT:
        return None
    return organisations_on(on).filter(kind=Kind.PROVINCE_GOVERNMENT, region=region.code[:2]).first()


def agencies_named(texts: Iterable[str], *, on: date) -> dict[str, Organisation]:
    """By text, the one agency of that day called exactly so: by code, name or another name of its own. Two queries.

    What is only spelled alike, or fits several, is nobody's.
    """
    said = {" ".join(text.split()).casefold(): text for text in texts if text.strip()}
    called: dict[str, set[str]] = {}
    for code, name, others in agencies(on).values_list("code", "name", "other_names") if said else ():
        for each in (code, name, *others.split(";")):
            if (key := each.strip().casefold()) in said:
                called.setdefault(key, set()).add(code)
    sure = {key: min(codes) for key, codes in called.items() if len(codes) == 1}
    found = Organisation.objects.in_bulk(sure.values(), field_name="code") if sure else {}
    return {said[key]: found[code] for key, code in sure.items()}


def agencies(on: date) -> QuerySet[Organisation]:
    """Every organisation that employs ASN on this day, by name."""
    return organisations_on(on).filter(kind__in=AGENCY_KINDS).order_by("name")


def find_agencies(text: str, *, on: date | None = None, limit: int = 20) -> list[Organisation]:
    """Agencies whose names hold all the words, best first; nearly right spellings when nothing does.

    Without a day, agencies that no longer exist are found too: a laporan may speak of the past.
    """
    wanted = words(text[:200])
    if not wanted:
        return []
    candidates = agencies(on) if on else Organisation.objects.filter(kind__in=AGENCY_KINDS).order_by("name")
    names = dict(candidates.values_list("code", "search_name"))
    exact = {code: name for code, name in names.items() if all(f" {word}" in f" {name}" for word in wanted)}
    best = _shortest_first(wanted, exact) if exact else _nearest_words(wanted, names)
    found = Organisation.objects.in_bulk(best[:limit], field_name="code")
    return [found[code] for code in best[:limit]]


def _shortest_first(wanted: list[str], names: dict[str, str]) -> list[str]:
    """The less a name says besides what was asked, the better; the order of equals stays."""
    joined = " ".join(wanted)
    return sorted(names, key=lambda code: -fuzz.token_sort_ratio(joined, names[code]))


def _nearest_words(wanted: list[str], names: dict[str, str]) -> list[str]:
    """Names that hold half the words or more, nearly spelled so: `kementrian dalam negri`, `dinas pasar tegal`."""
    vocabulary = {word for name in names.values() for word in name.split()}
    like = [{other for other in vocabulary if fuzz.ratio(word, other) >= _NEARLY} for word in wanted]
    held = {code: sum(not alike.isdisjoint(name.split()) for alike in like) for code, name in names.items()}
    joined = " ".join(wanted)
    closeness = {code: fuzz.token_set_ratio(joined, names[code]) for code in names if held[code] * 2 >= len(wanted)}
    return sorted(closeness, key=lambda code: (-held[code], -closeness[code]))


def place_in_numbers(office: Organisation) -> str:
    """What stands for the office in its official numbers: the code of its region, `RI` for the whole country."""
    return office.region.code if office.region else NATIONAL


def example_number(office: Organisation, on: date) -> str:
    """How the fourteenth case of a year would be numbered on a day; '' where no cases are registered."""
    if office.kind not in NUMBERING_KINDS:
        return ""
    return written(office.number_pattern, 14, series="Reg/LP", place=place_in_numbers(office), day=on)
