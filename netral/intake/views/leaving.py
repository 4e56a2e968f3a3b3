"""The way out."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from netral.intake import draft_cookie, trace_cookie, traces
from netral.intake.actions import drafting

# What a browser says of a form that no page of this very origin sent.
FOREIGN = ("cross-site", "same-site")


@csrf_exempt  # a token that ran out must never stand between a reporter and the way out
@require_POST
def quick_exit(request: HttpRequest) -> HttpResponse:
    """Forget this browser's session, its traces and its draft, and leave for a page nobody asks about.

    A draft whose reporter wrote down a return code stays for that code alone. The header has the browser throw away
    what scripts of ours stored, also where scripts do not run. Another site that sends somebody here leads them away
    and destroys nothing.
    """
    response = HttpResponse(status=303, headers={"Location": settings.QUICK_EXIT_URL, "Cache-Control": "no-store"})
    if not _sent_from_elsewhere(request):
        _leave_nothing(request, response)
    return response


def _sent_from_elsewhere(request: HttpRequest) -> bool:
    """As the browser says it; one too old for that names the origin. A page of ours may name none, and is believed."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in FOREIGN
    # The host alone: behind a proxy this process does not know that its visitors come by HTTPS.
    origin = request.headers.get("Origin", "null")
    return origin != "null" and origin.rpartition("//")[2] != request.get_host()


def _leave_nothing(request: HttpRequest, response: HttpResponse) -> None:
    request.session.flush()
    traces.forget(request)
    draft = draft_cookie.key_of(request)
    if draft:
        drafting.forget(draft, unless_kept_for_later=True)
    response["Clear-Site-Data"] = '"storage"'
    for cookie in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"):
        response.delete_cookie(cookie)
    trace_cookie.take_back(response)
    draft_cookie.take_back(response)
