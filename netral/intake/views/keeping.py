"""What leaves the house of a laporan, and how long it is kept: officers decide the one, members hold the other."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from netral.access.models import Role
from netral.access.policies import StaffRequest, staff_only
from netral.intake import actions, policies, queries, traces
from netral.intake.forms.keeping import HoldForm, ReleaseForm
from netral.intake.models import Laporan, ReleaseCopy
from netral.intake.states import Refused
from netral.intake.views.following import status_page
from netral.intake.views.statuses import status_of
from netral.lib.answers import see_other
from netral.procedure.states import NotAllowed


@require_http_methods(["GET", "POST"])
@staff_only(*queries.WORKERS)
def release(request: StaffRequest, key: str) -> HttpResponse:
    """The story beside what may leave of it; an officer's decision, not a machine's."""
    found = get_object_or_404(queries.laporan_seen_by(request.acting).select_related("region"), key=key)
    if not policies.can_write(found, request.acting):
        raise Http404
    approved = ReleaseCopy.objects.filter(laporan=found).first()
    start = {"text": approved.text if approved else found.what}
    form = ReleaseForm(request.POST) if request.method == "POST" else ReleaseForm(initial=start)
    if form.is_valid():
        try:
            actions.approve_release(found, acting=request.acting, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Salinan rilis disahkan. Hanya ini yang boleh keluar dari kata-kata aslinya."))
            return see_other("intake:release", found.key)
        except Refused as refused:
            for problem in refused.problems:
                form.add_problem(problem)
    page = {"laporan": found, "form": form, "approved": approved, "released": queries.release_copy(found)}
    return render(request, "intake/release.html", page, status=status_of(form))


@require_http_methods(["GET", "POST"])
@staff_only(Role.MEMBER)
def hold(request: StaffRequest, key: str) -> HttpResponse:
    """Hold an erasure for a legal process, or let the periods decide again."""
    found = get_object_or_404(queries.laporan_seen_by(request.acting).select_related("keeping"), key=key)
    if not policies.can_hold(found, request.acting):
        raise Http404
    form = HoldForm(request.POST if "hold" in request.POST else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            if form.is_bound:
                actions.hold_erasing(found, acting=request.acting, at=timezone.now(), **form.cleaned_data)
            else:
                actions.free_erasing(found, acting=request.acting, at=timezone.now())
            return see_other("intake:hold", found.key)
        except Refused as refused:
            _tell(request, form, refused)
    page = {"laporan": found, "form": form, "keeping": getattr(found, "keeping", None)}
    return render(request, "intake/hold.html", page, status=status_of(form))


def _tell(request: StaffRequest, form: HoldForm, refused: Refused) -> None:
    """In the form, or above the page where nothing was filled in."""
    for problem in refused.problems:
        if form.is_bound:
            form.add_problem(problem)
        else:
            messages.error(request, problem.message)


@never_cache
@require_POST
def erase_me(request: HttpRequest) -> HttpResponse:
    """The reporter wants the name gone. Nothing of it is kept in a message for later."""
    laporan: Laporan | None = traces.opened(request, timezone.now())
    if laporan is None:
        return see_other("intake:check")
    try:
        actions.ask_for_erasure(laporan, at=timezone.now())
    except NotAllowed as refusal:
        return status_page(request, laporan, problem=str(refusal))
    except Refused as refused:
        return status_page(request, laporan, problem=refused.problems[0].message)
    return see_other("intake:status")
