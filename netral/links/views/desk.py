"""The officer's own pages: what waits for a link, the links made, and one of them with everything done by it."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from netral.access.policies import StaffRequest, staff_only
from netral.cases.secret_doors import just_took, remember_taken, square
from netral.evidence.actions import serve
from netral.intake.states import Refused
from netral.lib.answers import page_of, see_other
from netral.links import actions, policies, queries
from netral.links.forms import MakeForm
from netral.links.models import Handed, OfficialLink
from netral.links.states import LinkState, LinkUnusable, Purpose
from netral.links.views.door import half_hidden
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from netral.procedure.twice import once, was_done


@require_GET
@staff_only(*queries.MAKER_ROLES)
def link_list(request: StaffRequest) -> HttpResponse:
    """What nobody at its receiver can see yet, then the links of one's offices."""
    page, now = page_of(request, queries.links_seen_by(request.acting)), timezone.now()
    rows = [(each, queries.state_of(each, now)) for each in page]
    context = {"waiting": queries.waiting_without_account(request.acting), "page": page, "rows": rows}
    return render(request, "links/list.html", context)


@require_http_methods(["GET", "POST"])
@staff_only(*queries.MAKER_ROLES)
def make(request: StaffRequest, purpose: str, key: str) -> HttpResponse:
    """Whom it is for and where its codes go; or the sentence that says why there cannot be one."""
    about = _sent_by(request, purpose, key)
    context: dict[str, Any] = {"handed": queries.matter(about, purpose).handed}
    try:
        office = policies.check_can_make(about, purpose, request.acting)
    except NotAllowed as refusal:
        context["refusal"] = refusal
        return render(request, "links/not_made.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    form = MakeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            verb = partial(actions.make, about, purpose=purpose, acting=request.acting, at=timezone.now())
            return see_other("official_links:link", verb(**form.values()).key)
        except Refused as refused:
            for problem in refused.problems:
                form.add_error(problem.field, problem.message)
    context |= {"office": office, "form": form, "seated": queries.has_account_holder(office)}
    context["purpose"] = Purpose(purpose)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "links/make.html", context, status=status)


@never_cache
@require_GET
@staff_only(*queries.MAKER_ROLES)
def link(request: StaffRequest, key: str) -> HttpResponse:
    """How a link stands and what was done by it; for a while after it was taken, the letter with its address."""
    found, now = _seen(request, key), timezone.now()
    state = queries.state_of(found, now)
    context: dict[str, Any] = {"link": found, "state": state, "channel": half_hidden(found)}
    context |= {"uses": list(reversed(queries.uses_of(found))), "refused": queries.refusals_of(found)}
    context |= {"handed": queries.matter_of(found).handed, "letter": queries.letter_of(found).number}
    if state == LinkState.OPEN and just_took(request, found.key, now):
        address = queries.address_of(found)
        context |= {"address": address, "square": square(address)}
    return render(request, "links/link.html", context)


@require_POST
@staff_only(*queries.MAKER_ROLES)
def take_address(request: StaffRequest, key: str) -> HttpResponse:
    """Take the address once; the session that took it sees it for a quarter of an hour."""
    found = _seen(request, key)

    def verb() -> None:
        at = timezone.now()
        actions.hand_out(found, acting=request.acting, at=at)
        remember_taken(request, found.key, at)

    if not was_done(request):
        lost = _("Alamat tautan ini tidak bisa diambil lagi. Buat tautan baru kalau alamatnya hilang.")
        _tried(request, once(request, verb), lost)
    return see_other("official_links:link", key)


@require_POST
@staff_only(*queries.MAKER_ROLES)
def renew(request: StaffRequest, key: str) -> HttpResponse:
    """Fourteen new days under a new address; the old one ends."""
    found = _seen(request, key)
    try:
        made = actions.renew(found, acting=request.acting, at=timezone.now())
    except (NotAllowed, Refused, SomeoneWasFaster) as problem:
        messages.error(request, str(problem))
        return see_other("official_links:link", key)
    messages.success(request, _("Tautan baru dibuat; yang lama berakhir. Ambil alamatnya dan kirim suratnya."))
    return see_other("official_links:link", made.key)


@require_POST
@staff_only(*queries.MAKER_ROLES)
def revoke(request: StaffRequest, key: str) -> HttpResponse:
    found = _seen(request, key)
    verb = partial(actions.revoke, found, acting=request.acting, at=timezone.now())
    if not was_done(request) and _tried(request, once(request, verb), _("Tautan ini sudah berakhir.")):
        messages.success(request, _("Tautan dicabut. Alamatnya tidak membuka apa pun lagi."))
    return see_other("official_links:link", key)


@require_GET
@staff_only(*queries.MAKER_ROLES)
def proof(request: StaffRequest, key: str, exhibit: str) -> HttpResponseBase:
    """A file that came by the link."""
    sent = get_object_or_404(_seen(request, key).proofs.select_related("exhibit"), exhibit__key=exhibit)
    return serve(request, sent.exhibit, acting=request.acting)


def _tried(request: StaffRequest, verb: Callable[[], Any], otherwise: str) -> bool:
    try:
        verb()
    except (LinkUnusable, SomeoneWasFaster):
        messages.error(request, otherwise)
        return False
    return True


def _seen(request: StaffRequest, key: str) -> OfficialLink:
    """A link of one's own office; 404 for everybody else."""
    return get_object_or_404(queries.links_seen_by(request.acting), key=key)


def _sent_by(request: StaffRequest, purpose: str, key: str) -> Handed:
    """A hand-over of one's own office, or one it has recommended about; 404 for everybody else."""
    found = queries.made_for(request.acting, purpose, key) if purpose in Purpose.values else None
    if found is None:
        raise Http404
    return found
