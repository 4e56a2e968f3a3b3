"""Wire door by which an office adds to a case what it gathered."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from netral.cases import actions
from netral.cases.wire import Body, Said, StaffToken, acting_in, case_in, file_sent

router = Router(tags=["perkara"], auth=StaffToken())
LONGEST_FILE = 2_400_000  # letters of base64 that fit into one request; larger files come by tus, with the laporan


class GatherIn(Body):
    """One file: what it is called, and its bytes in base64."""

    filename: Annotated[Said, Field(min_length=1, max_length=255)]
    content: Annotated[str, Field(max_length=LONGEST_FILE, json_schema_extra={"contentEncoding": "base64"})]


@router.post("perkara/{key}/bukti/", summary="Add an exhibit to a case")
def gather(request: HttpRequest, key: str, body: GatherIn) -> dict[str, Any]:
    """→ {exhibit, label, sha256}; the same bytes again are the same exhibit."""
    case = case_in(request, key)
    upload = file_sent("content", body.content, name=body.filename)
    (kept,) = actions.gather(case, uploads=[upload], acting=acting_in(request), at=timezone.now())
    return {"exhibit": kept.key, "label": kept.label, "sha256": kept.sha256}
