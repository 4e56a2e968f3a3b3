"""Wire doors to the black boxes of a case: made on its own exhibits, and taken back from any."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router
from pydantic import Field

from netral.cases import policies, queries
from netral.cases.api_laporan import RedactionIn
from netral.cases.covering import coverable
from netral.cases.wire import Body, Said, StaffToken, acting_in
from netral.evidence import actions as evidence
from netral.evidence.content import Box
from netral.evidence.queries import exhibits_of
from netral.evidence.states import EvidenceRefused, NotShown
from netral.intake.states import Problem, Refused

router = Router(tags=["perkara"], auth=StaffToken())


class UncoverIn(Body):
    reason: Annotated[Said, Field(max_length=20_000)]


@router.post("perkara/{key}/bukti/{exhibit}/tutup/", summary="Blacken boxes of an exhibit of the case itself")
def redact_case_exhibit(request: HttpRequest, key: str, exhibit: str, body: RedactionIn) -> dict[str, Any]:
    """For what came with an answer. → {sha256}: of the copy that leaves from now on."""
    acting = acting_in(request)
    case = get_object_or_404(queries.case_seen_by(acting).select_related("office"), key=key)
    found = get_object_or_404(exhibits_of(case.reference), key=exhibit)
    if not policies.can_redact(case, acting):
        raise Http404
    boxes = [Box(**box.model_dump()) for box in body.boxes]
    try:
        made = evidence.redact(found, boxes, acting=acting, office=case.office.code, at=timezone.now())
    except (NotShown, EvidenceRefused) as refusal:
        raise _refused(refusal) from None
    return {"sha256": made.sha256}


@router.post("bukti/{exhibit}/tarik/", summary="Take the redacted copy of an exhibit back")
def uncover_exhibit(request: HttpRequest, exhibit: str, body: UncoverIn) -> dict[str, Any]:
    """Of a laporan or of a case. → {sha256, went_out}: of the copy that is gone, and who had it or an earlier one."""
    acting = acting_in(request)
    subject, found = coverable(acting, exhibit)
    went_out = queries.went_out_with(found)
    try:
        gone = evidence.uncover(found, reason=body.reason, acting=acting, office=subject.office.code, at=timezone.now())
    except (NotShown, EvidenceRefused) as refusal:
        raise _refused(refusal) from None
    shown = [
        {"receiver": each.receiver, "letter": each.letter, "at": each.at.isoformat(), "covered": each.covered}
        for each in went_out
    ]
    return {"sha256": gone.sha256, "went_out": shown}


def _refused(refusal: NotShown | EvidenceRefused) -> Refused:
    if isinstance(refusal, EvidenceRefused):
        return Refused(Problem(refusal.field, refusal.message, refusal.code))
    return Refused(Problem("exhibit", str(refusal), "tidak_bisa"))
