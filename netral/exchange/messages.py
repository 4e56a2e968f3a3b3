"""The wire form of a message and of its receipt: JSON, signed with Ed25519 over its canonical form.

Pure: keys and times come in, no database, no clock, no network.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from netral.exchange.states import SKEW, Forgery, NotGenuine, Unreadable
from netral.lib.canonical import canonical_json, sha256_hex
from netral.lib.signing import verify_json
from netral.lib.texts import storable

MESSAGE, RECEIPT = "netral-kiriman-1", "netral-tanda-terima-kiriman-1"
# Key → type, and for texts the longest that is read. A message has exactly these keys.
_SHAPE: Mapping[str, tuple[type, int]] = {
    "format": (str, 40),
    "id": (str, 26),
    "matter": (str, 12),
    "from": (str, 60),
    "to": (str, 60),
    "audience": (str, 300),
    "at": (str, 40),
    "sha256": (str, 64),
    "content": (dict, 0),
    "key_id": (str, 16),
    "signature": (str, 88),
}
_HASH = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"[0-9A-Za-z]+")  # the journal names a message by it
Sign = Callable[[Mapping[str, Any]], str]


def digest_of(content: Mapping[str, Any]) -> str:
    """The fingerprint by which both houses know a content."""
    return sha256_hex(canonical_json(dict(content)))


def sealed(body: Mapping[str, Any], *, key_id: str, sign: Sign) -> dict[str, Any]:
    """`body` with who signed it and how."""
    whole = {**body, "key_id": key_id}
    return {**whole, "signature": sign(whole)}


def message(
    *, key: str, matter: str, sender: str, receiver: str, audience: str, at: datetime, content: Mapping[str, Any]
) -> dict[str, Any]:
    """One try at sending, not signed yet. `audience` is the address of the house it is for, and of no other."""
    return {
        "format": MESSAGE,
        "id": key,
        "matter": matter,
        "from": sender,
        "to": receiver,
        "audience": audience,
        "at": utc(at),
        "sha256": digest_of(content),
        "content": dict(content),
    }


def check_shape(given: object) -> dict[str, Any]:
    """The message, if it is shaped as one and says of itself what it holds; Unreadable names what is wrong."""
    if not isinstance(given, dict):
        raise Unreadable("", "not a JSON object")
    for name, (kind, longest) in _SHAPE.items():
        value = given.get(name)
        if not isinstance(value, kind) or (longest and len(value) > longest):  # type: ignore[arg-type]
            raise Unreadable(name, f"expected {kind.__name__}" + (f" of at most {longest} characters" * bool(longest)))
    if extra := sorted(given.keys() - _SHAPE.keys()):
        raise Unreadable(str(extra[0])[:40], "not a part of a message")
    if given["format"] != MESSAGE:
        raise Unreadable("format", f"expected {MESSAGE}")
    _check_texts(given)
    if given["sha256"] != _digest(given["content"]):
        raise Unreadable("sha256", "not the fingerprint of the content")
    return given


def _check_texts(given: Mapping[str, Any]) -> None:
    for name in _SHAPE:
        if not _storable(given[name]):
            raise Unreadable(name, "holds NUL or half a character")
    if not _KEY.fullmatch(given["id"]):
        raise Unreadable("id", "expected letters and digits")


def _storable(value: object) -> bool:
    """Whether a database keeps every text in it: JSON can spell what none does."""
    if isinstance(value, dict):
        return all(storable(key) and _storable(inner) for key, inner in value.items())
    if isinstance(value, list):
        return all(map(_storable, value))
    return not isinstance(value, str) or storable(value)


def _digest(content: Mapping[str, Any]) -> str:
    try:
        return digest_of(content)
    except ValueError:
        raise Unreadable("content", "holds what JSON cannot say exactly") from None


def check_genuine(given: Mapping[str, Any], keys: Mapping[str, str], *, audience: str, now: datetime) -> None:
    """Whether one of these keys signed exactly this, for this house and just now; NotGenuine says why not."""
    public_key = keys.get(given["key_id"])
    if public_key is None:
        raise NotGenuine(Forgery.STRANGER)
    body = {name: value for name, value in given.items() if name != "signature"}
    if not verify_json(public_key, body, given["signature"]):
        raise NotGenuine(Forgery.SIGNATURE)
    if given["audience"] != audience:
        raise NotGenuine(Forgery.ELSEWHERE)
    check_fresh(given["at"], now=now)


def check_fresh(said: str, *, now: datetime, skew: timedelta = SKEW) -> None:
    """Whether a moment lies within what clocks and lines may differ by."""
    moment = moment_of(said)
    if moment is None or abs(now - moment) > skew:
        raise NotGenuine(Forgery.STALE)


def receipt(*, key: str, sha256: str, by: str, at: datetime, entry_hash: str) -> dict[str, Any]:
    """What a receiver signs once it has written down a message. `entry_hash` is its place in the receiver's journal."""
    return {"format": RECEIPT, "id": key, "sha256": sha256, "by": by, "received": utc(at), "entry_hash": entry_hash}


def receipt_holds(given: object, *, key: str, sha256: str, by: str, keys: Mapping[str, str]) -> bool:
    """Whether this is the receiver's word for exactly this message."""
    if not isinstance(given, dict):
        return False
    named = {"format": RECEIPT, "id": key, "sha256": sha256, "by": by}
    public_key = keys.get(str(given.get("key_id")))
    if public_key is None or any(given.get(name) != value for name, value in named.items()):
        return False
    if not _HASH.fullmatch(str(given.get("entry_hash"))) or moment_of(given.get("received")) is None:
        return False
    body = {name: value for name, value in given.items() if name != "signature"}
    return verify_json(public_key, body, str(given.get("signature")))


def utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def moment_of(said: object) -> datetime | None:
    """The moment an ISO 8601 text with an offset names, or None: also for one that no calendar of UTC has."""
    try:
        moment = datetime.fromisoformat(str(said))
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else None
