"""The own number for short messages: leave it, make sure of it with a code, take it back."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from netral.access.policies import StaffRequest, staff_only
from netral.access.queries import ROLES_THAT_SEE_CASES
from netral.lib.answers import see_other
from netral.notices import actions, queries
from netral.notices.forms import NumberCodeForm, NumberForm
from netral.notices.gateways import is_on
from netral.notices.whatsapp_states import CodeRefused, NumberStatus

FORMS: dict[str, type[Form]] = {"nomor": NumberForm, "kode": NumberCodeForm}


@require_http_methods(["GET", "POST"])
@staff_only(*ROLES_THAT_SEE_CASES)
def number(request: StaffRequest) -> HttpResponse:
    """What is known of one's number, and the next step with it. Absent where this house sends no short messages."""
    if not is_on():
        raise Http404
    step = request.POST.get("langkah", "")
    if step == "lepas":
        if actions.forget_number(request.user):
            messages.success(request, _("Nomor Anda dihapus. Tidak ada lagi pesan WhatsApp."))
        return see_other("notices:whatsapp")
    form = FORMS[step](request.POST) if step in FORMS else None
    if form is not None and form.is_valid() and _done(request, step, form):
        return see_other("notices:whatsapp")
    return _page(request, step, form)


def _done(request: StaffRequest, step: str, form: Form) -> bool:
    """Whether the step was taken; otherwise the form says why not."""
    now, language = timezone.now(), get_language() or "id"
    try:
        if step == "nomor":
            actions.leave_number(request.user, form.cleaned_data["number"], at=now, language=language)
        elif row := queries.number_of(request.user):
            actions.confirm_number(row, form.cleaned_data["code"], at=now)
    except CodeRefused as refusal:
        form.add_error("number" if step == "nomor" else "code", str(refusal))
        return False
    return True


def _page(request: StaffRequest, step: str, form: Form | None) -> HttpResponse:
    row = queries.number_of(request.user)
    asked = row is not None and row.status == NumberStatus.ASKED
    context = {
        "row": row,
        "asked": asked,
        "active": row is not None and row.status == NumberStatus.ACTIVE,
        "number_form": form if step == "nomor" else NumberForm(),
        "code_form": form if step == "kode" else NumberCodeForm(),
        "form": form,
        "sender": settings.WHATSAPP_SENDER,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form is not None else HTTPStatus.OK
    return render(request, "notices/whatsapp.html", context, status=status)
