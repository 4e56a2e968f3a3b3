"""A verb behind a form: what it refuses is shown beside the field, what is over is said above the page."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from netral.access.models import User
from netral.access.policies import StaffRequest
from netral.cases.states import Refused as NotTaken
from netral.oversight.states import Refused
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from netral.procedure.twice import once, was_done


def attempt(request: HttpRequest, form: forms.Form, verb: Callable[[], Any]) -> bool:
    """Whether it was done, now or by the same form a moment ago."""
    if not form.is_valid():
        return False
    if was_done(request):
        return True
    try:
        once(request, verb)()
    except (Refused, NotTaken) as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return False
    except (NotAllowed, SomeoneWasFaster) as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def pressed(request: HttpRequest, verb: Callable[[], Any]) -> bool:
    """The same for a button without a form: what is refused is said at the head of the next page."""
    if was_done(request):
        return True
    try:
        once(request, verb)()
    except (Refused, NotTaken, NotAllowed, SomeoneWasFaster) as refusal:
        messages.error(request, getattr(refusal, "message", str(refusal)))
        return False
    return True


def first_press(request: StaffRequest) -> bool:
    """Whether this copy of a form was not sent before; for what is done in many transactions.

    The row of whoever presses is held meanwhile, so of two at the same moment one waits and then hears of the other.
    """

    def hold() -> object:
        return list(User.objects.filter(pk=request.user.pk).select_for_update())

    return not was_done(request) and once(request, hold)() is not True


def status_of(form: forms.Form) -> int:
    """200 for a new form, 422 for one that comes back."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
