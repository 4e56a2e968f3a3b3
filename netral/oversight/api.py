"""Wire doors of this desk for staff with a bearer token: the board, letters, contacts, verification, deviations."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from netral.access.states import Acting
from netral.cases.forms.supplying import LONGEST_NAME
from netral.cases.queries import exhibits_seen_by
from netral.cases.wire import Body, Said, StaffToken, acting_in, page_from
from netral.oversight import actions, queries
from netral.oversight.models import Contact, Measure, Pengembalian
from netral.oversight.queries import Deviation, Row, Waiting
from netral.oversight.states import Refused

router = Router(tags=["wasdal"], auth=StaffToken())
MOST = 100
Codes = Annotated[list[Annotated[Said, Field(max_length=60)]], Field(min_length=1, max_length=MOST)]


class RemindIn(Body):
    agencies: Codes


class SendIn(Body):
    """Keys of drafts of one rung toward one agency: they leave as one letter."""

    drafts: Codes


class CompleteIn(Body):
    """Beside the answer: what was asked of the person, and keys of exhibits of the case that go along from now on."""

    answer: Said = Field(max_length=20_000)
    name: Said = Field(default="", max_length=LONGEST_NAME)
    job: Said = Field(default="", max_length=LONGEST_NAME)
    agency: Said = Field(default="", max_length=LONGEST_NAME)
    exhibits: list[Annotated[Said, Field(max_length=26)]] = Field(default_factory=list, max_length=MOST)


def auditor_in(request: HttpRequest) -> Acting:
    """Somebody with a seat at a supervising authority; 404 for everybody else, as on the pages."""
    acting = acting_in(request)
    if not acting.holds_any(queries.AUDITORS):
        raise Http404
    return acting


@router.get(
    "wasdal/instansi/", summary="Agencies that owe an answer, longest waiting first", url_name="oversight_board"
)
def oversight_board(request: HttpRequest) -> dict[str, Any]:
    """`late` is null where no rule gives a last day. `ages` counts the open ones by months of age, oldest first."""
    found = queries.board(auditor_in(request), timezone.now())
    items = [_row(each) for each in found.rows]
    return {"open": found.open, "longer": found.long, "longer_than_days": found.longer_than, "items": items}


@router.post("wasdal/pengingat/", summary="Remind agencies of everything they owe", url_name="remind_agencies")
def remind_agencies(request: HttpRequest, body: RemindIn) -> dict[str, Any]:
    """→ {contacts}: one letter each. All leave, or none: 422 says which agency owes nothing."""
    acting, now = auditor_in(request), timezone.now()
    return {"contacts": [_contact(each) for each in actions.remind_all(body.agencies, acting=acting, at=now)]}


@router.get("wasdal/konsep/", summary="Drafts of measures, newest first", url_name="measure_drafts")
def measure_drafts(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    listed, following = page_from(queries.drafts(auditor_in(request)), cursor)
    return {"items": [_draft(each) for each in listed], "next": following}


@router.post("wasdal/konsep/kirim/", summary="Send drafts as one letter", url_name="send_drafts")
def send_drafts(request: HttpRequest, body: SendIn) -> dict[str, Any]:
    """404: one is not there any more; 409: they are no one letter, or somebody was faster."""
    acting = auditor_in(request)
    found = list(queries.drafts(acting).filter(key__in=body.drafts))
    if len(found) != len(set(body.drafts)):
        raise Http404
    return _contact(actions.send(found, acting=acting, at=timezone.now()))


@router.get("wasdal/kontak/", summary="Letters to agencies, newest first", url_name="contact_list")
def contact_list(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    """An authority reads its own, an agency those that came to it."""
    acting = acting_in(request)
    if not acting.holds_any(queries.READERS):
        raise Http404
    listed, following = page_from(queries.contacts_seen_by(acting), cursor)
    return {"items": [_contact(each) for each in listed], "next": following}


@router.get("wasdal/penyimpangan/", summary="Imposed otherwise than recommended", url_name="deviation_list")
def deviation_list(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    listed, following = page_from(queries.deviating(auditor_in(request)), cursor)
    return {"items": [_deviation(each) for each in queries.deviations(listed)], "next": following}


@router.get("wasdal/verifikasi/", summary="Hand-overs to verify, newest first", url_name="verification_inbox")
def verification_inbox(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    """`gaps` are codes; `same` are keys of other hand-overs that name a person spelt alike."""
    acting = auditor_in(request)
    listed, following = page_from(queries.inbox(acting), cursor)
    items = [_waiting(each) for each in queries.lines(listed, acting, timezone.now())]
    return {"items": items, "next": following}


@router.post("wasdal/verifikasi/{key}/kembalikan/", summary="Give a hand-over back with its gaps", url_name="give_back")
def give_back(request: HttpRequest, key: str) -> dict[str, Any]:
    acting = auditor_in(request)
    found = get_object_or_404(queries.inbox(acting), key=key)
    made = actions.give_back(found, acting=acting, at=timezone.now())
    return {"key": made.key, "gaps": made.gaps, "made_at": made.made_at.isoformat()}


@router.get("wasdal/pengembalian/", summary="What came back to one's office, newest first", url_name="return_list")
def return_list(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    """For the office that handed over: what was lacking, and what it answered."""
    acting = acting_in(request)
    if not acting.holds_any(queries.SENDERS):
        raise Http404
    listed, following = page_from(queries.returns_to(acting), cursor)
    return {"items": [_returned(each) for each in listed], "next": following}


@router.post("wasdal/pengembalian/{key}/jawab/", summary="Answer what came back", url_name="complete_return")
def complete_return(request: HttpRequest, key: str, body: CompleteIn) -> dict[str, Any]:
    """For the office that handed over. 422 names what was not asked for, or may not leave."""
    acting, now = acting_in(request), timezone.now()
    found = get_object_or_404(queries.returns_to(acting), key=key)
    own = {exhibit.key: exhibit for exhibit in exhibits_seen_by(found.penerusan.case, acting)}
    if any(each not in own for each in body.exhibits):
        raise Refused("exhibits", _("Salah satu bukti bukan milik perkara ini."))
    person = {"name": body.name, "job": body.job, "agency_text": body.agency}
    exhibits = [own[each] for each in dict.fromkeys(body.exhibits)]
    actions.complete(found, acting=acting, at=now, answer=body.answer, person=person, exhibits=exhibits)
    return _returned(found)


def _returned(found: Pengembalian) -> dict[str, Any]:
    return {
        "key": found.key,
        "case": found.penerusan.case.number,
        "perkara": found.penerusan.case.key,
        "by": found.penerusan.receiver.code,
        "gaps": found.gaps,
        "made_at": found.made_at.isoformat(),
        "answer": found.answer or None,
        "answered_at": _moment(found.answered_at),
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "agency": row.code,
        "name": row.name,
        "open": row.open,
        "oldest": row.oldest_at.isoformat(),
        "days": row.days,
        "late": row.late,
        "longer": row.long,
        "last_contact": row.last_contact.isoformat(),
        "conflict": row.conflict,
        "ages": list(row.spark),
    }


def _contact(contact: Contact) -> dict[str, Any]:
    return {
        "key": contact.key,
        "authority": contact.authority.code,
        "agency": contact.agency.code,
        "rung": contact.rung,
        "letter": contact.document.number,
        "made_at": contact.made_at.isoformat(),
    }


def _draft(measure: Measure) -> dict[str, Any]:
    return {
        "key": measure.key,
        "penanganan": measure.penanganan.key,
        "agency": queries.toward(measure).code,
        "rung": measure.rung,
        "due_on": measure.due_on.isoformat(),
    }


def _deviation(found: Deviation) -> dict[str, Any]:
    decision = found.decision
    return {
        "penanganan": found.penanganan.key,
        "case": str(found.penanganan),
        "recommended": {"level": found.rekomendasi.level, "sanctions": found.rekomendasi.sanctions},
        "imposed": {"level": decision.level, "sanction": decision.sanction_name} if decision else None,
        "flags": decision.flags if decision else [],
        "reason": found.reason,
    }


def _waiting(found: Waiting) -> dict[str, Any]:
    penerusan = found.penerusan
    return {
        "key": penerusan.key,
        "case": penerusan.case.number,
        "penanganan": found.penanganan.key if found.penanganan else None,
        "sent_at": penerusan.sent_at.isoformat(),
        "due_at": _moment(found.due),
        "gaps": list(found.gaps),
        "same": [other.key for other in found.same],
        "returned_at": _moment(found.returned.made_at if found.returned else None),
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
