"""Where a request ends that no door could answer: refused, too large, or at a time when nothing can be kept."""

import errno
import sys
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.csrf import CSRF_FAILURE_TEMPLATE_NAME

from netral.config.api import RETRY_AFTER, answer, asked_by_program, nothing_is_kept
from netral.intake.states import Problem
from netral.ui.pages import typed

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO)
# Django's reasons for a form that another site sent: its words must not appear under our name.
FROM_ELSEWHERE = ("Origin checking", "Referer checking")


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token ran out, with what was written in it: a story is not typed twice."""
    written = [] if reason.startswith(FROM_ELSEWHERE) else typed(request)
    page = render_to_string(CSRF_FAILURE_TEMPLATE_NAME, {"typed": written})
    return HttpResponse(page, status=HTTPStatus.FORBIDDEN)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 where there was simply too much."""
    too_much = isinstance(exception, RequestDataTooBig | TooManyFilesSent)
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_much else HTTPStatus.BAD_REQUEST
    if not asked_by_program(request):
        return HttpResponse(render_to_string(f"{status.value}.html"), status=status)
    if too_much:
        return answer(request, status, Problem("", _("Kiriman terlalu besar."), "terlalu_besar"))
    return answer(request, status, Problem("", _("Permintaan ini tidak terbaca."), "tidak_terbaca"))


def absent(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """404: a page for people, the one shape for programs."""
    if not asked_by_program(request):
        return defaults.page_not_found(request, exception)
    return answer(request, HTTPStatus.NOT_FOUND, Problem("", _("Tidak ada."), "tidak_ada"))


def failed(request: HttpRequest) -> HttpResponseBase:
    """503 with a time to come back while database or disk take nothing; 500 for every other failure."""
    passing = passes(sys.exception())
    if asked_by_program(request):
        return nothing_is_kept(request) if passing else _our_mistake(request)
    if not passing:
        return defaults.server_error(request)
    page = render_to_string("503.html", {"typed": typed(request)})
    return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": str(RETRY_AFTER)})


def _our_mistake(request: HttpRequest) -> HttpResponse:
    message = _(
        "Kesalahannya ada pada kami. Coba lagi beberapa menit lagi dengan kunci atau versi yang sama: tidak ada yang "
        "tercatat dua kali."
    )
    return answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, Problem("", message, "gangguan"))


def passes(problem: BaseException | None) -> bool:
    """Whether this is no fault of the request or the code: a database locked or away, a disk full."""
    if isinstance(problem, OSError):
        return problem.errno in NO_ROOM
    return isinstance(problem, OperationalError | InterfaceError)
