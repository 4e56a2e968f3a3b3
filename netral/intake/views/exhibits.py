"""One exhibit of a laporan: what it is, what may be looked at, and its way through the house."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from netral.access.policies import StaffRequest, staff_only
from netral.access.queries import office_acting_on
from netral.evidence import actions as evidence
from netral.evidence.models import Exhibit
from netral.evidence.states import CopyKind, NotShown
from netral.intake import actions, queries
from netral.intake.models import Laporan
from netral.intake.policies import can_redact, can_release, check_can_release
from netral.lib.answers import see_other
from netral.procedure.states import NotAllowed


def _seen(request: StaffRequest, key: str, exhibit_key: str) -> tuple[Laporan, Exhibit]:
    """The laporan and its exhibit, or 404 for whoever may not see them."""
    laporan = get_object_or_404(queries.laporan_seen_by(request.acting), key=key)
    return laporan, get_object_or_404(queries.exhibits_of(laporan), key=exhibit_key)


@require_GET
@staff_only(*queries.READERS)
def exhibit(request: StaffRequest, key: str, exhibit_key: str) -> HttpResponseBase:
    """The original, in a sandbox."""
    _laporan, found = _seen(request, key, exhibit_key)
    return evidence.serve(request, found, acting=request.acting)


@require_GET
@staff_only(*queries.READERS)
def copy(request: StaffRequest, key: str, exhibit_key: str, kind: str) -> HttpResponseBase:
    """The redacted or clean copy, the small picture or the light version."""
    _laporan, found = _seen(request, key, exhibit_key)
    answer = evidence.serve_copy(request, found, kind) if kind in CopyKind.values else None
    if answer is None:
        raise Http404
    return answer


@require_GET
@staff_only(*queries.READERS)
def page(request: StaffRequest, key: str, exhibit_key: str) -> HttpResponse:
    """What is known of one exhibit."""
    laporan, found = _seen(request, key, exhibit_key)
    rows = list(queries.exhibit_rows(laporan))
    place = next(at for at, row in enumerate(rows) if row.exhibit == found)
    row = rows[place]
    context = {
        "laporan": laporan,
        "row": row,
        "before": rows[place - 1].exhibit if place else None,
        "after": rows[place + 1].exhibit if place + 1 < len(rows) else None,
        "custody": queries.custody_of(found),
        "zone": laporan.office.zone,
        "works": request.acting.holds_any(queries.WORKERS),
        "redacts": can_redact(laporan, request.acting) and row.redactable,
        "releases": can_release(laporan, request.acting) and row.releasable,
    }
    return render(request, "intake/exhibit.html", context)


@staff_only(*queries.WORKERS)
@require_POST
def act(request: StaffRequest, key: str, exhibit_key: str, verb: str) -> HttpResponse:
    """Read the file again (`periksa`), or let the original leave as it is (`lepas`)."""
    laporan, found = _seen(request, key, exhibit_key)
    try:
        _release(request, laporan, found) if verb == "lepas" else _check(request, laporan, found)
    except (NotShown, NotAllowed) as refusal:
        messages.error(request, str(refusal))
    return see_other("intake:exhibit_page", laporan.key, found.key)


def _release(request: StaffRequest, laporan: Laporan, found: Exhibit) -> None:
    check_can_release(laporan, request.acting)
    evidence.release(found, acting=request.acting, office=laporan.office.code, at=timezone.now())
    messages.success(request, _("Berkas asli boleh ikut keluar. Nama Anda tercatat."))


def _check(request: StaffRequest, laporan: Laporan, found: Exhibit) -> None:
    office = office_acting_on(laporan.office, request.acting, roles=queries.WORKERS)
    if office is None:  # seen from another seat than the one that works
        raise Http404
    if actions.check_exhibit(found, laporan, acting=request.acting, office=office, at=timezone.now()):
        messages.success(request, _("Sidik cocok: berkas masih sama seperti saat diterima."))
    else:
        told = _(
            "Sidik berkas ini berbeda dari catatan saat diterima. Berkasnya dikunci dan pemegang kunci diberi tahu."
        )
        messages.error(request, told)
