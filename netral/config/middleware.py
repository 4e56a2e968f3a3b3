"""What is settled before any door: questions without a body, bodies without a length, addresses that cannot be."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from netral.config.api import answer, asked_by_program
from netral.intake.states import Problem

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def answer_head(get_response: GetResponse) -> GetResponse:
    """HEAD is a GET whose answer stays here; whoever watches the house asks this way."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        if request.method != "HEAD":
            return get_response(request)
        request.method = "GET"
        response = get_response(request)
        if response.streaming:
            response.streaming_content = iter(())  # type: ignore[attr-defined]
        else:
            response.content = b""  # type: ignore[attr-defined]
        return response

    return answered


def store_nothing(get_response: GetResponse) -> GetResponse:
    """Answers to programs, and refusals that give back what was typed, are in no cache: neither the browser's nor that
    of somebody in between. Whoever says otherwise of an answer is heard.
    """

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if asked_by_program(request) or response.status_code >= HTTPStatus.BAD_REQUEST:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answered


def ask_for_length(get_response: GetResponse) -> GetResponse:
    """A body in chunks would be read as an empty one; only programs send it, and they can say its length."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        if "HTTP_TRANSFER_ENCODING" not in request.META:
            return get_response(request)
        message = _("Kirim isinya sekaligus, dengan Content-Length, bukan berpotong-potong.")
        return answer(request, HTTPStatus.LENGTH_REQUIRED, Problem("Content-Length", message, "panjang_wajib"))

    return answered


def refuse_nul(get_response: GetResponse) -> GetResponse:
    """PostgreSQL keeps no NUL and fails on being asked for one; no link of ours has one. In bodies the forms look."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404("no address has a NUL")
        return get_response(request)

    return answered
