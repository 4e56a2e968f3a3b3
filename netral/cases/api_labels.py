"""Wire doors of the labels of a case, and of taking back one's own last act at its desk."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router
from pydantic import Field

from netral.audit.models import Entry
from netral.cases import actions, desk_policies, queries
from netral.cases.api_desk import labels_shown
from netral.cases.models import Case, Label
from netral.cases.wire import Body, Said, StaffToken, acting_in, case_in, user_in

LONGEST_ACT = 20


class LabelIn(Body):
    """One word of the office: letters, digits and hyphens."""

    word: Said = Field(max_length=queries.LONGEST_LABEL)


class UndoIn(Body):
    """The act as `undo` of the desk named it."""

    act: Said = Field(max_length=LONGEST_ACT)


router = Router(tags=["perkara"], auth=StaffToken())


@router.post("perkara/{key}/label/", summary="Put a label on a case")
def add_label(request: HttpRequest, key: str, body: LabelIn) -> dict[str, Any]:
    """`entry_hash` is null where the case carries it already."""
    case = case_in(request, key)
    entry = actions.add_label(case, acting=acting_in(request), at=timezone.now(), word=body.word)
    return _shown(case, entry)


@router.post("perkara/{key}/label/{label}/lepas/", summary="Take a label off a case")
def remove_label(request: HttpRequest, key: str, label: str) -> dict[str, Any]:
    """409 where it is off already."""
    case, acting = case_in(request, key), acting_in(request)
    desk_policies.check_inside(case, acting)
    found = get_object_or_404(Label, key=label, office=case.office)
    return _shown(case, actions.remove_label(case, found, acting=acting, at=timezone.now()))


@router.post("perkara/{key}/batalkan/", summary="Take back one's own last act at the desk")
def undo(request: HttpRequest, key: str, body: UndoIn) -> dict[str, Any]:
    """409 where it is not the last any more, or others have gone on from it. Following leaves no entry: null."""
    case, acting = case_in(request, key), acting_in(request)
    entry = actions.undo(case, acting=acting, user=user_in(request), at=timezone.now(), name=body.act)
    return {"entry_hash": entry.hash if entry else None}


def _shown(case: Case, entry: Entry | None) -> dict[str, Any]:
    return {"labels": labels_shown(case), "entry_hash": entry.hash if entry else None}
