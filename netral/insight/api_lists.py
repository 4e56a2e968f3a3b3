"""Wire doors of reconciliations for staff with a bearer token: bring rows, read what came of them, sign."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import BaseModel, Field

from netral.cases.states import Refused
from netral.cases.wire import PER_PAGE, Said, StaffToken, acting_in, place
from netral.insight import actions, queries
from netral.insight.listed import row_of
from netral.insight.models import Reconciliation
from netral.insight.states import Finding
from netral.intake.tables import MOST_ROWS
from netral.offices.models import Organisation

router = Router(tags=["pencocokan"], auth=StaffToken())
LONGEST = 200


class RowIn(BaseModel):
    number: Annotated[Said, Field(max_length=LONGEST)] = ""
    name: Annotated[Said, Field(max_length=LONGEST)] = ""
    date: Annotated[Said, Field(max_length=LONGEST)] = ""
    status: Annotated[Said, Field(max_length=LONGEST)] = ""


class ListIn(BaseModel):
    """Codes of the office that brings the list and of the house it is from, and its rows."""

    office: Annotated[Said, Field(max_length=LONGEST)]
    partner: Annotated[Said, Field(max_length=LONGEST)]
    rows: Annotated[list[RowIn], Field(min_length=1, max_length=MOST_ROWS)]


@router.get("pencocokan/", summary="Reconciliations in scope, newest first", url_name="reconciliation_list")
def reconciliation_list(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    """`next` is the cursor of the following page, null on the last one."""
    found = queries.reconciliation_seen_by(acting_in(request))
    if cursor:
        found = found.filter(pk__lt=place(found, cursor))
    listed = list(found[: PER_PAGE + 1])
    shown = listed[:PER_PAGE]
    return {"items": [_head(each) for each in shown], "next": shown[-1].key if len(listed) > PER_PAGE else None}


@router.post(
    "pencocokan/", summary="Hold a partner's list against ours", url_name="reconcile", response={201: dict[str, Any]}
)
def reconcile(request: HttpRequest, body: ListIn) -> Status[dict[str, Any]]:
    """201 with the counts. No case is changed."""
    acting = acting_in(request)
    office = {each.code: each for each in queries.handling_offices(acting)}.get(body.office)
    partner = Organisation.objects.filter(code=body.partner).first()
    if office is None or partner is None:
        field = "office" if office is None else "partner"
        raise Refused(field, _("Kode ini tidak dikenal, atau bukan kantor Anda."))
    rows = [
        row_of(number, {"nomor": row.number, "nama": row.name, "tanggal": row.date, "status": row.status})
        for number, row in enumerate(body.rows, 1)
    ]
    made = actions.reconcile(rows, office=office, partner=partner, acting=acting, at=timezone.now())
    return Status(201, _head(made))


@router.get("pencocokan/{key}/", summary="What came of one list", url_name="reconciliation_detail")
def reconciliation_detail(request: HttpRequest, key: str, finding: str = "", after: int = 0) -> dict[str, Any]:
    """Rows in their order, `after` a place, of one finding where one is named; `next` is the next `after` or null.

    `not_told` are codes of what a message from another house does not say and was not compared; `ask` who knows.
    """
    found = get_object_or_404(queries.reconciliation_seen_by(acting_in(request)), key=key)
    if finding and finding not in Finding.values:
        raise Refused("finding", _("Hasil ini tidak dikenal."))
    listed = queries.shown(queries.rows_of(found, finding).filter(place__gt=after)[: PER_PAGE + 1])
    rows = [
        {"place": row.place, "finding": row.finding.value, "reasons": row.reasons, "theirs": row.theirs,
         "ours": row.ours, "not_told": row.unknown, "ask": row.asked if row.unknown else ""}
        for row in listed[:PER_PAGE]
    ]  # fmt: skip
    return {**_head(found), "rows": rows, "next": rows[-1]["place"] if len(listed) > PER_PAGE else None}


@router.post("pencocokan/{key}/setuju/", summary="Sign for the own side", url_name="sign_reconciliation")
def sign_reconciliation(request: HttpRequest, key: str) -> dict[str, Any]:
    """The result with the new signature; 422 says who has signed already, 409 that somebody was faster."""
    acting = acting_in(request)
    found = get_object_or_404(queries.reconciliation_seen_by(acting), key=key)
    actions.sign(found, acting=acting, at=timezone.now())
    return _head(queries.reconciliation_seen_by(acting).get(key=key))


def _head(found: Reconciliation) -> dict[str, Any]:
    signed = [{"office": each.office.code, "at": each.signed_at.isoformat()} for each in found.signatures.all()]
    return {
        "key": found.key,
        "office": found.office.code,
        "partner": found.partner.code,
        "made": found.made_at.isoformat(),
        "counts": found.counts,
        "list_hash": found.list_hash,
        "expires": found.expires_at.isoformat(),
        "erased": found.erased_at is not None,
        "signatures": signed,
    }
