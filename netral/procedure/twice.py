"""A form sent twice by a nervous finger: what the first sending did counts for both, and is done once."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from netral.procedure.states import SomeoneWasFaster

SENT = "terkirim"  # in the session: which form was sent last
CSRF = "csrfmiddlewaretoken"


def was_done(request: HttpRequest) -> bool:
    """Whether this very form, with the version it was read at, is the last one this session sent with success."""
    return request.method == "POST" and request.session.get(SENT) == _print_of(request)


def once(request: HttpRequest, verb: Callable[[], Any]) -> Callable[[], Any]:
    """The verb, remembered in its own transaction; True for the second of two that were sent at the same moment.

    Raises SomeoneWasFaster as the verb does, when it was somebody else, or the same person with other words.
    """

    def act() -> Any:
        try:
            with transaction.atomic():
                done = verb()
                request.session[SENT] = _print_of(request)
                request.session.save()
        except SomeoneWasFaster:
            # The other sending has committed since this one began, and its memory with it.
            if _told_by_the_store(request) == _print_of(request):
                return True
            raise
        return done

    return act


def _told_by_the_store(request: HttpRequest) -> str:
    return str(type(request.session)(request.session.session_key).get(SENT, ""))


def _print_of(request: HttpRequest) -> str:
    """A keyed fingerprint of address, boxes and files: the session's row says nothing of what people typed."""
    boxes = sorted((name, value) for name, values in request.POST.lists() for value in values if name != CSRF)
    files = sorted((name, f"{file.name} {file.size}") for name, many in request.FILES.lists() for file in many)
    return salted_hmac("netral.procedure.twice", urlencode([("", request.path), *boxes, *files])).hexdigest()
