"""Wire doors of official links for staff: make, look, renew, revoke. The address is for people: no program reads it."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router
from pydantic import Field

from netral.access.states import Acting
from netral.cases.wire import Body, Said, StaffToken, acting_in, page_from
from netral.links import actions, queries
from netral.links.models import OfficialLink
from netral.links.states import ROLES, Purpose

router = Router(tags=["tautan dinas"], auth=StaffToken())


class LinkIn(Body):
    """`penerusan` is the key of a hand-over of this house; of one from another house, that of its handling here."""

    penerusan: Said = Field(max_length=26)
    purpose: Said = Field(max_length=12)
    channel: Said = Field(max_length=10)
    address: Said = Field(max_length=200)
    official: Said = Field(max_length=160)
    role: Said = Field(default=ROLES[0], max_length=24)


@router.get("tautan-dinas/", summary="Links for officials without an account, newest first", url_name="official_links")
def official_links(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    acting = _maker(request)
    listed, following = page_from(queries.links_seen_by(acting), cursor)
    return {"items": [_shown(each) for each in listed], "next": following}


@router.post("tautan-dinas/", summary="Make a link for an official without an account", url_name="make_official_link")
def make_official_link(request: HttpRequest, body: LinkIn) -> dict[str, Any]:
    """An earlier link for the same matter ends. Its address is taken by a person, at its page."""
    acting = _maker(request)
    about = queries.made_for(acting, body.purpose, body.penerusan) if body.purpose in Purpose.values else None
    if about is None:
        raise Http404
    said = body.model_dump(exclude={"penerusan"})
    return _shown(actions.make(about, acting=acting, at=timezone.now(), **said))


@router.get("tautan-dinas/{key}/", summary="One link with its use", url_name="official_link")
def official_link(request: HttpRequest, key: str) -> dict[str, Any]:
    """`uses` are the journal's entries, oldest first."""
    found = _seen(request, key)
    uses = [{"at": each.at.isoformat(), "verb": each.verb, "entry_hash": each.hash} for each in queries.uses_of(found)]
    return {**_shown(found), "uses": uses, "refused": queries.refusals_of(found)}


@router.post("tautan-dinas/{key}/perbarui/", summary="Renew a link", url_name="renew_official_link")
def renew_official_link(request: HttpRequest, key: str) -> dict[str, Any]:
    """→ the new link; the old one has ended."""
    return _shown(actions.renew(_seen(request, key), acting=acting_in(request), at=timezone.now()))


@router.post("tautan-dinas/{key}/cabut/", summary="Revoke a link", url_name="revoke_official_link")
def revoke_official_link(request: HttpRequest, key: str) -> dict[str, Any]:
    """409: it has ended before."""
    found = _seen(request, key)
    entry = actions.revoke(found, acting=acting_in(request), at=timezone.now())
    return {**_shown(found), "entry_hash": entry.hash}


def _maker(request: HttpRequest) -> Acting:
    acting = acting_in(request)
    if not acting.holds_any(queries.MAKER_ROLES):
        raise Http404
    return acting


def _seen(request: HttpRequest, key: str) -> OfficialLink:
    return get_object_or_404(queries.links_seen_by(_maker(request)), key=key)


def _shown(link: OfficialLink) -> dict[str, Any]:
    said = link.declaration
    return {
        "key": link.key,
        "purpose": link.purpose,
        "penerusan": link.penerusan.key if link.penerusan else None,
        "penanganan": link.penanganan.key if link.penanganan else None,
        "case": link.number,
        "office": link.office.code,
        "role": link.role,
        "channel": link.channel,
        "state": queries.state_of(link, timezone.now()).value,
        "made_at": link.made_at.isoformat(),
        "expires_at": link.expires_at.isoformat(),
        "opened_at": link.opened_at.isoformat() if link.opened_at else None,
        "acknowledged_at": link.acknowledged_at.isoformat() if link.acknowledged_at else None,
        "ended_at": link.ended_at.isoformat() if link.ended_at else None,
        "conflicted": said.conflicted if said else None,
        "returns": [{"at": each.at.isoformat(), "gaps": each.gaps} for each in link.returns.all()],
        "proofs": [each.exhibit.sha256 for each in link.proofs.all()],
    }
