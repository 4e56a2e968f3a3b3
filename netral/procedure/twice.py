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


class _Twice(Exception):  # noqa: N818 - said, not told to anybody: it undoes the second doing
    """The verb was done by the same form a moment ago."""


def was_done(request: HttpRequest) -> bool:
    """Whether this very form, with the version it was read at, is the last one this session sent with success."""
    return request.method == "POST" and request.session.get(SENT) == _print_of(request)


def once(request: HttpRequest, verb: Callable[[], Any]) -> Callable[[], Any]:
    """The verb, remembered in its own transaction; True for the second of two that were sent at the same moment.

    Of verbs without a version this holds for those that lock what they work on, as all do that journal on it. Forms of
    such verbs carry a fresh key (`{% lembar %}`), so that the same words may be written again on purpose.
    Raises SomeoneWasFaster as the verb does, when it was somebody else, or the same person with other words.
    """

    def act() -> Any:
        try:
            with transaction.atomic():
                done = verb()
                _remember(request)
        except _Twice:
            return True
        except SomeoneWasFaster:
            # The other sending has committed since this one began, and its memory with it.
            if was_done_meanwhile(request):
                return True
            raise
        return done

    return act


def remember(request: HttpRequest) -> None:
    """That this form was sent with success: for verbs that are many transactions, and so not `once` each."""
    request.session[SENT] = _print_of(request)
    request.session.save()


def was_done_meanwhile(request: HttpRequest) -> bool:
    """Whether the other of two sent at the same moment has done all of it since this one began."""
    return _told_by_the_store(request) == _print_of(request)


def _remember(request: HttpRequest) -> None:
    """The verb waited for whoever was at the same subject: was it this very form, its memory is there now."""
    if was_done_meanwhile(request):
        raise _Twice
    remember(request)


def _told_by_the_store(request: HttpRequest) -> str:
    return str(type(request.session)(request.session.session_key).get(SENT, ""))


def _print_of(request: HttpRequest) -> str:
    """A keyed fingerprint of address, boxes and files: the session's row says nothing of what people typed."""
    boxes = sorted((name, value) for name, values in request.POST.lists() for value in values if name != CSRF)
    files = sorted((name, f"{file.name} {file.size}") for name, many in request.FILES.lists() for file in many)
    return salted_hmac("netral.procedure.twice", urlencode([("", request.path), *boxes, *files])).hexdigest()
