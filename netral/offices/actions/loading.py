"""Loading the shipped lists. Each may be run again at any time: it adds and corrects, and never takes away."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from netral.audit.actions import record
from netral.offices import shipped
from netral.offices.agencies import national_organisations
from netral.offices.derived import organisations_of
from netral.offices.models import Organisation, Region
from netral.offices.shipped import RegionRow

CHAIN = "organisasi:daftar"
_BATCH = 100
_FIELDS = ("kind", "name", "other_names", "search_name", "region_id", "zone", "valid_from", "valid_until", "example")


@transaction.atomic
def load_regions(*, examples: bool = True, at: datetime | None = None) -> dict[str, int]:
    """Load all 91,599 regions and the invented ones; says how many were created and changed.

    Raises ShippedListError when the installed package is not the one these counts were checked with.
    """
    counts = _sync_regions(shipped.package_regions() + (shipped.example_regions() if examples else []))
    _journal("wilayah.dimuat", counts, source=shipped.SOURCE, at=at)
    return counts


@transaction.atomic
def load_organisations(*, at: datetime | None = None) -> dict[str, int]:
    """Bring the organisations in line with the regions loaded and the list of ministries and agencies.

    What an administrator changed or closed stays as it is; says how many were created and changed.
    """
    wanted = national_organisations()
    wanted += organisations_of(Region.objects.filter(level__lte=Region.Level.REGENCY).order_by("level", "code"))
    created, changed = _sync_organisations([each for each, _parent in wanted])
    changed |= _sync_parents({each.code: parent for each, parent in wanted}) - created
    counts = {"total": len(wanted), "created": len(created), "changed": len(changed)}
    _journal("organisasi.dimuat", counts, source="bawaan", at=at)
    return counts


@transaction.atomic
def load_examples(*, at: datetime | None = None) -> None:
    """Only the invented regions with their offices, and the national organisations: a country in miniature."""
    _journal("wilayah.dimuat", _sync_regions(shipped.example_regions()), source="contoh", at=at)
    load_organisations(at=at)


def _sync_regions(wanted: Sequence[RegionRow]) -> dict[str, int]:
    stored = {row[0]: row for row in Region.objects.values_list(*RegionRow._fields).iterator()}
    new = [row for row in wanted if row.code not in stored]
    changed = [row for row in wanted if row.code in stored and row != stored[row.code]]
    _insert(new)
    for row in changed:
        Region.objects.filter(code=row.code).update(**row._asdict())
    return {"total": len(wanted), "created": len(new), "changed": len(changed)}


def _insert(rows: Sequence[RegionRow]) -> None:
    """Raw, because `bulk_create` needs several times as long for 91,599 rows, and every first start waits for them."""
    columns = ", ".join(RegionRow._fields)
    place = "(" + ", ".join(["%s"] * len(RegionRow._fields)) + ")"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _BATCH):
            part = rows[start : start + _BATCH]
            places = ", ".join([place] * len(part))
            values = [value for row in part for value in row]
            cursor.execute(f"INSERT INTO offices_region ({columns}) VALUES {places}", values)  # noqa: S608 - own names


def _sync_organisations(wanted: Sequence[Organisation]) -> tuple[set[str], set[str]]:
    """Codes of the created and of the changed organisations."""
    stored = {each.code: each for each in Organisation.objects.all()}
    new = [each for each in wanted if each.code not in stored]
    changed = [each for each in wanted if each.code in stored and _differs(each, stored[each.code])]
    for each in changed:
        each.pk = stored[each.code].pk
    Organisation.objects.bulk_create(new, batch_size=_BATCH)
    Organisation.objects.bulk_update(changed, [_column(field) for field in _FIELDS], batch_size=_BATCH)
    return {each.code for each in new}, {each.code for each in changed}


def _differs(wanted: Organisation, stored: Organisation) -> bool:
    return not stored.edited and any(getattr(wanted, field) != getattr(stored, field) for field in _FIELDS)


def _sync_parents(parents: dict[str, str]) -> set[str]:
    """Parents are linked last, when every organisation has its row; codes of those that moved."""
    known = {each.code: each for each in Organisation.objects.all()}
    moved = []
    for code, parent in parents.items():
        parent_id = known[parent].pk if parent else None
        if not known[code].edited and known[code].parent_id != parent_id:
            known[code].parent_id = parent_id
            moved.append(known[code])
    Organisation.objects.bulk_update(moved, ["parent"], batch_size=_BATCH)
    return {each.code for each in moved}


def _column(field: str) -> str:
    return field.removesuffix("_id")


def _journal(verb: str, counts: dict[str, int], *, source: str, at: datetime | None) -> None:
    """One entry for the whole list, and none when nothing had to change."""
    if counts["created"] or counts["changed"]:
        record(CHAIN, verb, actor="sistem", at=at or timezone.now(), facts={**counts, "source": source})
