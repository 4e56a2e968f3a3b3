"""Wire doors to the people of a case: where each of them stands, their hearings, and the links by which they answer."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router
from pydantic import Field

from netral.cases import actions, queries
from netral.cases.models import AnswerLink, Case, HearingInvitation, Klarifikasi
from netral.cases.states import LinkState
from netral.cases.wire import Body, Said, StaffToken, acting_in

router = Router(tags=["perkara"], auth=StaffToken())


class SigningIn(Body):
    """`signing` is ditandatangani or menolak; a refusal says why."""

    signing: Annotated[Said, Field(max_length=16)]
    refusal_reason: Annotated[Said, Field(max_length=500)] = ""


@router.get("perkara/{key}/terlapor/", summary="Everybody a case is or was about")
def case_people(request: HttpRequest, key: str) -> dict[str, Any]:
    """Names as the report gave them; `decision` what the pleno found of each, null before it.

    `standing` is in words, `handed_to` the codes of the offices.
    """
    return {"items": [_person(each) for each in queries.standings(_case(request, key))]}


@router.get("perkara/{key}/klarifikasi/", summary="Invitations to hearings, and the hearings held")
def case_hearings(request: HttpRequest, key: str) -> dict[str, Any]:
    """Steps `undang_klarifikasi` and `klarifikasi` add to these; a second invitation names its first by `previous`."""
    case = _case(request, key)
    held = case.klarifikasi_set.select_related("invitation", "accused", "document").order_by("held_on", "pk")
    return {
        "invitations": [_invitation(each) for each in queries.invitations_of(case)],
        "hearings": [_hearing(each) for each in held],
    }


@router.post("perkara/{key}/klarifikasi/{hearing}/tanda-tangan/", summary="Record that minutes were signed, or not")
def sign_hearing_minutes(request: HttpRequest, key: str, hearing: str, body: SigningIn) -> dict[str, Any]:
    """→ {hearing, signing, entry_hash}; 409: it is on record already."""
    case = _case(request, key)
    heard = get_object_or_404(case.klarifikasi_set, key=hearing)
    entry = actions.sign_minutes(heard, case=case, acting=acting_in(request), at=timezone.now(), **body.model_dump())
    return {"hearing": heard.key, "signing": body.signing, "entry_hash": entry.hash}


@router.get("perkara/{key}/hak-jawab/", summary="The links by which accused people answer")
def answer_links(request: HttpRequest, key: str) -> dict[str, Any]:
    """Answers to those who may read them. Addresses to nobody: a person takes one, once, and the journal knows who."""
    case, acting, now = _case(request, key), acting_in(request), timezone.now()
    reads = queries.can_read_answers(case, acting)
    return {"items": [_link(each, queries.state_of(each, now), reads) for each in queries.links_of(case)]}


def _case(request: HttpRequest, key: str) -> Case:
    rows = queries.case_seen_by(acting_in(request)).select_related("laporan", "office__region", "region")
    return get_object_or_404(rows, key=key)


def _person(standing: queries.Standing) -> dict[str, Any]:
    accused = standing.accused
    return {
        "accused": accused.key,
        "name": accused.name,
        "position": accused.job,
        "agency": accused.agency_text,
        "subject": accused.subject,
        "left_at": accused.left_at.isoformat() if accused.left_at else None,
        "decision": standing.ruling.decision if standing.ruling else None,
        "decision_reason": standing.ruling.reason if standing.ruling else "",
        "standing": standing.words,
        "handed_to": [each.receiver.code for each in standing.sent],
    }


def _invitation(each: HearingInvitation) -> dict[str, Any]:
    return {
        "invitation": each.key,
        "party": each.party,
        "accused": each.accused.key if each.accused else None,
        "name": each.name,
        "round": each.round,
        "previous": each.previous.key if each.previous else None,
        "meets_at": each.meets_at.isoformat(),
        "place": each.place,
        "letter": each.document.number if each.document else None,
        "hearing": each.hearing.key if hasattr(each, "hearing") else None,
    }


def _hearing(each: Klarifikasi) -> dict[str, Any]:
    return {
        "hearing": each.key,
        "invitation": each.invitation.key if each.invitation else None,
        "party": each.party,
        "accused": each.accused.key if each.accused else None,
        "name": each.name,
        "held_on": each.held_on.isoformat(),
        "place": each.place,
        "attended": each.attended,
        "absent_reason": each.absent_reason or "",
        "signing": each.signing or None,
        "refusal_reason": each.refusal_reason or "",
        "minutes": each.document.number if each.document else None,
    }


def _link(link: AnswerLink, state: LinkState, reads: bool) -> dict[str, Any]:
    given = getattr(link, "answer", None)
    return {
        "link": link.key,
        "accused": link.accused.key,
        "state": str(state),
        "made_at": link.made_at.isoformat(),
        "expires_at": link.expires_at.isoformat(),
        "answer": {"at": given.given_at.isoformat(), "text": given.text} if given and reads else None,
    }
