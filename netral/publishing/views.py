"""Doorways of the portal. Every page is complete without a script and needs nobody signed in."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from netral.intake.tables import write_csv
from netral.publishing import queries
from netral.publishing import verifier as offline
from netral.publishing.converters import rule_slug

# The same for everybody: kept an hour, and then only asked whether it is still the same.
kept_for_an_hour = cache_control(public=True, max_age=3600)


def page(request: HttpRequest, template: str, context: Mapping[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    """The same page for everybody: it asks for no session, so it shows no message either."""
    return render(request, template, {**context, "messages": ()}, status=status)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    return render(request, "publishing/home.html", queries.front_page(today))


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "publishing/help.html", {"report_waits": queries.report_waits(timezone.localdate())})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "publishing/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "publishing/accessibility.html")


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "publishing/glossary.html", {"terms": queries.public_terms()})


@require_safe
@kept_for_an_hour
@conditional_page
def rules(request: HttpRequest) -> HttpResponse:
    """The rules on conduct, narrowed by words, people, stage and instrument."""
    wanted = queries.Wanted.of(request.GET.dict())
    return page(request, "publishing/rules.html", queries.rule_library(wanted, timezone.localdate()))


@require_safe
@kept_for_an_hour
@conditional_page
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """One rule; other ways to write its code lead to its address."""
    found = queries.rule_page(rule_slug(code), timezone.localdate())
    if found is None:
        raise Http404
    if code != rule_slug(code):
        return redirect("publishing:rule", code, permanent=True)
    return page(request, "publishing/rule.html", found)


@require_safe
@kept_for_an_hour
@conditional_page
def booklet(request: HttpRequest) -> HttpResponse:
    """The rules on sixteen pages of A6, to be printed and folded."""
    address = request.build_absolute_uri(reverse("publishing:ask"))
    return page(
        request,
        "publishing/booklet.html",
        queries.booklet(timezone.localdate()) | {"square": queries.square(address), "link": address},
    )


@require_safe
@kept_for_an_hour
@conditional_page
def ask(request: HttpRequest) -> HttpResponse:
    """May I? The most asked, or what the words found."""
    return page(request, "publishing/ask.html", queries.ask_page(request.GET.dict(), timezone.localdate()))


@require_safe
@kept_for_an_hour
@conditional_page
def answer(request: HttpRequest, act: str) -> HttpResponse:
    """The verdict on one act; for an act nobody has written down, the nearest ones."""
    given, today = request.GET.dict(), timezone.localdate()
    found = queries.answer_page(act, given, today)
    if found is None:
        near = queries.ask_page(given | {"cari": act}, today)
        return page(request, "publishing/ask.html", near, status=HTTPStatus.NOT_FOUND)
    address = request.build_absolute_uri(found["address"])
    return page(request, "publishing/answer.html", found | {"link": address, "square": queries.square(address)})


@require_safe
def deadlines(request: HttpRequest) -> HttpResponse:
    return render(request, "publishing/deadlines.html", queries.deadline_library())


@require_safe
def deadline(request: HttpRequest, code: str) -> HttpResponse:
    found = queries.deadline_page(code)
    if found is None:
        raise Http404
    return render(request, "publishing/deadline.html", found)


@require_safe
def overdue(request: HttpRequest) -> HttpResponse:
    """Missed duties by office, for everybody."""
    return page(request, "publishing/overdue.html", queries.public_clock(timezone.now(), request.GET.get("hal")))


@require_safe
def silence(request: HttpRequest) -> HttpResponse:
    """How institutions answer what was handed to them."""
    return page(request, "publishing/silence.html", queries.silence_page(timezone.now(), request.GET.get("hal")))


@require_safe
def silence_csv(request: HttpRequest) -> HttpResponse:
    """Every institution as a table; a small number is written `<5`."""
    rows = queries.silences(queries.midnight(timezone.now()))
    table = write_csv([queries.SILENCE_COLUMNS, *(row.written() for row in rows)])
    answer = HttpResponse(table, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="hitungan-diam.csv"'
    return answer


@require_safe
def silence_json(request: HttpRequest) -> HttpResponse:
    """The same for programs; a hidden number is null."""
    at = queries.midnight(timezone.now())
    return JsonResponse({"at": at.isoformat(), "institutions": [asdict(row) for row in queries.silences(at)]})


@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    return render(request, "publishing/journal.html", queries.journal_page(request.GET.get("hal")))


@require_safe
def journal_day(request: HttpRequest, day: date) -> HttpResponse:
    """The signed root of one finished day, as it was published."""
    root = queries.published_root(day)
    if root is None:
        raise Http404
    return JsonResponse(root)


@require_safe
def journal_stamp(request: HttpRequest, day: date) -> HttpResponse:
    """The time-stamp of an outside authority over that root."""
    answer = queries.root_stamp(day)
    if answer is None:
        raise Http404
    return HttpResponse(answer, content_type="application/timestamp-reply")


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The public keys that check receipts, documents and daily roots."""
    return JsonResponse({"keys": queries.public_keys()})


@require_safe
@kept_for_an_hour
@conditional_page
def verifier(request: HttpRequest) -> HttpResponse:
    """The page that checks receipts offline; whoever saves it needs this house no more."""
    answer = HttpResponse(offline.page())
    answer["Content-Security-Policy"] = f"{offline.policy()}; frame-ancestors 'none'"
    return answer
