"""The reporter's own choice to be told by WhatsApp: a number outside the seal, made sure of, taken back at any time."""

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from netral.intake import phone_page, traces
from netral.intake.models import Laporan
from netral.intake.views.following import status_page
from netral.lib.answers import see_other
from netral.notices import actions
from netral.notices.forms import NumberCodeForm, ReporterNumberForm
from netral.notices.queries import number_of
from netral.notices.whatsapp_states import CodeRefused

FORMS: dict[str, type[Form]] = {"nomor": ReporterNumberForm, "kode": NumberCodeForm}


@never_cache
@require_POST
def number(request: HttpRequest) -> HttpResponse:
    """Leave a number, make sure of it with the code that came, or have it forgotten."""
    laporan = traces.opened(request, timezone.now())
    if laporan is None:
        return see_other("intake:check")
    step = request.POST.get("langkah", "")
    if step == "lepas":
        actions.forget_number(laporan.reference)
        return see_other("intake:status")
    if step not in FORMS or not phone_page.is_offered(laporan):
        raise Http404
    form = FORMS[step](request.POST)
    if form.is_valid() and _done(laporan, step, form):
        return see_other("intake:status")
    return status_page(request, laporan, refused={"number_form" if step == "nomor" else "code_form": form})


def _done(laporan: Laporan, step: str, form: Form) -> bool:
    """Whether the step was taken; otherwise the form says why not."""
    now, given = timezone.now(), form.cleaned_data
    try:
        if step == "nomor":
            language = get_language() or "id"
            actions.leave_number(laporan.reference, given["number"], at=now, language=language, detail=given["detail"])
        elif row := number_of(laporan.reference):
            actions.confirm_number(row, given["code"], at=now)
    except CodeRefused as refusal:
        form.add_error("number" if step == "nomor" else "code", str(refusal))
        return False
    return True
