"""How doors answer: 303 after a POST that did something, pages cut to size."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import resolve_url

PER_PAGE = 30


class SeeOther(HttpResponseRedirect):
    status_code = HTTPStatus.SEE_OTHER


def see_other(name: str, *arguments: str) -> SeeOther:
    """On to another page, which is then fetched by GET."""
    return SeeOther(resolve_url(name, *arguments))


def page_of(request: HttpRequest, found: Sequence[Any] | QuerySet[Any, Any]) -> Page[Any]:
    """The page asked for by `?halaman=`; nonsense is the first, too far is the last."""
    return Paginator(found, PER_PAGE).get_page(request.GET.get("halaman"))
