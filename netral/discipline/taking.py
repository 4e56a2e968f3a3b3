"""A step asked for by a person at a page: the form, the verb, and what to answer when it cannot be."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from django import forms
from django.http import QueryDict

from netral.discipline.states import Refused
from netral.procedure.models import Tracked
from netral.procedure.states import SomeoneWasFaster


def attempt(form: forms.Form, verb: Callable[[], Any], subject: Tracked) -> Any | None:
    """What the verb returned, or None with the reason in the form. NotAllowed passes through: it has its own page.

    When someone was faster the form keeps what was typed and takes over the new version, to be looked at again.
    """
    if not form.is_valid():
        return None
    try:
        return verb()
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    except SomeoneWasFaster as problem:
        form.add_error(None, str(problem))
        subject.refresh_from_db()
        typed = cast("QueryDict", form.data).copy()
        typed["version"] = str(subject.version)
        form.data = typed
        form.status = HTTPStatus.CONFLICT  # type: ignore[attr-defined]
    return None


def status_of(form: forms.Form) -> int:
    """200 for a new form, 422 for one that comes back, 409 when someone was faster."""
    if not form.is_bound:
        return HTTPStatus.OK
    return getattr(form, "status", HTTPStatus.UNPROCESSABLE_ENTITY)
