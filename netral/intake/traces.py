"""What a phone remembers of a report, and for how long. Never a code, never a word of the report, never a seat.

Two traces: the receipt just earned (idempotency key and body hash, from which the code is derived again until it is
confirmed), and the laporan opened with a code (its key).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from netral.intake import trace_cookie
from netral.intake.actions import Accepted, confirm_receipt, shown_again
from netral.intake.models import Laporan
from netral.lib.dates import to_the_minute

RECEIPT, OPENED = "tanda_terima", "laporan"
# Long enough to write a code down; a borrowed phone is soon clean again.
KEEPS_RECEIPT = trace_cookie.LONGEST
KEEPS_OPENED = timedelta(minutes=30)
LAST_FOUR = 4


def remember_receipt(request: HttpRequest, accepted: Accepted, *, key: str, at: datetime) -> None:
    remember_sent(request, {"laporan": accepted.laporan.key, "key": key, "body": accepted.body_hash}, at=at)


def remember_sent(request: HttpRequest, sent: Mapping[str, str], *, at: datetime) -> None:
    """The same from `laporan`, `key` and `body` as a draft keeps them."""
    _remember(request, RECEIPT, {**sent, "until": (at + KEEPS_RECEIPT).isoformat()})


def _remember(request: HttpRequest, name: str, trace: Mapping[str, str]) -> None:
    """Under a new key: whoever knew the old one sees nothing of this."""
    kept = trace_cookie.of(request)
    kept.cycle_key()
    kept[name] = trace


def receipt(request: HttpRequest, at: datetime) -> Mapping[str, Any] | None:
    """The trace of the receipt while it lasts."""
    return _alive(request, RECEIPT, at)


def code_of(trace: Mapping[str, Any]) -> str:
    """The receipt code, or nothing once its holder confirmed having kept it."""
    return shown_again(trace["key"], trace["body"]) if "body" in trace else ""


def confirm(request: HttpRequest, last_four: str, at: datetime) -> bool:
    """Whether these are the last four characters of the code; if so no phone derives it again."""
    trace = receipt(request, at)
    if trace is None or not code_of(trace).endswith(last_four) or len(last_four) != LAST_FOUR:
        return False
    confirm_receipt(trace["laporan"])
    trace_cookie.of(request)[RECEIPT] = {"laporan": trace["laporan"], "until": trace["until"]}
    return True


def remember_opened(request: HttpRequest, laporan: Laporan, at: datetime) -> None:
    _remember(request, OPENED, {"laporan": laporan.key, "until": (at + KEEPS_OPENED).isoformat()})


def opened(request: HttpRequest, at: datetime) -> Laporan | None:
    """The laporan this phone opened with its code, for half an hour."""
    trace = _alive(request, OPENED, at)
    if trace is None:
        return None
    return Laporan.objects.select_related("office", "region").filter(key=trace["laporan"]).first()


def opened_since(request: HttpRequest) -> datetime:
    """The minute in which this phone gave the code: what was first read from then on is new to its holder."""
    return to_the_minute(datetime.fromisoformat(trace_cookie.of(request)[OPENED]["until"]) - KEEPS_OPENED)


def forget(request: HttpRequest) -> None:
    """Leave nothing of any report here, neither with the browser nor with us; a member of staff stays signed in."""
    trace_cookie.of(request).flush()


def forget_at_sign_out(request: HttpRequest | None, **_signal: object) -> None:
    """The next person at this desk finds no receipt of the last one. Signing out without a browser leaves none."""
    if request is not None:
        forget(request)


def _alive(request: HttpRequest, name: str, at: datetime) -> Mapping[str, Any] | None:
    trace: Mapping[str, Any] | None = trace_cookie.of(request).get(name)
    if trace is None or datetime.fromisoformat(trace["until"]) <= at:
        return None
    return trace
