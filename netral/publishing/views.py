"""Doorways of the portal. Every page is complete without a script and needs nobody signed in."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from netral.publishing import queries


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
def rules(request: HttpRequest) -> HttpResponse:
    """What is forbidden, narrowed by `?siapa=` (whom) and `?tahap=` (before or after)."""
    subject, phase = request.GET.get("siapa", "ASN"), request.GET.get("tahap", "")
    found = queries.rule_library(timezone.localdate(), subject=subject, phase=phase)
    return render(request, "publishing/rules.html", found)


@require_safe
def rule(request: HttpRequest, code: str) -> HttpResponse:
    found = queries.rule_page(code, timezone.localdate())
    if found is None:
        raise Http404
    return render(request, "publishing/rule.html", found)


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
def keys(request: HttpRequest) -> HttpResponse:
    """The public keys that check receipts, documents and daily roots."""
    return JsonResponse({"keys": queries.public_keys()})


@csrf_exempt  # a token that ran out must never stand between a reporter and the way out
@require_POST
def quick_exit(request: HttpRequest) -> HttpResponse:
    """Forget this browser's session and leave for a page nobody asks about."""
    request.session.flush()
    response = HttpResponse(status=303, headers={"Location": settings.QUICK_EXIT_URL, "Cache-Control": "no-store"})
    for cookie in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"):
        response.delete_cookie(cookie)
    return response
