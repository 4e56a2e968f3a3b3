"""What the gateway for short messages reports: how a message ended, who replied STOP."""

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from netral.notices import actions
from netral.notices.callbacks import Report, is_signed, told_in
from netral.notices.gateways import CLOUD

SIGNATURE = "X-Hub-Signature-256"
LONGEST_CHALLENGE = 200


@csrf_exempt  # no browser comes here: a signature over the whole body stands in its place
@never_cache
@require_http_methods(["GET", "POST"])
def whatsapp(request: HttpRequest) -> HttpResponse:
    """GET once, when the gateway makes sure of this address; POST with its signature for every report."""
    if settings.WHATSAPP != CLOUD or not settings.WHATSAPP_SECRET:
        raise Http404
    if request.method == "GET":
        return _hello(request)
    if not is_signed(request.body, request.headers.get(SIGNATURE, ""), str(settings.WHATSAPP_SECRET)):
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    now = timezone.now()
    for told in told_in(request.body):
        if isinstance(told, Report):
            actions.take_report(told, at=now)
        else:
            actions.stop(told.number, at=told.at)
    return HttpResponse(status=HTTPStatus.OK)


def _hello(request: HttpRequest) -> HttpResponse:
    """The challenge back to whoever knows the word that was agreed on."""
    agreed, given = str(settings.WHATSAPP_VERIFY), request.GET.get("hub.verify_token", "")
    challenge = request.GET.get("hub.challenge", "")
    known = bool(agreed) and request.GET.get("hub.mode") == "subscribe" and constant_time_compare(given, agreed)
    if not known or len(challenge) > LONGEST_CHALLENGE or not challenge.isprintable():
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    return HttpResponse(challenge, content_type="text/plain; charset=utf-8")
