"""The page by which an authority passes on what came from another house: instead of handling it, or beside."""

from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from netral.access.policies import StaffRequest, staff_only
from netral.discipline import actions, policies, queries
from netral.discipline.forms_passing import PassOnForm
from netral.discipline.states import NOT_RECOMMENDED
from netral.discipline.taking import attempt, status_of
from netral.exchange.queries import partners
from netral.lib.answers import see_other
from netral.procedure.states import NotAllowed

# Whether beside the handling → (who may, what is done, what is said then).
WAYS = {
    False: (
        policies.check_can_pass_on,
        actions.pass_on,
        _("Penerusan diteruskan; pengirim diberi tahu. Penanganan di sini berakhir."),
    ),
    True: (
        policies.check_can_pass_further,
        actions.pass_further,
        _("Penerusan diteruskan juga; pengirim diberi tahu. Penanganan di sini berjalan terus."),
    ),
}


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def pass_on(request: StaffRequest, key: str) -> HttpResponse:
    """To whom, and why; the handling ends here with it, unless it was recommended already."""
    rows = queries.penanganan_seen_by(request.acting)
    joined = ("case__laporan", "authority", "agency", "masukan__sender", "masukan__receiver")
    found = get_object_or_404(rows.select_related(*joined), key=key)
    further = bool(found.masukan) and found.open and found.status not in NOT_RECOMMENDED
    context: dict[str, Any] = {"penanganan": found, "partners": partners(), "further": further}
    check, act, done = WAYS[further]
    try:
        check(found, request.acting)
    except NotAllowed as refusal:
        context["refusal"] = refusal
        return render(request, "discipline/pass_on.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    form = PassOnForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    verb = partial(act, found, acting=request.acting, at=timezone.now())
    if form.is_bound and attempt(form, lambda: verb(**form.cleaned_data), found):
        messages.success(request, str(done))
        return see_other("discipline:penanganan", found.key)
    return render(request, "discipline/pass_on.html", {**context, "form": form}, status=status_of(form))
