"""How doors of this house answer: 303 after a POST that did something, 422 with the form after one that did not."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url

from netral.access.states import InvitationUnusable, NotAllowed
from netral.offices.policies import NotPossible

ROWS = 30


class SeeOther(HttpResponseRedirect):
    status_code = HTTPStatus.SEE_OTHER


def see_other(name: str, *arguments: str) -> SeeOther:
    return SeeOther(resolve_url(name, *arguments))


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the body of a POST, be it empty; nothing on a GET."""
    return request.POST if request.method == "POST" else None


def form_page(request: HttpRequest, template: str, form: forms.Form, **context: object) -> HttpResponse:
    """A page with a form: 200 when it is new, 422 when it comes back refused."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, template, {"form": form, **context}, status=status)


def done(form: forms.Form, verb: Callable[[dict[str, Any]], object]) -> bool:
    """Run a verb on the cleaned form; a refusal by the form or by the verb's policy ends up in the form."""
    if not form.is_valid():
        return False
    try:
        verb(form.cleaned_data)
    except (NotAllowed, InvitationUnusable) as refusal:
        form.add_error(None, str(refusal))
    except NotPossible as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return form.is_valid()


def page_of(request: HttpRequest, rows: QuerySet[Any, Any]) -> Page[Any]:
    """The page asked for by `?halaman=`; nonsense is the first, too far is the last."""
    return Paginator(rows, ROWS).get_page(request.GET.get("halaman"))


def answering(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of allauth, made to answer like one of this house; a refusal for haste says when to come back."""

    @wraps(view)
    def door(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            changed = {HTTPStatus.FOUND: HTTPStatus.SEE_OTHER, HTTPStatus.OK: HTTPStatus.UNPROCESSABLE_ENTITY}
            response.status_code = changed.get(HTTPStatus(response.status_code), response.status_code)
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            response["Retry-After"] = "60"
        return response

    return door
