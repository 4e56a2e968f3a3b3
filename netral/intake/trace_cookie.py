"""The browser's half of its traces: a cookie that goes with the window, and a row that knows nobody's account.

Whoever reports from a browser in which they are signed in must not be joined to the report: the session of the seat
knows nothing of a laporan, the row of the traces nothing of a seat.
"""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from netral.access.sessions import SessionStore

COOKIE = "jejak"
# After this the row is worth nothing, whatever the browser still holds.
LONGEST = timedelta(hours=1)
FAILURES = 500


class TraceStore(SessionStore):
    """What this browser remembers of a report; opened by its own cookie alone."""

    def get_session_cookie_age(self) -> int:
        return int(LONGEST.total_seconds())


def of(request: HttpRequest) -> TraceStore:
    """The traces of the browser that asks. Nothing is read before somebody looks into them."""
    if not hasattr(request, "traces"):
        request.traces = TraceStore(request.COOKIES.get(COOKIE))  # type: ignore[attr-defined]
    traces: TraceStore = request.traces  # type: ignore[attr-defined]
    return traces


def keep(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: what was remembered or forgotten goes with the answer. Who remembers nothing gets no cookie."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        answer = get_response(request)
        if hasattr(request, "traces"):
            patch_vary_headers(answer, ("Cookie",))
            _settle(of(request), request, answer)
        return answer

    return answered


def _settle(traces: TraceStore, request: HttpRequest, answer: HttpResponseBase) -> None:
    if traces.is_empty():
        if COOKIE in request.COOKIES:
            take_back(answer)
    elif traces.modified and answer.status_code < FAILURES:
        try:
            traces.save()
        except UpdateError:  # forgotten by a request that was faster; forgotten it stays
            take_back(answer)
        else:
            _hand(answer, traces.session_key or "")


def _hand(answer: HttpResponseBase, key: str) -> None:
    answer.set_cookie(COOKIE, key, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE, path="/")


def take_back(answer: HttpResponseBase) -> None:
    answer.delete_cookie(COOKIE, path="/", samesite="Strict")
