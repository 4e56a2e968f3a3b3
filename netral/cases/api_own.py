"""Wire doors of what is one's own: views of the queue, notes, tasks; and the work of a leaving colleague."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field, StrictInt

from netral.access.models import Seat, User
from netral.cases import actions, desk_policies, queries
from netral.cases.actions.handing import give_on, pieces_of
from netral.cases.models import Case
from netral.cases.picking import workers_at
from netral.cases.queries.holding import holder_lines, holders, holding_of, offices_led_by
from netral.cases.states import Refused
from netral.cases.wire import Body, Said, StaffToken, acting_in, page_from, user_in

LONGEST_LINE, LONGEST_BOX, MOST_BOXES = 200, 80, 500
router = Router(tags=["meja"], auth=StaffToken())


class ViewIn(Body):
    """A view of the queue and the line of filters over it."""

    name: Said = Field(max_length=desk_policies.LONGEST_NAME)
    view: Said = Field(max_length=40)
    line: Said = Field("", max_length=LONGEST_LINE)


class EditIn(Body):
    """`seen` is the edition the caller was looking at."""

    text: Said = Field(max_length=desk_policies.LONGEST_NOTE)
    seen: StrictInt


class HandoverIn(Body):
    """Boxes of what is given on, as the list names them; without any, everything."""

    to: Said = Field(max_length=26)
    pieces: Annotated[list[Annotated[Said, Field(max_length=LONGEST_BOX)]], Field(max_length=MOST_BOXES)] = []


@router.get("tampilan/", summary="One's own views of the queue")
def own_views(request: HttpRequest) -> dict[str, Any]:
    found = queries.views_of(user_in(request))
    return {"items": [{"key": own.key, "name": own.name, "view": own.view, "line": own.line} for own in found]}


@router.post("tampilan/", summary="Keep a view of the queue")
def save_own_view(request: HttpRequest, body: ViewIn) -> dict[str, Any]:
    """One of the same name is replaced."""
    _sees_queue(request)
    if body.view not in queries.VIEWS:
        raise Refused("view", _("Tampilan ini tidak dikenal."))
    line = str(queries.parse(body.line))
    saved = actions.save_view(user_in(request), name=body.name, view=body.view, line=line)
    return {"key": saved.key, "name": saved.name, "view": saved.view, "line": saved.line}


@router.post("tampilan/{key}/hapus/", summary="Forget a view of the queue")
def drop_own_view(request: HttpRequest, key: str) -> dict[str, Any]:
    _sees_queue(request)
    if not (_plain(key) and actions.drop_view(user_in(request), key)):
        raise Http404
    return {"key": key}


@router.post("tampilan/{key}/naik/", summary="Move a view of the queue up one place")
def raise_own_view(request: HttpRequest, key: str) -> dict[str, Any]:
    """`moved` is false for the first one."""
    _sees_queue(request)
    user = user_in(request)
    if not (_plain(key) and queries.views_of(user).filter(key=key).exists()):
        raise Http404
    return {"key": key, "moved": actions.move_up(user, key)}


@router.post("perkara/{key}/catatan/{note}/", summary="Write one's own note anew")
def edit_note(request: HttpRequest, key: str, note: str, body: EditIn) -> dict[str, Any]:
    """→ {edition, entry_hash}, the hash null where nothing changed; 409: a newer edition was written meanwhile."""
    acting = acting_in(request)
    rows = queries.case_seen_by(acting).select_related("laporan", "office__region", "region")
    case = get_object_or_404(rows, key=key)
    if not queries.is_inside(case, acting):
        raise Http404
    found = get_object_or_404(case.notes, key=note, written_by=acting.reference)
    entry = actions.edit_note(found, case=case, acting=acting, at=timezone.now(), text=body.text, seen=body.seen)
    return {"edition": body.seen + 1 if entry else body.seen, "entry_hash": entry.hash if entry else None}


@router.get("tugas/", summary="One's own open tasks, newest first")
def own_tasks(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    found = queries.open_tasks_seen(acting_in(request)).select_related("case__office__region", "user")
    listed, following = page_from(found, cursor)
    shown = queries.shown(listed, now=timezone.now())
    return {"items": [_task(each) for each in shown], "next": following}


@router.get("serah-terima/", summary="Who holds work in the offices one leads")
def work_holders(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    offices = offices_led_by(acting_in(request))
    found = User.objects.filter(pk__in=holders(offices).order_by().values("pk"))
    listed, following = page_from(found, cursor)
    lines = holder_lines(listed, offices)
    items = [
        {
            "person": line.user.key,
            "name": line.user.name,
            "cases": line.cases,
            "tasks": line.tasks,
            "seated": line.seated,
            "until": line.until.isoformat() if line.until else None,
        }
        for line in lines
    ]
    return {"items": items, "next": following}


@router.get("serah-terima/{person}/", summary="What one person holds")
def held_work(request: HttpRequest, person: str) -> dict[str, Any]:
    """`pieces`: each with the box by which it is given on; `people`: who may take it."""
    leaving, held = _held(request, person)
    takers = [user for user in workers_at(held.offices) if user != leaving]
    return {
        "person": leaving.key,
        "pieces": [{"box": box, "number": number} for box, (number, _piece) in pieces_of(held).items()],
        "people": [{"key": user.key, "name": user.name} for user in takers],
    }


@router.post("serah-terima/{person}/", summary="Give on what one person holds")
def hand_work_over(request: HttpRequest, person: str, body: HandoverIn) -> dict[str, Any]:
    """→ {done, skipped: [{because, numbers}]}: each piece stands for itself."""
    leaving, held = _held(request, person)
    boxes = pieces_of(held)
    chosen = {box: boxes[box] for box in (body.pieces or boxes) if box in boxes}
    to = next((user for user in workers_at(held.offices) if user.key == body.to and user != leaving), None)
    if to is None:
        raise Refused("to", _("Orang ini tidak dikenal."))
    if not chosen:
        raise Refused("pieces", _("Centang dulu yang diserahkan."))
    outcome = give_on(chosen.values(), leaving=leaving, to=to, acting=acting_in(request), at=timezone.now())
    skipped = [{"because": reason, "numbers": numbers} for reason, numbers in outcome.skipped.items()]
    return {"done": outcome.done, "skipped": skipped}


def _held(request: HttpRequest, person: str) -> tuple[User, Any]:
    """Somebody who ever sat in an office one leads, and what they hold there; 404 for everybody else."""
    offices = offices_led_by(acting_in(request))
    people = User.objects.filter(pk__in=Seat.objects.filter(office__in=offices.values("pk")).values("user_id"))
    leaving = get_object_or_404(people, key=person)
    return leaving, holding_of(leaving, offices, now=timezone.now())


def _sees_queue(request: HttpRequest) -> None:
    if not acting_in(request).holds_any(queries.ROLES):
        raise Http404


def _plain(key: str) -> bool:
    return key.isascii() and key.isalnum()


def _task(shown: queries.TaskShown) -> dict[str, Any]:
    task = shown.task
    case: Case = task.case
    return {
        "key": task.key,
        "case": case.key,
        "number": case.number,
        "text": task.text,
        "due_on": task.due_on.isoformat() if task.due_on else None,
        "late": shown.late,
    }
