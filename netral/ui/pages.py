"""Refusals as pages."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

WORTH_COPYING = 40  # characters; what is shorter is soon typed again
NOT_SHOWN = re.compile("password|again|token|key", re.IGNORECASE)


def error_page(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    """The page of a status that Django has no handler for: 410, 413, 429 (`retry_at`, `zone`) or 503 (`until`)."""
    return render(request, f"{status}.html", {"zone": settings.TIME_ZONE, **context}, status=status)


def typed(request: HttpRequest) -> list[str]:
    """What somebody wrote at length into a form that could not be taken, for the page that says so. No passwords."""
    texts = [text for name, all_of_it in request.POST.lists() if not NOT_SHOWN.search(name) for text in all_of_it]
    return [text for text in texts if len(text) >= WORTH_COPYING and " " in text.strip()]
