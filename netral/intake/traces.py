"""What a phone's session remembers of a report, and for how long. Never a code, never a word of the report.

Two traces: the receipt just earned (idempotency key and body hash, from which the code is derived again until it is
confirmed), and the laporan opened with a code (its key).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from netral.intake.actions import Accepted, shown_again
from netral.intake.models import Laporan

RECEIPT, OPENED = "tanda_terima", "laporan"
# Long enough to write a code down; a borrowed phone is soon clean again.
KEEPS_RECEIPT = timedelta(hours=1)
KEEPS_OPENED = timedelta(minutes=30)
LAST_FOUR = 4


def remember_receipt(session: SessionBase, accepted: Accepted, *, key: str, at: datetime) -> None:
    remember_sent(session, {"laporan": accepted.laporan.key, "key": key, "body": accepted.body_hash}, at=at)


def remember_sent(session: SessionBase, sent: Mapping[str, str], *, at: datetime) -> None:
    """The same from `laporan`, `key` and `body` as a draft keeps them."""
    _begin(session)
    session[RECEIPT] = {**sent, "until": (at + KEEPS_RECEIPT).isoformat()}


def _begin(session: SessionBase) -> None:
    """A new session key, and a row and a cookie that end with the longest trace. Staff keep their working day."""
    session.cycle_key()
    if not session.get("_auth_user_id"):
        session.set_expiry(int(KEEPS_RECEIPT.total_seconds()))


def receipt(session: SessionBase, at: datetime) -> Mapping[str, Any] | None:
    """The trace of the receipt while it lasts."""
    return _alive(session, RECEIPT, at)


def code_of(trace: Mapping[str, Any]) -> str:
    """The receipt code, or nothing once its holder confirmed having kept it."""
    return shown_again(trace["key"], trace["body"]) if "body" in trace else ""


def confirm(session: SessionBase, last_four: str, at: datetime) -> bool:
    """Whether these are the last four characters of the code; if so the session forgets how to derive it."""
    trace = receipt(session, at)
    if trace is None or not code_of(trace).endswith(last_four) or len(last_four) != LAST_FOUR:
        return False
    session[RECEIPT] = {"laporan": trace["laporan"], "until": trace["until"]}
    return True


def remember_opened(session: SessionBase, laporan: Laporan, at: datetime) -> None:
    _begin(session)
    session[OPENED] = {"laporan": laporan.key, "until": (at + KEEPS_OPENED).isoformat()}


def opened(session: SessionBase, at: datetime) -> Laporan | None:
    """The laporan this phone opened with its code, for half an hour."""
    trace = _alive(session, OPENED, at)
    if trace is None:
        return None
    return Laporan.objects.select_related("office", "region").filter(key=trace["laporan"]).first()


def opened_since(session: SessionBase) -> datetime:
    """When this phone gave the code: what was first read after that is new to its holder."""
    return datetime.fromisoformat(session[OPENED]["until"]) - KEEPS_OPENED


def forget(session: SessionBase) -> None:
    """Leave nothing of any report in this session; a member of staff stays signed in."""
    for name in (RECEIPT, OPENED):
        session.pop(name, None)
    if not session.get("_auth_user_id"):
        session.flush()


def _alive(session: SessionBase, name: str, at: datetime) -> Mapping[str, Any] | None:
    trace: Mapping[str, Any] | None = session.get(name)
    if trace is None or datetime.fromisoformat(trace["until"]) <= at:
        return None
    return trace
