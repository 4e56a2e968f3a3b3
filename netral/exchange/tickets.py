"""A ticket: the receiver of one hand-over asks for one of its files, signed, and for a few minutes only. And the
answer where that file leaves no more: what leaves in its place, signed by whoever announced it.

Pure, like `messages`: it travels as base64 of JSON in the header Netral-Ticket.
"""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from netral.exchange.messages import Sign, check_fresh, moment_of, sealed, utc
from netral.exchange.states import SKEW, Forgery, NotGenuine
from netral.lib.canonical import canonical_json
from netral.lib.signing import verify_json

FORMAT, HEADER = "netral-berkas-1", "Netral-Ticket"
REPLACEMENT = "netral-berkas-ganti-1"
LIVES = timedelta(minutes=5)
LONGEST = 2_000
MOST_FILES, LONGEST_LABEL = 200, 40
_HASH = re.compile(r"[0-9a-f]{64}")
_LABEL = re.compile(r"[\w. -]+")


@dataclass(frozen=True)
class Wanted:
    """One file a message announces: what people call it, its fingerprint and its size in bytes."""

    name: str
    sha256: str
    size: int


def announced(content: Mapping[str, Any], extensions: Mapping[str, str]) -> list[Wanted]:
    """The letter and the exhibits a message announces. What is announced badly is not asked for."""
    return [_wanted(row, extensions) for row in rows_of(content)]


def rows_of(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The same as the message has them: {label, sha256, media_type, size}."""
    letter, exhibits = content.get("letter"), content.get("exhibits")
    rows: list[Mapping[str, Any]] = []
    if isinstance(letter, Mapping):
        rows = [{"media_type": "application/pdf", **letter, "label": "surat"}]
    rows += [row for row in exhibits if isinstance(row, Mapping)] if isinstance(exhibits, list) else []
    return [row for row in rows[:MOST_FILES] if _is_announced(row)]


def announced_anew(row: Mapping[str, Any], extensions: Mapping[str, str]) -> Wanted:
    """What leaves in place of a file, of a row that was checked."""
    return _wanted(row, extensions)


def _is_announced(row: Mapping[str, Any]) -> bool:
    label, sha256, size = (row.get(name) for name in ("label", "sha256", "size"))
    named = isinstance(label, str) and len(label) <= LONGEST_LABEL and _LABEL.fullmatch(label)
    return bool(named and isinstance(sha256, str) and _HASH.fullmatch(sha256) and type(size) is int and size > 0)


def _wanted(row: Mapping[str, Any], extensions: Mapping[str, str]) -> Wanted:
    return Wanted(f"{row['label']}{extensions.get(str(row.get('media_type')), '')}", row["sha256"], row["size"])


def ticket(
    *, key: str, file: str, by: str, audience: str, at: datetime, key_id: str, sign: Sign, lives: timedelta = LIVES
) -> str:
    """What goes along with the question for the file with this fingerprint, of the hand-over `key`."""
    body = {"format": FORMAT, "id": key, "file": file, "by": by, "audience": audience, "until": utc(at + lives)}
    return base64.b64encode(canonical_json(sealed(body, key_id=key_id, sign=sign))).decode()


def check(header: str, keys: Mapping[str, str], *, key: str, file: str, by: str, audience: str, now: datetime) -> None:
    """Whether one of these keys asked for exactly this file, of this house, and still does; NotGenuine says why not."""
    given = _read(header)
    public_key = keys.get(str(given.get("key_id")))
    if public_key is None:
        raise NotGenuine(Forgery.STRANGER)
    body = {name: value for name, value in given.items() if name != "signature"}
    if not verify_json(public_key, body, str(given.get("signature"))):
        raise NotGenuine(Forgery.SIGNATURE)
    if any(given.get(name) != value for name, value in {"format": FORMAT, "audience": audience}.items()):
        raise NotGenuine(Forgery.ELSEWHERE)
    if any(given.get(name) != value for name, value in {"id": key, "file": file, "by": by}.items()):
        raise NotGenuine(Forgery.FOREIGN)
    until = moment_of(given.get("until"))
    if until is None or not now <= until <= now + LIVES + SKEW:
        raise NotGenuine(Forgery.STALE)


def replacement(
    row: Mapping[str, Any] | None, *, key: str, file: str, by: str, at: datetime, key_id: str, sign: Sign
) -> dict[str, Any]:
    """What is said of the announced `file` of a hand-over that leaves no more: `row` leaves now, None: nothing."""
    leaves = dict(row) if row else None
    body = {"format": REPLACEMENT, "id": key, "file": file, "to": by, "at": utc(at), "leaves": leaves}
    return sealed(body, key_id=key_id, sign=sign)


def check_replacement(
    given: object, keys: Mapping[str, str], *, key: str, file: str, by: str, now: datetime
) -> dict[str, Any] | None:
    """The row that leaves in place of exactly this file; None: nothing does. NotGenuine for whatever else it is."""
    if not isinstance(given, dict):
        raise NotGenuine(Forgery.SIGNATURE)
    body = {name: value for name, value in given.items() if name != "signature"}
    if not verify_json(keys.get(str(given.get("key_id")), ""), body, str(given.get("signature"))):
        raise NotGenuine(Forgery.SIGNATURE)
    named = {"format": REPLACEMENT, "id": key, "file": file, "to": by}
    if any(given.get(name) != value for name, value in named.items()):
        raise NotGenuine(Forgery.FOREIGN)
    check_fresh(str(given.get("at")), now=now)
    row = given.get("leaves")
    if row is not None and not (isinstance(row, dict) and _is_announced(row)):
        raise NotGenuine(Forgery.SIGNATURE)
    return {name: row.get(name) for name in ("label", "sha256", "media_type", "size")} if row else None


def _read(header: str) -> Mapping[str, Any]:
    try:
        given = json.loads(base64.b64decode(header, validate=True)) if len(header) <= LONGEST else None
    except (binascii.Error, ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise NotGenuine(Forgery.SIGNATURE)
    return given
