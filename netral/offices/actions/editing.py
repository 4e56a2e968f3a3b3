"""What an administrator does to organisations. Nothing is deleted: an organisation ends on a day."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from netral.audit.actions import record
from netral.offices import policies
from netral.offices.models import Organisation, Region
from netral.offices.names import organisation_search_name

_EDITABLE = ("name", "other_names", "zone", "valid_from", "valid_until", "parent", "region")


@transaction.atomic
def create_organisation(
    code: str,
    *,
    kind: str,
    name: str,
    actor: str,
    at: datetime,
    office: str = "",
    other_names: str = "",
    region: Region | None = None,
    parent: Organisation | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
    example: bool = False,
) -> Organisation:
    """Add an organisation; it lives in the time zone of its region. Raises NotPossible naming the field."""
    policies.check_code(code)
    policies.check_kind(kind)
    policies.check_name(name)
    policies.check_days(valid_from, valid_until)
    policies.check_ad_hoc(kind, parent=parent, valid_until=valid_until)
    organisation = Organisation.objects.create(
        code=code,
        kind=kind,
        name=name.strip(),
        other_names=other_names.strip(),
        search_name=organisation_search_name(name, other_names),
        region=region,
        parent=parent,
        zone=region.zone if region else "Asia/Jakarta",
        valid_from=valid_from,
        valid_until=valid_until,
        example=example,
        edited=True,
    )
    facts = {"kind": kind, "region": region.code if region else None, "parent": parent.code if parent else None}
    days = {"valid_from": _iso(valid_from), "valid_until": _iso(valid_until)}
    _journal(organisation, "organisasi.dibuat", actor=actor, office=office, at=at, facts={**facts, **days})
    return organisation


@transaction.atomic
def edit_organisation(
    organisation: Organisation, *, actor: str, at: datetime, office: str = "", **changes: Any
) -> Organisation:
    """Change name, other names, zone, days, parent or region. The shipped lists leave it alone from then on.

    Raises NotPossible naming the field.
    """
    unknown = set(changes) - set(_EDITABLE)
    if unknown:
        raise TypeError(
            f"{', '.join(sorted(unknown))} of an organisation cannot be edited; only {', '.join(_EDITABLE)}."
        )
    changed = sorted(field for field, value in changes.items() if getattr(organisation, field) != value)
    if not changed:
        return organisation
    new = {field: changes.get(field, getattr(organisation, field)) for field in _EDITABLE}
    policies.check_name(new["name"])
    policies.check_parent(organisation, new["parent"])
    policies.check_days(new["valid_from"], new["valid_until"])
    policies.check_ad_hoc(organisation.kind, parent=new["parent"], valid_until=new["valid_until"])
    for field in changed:
        setattr(organisation, field, new[field])
    organisation.search_name = organisation_search_name(organisation.name, organisation.other_names)
    organisation.edited = True
    organisation.save(update_fields=[*changed, "search_name", "edited"])  # its numbers are somebody else's business
    days = {"valid_from": _iso(organisation.valid_from), "valid_until": _iso(organisation.valid_until)}
    _journal(organisation, "organisasi.diubah", actor=actor, office=office, at=at, facts={"changed": changed, **days})
    return organisation


@transaction.atomic
def set_number_pattern(
    organisation: Organisation, pattern: str, *, actor: str, at: datetime, office: str = ""
) -> Organisation:
    """Write its official numbers so from the next one on; '' is the usual way. Numbers that were given stay.

    Raises NotPossible. It is no edit of what the shipped lists say of an organisation.
    """
    policies.check_number_pattern(pattern)
    if organisation.number_pattern != pattern:
        organisation.number_pattern = pattern
        organisation.save(update_fields=["number_pattern"])
        facts = {"changed": ["number_pattern"]}
        _journal(organisation, "organisasi.diubah", actor=actor, office=office, at=at, facts=facts)
    return organisation


@transaction.atomic
def close_organisation(
    organisation: Organisation, *, last_day: date, actor: str, at: datetime, office: str = ""
) -> Organisation:
    """End an organisation: `last_day` is the last on which it exists. Its past stays readable."""
    policies.check_days(organisation.valid_from, last_day)
    organisation.valid_until = last_day
    organisation.edited = True
    organisation.save(update_fields=["valid_until", "edited"])
    facts = {"valid_until": last_day.isoformat()}
    _journal(organisation, "organisasi.ditutup", actor=actor, office=office, at=at, facts=facts)
    return organisation


def _journal(
    organisation: Organisation, verb: str, *, actor: str, office: str, at: datetime, facts: dict[str, Any]
) -> None:
    record(f"organisasi:{organisation.code}", verb, actor=actor, office=office, at=at, facts=facts)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
