"""Wire doors between offices: hand over, answer, take over; and ad hoc offices that end. The pages' verbs and rules."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel, ConfigDict, Field, StrictInt

from netral.access.states import Acting
from netral.cases import actions, queries
from netral.cases.states import Refused
from netral.cases.transfer_policies import Subject
from netral.cases.wire import PER_PAGE, Said, StaffToken, acting_in, place
from netral.intake.queries import laporan_seen_by
from netral.offices.models import Organisation
from netral.procedure.models import DOCUMENT_LENGTH, Transfer
from netral.ui.inputs import LONGEST

router = Router(tags=["pelimpahan"], auth=StaffToken())
Letter = Annotated[Said, Field(max_length=DOCUMENT_LENGTH)]
Reason = Annotated[Said, Field(max_length=LONGEST)]


class TakeoverIn(BaseModel):
    """The version that was looked at, the letter and the reason."""

    model_config = ConfigDict(extra="forbid")
    version: StrictInt
    letter_number: Letter
    letter_on: date
    reason: Reason


class TransferIn(TakeoverIn):
    """The same with the code of the office it goes to; `permintaan` goes to the office right above."""

    kind: Literal["pelimpahan", "permintaan"] = "pelimpahan"
    receiver: Annotated[Said, Field(max_length=60)]


class AnswerIn(BaseModel):
    """The version that was looked at; a reason only where it is sent back."""

    model_config = ConfigDict(extra="forbid")
    answer: Literal["terima", "kembalikan", "tarik"]
    version: StrictInt
    reason: Reason = ""


class ExtensionIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    last_day: date
    letter_number: Letter


@router.get("pelimpahan/", summary="Transfers of one's office")
def transfer_list(request: HttpRequest, view: str = "masuk", cursor: str = "") -> dict[str, Any]:
    """`view`: masuk (wait for this office), keluar (this office waits), riwayat (answered)."""
    if view not in queries.TRANSFER_VIEWS:
        raise Refused("view", _("Pilih salah satu."))
    rows = queries.transfers_in(acting_in(request), view).order_by("-pk")
    if cursor:
        rows = rows.filter(pk__lt=place(rows, cursor))
    listed = list(rows[: PER_PAGE + 1])
    lines = queries.transfer_lines(listed[:PER_PAGE], now=timezone.now())
    more = len(listed) > PER_PAGE
    return {"items": [_shown(line) for line in lines], "next": lines[-1].transfer.key if more else None}


@router.post("perkara/{key}/pelimpahan/", summary="Hand a case to another office")
def hand_over_case(request: HttpRequest, key: str, body: TransferIn) -> dict[str, Any]:
    """It stays where it is until accepted. 409: the version is stale, 422: what is wrong."""
    return _handed(_case(request, key), acting_in(request), body)


@router.post("laporan/{key}/pelimpahan/", summary="Hand a report to another office")
def hand_over_report(request: HttpRequest, key: str, body: TransferIn) -> dict[str, Any]:
    return _handed(_report(request, key), acting_in(request), body)


@router.post("perkara/{key}/pengambilalihan/", summary="Take a case over from the office below")
def take_over_case(request: HttpRequest, key: str, body: TakeoverIn) -> dict[str, Any]:
    return _taken(_case(request, key), acting_in(request), body)


@router.post("laporan/{key}/pengambilalihan/", summary="Take a report over from the office below")
def take_over_report(request: HttpRequest, key: str, body: TakeoverIn) -> dict[str, Any]:
    return _taken(_report(request, key), acting_in(request), body)


@router.post("pelimpahan/{key}/jawaban/", summary="Accept, send back, or take back")
def answer_transfer(request: HttpRequest, key: str, body: AnswerIn) -> dict[str, Any]:
    """409: somebody answered first or the version is stale."""
    acting = acting_in(request)
    transfer = get_object_or_404(queries.transfers_seen(acting), key=key)
    subject = queries.subject_of(transfer)
    by: dict[str, Any] = {"acting": acting, "at": timezone.now(), "version": body.version}
    if body.answer == "terima":
        entry = actions.accept(transfer, subject, **by)
    elif body.answer == "kembalikan":
        entry = actions.send_back_transfer(transfer, subject, **by, reason=body.reason)
    else:
        entry = actions.withdraw_transfer(transfer, subject, **by)
    return {"state": transfer.state, "version": subject.version, "entry_hash": entry.hash}


@router.get("kantor-ad-hoc/", summary="Ad hoc offices in reach, with what is open there")
def temporary_list(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    """By code. `homeless`: work lies at an office that is no more."""
    rows = queries.temporary_seen_by(acting_in(request)).order_by("code").filter(code__gt=cursor[:60])
    listed = list(rows[: PER_PAGE + 1])
    lines = queries.temporary_lines(listed[:PER_PAGE], now=timezone.now())
    more = len(listed) > PER_PAGE
    return {"items": [_office(line) for line in lines], "next": lines[-1].office.code if more else None}


@router.post("kantor-ad-hoc/{code}/perpanjangan/", summary="Let an ad hoc office go on longer")
def extend_office(request: HttpRequest, code: str, body: ExtensionIn) -> dict[str, Any]:
    acting = acting_in(request)
    office = get_object_or_404(queries.temporary_seen_by(acting), code=code)
    actions.extend_office(
        office, acting=acting, at=timezone.now(), last_day=body.last_day, letter_number=body.letter_number
    )
    return {"code": office.code, "valid_until": body.last_day.isoformat()}


def _handed(subject: Subject, acting: Acting, body: TransferIn) -> dict[str, Any]:
    receiver = Organisation.objects.filter(code=body.receiver).first()
    if receiver is None:
        raise Refused("receiver", _("Kantor ini tidak ditemukan. Ketik kode atau nama lengkapnya."))
    given = {**body.model_dump(), "receiver": receiver}
    return _made(actions.hand_over(subject, acting=acting, at=timezone.now(), **given), subject)


def _taken(subject: Subject, acting: Acting, body: TakeoverIn) -> dict[str, Any]:
    return _made(actions.take_over_work(subject, acting=acting, at=timezone.now(), **body.model_dump()), subject)


def _made(transfer: Transfer, subject: Subject) -> dict[str, Any]:
    return {"key": transfer.key, "state": transfer.state, "version": subject.version}


def _case(request: HttpRequest, key: str) -> Subject:
    rows = queries.case_seen_by(acting_in(request)).select_related("laporan", "office__region", "office__parent")
    return get_object_or_404(rows, key=key)


def _report(request: HttpRequest, key: str) -> Subject:
    rows = laporan_seen_by(acting_in(request)).select_related("office__region", "office__parent", "region")
    return get_object_or_404(rows, key=key)


def _shown(line: queries.TransferLine) -> dict[str, Any]:
    """Codes, days and the letter. What it is about opens by its own door, to whoever has it."""
    row = line.transfer
    return {
        "key": row.key,
        "kind": row.kind,
        "state": row.state,
        "number": row.number,
        "from": row.origin.code,
        "to": row.receiver.code,
        "letter_number": row.letter_number,
        "letter_on": row.letter_on.isoformat(),
        "basis": row.basis,
        "made_at": row.made_at.isoformat(),
        "answered_at": _iso(row.answered_at),
        "late": line.late,
        "version": line.subject.version if line.subject and row.waits else None,
    }


def _office(line: queries.TemporaryLine) -> dict[str, Any]:
    last: date | None = line.office.valid_until
    return {
        "code": line.office.code,
        "name": line.office.name,
        "valid_until": last.isoformat() if last else None,
        "days_left": line.left,
        "cases": line.cases,
        "reports": line.reports,
        "homeless": line.homeless,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
