"""The hand-written list of ministries and national agencies."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from netral.offices.models import Organisation
from netral.offices.names import organisation_search_name
from netral.offices.shipped import ShippedListError, read

FILE = "agencies.toml"
_NEEDED = ("code", "kind", "name", "source", "confidence")
_ALLOWED = {*_NEEDED, "also", "from", "until", "note"}
_CONFIDENCE = ("high", "medium", "low")


def national_organisations(entries: Mapping[str, Any] | None = None) -> list[tuple[Organisation, str]]:
    """Unsaved ministries and agencies, none of which has a parent. ShippedListError names the entry and the key."""
    listed = read(FILE) if entries is None else entries
    return [(_organisation(number, entry, listed["sources"]), "") for number, entry in enumerate(listed["agency"], 1)]


def _organisation(number: int, entry: Mapping[str, Any], sources: Mapping[str, str]) -> Organisation:
    _check(number, entry, sources)
    also = entry.get("also", "")
    return Organisation(
        code=entry["code"],
        kind=entry["kind"],
        name=entry["name"],
        other_names=also,
        search_name=organisation_search_name(entry["name"], also),
        valid_from=entry.get("from"),
        valid_until=entry.get("until"),
    )


def _check(number: int, entry: Mapping[str, Any], sources: Mapping[str, str]) -> None:
    where = f"{FILE}, agency {number} ({entry.get('code', 'no code')})"
    for key in _NEEDED:
        if not isinstance(entry.get(key), str):
            raise ShippedListError(f"{where}: {key} is missing; every agency has {', '.join(_NEEDED)}.")
    if unknown := sorted(set(entry) - _ALLOWED):
        raise ShippedListError(f"{where}: {unknown[0]} is not a key of an agency; use {', '.join(sorted(_ALLOWED))}.")
    _check_one_of(where, "kind", entry["kind"], Organisation.Kind.values)
    _check_one_of(where, "confidence", entry["confidence"], _CONFIDENCE)
    _check_one_of(where, "source", entry["source"], sources)
    for key in ("from", "until"):
        if not isinstance(entry.get(key, date.min), date):
            raise ShippedListError(f"{where}: {key} is {entry[key]!r}; write a date without quotes, e.g. 2024-10-21.")


def _check_one_of(where: str, key: str, value: str, known: Iterable[str]) -> None:
    choices = list(known)
    if value not in choices:
        raise ShippedListError(f"{where}: {key} is {value!r}; expected one of {', '.join(choices)}.")
