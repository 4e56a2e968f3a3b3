"""What only a page needs: programs that ask the API get no word for the next page, and load nothing at all."""

from collections.abc import Callable
from typing import Any

from csp.middleware import CSPMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django_htmx.middleware import HtmxMiddleware

from netral.config.api import asked_by_program
from netral.config.middleware import GetResponse

Answering = Callable[[HttpRequest], Any]  # what a middleware made as a class is: it says less of its answers
LOADS_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def _of_pages(middleware: Callable[[GetResponse], Answering]) -> Callable[[GetResponse], GetResponse]:
    """The same middleware, which a request of a program passes by."""

    def made(get_response: GetResponse) -> GetResponse:
        for_pages = middleware(get_response)

        def answered(request: HttpRequest) -> HttpResponseBase:
            answer: HttpResponseBase = (get_response if asked_by_program(request) else for_pages)(request)
            return answer

        return answered

    return made


def load_nothing(get_response: GetResponse) -> GetResponse:
    """An answer to a program that a browser shows after all fetches and runs nothing, unless it has its own policy."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if asked_by_program(request):
            response.headers.setdefault("Content-Security-Policy", LOADS_NOTHING)
        return response

    return answered


content_security = _of_pages(CSPMiddleware)
messages = _of_pages(MessageMiddleware)
htmx = _of_pages(HtmxMiddleware)
