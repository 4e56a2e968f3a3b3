"""The door for messages of other houses. Whoever comes shows no token: the message itself is signed."""

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from netral.exchange import actions
from netral.exchange.handing import file_answer
from netral.exchange.shared_secret import SIGNATURE, TIME
from netral.exchange.states import LARGEST_MESSAGE, MOST_TOGETHER, NotGenuine, SaidOtherwise, Unreadable
from netral.exchange.tickets import HEADER

router = Router(tags=["kiriman"])
_REFUSALS: dict[type[Exception], tuple[HTTPStatus, str]] = {
    Unreadable: (HTTPStatus.UNPROCESSABLE_ENTITY, "bentuk_tidak_sesuai"),
    NotGenuine: (HTTPStatus.UNAUTHORIZED, ""),
    SaidOtherwise: (HTTPStatus.CONFLICT, "kunci_terpakai"),
}


@router.post("kiriman/", summary="Hand a signed message to this house", url_name="receive_message")
def receive_message(request: HttpRequest) -> HttpResponse:
    """201 with a signed receipt; 200 with the same one for the same message again; 409 for other words under its key.

    401: not signed by a partner, not for this house, or not just now. 422: no message.
    """
    return _answered(request, lambda body: actions.receive(_parsed(body), at=timezone.now()))


@router.post(
    "kiriman-sekaligus/", summary="Hand many signed messages to this house at once", url_name="receive_messages"
)
def receive_messages(request: HttpRequest) -> HttpResponse:
    """{messages: [as above]} → 200 {answers: [{id, status, receipt or code}]}, each as its message alone is answered.

    422: no list of messages, or more than a hundred. 413: together more than a million bytes.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_MESSAGE:
        return _refusal(413, "", _("Kiriman terlalu besar."), "terlalu_besar")
    try:
        given = _list_of_messages(request.body)
    except Unreadable as problem:
        return _refusal(422, problem.field, str(problem), "bentuk_tidak_sesuai")
    taken = actions.receive_many(given, at=timezone.now())
    return JsonResponse({"answers": [_one_answer(each, how) for each, how in zip(given, taken, strict=True)]})


def _list_of_messages(body: bytes) -> list[Any]:
    parsed = _parsed(body)
    given = parsed.get("messages") if isinstance(parsed, dict) else None
    if not isinstance(given, list) or len(given) > MOST_TOGETHER:
        raise Unreadable("messages", f"expected a list of at most {MOST_TOGETHER} messages")
    return given


def _one_answer(given: Any, taken: tuple[dict[str, Any], bool] | Exception) -> dict[str, Any]:
    named = given.get("id") if isinstance(given, dict) else None
    key = named[:26] if isinstance(named, str) else ""
    if not isinstance(taken, Exception):
        return {"id": key, "status": HTTPStatus.CREATED if taken[1] else HTTPStatus.OK, "receipt": taken[0]}
    status, code = _REFUSALS.get(type(taken), (HTTPStatus.INTERNAL_SERVER_ERROR, "galat"))
    return {"id": key, "status": status, "code": taken.reason if isinstance(taken, NotGenuine) else code}


@router.post("kiriman/{key}/kabar/", summary="Say how a hand-over goes on", url_name="receive_news")
def receive_news(request: HttpRequest, key: str) -> HttpResponse:
    """For systems that share a secret with this house: the body is signed by Netral-Time and Netral-Signature.

    {event, answer, said_at, gaps, note, outcome} → as above, one event once.
    """
    said = {"said_at": request.headers.get(TIME, ""), "signature": request.headers.get(SIGNATURE, "")}
    return _answered(request, lambda body: actions.receive_webhook(key, body, at=timezone.now(), **said))


@router.get("kiriman/{key}/berkas/{sha256}/", summary="A file of a hand-over, for its receiver", url_name="fetch_file")
def fetch_file(request: HttpRequest, key: str, sha256: str) -> HttpResponseBase:
    """Netral-Ticket: signed by the receiver, for this file and a few minutes; Range to go on where it stopped.

    410 where it leaves no more as it was announced: `replaced` is signed and says what leaves in its place.
    """
    ticket, part = request.headers.get(HEADER, ""), request.headers.get("Range", "")
    try:
        return file_answer(key, sha256, ticket=ticket, part=part, at=timezone.now())
    except NotGenuine as problem:
        return _refusal(401, HEADER, _("Kiriman ini tidak dapat dipercaya."), problem.reason)


def _answered(request: HttpRequest, kept: Callable[[bytes], tuple[dict[str, Any], bool]]) -> HttpResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_MESSAGE:
        return _refusal(413, "", _("Kiriman terlalu besar."), "terlalu_besar")
    try:
        receipt, new = kept(request.body)
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
