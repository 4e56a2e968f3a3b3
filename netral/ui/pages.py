"""Refusals as pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def error_page(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    """The page of a status that Django has no handler for: 410, 413, 429 (`retry_at`, `zone`) or 503 (`until`)."""
    return render(request, f"{status}.html", {"zone": settings.TIME_ZONE, **context}, status=status)
