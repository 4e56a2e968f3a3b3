"""Wire doors of the intake: hand in a report, ask how it stands. Both are public; the receipt code is the only key."""

import re
from collections.abc import Iterator
from datetime import date, time
from itertools import islice
from typing import Annotated, Any, TypeVar

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Header, Router, Status
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from netral.intake import actions, queries
from netral.intake.addresses import client_address
from netral.intake.checking import CAPS, LISTED, named_texts, tidy
from netral.intake.content import Entrance, NewReport, Reporter, Sender, Who, WitnessNamed
from netral.intake.states import Problem, TooLarge
from netral.lib.spoken_codes import groups

router = Router(tags=["laporan"])
LARGEST_BODY = 256_000  # bytes
UNKNOWN_NAMED = 20  # unknown fields that are named; of a hundred thousand nobody reads more
Row = TypeVar("Row")


def _date(value: object) -> object:
    """Only `2024-02-05`: no numbers of seconds, no date with a time."""
    if value in (None, ""):
        return None
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("tanggal_mustahil", _("Tanggal ini tidak ada. Tulis seperti 2024-02-05."))


def _time(value: object) -> object:
    """Only `09:30` or `09:30:00`, in the zone of the place."""
    if value in (None, ""):
        return None
    if isinstance(value, str) and re.fullmatch(r"\d{2}:\d{2}(:\d{2})?", value, re.ASCII):
        try:
            return time.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("jam_mustahil", _("Jam ini tidak ada. Tulis seperti 09:30."))


Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]
Day = Annotated[date | None, BeforeValidator(_date)]
Clock = Annotated[time | None, BeforeValidator(_time)]


class Wire(BaseModel):
    """Unknown fields are kept aside and named in the warnings: a misspelt field must not vanish silently."""

    model_config = ConfigDict(extra="allow")


class WhenIn(Wire):
    date: Day = None
    time: Clock = None
    known_on: Day = None


class WhereIn(Wire):
    region: Text = ""
    place: Text = ""


class WhoIn(Wire):
    name: Text = ""
    position: Text = ""
    agency: Text = ""
    subject: Text = ""


class WitnessIn(Wire):
    name: Text = ""
    address: Text = ""


class ReporterIn(Wire):
    name: Text = Field("", repr=False)
    address: Text = Field("", repr=False)
    phone: Text = Field("", repr=False)
    email: Text = Field("", repr=False)


class ReportIn(Wire):
    """A report. Late or incomplete ones are accepted with warnings; only `kind` and `what` are required."""

    kind: str
    what: str
    election: Text = ""
    when: WhenIn | None = None
    where: WhereIn | None = None
    who: list[WhoIn] | None = Field(None, max_length=LISTED)
    witnesses: list[WitnessIn] | None = Field(None, max_length=LISTED)
    links: list[str] | None = Field(None, max_length=LISTED)
    conducts: list[str] | None = Field(None, max_length=LISTED)
    reporter: ReporterIn | None = None

    def report(self) -> NewReport:
        when, where = self.when or WhenIn(), self.where or WhereIn()
        return NewReport(
            kind=self.kind,
            what=self.what,
            election=self.election,
            act_date=when.date,
            act_time=when.time,
            known_on=when.known_on,
            region=where.region,
            place=where.place,
            who=tuple(Who(row.name, row.position, row.agency, row.subject) for row in self.who or ()),
            witnesses=tuple(WitnessNamed(row.name, row.address) for row in self.witnesses or ()),
            links=tuple(self.links or ()),
            conducts=tuple(self.conducts or ()),
            reporter=self._reporter(),
        )

    def _reporter(self) -> Reporter | None:
        given = self.reporter
        return Reporter(given.name, given.address, given.phone, given.email) if given else None


class WarningOut(BaseModel):
    field: str
    message: str
    code: str


class StatementOut(BaseModel):
    number: str
    received: str
    exhibits: list[str]
    entry_hash: str
    anchor: dict[str, Any] | None
    key_id: str
    signature: str


class ReceiptOut(BaseModel):
    code: str
    number: str
    entry_hash: str
    statement: StatementOut
    warnings: list[WarningOut]


class CodeIn(BaseModel):
    code: str


class MilestoneOut(BaseModel):
    at: str
    what: str
    by: str


class DeadlineOut(BaseModel):
    what: str
    due: str
    met: bool | None


class MessageOut(BaseModel):
    at: str
    text: str
    by: str


class StatusOut(BaseModel):
    number: str
    received: str
    milestones: list[MilestoneOut]
    deadlines: list[DeadlineOut]
    messages: list[MessageOut]


class ErrorOut(BaseModel):
    field: str
    message: str
    code: str


class ErrorsOut(BaseModel):
    errors: list[ErrorOut]


REFUSALS = dict.fromkeys((400, 409, 413, 422, 429), ErrorsOut)


@router.post("laporan/", response={200: ReceiptOut, 201: ReceiptOut, **REFUSALS}, summary="Hand in a report")
def submit_report(
    request: HttpRequest,
    body: ReportIn,
    idempotency_key: Annotated[str, Header(alias="Idempotency-Key", min_length=1, max_length=64)],
    proof: Annotated[str, Header(alias="Netral-Proof", max_length=2_000)] = "",
) -> Status[dict[str, Any]]:
    """201 with the receipt; 200 with the same receipt when the same key and report came before within 24 hours."""
    report = body.report()
    _check_size(request, report)
    entrance = Entrance(sender=Sender(client_address(request), proof))
    accepted = actions.submit(report, idempotency_key=idempotency_key, at=timezone.now(), entrance=entrance)
    return Status(200 if accepted.replayed else 201, _receipt(accepted, body))


def _check_size(request: HttpRequest, report: NewReport) -> None:
    """A body beyond the limit is too large; when a short field was filled like a book, it is that field's fault."""
    if len(request.body) <= LARGEST_BODY:
        return
    long = [field for field, text, cap in named_texts(tidy(report)) if len(text) > cap]
    if any(field != "what" for field in long):
        return  # `submit` refuses and names every such field
    message = _("Laporan terlalu besar. Ringkas ceritanya sampai %(cap)d karakter.") % {"cap": CAPS["what"]}
    raise TooLarge(Problem("what" if long else "", message, "terlalu_besar"))


def _receipt(accepted: actions.Accepted, body: ReportIn) -> dict[str, Any]:
    return {
        "code": groups(accepted.code),
        "number": accepted.laporan.number,
        "entry_hash": accepted.statement["entry_hash"],
        "statement": accepted.statement,
        "warnings": [*accepted.warnings, *islice(_unknown_fields(body), UNKNOWN_NAMED)],
    }


def _unknown_fields(part: BaseModel, prefix: str = "") -> Iterator[dict[str, str]]:
    """A warning per field the contract does not know, wherever it stood."""
    for name in part.model_extra or {}:
        message = _("Kolom ini tidak dikenal dan tidak disimpan.")
        yield {"field": f"{prefix}{name}"[:100], "message": message, "code": "kolom_tidak_dikenal"}
    for name in type(part).model_fields:
        value = getattr(part, name)
        for number, row in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(row, BaseModel):
                place = f"{name}.{number}" if isinstance(value, list) else name
                yield from _unknown_fields(row, f"{prefix}{place}.")


class ChallengeOut(BaseModel):
    algorithm: str
    challenge: str
    maxNumber: int  # noqa: N815 - altcha's name for it
    salt: str
    signature: str


class GateOut(BaseModel):
    challenge: ChallengeOut | None


@router.get("laporan/tantangan/", response={200: GateOut}, summary="What to solve before handing in a report")
def report_challenge(request: HttpRequest) -> dict[str, Any]:
    """Null while the house is at rest. Else an altcha challenge (version 1): its payload goes into `Netral-Proof`."""
    now = timezone.now()
    return {"challenge": queries.gate_for(client_address(request), now).challenge}


@router.post(
    "laporan/status/", response={200: StatusOut, 404: ErrorsOut, 422: ErrorsOut, 429: ErrorsOut},
    summary="How a report stands",
)  # fmt: skip
def report_status(request: HttpRequest, body: CodeIn) -> dict[str, Any]:
    """What happened to the report of this receipt code. Wrong codes are counted per client, right ones never."""
    laporan = actions.look_up(body.code, address=client_address(request), at=timezone.now())
    return queries.public_status(laporan, get_language() or "id")
