"""Wire doors of the desk: assign, follow, note, tasks, one's own views. The same verbs and policies as the pages."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel, ConfigDict, Field

from netral.access.models import User
from netral.access.states import Acting
from netral.cases import actions, desk_policies, queries
from netral.cases.models import Case
from netral.cases.states import Refused
from netral.cases.wire import Said, SendersKey, StaffToken, acting_in, case_in, own_key
from netral.notices.actions import follow, unfollow
from netral.notices.queries import follows

LONGEST_KEY = 26
Key = Field(max_length=LONGEST_KEY)


class AssignIn(BaseModel):
    """Keys of the examiners from now on, and of those the program was looking at."""

    model_config = ConfigDict(extra="forbid")
    examiners: list[Said] = Field(max_length=desk_policies.MOST_EXAMINERS)
    seen: list[Said] = Field(max_length=100)
    namesake: Said = Field("", max_length=2_000)


class FollowIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    follow: bool


class NoteIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: Said = Field(max_length=desk_policies.LONGEST_NOTE)


class TaskIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: Said = Field(max_length=desk_policies.LONGEST_TASK)
    user: Said = Key
    due_on: date | None = None


router = Router(tags=["perkara"], auth=StaffToken())


@router.get("perkara/{key}/meja/", summary="Who shares a case, its open tasks and its notes")
def case_desk(request: HttpRequest, key: str) -> dict[str, Any]:
    """Examiners and whether one follows; tasks, notes and labels only to people of the office, else null.

    `undo` names one's own last act of today here that `batalkan/` takes back.
    """
    acting, case = acting_in(request), case_in(request, key)
    inside = queries.is_inside(case, acting)
    return {
        "examiners": [_person(user) for user in case.examiners.order_by("name", "pk")],
        "follow": follows(_user(acting), case.reference),
        "tasks": [_task(each) for each in queries.tasks_of(case, now=timezone.now())] if inside else None,
        "notes": [_note(each) for each in queries.notes_of(case)] if inside else None,
        "labels": labels_shown(case) if inside else None,
        "undo": act.name if (act := queries.last_act(case, acting, now=timezone.now())) else None,
    }


@router.post("perkara/{key}/penugasan/", summary="Set the examiners")
def assign(request: HttpRequest, key: str, body: AssignIn) -> dict[str, Any]:
    """409 where somebody else assigned since `seen` was read."""
    case = case_in(request, key)
    found = {user.key: user for user in User.objects.filter(key__in=body.examiners)}
    if unknown := [one for one in body.examiners if one not in found]:
        raise Refused("examiners", _("Tidak dikenal: %(keys)s.") % {"keys": ", ".join(unknown)[:200]})
    entry = actions.assign(
        case, acting=acting_in(request), at=timezone.now(), examiners=list(found.values()), seen=body.seen,
        namesake=body.namesake,
    )  # fmt: skip
    people = case.examiners.order_by("name", "pk")
    return {"examiners": [_person(user) for user in people], "entry_hash": entry.hash if entry else None}


@router.post("perkara/{key}/ikuti/", summary="Follow a case, or no longer")
def follow_case(request: HttpRequest, key: str, body: FollowIn) -> dict[str, Any]:
    case, user = case_in(request, key), _user(acting_in(request))
    if body.follow:
        follow(user, case.reference, at=timezone.now())
    else:
        unfollow(user, case.reference)
    return {"follow": body.follow}


@router.post("perkara/{key}/catatan/", summary="Write a note for colleagues")
def write_note(request: HttpRequest, key: str, body: NoteIn, idempotency_key: SendersKey = "") -> dict[str, Any]:
    """409 where the same `Idempotency-Key` came with another text; with the same one it is the note there is."""
    case, acting = case_in(request, key), acting_in(request)
    own = own_key(idempotency_key, acting, case)
    note = actions.write_note(case, acting=acting, at=timezone.now(), text=body.text, key=own)
    return {"key": note.key}


@router.post("perkara/{key}/tugas/", summary="Give a task")
def give_task(request: HttpRequest, key: str, body: TaskIn, idempotency_key: SendersKey = "") -> dict[str, Any]:
    """`Idempotency-Key` as with notes."""
    user = User.objects.filter(key=body.user).first()
    if user is None:
        raise Refused("user", _("Orang ini tidak dikenal."))
    case, acting = case_in(request, key), acting_in(request)
    task = actions.give_task(
        case, acting=acting, at=timezone.now(), text=body.text, user=user, due_on=body.due_on,
        key=own_key(idempotency_key, acting, case),
    )  # fmt: skip
    return {"key": task.key}


@router.post("perkara/{key}/tugas/{task}/selesai/", summary="A task is done")
def finish_task(request: HttpRequest, key: str, task: str) -> dict[str, Any]:
    """409 where it was done already."""
    case = case_in(request, key)
    acting = acting_in(request)
    desk_policies.check_inside(case, acting)
    found = get_object_or_404(case.tasks.select_related("user"), key=task)
    entry = actions.finish_task(found, case=case, acting=acting, at=timezone.now())
    return {"key": found.key, "entry_hash": entry.hash}


def _user(acting: Acting) -> User:
    return User.objects.get(key=acting.reference.partition(":")[2])


def _person(user: User) -> dict[str, Any]:
    return {"key": user.key, "name": user.name}


def labels_shown(case: Case) -> list[dict[str, str]]:
    """The labels of a case as the wire shows them."""
    return [{"key": label.key, "word": label.word} for label in queries.labels_of(case)]


def _task(shown: queries.TaskShown) -> dict[str, Any]:
    task = shown.task
    return {
        "key": task.key,
        "text": task.text,
        "user": _person(task.user),
        "due_on": task.due_on.isoformat() if task.due_on else None,
        "done_at": task.done_at.isoformat() if task.done_at else None,
        "late": shown.late,
    }


def _note(shown: queries.NoteShown) -> dict[str, Any]:
    latest = shown.latest
    return {
        "key": shown.note.key,
        "author": shown.author,
        "text": latest.text,
        "edition": latest.edition,
        "written_at": latest.written_at.isoformat(),
    }
