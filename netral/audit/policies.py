"""What may enter the journal: codes, numbers, dates and hashes, and nothing that could point at a person."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from netral.audit.states import PersonalData

CODE = re.compile(r"[A-Za-z0-9_.:/+\-]{0,120}")
REFERENCE = re.compile(r"[A-Za-z0-9_.:/+\-]{1,60}")
HASH = re.compile(r"[0-9a-f]{64}")
# A NIK has 16 digits and a NIP 18; a phone number starts with 08 or +62. None of them is ever a code of ours.
PERSON_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:\d{16}|\d{18}|\+62\d{8,12}|08\d{8,11})(?![0-9A-Za-z])")
# No count or version has 16 digits, but a NIK does; and from 2**53 on, JSON numbers are no longer exact.
LARGEST = 10**15 - 1


def check_free_of_people(
    *, references: Sequence[str], codes: Sequence[str], facts: Mapping[str, Any], hashes: Sequence[str]
) -> None:
    """Raise PersonalData naming the first value that is not a code, number, date or hash."""
    for reference in references:
        _check_text("reference", reference, REFERENCE)
    for code in codes:
        _check_text("code", code, CODE)
    for value in hashes:
        if not isinstance(value, str) or not HASH.fullmatch(value):
            raise PersonalData(f"hashes: found {value!r}, but a hash is 64 hexadecimal digits (SHA-256).")
    _check_value("facts", dict(facts))


def _check_text(where: str, text: object, pattern: re.Pattern[str]) -> None:
    if not isinstance(text, str) or not pattern.fullmatch(text):
        raise PersonalData(
            f"{where}: a value of {_size(text)} is not a code ({pattern.pattern}). Only codes, numbers, dates and "
            "hashes enter the journal; keep texts and names in an erasable table, and put their salted hash here."
        )
    if PERSON_NUMBER.search(text):
        raise PersonalData(f"{where}: looks like a NIK, NIP or telephone number. Put its salted hash here instead.")


def _check_value(where: str, value: object) -> None:
    """Walk through facts: objects, lists, codes, exact numbers, true, false, null."""
    match value:
        case None | bool():
            return
        case str():
            _check_text(where, value, CODE)
        case int() | float():
            _check_number(where, value)
        case Mapping():
            for key, inner in value.items():
                _check_text(where, key, REFERENCE)
                _check_value(f"{where}.{key}", inner)
        case list() | tuple():
            for place, inner in enumerate(value):
                _check_value(f"{where}[{place}]", inner)
        case _:
            raise PersonalData(f"{where}: found a {type(value).__name__}; write it as a code, a number or an ISO date.")


def _check_number(where: str, value: float) -> None:
    if not -LARGEST <= value <= LARGEST:
        raise PersonalData(
            f"{where}: a number of 16 digits or more is no count and looks like a NIK or NIP. Write an exact number as "
            "a code, and a number of a person as its salted hash."
        )


def _size(value: object) -> str:
    """The offending value is not repeated: the message may end in a log, and the value may be a name."""
    return f"{len(value)} characters" if isinstance(value, str) else f"type {type(value).__name__}"
