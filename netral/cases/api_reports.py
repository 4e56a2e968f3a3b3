"""Wire doors to the reports inside a case: join them, take them out again."""

from typing import Annotated, Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router
from pydantic import BaseModel, ConfigDict, Field

from netral.access.states import Acting
from netral.cases import actions, queries
from netral.cases.models import Case
from netral.cases.wire import Said, StaffToken, acting_in
from netral.intake.models import Laporan
from netral.intake.queries import laporan_seen_by

router = Router(tags=["perkara"], auth=StaffToken())


class ReportsIn(BaseModel):
    """Reports by the numbers on their receipts."""

    model_config = ConfigDict(extra="forbid")
    laporan: Annotated[list[Annotated[Said, Field(max_length=60)]], Field(min_length=1, max_length=100)]


@router.post("perkara/{key}/laporan/gabung/", summary="Join reports about the same event to a case")
def join(request: HttpRequest, key: str, body: ReportsIn) -> dict[str, Any]:
    """{laporan: [numbers]} → {joined, left: [numbers that could not be joined], because: {reason: [numbers]}}."""
    acting = acting_in(request)
    case, chosen = _case(acting, key), list(_reports(acting, body).order_by("pk"))
    outcome = actions.join_many(case, chosen, acting=acting, at=timezone.now())
    left = [number for numbers in outcome.skipped.values() for number in numbers]
    return {"joined": outcome.done, "left": left, "because": outcome.skipped}


@router.post("perkara/{key}/laporan/pisah/", summary="Take reports out of a case again")
def separate(request: HttpRequest, key: str, body: ReportsIn) -> dict[str, Any]:
    """{laporan: [numbers]} → {separated: [numbers]}; all of them or, with the first that is refused, none."""
    acting = acting_in(request)
    case, chosen = _case(acting, key), list(_reports(acting, body).order_by("pk"))
    with transaction.atomic():
        for each in chosen:
            actions.separate(case, each, acting=acting, at=timezone.now())
    return {"separated": [each.number for each in chosen]}


def _case(acting: Acting, key: str) -> Case:
    return get_object_or_404(queries.case_seen_by(acting).select_related("laporan", "office__region"), key=key)


def _reports(acting: Acting, body: ReportsIn) -> QuerySet[Laporan]:
    return laporan_seen_by(acting).select_related("office", "region").filter(number__in=body.laporan)
