"""Doors of the exchange for the programs of an office: what its pages show and do, under the same policies."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from netral.access.wire import Body, Said, StaffToken, acting_in
from netral.exchange import actions, queries
from netral.exchange.downloading import package_answer
from netral.exchange.models import Kiriman, Masukan, Reply
from netral.exchange.policies import LONGEST_NOTE, MOST_GAPS, can_answer, can_hand_over, can_send_again
from netral.exchange.states import Answer, Delivery, Matter, Refused

PER_PAGE = 50
LONGEST_WORD = 60
router = Router(tags=["kiriman"], auth=StaffToken())


class PassOnIn(Body):
    receiver: Said = Field(max_length=LONGEST_WORD)
    note: Said = Field(default="", max_length=LONGEST_NOTE)


class AnswerIn(Body):
    answer: Said = Field(max_length=LONGEST_WORD)
    gaps: list[Said] = Field(default_factory=list, max_length=MOST_GAPS)
    note: Said = Field(default="", max_length=LONGEST_NOTE)
    outcome: Said = Field(default="", max_length=LONGEST_WORD)


@router.get("kiriman/keluar/", summary="What one's offices send, newest first")
def outbox_list(request: HttpRequest, view: str = "", cursor: str = "") -> dict[str, Any]:
    """`view`: menunggu (waits, or is held), sampai or dibatalkan; all without it."""
    found = queries.outbox(acting_in(request))
    if view in (Delivery.WAITING, *queries.OVER):
        found = queries.in_view(found, view)
    listed, following = _page(found, cursor)
    return {"items": [_line(line) for line in queries.lines(listed)], "next": following}


@router.get("kiriman/keluar/{key}/", summary="One message with its tries and its news")
def outbox_detail(request: HttpRequest, key: str) -> dict[str, Any]:
    return _sent_shown(request, _own(request, key))


@router.post("kiriman/keluar/{key}/kirim-ulang/", summary="Try now what waits or is held")
def send_message_again(request: HttpRequest, key: str) -> dict[str, Any]:
    """422: it arrived already."""
    found = _own(request, key)
    actions.send_again(found, acting=acting_in(request), at=timezone.now())
    return _sent_shown(request, found)


@router.post("kiriman/keluar/{key}/diserahkan/", summary="Say that the package was handed to its receiver")
def hand_package_over(request: HttpRequest, key: str) -> dict[str, Any]:
    """422: it goes by itself, or was handed over already."""
    found = _own(request, key)
    actions.hand_over_package(found, acting=acting_in(request), at=timezone.now())
    return _sent_shown(request, found)


@router.get("kiriman/keluar/{key}/paket/", summary="The package of a hand-over, as a ZIP")
def download_package(request: HttpRequest, key: str) -> HttpResponseBase:
    """The same bytes as at the page; `netral verify` checks them offline."""
    return package_answer(_own(request, key))


@router.get("kiriman/masuk/", summary="Hand-overs that came in for one's offices, newest first")
def inbox_list(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    listed, following = _page(queries.inbox(acting_in(request)), cursor)
    return {"items": [_came(each) for each in listed], "next": following}


@router.get("kiriman/masuk/{key}/", summary="One hand-over that came in, and the answers possible now")
def inbox_detail(request: HttpRequest, key: str) -> dict[str, Any]:
    return _came_shown(request, _incoming(request, key))


@router.post("kiriman/masuk/{key}/jawaban/", summary="Say how a hand-over that came in goes on")
def answer_incoming(request: HttpRequest, key: str, body: AnswerIn) -> dict[str, Any]:
    """dikembalikan names its gaps; selesai its outcome, with a note. 409: someone was faster; 422: what is wrong."""
    found = _incoming(request, key)
    if body.answer not in Answer.values or body.answer == Answer.PASSED_ON:
        raise Refused("answer", _("Pilih salah satu jawaban yang mungkin sekarang."))
    acting, to = acting_in(request), Answer(body.answer)
    actions.answer(found, to, acting=acting, at=timezone.now(), gaps=body.gaps, note=body.note, outcome=body.outcome)
    return _came_shown(request, found)


@router.post("kiriman/masuk/{key}/teruskan/", summary="Pass a hand-over on to another organisation")
def pass_incoming_on(request: HttpRequest, key: str, body: PassOnIn) -> dict[str, Any]:
    """`receiver`: its code, whichever house it works in. Its news reach the sender by themselves."""
    found = _incoming(request, key)
    receiver = queries.with_code(body.receiver)
    if receiver is None:
        raise Refused("receiver", _("Tidak ada lembaga bernama atau berkode begini. Periksa ejaannya."))
    actions.pass_on(found, receiver=receiver, acting=acting_in(request), at=timezone.now(), note=body.note)
    return _came_shown(request, found)


def _own(request: HttpRequest, key: str) -> Kiriman:
    return get_object_or_404(queries.outbox(acting_in(request)), key=key)


def _incoming(request: HttpRequest, key: str) -> Masukan:
    return get_object_or_404(queries.inbox(acting_in(request)), key=key)


def _page(found: QuerySet[Any], cursor: str) -> tuple[list[Any], str | None]:
    """One page by falling primary key, and the cursor of the next."""
    if cursor:
        last = found.filter(key=cursor).values_list("pk", flat=True).first() if cursor.isalnum() else None
        if last is None:
            raise Refused("cursor", _("Penunjuk ini tidak dikenal. Mulai lagi dari awal daftar."))
        found = found.filter(pk__lt=last)
    listed = list(found.order_by("-pk")[: PER_PAGE + 1])
    return listed[:PER_PAGE], listed[PER_PAGE - 1].key if len(listed) > PER_PAGE else None


def _line(line: queries.Line) -> dict[str, Any]:
    kiriman = line.kiriman
    return {
        "key": kiriman.key,
        "number": line.number,
        "matter": kiriman.matter,
        "from": kiriman.sender.code,
        "office": kiriman.office.code,
        "to": kiriman.receiver.code,
        "made": kiriman.made_at.isoformat(),
        "delivery": kiriman.delivery,
        "by_hand": line.by_hand,
        "tries": kiriman.tries,
        "said_last": kiriman.said_last,
        "next_try": kiriman.next_try_at.isoformat() if kiriman.next_try_at else None,
        "arrived": kiriman.delivered_at.isoformat() if kiriman.delivered_at else None,
        "answer": kiriman.answer or None,
        "moved_on": kiriman.moved_on_at.isoformat() if kiriman.moved_on_at else None,
    }


def _sent_shown(request: HttpRequest, kiriman: Kiriman) -> dict[str, Any]:
    acting, (line,) = acting_in(request), queries.lines([kiriman])
    steps = {
        "kirim_ulang": can_send_again(kiriman, acting) and not line.by_hand,
        "diserahkan": line.by_hand and can_hand_over(kiriman, acting),
        "paket": kiriman.matter == Matter.HANDOVER,
    }
    return {
        **_line(line),
        "sha256": kiriman.sha256,
        "receipt": kiriman.receipt,
        "news": [_news(each) for each in kiriman.replies.order_by("place")],
        "possible": [step for step, offered in steps.items() if offered],
    }


def _news(reply: Reply) -> dict[str, Any]:
    return {
        "place": reply.place,
        "answer": reply.answer,
        "by": reply.by,
        "said_at": reply.said_at.isoformat(),
        "gaps": reply.gaps,
        "note": reply.note,
        "outcome": reply.outcome or None,
        "led_to": reply.led_to or None,
    }


def _came(masukan: Masukan) -> dict[str, Any]:
    return {
        "key": masukan.key,
        "message": masukan.message,
        "from": masukan.sender.code,
        "to": masukan.receiver.code,
        "came": masukan.came_at.isoformat(),
        "number": masukan.content.get("number"),
        "title": masukan.content.get("title"),
        "answer": masukan.answer,
    }


def _came_shown(request: HttpRequest, masukan: Masukan) -> dict[str, Any]:
    possible = [each.value for each in Answer if can_answer(masukan, each, acting_in(request))]
    files = [
        {"name": each.filename or each.label, "sha256": each.sha256, "size": each.size, "state": each.arrival}
        for each in queries.files_of(masukan)
    ]
    shown = {
        "files": files,
        "files_said": masukan.origin.files_said,
        "content": masukan.content,
        "sha256": masukan.sha256,
        "receipt": masukan.receipt,
    }
    return {**_came(masukan), **shown, "possible": possible}
