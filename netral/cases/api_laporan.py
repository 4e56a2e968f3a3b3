"""Wire doors of an office to its laporan: read, decide the kajian awal, register, write to the reporter, keep.

They stand here and not in the intake, because the token and the shapes of staff do. Every verb is the page's own.
"""

from datetime import datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Header, Router, Status
from pydantic import Field, StrictInt

from netral.access.models import Role
from netral.access.queries import office_acting_on
from netral.cases import actions as cases
from netral.cases.forms import RegistrationForm
from netral.cases.wire import Body, Said, StaffToken, acting_in, form_data, page_from, problems, standing
from netral.evidence import actions as evidence
from netral.evidence.content import Box
from netral.evidence.models import Exhibit
from netral.evidence.states import MOST_BOXES, EvidenceRefused, NotShown
from netral.intake import actions, policies, queries
from netral.intake.api import ReportIn
from netral.intake.forms.reviewing import NOTE_LENGTH
from netral.intake.models import Laporan
from netral.intake.states import Door, Kind, Problem, Refused, Side
from netral.procedure.models import Clock
from netral.procedure.policies import Offer, check_can_take, offers
from netral.procedure.queries import remember_waiting, say

LONGEST_TEXT, LONGEST_CODE, MOST_ITEMS = 20_000, 60, 100
Code = Annotated[Said, Field(max_length=LONGEST_CODE)]
IdempotencyKey = Annotated[str, Header(alias="Idempotency-Key", min_length=1, max_length=64)]

router = Router(tags=["laporan"], auth=StaffToken())


class ReviewIn(Body):
    """One result, an answer to every item of the list by its code, and reasons for single answers."""

    step: Code
    version: StrictInt
    checklist: Annotated[dict[Code, Code], Field(max_length=MOST_ITEMS)] = {}
    notes: Annotated[dict[Code, Annotated[Said, Field(max_length=NOTE_LENGTH)]], Field(max_length=MOST_ITEMS)] = {}
    reason: Said = Field("", max_length=LONGEST_TEXT)
    message: Said = Field("", max_length=LONGEST_TEXT)


class RegistrationIn(Body):
    version: StrictInt
    title: Said = Field(max_length=160)
    examiners: Annotated[list[Code], Field(max_length=MOST_ITEMS)] = []


class ElectionIn(Body):
    election: Code
    version: StrictInt
    reason: Said = Field(max_length=LONGEST_TEXT)


class TextIn(Body):
    text: Said = Field(max_length=LONGEST_TEXT)


class DoneIn(Body):
    done: Said = Field(max_length=LONGEST_TEXT)


class BoxIn(Body):
    """A part of a page, in thousandths of its width and height."""

    page: StrictInt = 1
    left: StrictInt
    top: StrictInt
    width: StrictInt
    height: StrictInt


class RedactionIn(Body):
    boxes: Annotated[list[BoxIn], Field(max_length=2 * MOST_BOXES)]


class HoldIn(Body):
    """With `hold` a reason; without it the periods decide again."""

    hold: bool
    reason: Said = Field("", max_length=LONGEST_TEXT)


class FindingIn(ReportIn):
    """A finding of an office; `when.known_on` is the day it was found.

    `who[].subject` is a code of the wire contract (`PNS`, `kades`, `honorer` …) or left out: it decides the receiver.
    `grew_from` is the key of the informasi awal it is recorded from; its exhibits go along without being sent again.
    """

    kind: str = Kind.TEMUAN.value
    office: Code
    grew_from: Said = Field("", max_length=LONGEST_CODE)


class TypedIn(ReportIn):
    """A report somebody told at the counter (`lisan`) or wrote on paper (`surat`), and when it was handed in."""

    office: Code
    door: Code
    handed_in: datetime | None = None


@router.get("kantor/laporan/", summary="Laporan in scope, newest first")
def laporan_list(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    """`next` is the cursor of the following page, null on the last one."""
    listed, following = page_from(_seen(request), cursor)
    remember_waiting(listed)
    return {"items": [_shown(each, offers(each, acting_in(request))) for each in listed], "next": following}


@router.get("kantor/laporan/{key}/", summary="One laporan with its possible steps")
def laporan_detail(request: HttpRequest, key: str) -> dict[str, Any]:
    """As received, apart from who reported; messages of both sides for those who write to the reporter."""
    found = _laporan(request, key)
    writes = policies.can_tell(found, acting_in(request))
    letters = found.messages.all() if writes else ()
    finding = queries.finding_of(found)
    return {
        **_shown(found, offers(found, acting_in(request))),
        "what": found.what,
        "place": found.place,
        "messages": [{"at": each.at.isoformat(), "side": each.side, "text": each.text} for each in letters],
        "exhibits": [_exhibit_row(each) for each in queries.exhibits_of(found)],
        "grew_from": found.grew_from.key if found.grew_from else None,
        "finding": finding.key if finding else None,
    }


@router.post("kantor/laporan/{key}/kajian-awal/", summary="Decide the kajian awal")
def review_laporan(request: HttpRequest, key: str, body: ReviewIn) -> dict[str, Any]:
    """→ {version, status, entry_hash}; 409: the version is stale."""
    found = _laporan(request, key)
    entry = actions.review(found, acting=acting_in(request), at=timezone.now(), **body.model_dump())
    return {"version": found.version, "status": found.status, "entry_hash": entry.hash}


@router.get("kantor/laporan/{key}/pemilihan/", summary="What another election would change; nothing is saved")
def election_effect(request: HttpRequest, key: str, election: str = "") -> dict[str, Any]:
    """→ {election, procedure, clocks: [{was, becomes}]}; `was` and `becomes` are {rule, due} or null."""
    found = _received(request, key)
    current, chosen = queries.election_of(found), queries.election_named(election)
    shown: dict[str, Any] = {"election": current and current.code, "procedure": found.procedure, "clocks": []}
    if chosen is None:
        return shown
    effect = queries.election_effect(found, chosen)
    pairs = [{"was": _clock(each.was), "becomes": _clock(each.becomes)} for each in effect.repinning.changes]
    return {"election": chosen.code, "procedure": effect.repinning.procedure.code, "clocks": pairs}


@router.post("kantor/laporan/{key}/pemilihan/", summary="Set the election a report is handled under")
def set_election(request: HttpRequest, key: str, body: ElectionIn) -> dict[str, Any]:
    """→ {version, procedure, entry_hash}; 409: the version is stale."""
    found = _laporan(request, key)
    entry = actions.set_election(found, acting=acting_in(request), at=timezone.now(), **body.model_dump())
    return {"version": found.version, "procedure": found.procedure, "entry_hash": entry.hash}


@router.post("kantor/laporan/{key}/registrasi/", summary="Register a complete laporan: a case is opened")
def register_laporan(request: HttpRequest, key: str, body: RegistrationIn) -> dict[str, Any]:
    """→ {case, number}; 409: the version is stale."""
    found, acting = _laporan(request, key), acting_in(request)
    check_can_take(found, "registrasi", acting)
    form = RegistrationForm(form_data({}, body.model_dump()), laporan=found)
    if not form.is_valid():
        raise Refused(*problems(form))
    opened = cases.open_from(found, acting=acting, at=timezone.now(), **form.cleaned_data)
    return {"case": opened.key, "number": opened.number}


@router.post("kantor/laporan/{key}/pesan/", summary="Write to the reporter")
def write_to_reporter(request: HttpRequest, key: str, body: TextIn) -> dict[str, Any]:
    made = actions.write_to_reporter(_own(request, key), body.text, acting=acting_in(request), at=timezone.now())
    return {"at": made.at.isoformat()}


@router.post("kantor/laporan/{key}/pemberitahuan/", summary="Issue the letter that tells the reporter the status")
def issue_status_notice(request: HttpRequest, key: str) -> dict[str, Any]:
    """→ {document, number, sha256}; 422: a letter of today already says all there is."""
    letter = actions.issue_status_notice(_own(request, key), acting=acting_in(request), at=timezone.now())
    return {"document": letter.key, "number": letter.number, "sha256": letter.sha256}


@router.post("kantor/laporan/{key}/pesan/dibaca/", summary="Say that the reporter's messages were read")
def read_messages(request: HttpRequest, key: str) -> dict[str, Any]:
    """→ {read}: how many were new."""
    return {"read": actions.see(_own(request, key), Side.REPORTER, at=timezone.now())}


@router.post("kantor/laporan/{key}/keamanan/{check_in}/", summary="Write down what was done about a worrying answer")
def handle_check_in(request: HttpRequest, key: str, check_in: str, body: DoneIn) -> dict[str, Any]:
    """409: a colleague did it already."""
    answered = get_object_or_404(_own(request, key).check_ins.select_related("laporan__office"), key=check_in)
    actions.handle_check_in(answered, acting=acting_in(request), at=timezone.now(), done=body.done)
    return {"check_in": answered.key}


@router.post("kantor/laporan/{key}/salinan/", summary="Approve what may leave of the reporter's words")
def approve_release(request: HttpRequest, key: str, body: TextIn) -> dict[str, Any]:
    found = _own(request, key)
    actions.approve_release(found, acting=acting_in(request), at=timezone.now(), text=body.text)
    return {"laporan": found.key}


@router.post("kantor/laporan/{key}/penghapusan/", summary="Hold an erasure, or let the periods decide again")
def hold_erasing(request: HttpRequest, key: str, body: HoldIn) -> dict[str, Any]:
    found, acting, now = _laporan(request, key), acting_in(request), timezone.now()
    if body.hold:
        actions.hold_erasing(found, acting=acting, at=now, reason=body.reason)
    else:
        actions.free_erasing(found, acting=acting, at=now)
    return {"hold": body.hold}


@router.post("kantor/laporan/{key}/serupa/jawab/", summary="Give reports alike the result of this one")
def answer_reports_alike(request: HttpRequest, key: str) -> dict[str, Any]:
    """→ {answered, left}."""
    answered, left = actions.answer_alike(_received(request, key), acting=acting_in(request), at=timezone.now())
    return {"answered": answered, "left": left}


@router.post("kantor/laporan/{key}/pisahkan/", summary="A report tells something else after all")
def set_report_apart(request: HttpRequest, key: str) -> dict[str, Any]:
    found = _received(request, key)
    actions.set_apart(found)
    return {"laporan": found.key}


@router.post("kantor/laporan/{key}/bukti/{exhibit}/periksa/", summary="Read the file of an exhibit again")
def check_exhibit_again(request: HttpRequest, key: str, exhibit: str) -> dict[str, Any]:
    """→ {same}: whether its fingerprint is still that of the day it came."""
    found, thing = _exhibit(request, key, exhibit)
    acting = acting_in(request)
    office = office_acting_on(found.office, acting, roles=queries.WORKERS)
    if office is None:  # seen from another seat than the one that works
        raise Http404
    try:
        same = actions.check_exhibit(thing, found, acting=acting, office=office, at=timezone.now())
    except NotShown as refusal:
        raise Refused(Problem("exhibit", str(refusal), "tidak_bisa")) from None
    return {"same": same}


@router.post("kantor/laporan/{key}/bukti/{exhibit}/lepas/", summary="Let the original leave the house as it is")
def release_original(request: HttpRequest, key: str, exhibit: str) -> dict[str, Any]:
    found, thing = _exhibit(request, key, exhibit)
    policies.check_can_release(found, acting_in(request))
    try:
        evidence.release(thing, acting=acting_in(request), office=found.office.code, at=timezone.now())
    except NotShown as refusal:
        raise Refused(Problem("exhibit", str(refusal), "tidak_bisa")) from None
    return {"exhibit": thing.key}


@router.post(
    "kantor/laporan/{key}/bukti/{exhibit}/tutup/", summary="Make the copy of an exhibit in which boxes are black"
)
def redact_exhibit(request: HttpRequest, key: str, exhibit: str, body: RedactionIn) -> dict[str, Any]:
    """→ {sha256}: of the copy that leaves from now on."""
    found, thing = _exhibit(request, key, exhibit)
    policies.check_can_redact(found, acting_in(request))
    boxes, office = [Box(**box.model_dump()) for box in body.boxes], found.office.code
    try:
        made = evidence.redact(thing, boxes, acting=acting_in(request), office=office, at=timezone.now())
    except NotShown as refusal:
        raise Refused(Problem("exhibit", str(refusal), "tidak_bisa")) from None
    except EvidenceRefused as refusal:
        raise Refused(Problem(refusal.field, refusal.message, refusal.code)) from None
    return {"sha256": made.sha256}


@router.post("kantor/temuan/", response={200: dict[str, Any], 201: dict[str, Any]}, summary="Record a finding")
def record_finding(request: HttpRequest, body: FindingIn, idempotency_key: IdempotencyKey) -> Status[dict[str, Any]]:
    """201; 200 with the same answer when the same key and body came before; 409: somebody recorded one from it."""
    source = _laporan(request, body.grew_from) if body.grew_from else None
    accepted = actions.find(
        body.report(), office=body.office, acting=acting_in(request), idempotency_key=idempotency_key,
        at=timezone.now(), source=source,
    )  # fmt: skip
    return _accepted(accepted)


@router.post("kantor/laporan/", response={200: dict[str, Any], 201: dict[str, Any]}, summary="Type in a report")
def type_in_report(request: HttpRequest, body: TypedIn, idempotency_key: IdempotencyKey) -> Status[dict[str, Any]]:
    """In its reporter's place. The receipt code goes to the reporter; it is not given to programs of the office."""
    if body.door not in (Door.SPOKEN, Door.PAPER):
        raise Refused(Problem("door", _("Pilih: datang ke kantor, atau surat."), "tidak_sesuai"))
    if body.handed_in and body.handed_in.tzinfo is None:
        raise Refused(Problem("handed_in", _("Bentuknya tidak sesuai dengan yang diminta."), "bentuk_tidak_sesuai"))
    accepted = actions.type_in(
        body.report(), door=Door(body.door), office=body.office, acting=acting_in(request),
        idempotency_key=idempotency_key, at=timezone.now(), handed_in=body.handed_in,
    )  # fmt: skip
    return _accepted(accepted)


def _clock(clock: Clock | None) -> dict[str, Any] | None:
    return {"rule": clock.rule, "due": clock.due_at and clock.due_at.isoformat()} if clock else None


def _accepted(accepted: actions.Accepted) -> Status[dict[str, Any]]:
    made = accepted.laporan
    shown = {"laporan": made.key, "number": made.number, "warnings": list(accepted.warnings)}
    return Status(200 if accepted.replayed else 201, shown)


def _seen(request: HttpRequest) -> QuerySet[Laporan]:
    return queries.laporan_seen_by(acting_in(request)).select_related("office", "region")


def _laporan(request: HttpRequest, key: str) -> Laporan:
    return get_object_or_404(_seen(request), key=key)


def _own(request: HttpRequest, key: str) -> Laporan:
    """A laporan one works on at its own office, or 404."""
    found = _laporan(request, key)
    if not policies.can_write(found, acting_in(request)):
        raise Http404
    return found


def _received(request: HttpRequest, key: str) -> Laporan:
    """A laporan of an office where one receives reports, or 404."""
    held = acting_in(request).offices_for(Role.INTAKE_OFFICER)
    return get_object_or_404(_seen(request).filter(office__code__in=held), key=key)


def _exhibit_row(exhibit: Exhibit) -> dict[str, Any]:
    """`differs_at`: since when the file is known to be another than came; until it is mended nothing of it is used."""
    differs = exhibit.differs_at.isoformat() if exhibit.differs_at else None
    return {"key": exhibit.key, "sha256": exhibit.sha256, "differs_at": differs}


def _exhibit(request: HttpRequest, key: str, exhibit: str) -> tuple[Laporan, Exhibit]:
    if not acting_in(request).holds_any(queries.WORKERS):
        raise Http404
    found = _laporan(request, key)
    return found, get_object_or_404(queries.exhibits_of(found), key=exhibit)


def _shown(laporan: Laporan, possible: list[Offer]) -> dict[str, Any]:
    return {
        "key": laporan.key,
        "number": laporan.number,
        "kind": laporan.kind,
        "office": laporan.office.code,
        **standing(laporan),
        "steps": [_step(offer) for offer in possible],
    }


def _step(offer: Offer) -> dict[str, Any]:
    shown = {"step": offer.step.code, "label": say(offer.step.label)}
    return shown if offer.allowed else {**shown, "because": offer.because}
