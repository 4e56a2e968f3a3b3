"""Loading the shipped lists. Each may be run again at any time: it adds and corrects, and never takes away."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from netral.audit.actions import record
from netral.offices import shipped
from netral.offices.agencies import national_organisations
from netral.offices.derived import organisations_of
from netral.offices.models import Organisation, Region

Row = TypeVar("Row", Region, Organisation)
CHAIN = "organisasi:daftar"
_BATCH = 2_000
_REGION_FIELDS = ("name", "level", "parent_id", "zone", "example", "search_name", "search_path")
_ORGANISATION_FIELDS = (
    "kind", "name", "other_names", "search_name", "region_id", "zone", "valid_from", "valid_until", "example",
)  # fmt: skip


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
    counts = _sync_organisations([each for each, _parent in wanted])
    counts["changed"] += _sync_parents({each.code: parent for each, parent in wanted})
    _journal("organisasi.dimuat", counts, source="bawaan", at=at)
    return counts


@transaction.atomic
def load_examples(*, at: datetime | None = None) -> None:
    """Only the invented regions with their offices, and the national organisations: a country in miniature."""
    _journal("wilayah.dimuat", _sync_regions(shipped.example_regions()), source="contoh", at=at)
    load_organisations(at=at)


def _sync_regions(wanted: Sequence[Region]) -> dict[str, int]:
    stored = {row[0]: row[1:] for row in Region.objects.values_list("code", *_REGION_FIELDS).iterator()}
    new, changed = _differences(wanted, stored, _REGION_FIELDS)
    Region.objects.bulk_create(new, batch_size=_BATCH)
    Region.objects.bulk_update(changed, [_column(field) for field in _REGION_FIELDS], batch_size=200)
    return {"total": len(wanted), "created": len(new), "changed": len(changed)}


def _sync_organisations(wanted: Sequence[Organisation]) -> dict[str, int]:
    rows = Organisation.objects.values_list("code", *_ORGANISATION_FIELDS, "edited", "pk")
    stored = {row[0]: row[1:] for row in rows}
    untouched = [each for each in wanted if each.code not in stored or not stored[each.code][-2]]
    new, changed = _differences(untouched, stored, _ORGANISATION_FIELDS)
    Organisation.objects.bulk_create(new, batch_size=_BATCH)
    for each in changed:
        each.pk = stored[each.code][-1]
    Organisation.objects.bulk_update(changed, [_column(field) for field in _ORGANISATION_FIELDS], batch_size=200)
    return {"total": len(wanted), "created": len(new), "changed": len(changed)}


def _sync_parents(parents: dict[str, str]) -> int:
    """Parents are linked last, when every organisation has its row."""
    known = {each.code: each for each in Organisation.objects.all()}
    moved = []
    for code, parent in parents.items():
        parent_id = known[parent].pk if parent else None
        if not known[code].edited and known[code].parent_id != parent_id:
            known[code].parent_id = parent_id
            moved.append(known[code])
    Organisation.objects.bulk_update(moved, ["parent"], batch_size=200)
    return len(moved)


def _differences(
    wanted: Iterable[Row], stored: dict[str, tuple[Any, ...]], fields: Sequence[str]
) -> tuple[list[Row], list[Row]]:
    """Rows that are not stored, and rows stored with other values."""
    new = []
    changed = []
    for row in wanted:
        if row.code not in stored:
            new.append(row)
        elif tuple(getattr(row, field) for field in fields) != stored[row.code][: len(fields)]:
            changed.append(row)
    return new, changed


def _column(field: str) -> str:
    return field.removesuffix("_id")


def _journal(verb: str, counts: dict[str, int], *, source: str, at: datetime | None) -> None:
    """One entry for the whole list, and none when nothing had to change."""
    if counts["created"] or counts["changed"]:
        record(CHAIN, verb, actor="sistem", at=at or timezone.now(), facts={**counts, "source": source})
