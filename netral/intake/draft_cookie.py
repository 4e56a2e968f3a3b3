"""The browser's half of a draft: a cookie that goes with the window, is sent to this site alone and no script reads."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from netral.intake.draft_seal import DraftKey

COOKIE = "draf"


def key_of(request: HttpRequest) -> DraftKey | None:
    """The key this browser holds, whether or not a draft still opens with it."""
    return DraftKey.from_text(request.COOKIES.get(COOKIE, ""))


def hand(answer: HttpResponse, key: DraftKey) -> None:
    """Give the browser its key; the server forgets it with this answer."""
    answer.set_cookie(
        COOKIE, key.text, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE, path="/"
    )


def take_back(answer: HttpResponse) -> None:
    answer.delete_cookie(COOKIE, path="/", samesite="Strict")
