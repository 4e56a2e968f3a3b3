"""The register of blocks: asking, answering, lifting."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from netral.access.policies import StaffRequest, staff_only
from netral.discipline.models import Penanganan
from netral.lib.answers import page_of, see_other
from netral.oversight import actions, policies, queries
from netral.oversight.forms import ReasonForm, RequestForm, reason_template
from netral.oversight.models import Block
from netral.oversight.states import Rung
from netral.oversight.taking import attempt, pressed, status_of
from netral.procedure.states import NotAllowed
from netral.rulebook.ladder import rungs

WITH_REASON = {"tolak": actions.refuse, "buka": actions.lift}
DONE = {
    "setujui": gettext_lazy("Pemblokiran disetujui dan suratnya terkirim."),
    "tolak": gettext_lazy("Permintaan ditolak. Tidak ada yang diblokir."),
    "buka": gettext_lazy("Blokir dibuka dan suratnya terkirim."),
}


@require_GET
@staff_only(*queries.AUDITORS)
def blocks(request: StaffRequest) -> HttpResponse:
    """Every request and block; those alive alone unless all are asked for."""
    every = request.GET.get("tampilan") == "semua"
    found = queries.blocks_seen_by(request.acting)
    page = page_of(request, found if every else queries.live(found))
    lines = [(each, queries.reason_gone(each)) for each in page]
    return render(request, "oversight/blocks.html", {"page": page, "lines": lines, "every": every})


@require_http_methods(["GET", "POST"])
@staff_only(*queries.AUDITORS)
def request_block(request: StaffRequest, key: str) -> HttpResponse:
    """Ask for a block because of one recommendation."""
    found = _waiting(request, key)
    days = queries.days_waiting(found.rekomendasi.made_at, timezone.now(), found.authority.zone)
    first = {"reason": reason_template(days)}
    form = RequestForm(request.POST if request.method == "POST" else None, initial=first)
    try:
        policies.check_can_request(found, request.acting)
    except NotAllowed as refusal:
        if request.method == "GET":
            messages.error(request, str(refusal))
            return see_other("oversight:agency", queries.agency_of(found).code)
    verb = partial(actions.request_block, found, acting=request.acting, at=timezone.now())
    if attempt(request, form, lambda: verb(**form.cleaned_data)):
        messages.success(request, _("Permintaan dicatat. Auditor lain yang menyetujuinya."))
        return see_other("oversight:blocks")
    context = {"penanganan": found, "form": form, "days": days, "law": rungs()[Rung.BLOCK]}
    return render(request, "oversight/request_block.html", context, status=status_of(form))


@require_GET
@staff_only(*queries.AUDITORS)
def block(request: StaffRequest, key: str) -> HttpResponse:
    return _shown(request, _seen(request, key), ReasonForm())


@staff_only(*queries.AUDITORS)
@require_POST
def answer_block(request: StaffRequest, key: str, answer: str) -> HttpResponse:
    """Approve, refuse, or lift."""
    if answer not in DONE:
        raise Http404
    found, now = _seen(request, key), timezone.now()
    if answer == "setujui":
        done = pressed(request, partial(actions.approve, found, acting=request.acting, at=now))
    else:
        form = ReasonForm(request.POST)
        verb = partial(WITH_REASON[answer], found, acting=request.acting, at=now)
        done = attempt(request, form, lambda: verb(**form.cleaned_data))
        if not done:
            return _shown(request, found, form)
    if done:
        messages.success(request, DONE[answer])
    return see_other("oversight:block", found.key)


def _shown(request: StaffRequest, found: Block, form: ReasonForm) -> HttpResponse:
    context = {
        "found": found,
        "form": form,
        "gone": queries.reason_gone(found),
        "may_decide": policies.can_decide(found, request.acting),
        "may_lift": policies.can_lift(found, request.acting),
        "own": found.requested_by == request.acting.reference,
        "law": rungs()[Rung.BLOCK],
    }
    return render(request, "oversight/block.html", context, status=status_of(form))


def _seen(request: StaffRequest, key: str) -> Block:
    return get_object_or_404(queries.blocks_seen_by(request.acting), key=key)


def _waiting(request: StaffRequest, key: str) -> Penanganan:
    """A recommendation of one's own authority, answered or not; 404 for everybody else."""
    found = Penanganan.objects.filter(
        authority__code__in=queries.authorities(request.acting), rekomendasi__isnull=False
    )
    joined = ("case__laporan", "masukan", "authority", "agency", "person", "rekomendasi__document")
    return get_object_or_404(found.select_related(*joined), key=key)
