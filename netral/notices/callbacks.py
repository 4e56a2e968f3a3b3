"""What a gateway reports by itself: how a message ended, who replied STOP. Nothing is believed without a signature.

The shape is that of WhatsApp's webhooks: `entry[].changes[].value` with `statuses[]` and `messages[]`, signed with
HMAC-SHA256 over the bytes of the body in `X-Hub-Signature-256`.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from netral.notices.gateways.cloud import ABSENT, LONGEST_ID, PASSING
from netral.notices.whatsapp_states import STOP_WORDS, MessageStatus

PREFIX = "sha256="
WORDS = {
    "sent": MessageStatus.SENT,
    "delivered": MessageStatus.DELIVERED,
    "read": MessageStatus.READ,
    "failed": MessageStatus.FAILED,
}
MOST = 1_000  # things taken from one report


@dataclass(frozen=True)
class Report:
    """How a message stands. `key` is ours where the gateway gives it back; a failure says of which kind it was."""

    gateway_id: str
    key: str
    status: MessageStatus
    absent: bool = False
    passing: bool = False


@dataclass(frozen=True)
class Stopped:
    """Somebody replied STOP from this number (`+…`)."""

    number: str
    at: datetime


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Whether the signature was made over exactly these bytes by whoever holds the secret."""
    made = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    given = signature.removeprefix(PREFIX)
    return signature.startswith(PREFIX) and hmac.compare_digest(made.encode(), given.encode(errors="replace"))


def told_in(body: bytes) -> list[Report | Stopped]:
    """Everything a signed report tells that concerns us; what is not understood is passed over."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return []
    told: list[Report | Stopped] = []
    for value in _values(content):
        told += [report for row in _rows(value, "statuses") if (report := _report(row))]
        told += [stopped for row in _rows(value, "messages") if (stopped := _stopped(row))]
    return told[:MOST]


def _values(report: Any) -> Iterator[dict[str, Any]]:
    for entry in _rows(report, "entry"):
        for change in _rows(entry, "changes"):
            if isinstance(change.get("value"), dict):
                yield change["value"]


def _rows(holder: Any, name: str) -> list[dict[str, Any]]:
    rows = holder.get(name) if isinstance(holder, dict) else None
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _report(row: dict[str, Any]) -> Report | None:
    status = WORDS.get(_text(row.get("status")))
    if status is None:
        return None
    codes = {error.get("code") for error in _rows(row, "errors") if isinstance(error.get("code"), int)}
    key = _text(row.get("biz_opaque_callback_data"))
    gateway_id = _text(row.get("id"))
    if len(gateway_id) > LONGEST_ID:  # no message of ours is called so
        return None
    return Report(gateway_id, key, status, bool(codes & ABSENT), bool(codes & PASSING))


def _stopped(row: dict[str, Any]) -> Stopped | None:
    said = {_text(row.get(kind, {}).get(name)) for kind, name in SPOKEN if isinstance(row.get(kind), dict)}
    sender, at = _text(row.get("from")), _moment(row.get("timestamp"))
    if not sender.isdecimal() or at is None or not any(word.strip(" .!").casefold() in STOP_WORDS for word in said):
        return None
    return Stopped(f"+{sender}", at)


# Where the words of a reply stand: typed, or on a button of ours that was pressed.
SPOKEN = (("text", "body"), ("button", "text"), ("button", "payload"))


def _text(value: Any) -> str:
    return value if isinstance(value, str) and "\0" not in value and value.isprintable() else ""


def _moment(value: Any) -> datetime | None:
    """Seconds since 1970, as text."""
    try:
        return datetime.fromtimestamp(int(value), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
