"""The door for messages of other houses. Whoever comes shows no token: the message itself is signed."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from netral.exchange import actions
from netral.exchange.states import LARGEST_MESSAGE, NotGenuine, SaidOtherwise, Unreadable

router = Router(tags=["kiriman"])


@router.post("kiriman/", summary="Hand a signed message to this house", url_name="receive_message")
def receive_message(request: HttpRequest) -> HttpResponse:
    """201 with a signed receipt; 200 with the same one for the same message again; 409 for other words under its key.

    401: not signed by a partner, not for this house, or not just now. 422: no message.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_MESSAGE:
        return _refusal(413, "", _("Kiriman terlalu besar."), "terlalu_besar")
    try:
        receipt, new = actions.receive(_parsed(request.body), at=timezone.now())
    except Unreadable as problem:
        return _refusal(422, problem.field, str(problem), "bentuk_tidak_sesuai")
    except NotGenuine as problem:
        return _refusal(401, "signature", _("Kiriman ini tidak dapat dipercaya."), problem.reason)
    except SaidOtherwise:
        return _refusal(409, "id", _("Kunci kiriman ini sudah dipakai untuk isi lain."), "kunci_terpakai")
    return JsonResponse(receipt, status=HTTPStatus.CREATED if new else HTTPStatus.OK)


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable("", "not JSON") from None


def _refusal(status: int, field: str, message: str, code: str) -> HttpResponse:
    return JsonResponse({"errors": [{"field": field, "message": message, "code": code}]}, status=status)
