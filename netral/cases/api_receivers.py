"""Wire doors to the question of whom a breach goes to: asked of the rulebook, or of one case."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from netral import rulebook
from netral.cases import queries
from netral.cases.forms import FORMS
from netral.cases.forms.receivers import ReceiverForm
from netral.cases.states import BROUGHT_BY_THE_FORM
from netral.cases.wire import StaffToken, StepIn, acting_in, case_in, form_data, problems
from netral.intake.states import Problem, Refused
from netral.procedure.policies import check_can_take
from netral.procedure.queries import say

FORWARDING = ("teruskan", "teruskan_lagi")
router = Router(tags=["penerusan"], auth=StaffToken())


class Asked(Schema):
    """One question: codes of the rulebook, and a day as `2024-09-04`."""

    subject: str
    kind: str
    on: str
    regime: str = ""
    position: str = ""
    situation: str = ""


@router.get("penerima/", summary="To whom a breach goes: by status, kind and day", url_name="receivers")
def receivers(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Most certain first; `from` and `until` are the days the route holds. 422 names the value that is wrong."""
    form = ReceiverForm(asked.model_dump())
    if not form.is_valid():
        raise Refused(*problems(form))
    return {"items": [_named(each) for each in form.receivers()]}


@router.get("perkara/{key}/penerima/", summary="To whom each person of a case goes", url_name="case_receivers")
def case_receivers(request: HttpRequest, key: str) -> dict[str, Any]:
    """`organisation` is the code of the organisation behind it, null where the data holds none."""
    case = case_in(request, key)
    people = list(queries.going_on(case))
    shown = queries.shown_leads(case, people, queries.today_of(case, timezone.now()))
    return {
        "items": [
            {
                "accused": accused.key,
                "receivers": [
                    {**_named(lead.named), "organisation": lead.organisation.code if lead.organisation else None}
                    for lead in found
                ],
            }
            for accused, found in shown
        ]
    }


@router.post(
    "perkara/{key}/lihat-sebagai-penerima/",
    summary="What a receiver will see, before it is sent",
    url_name="preview_handover",
)
def preview_handover(request: HttpRequest, key: str, body: StepIn) -> dict[str, Any]:
    """The body of `teruskan` or `teruskan_lagi`; nothing is stored. `copy` is null where it is made on sending."""
    case, acting = case_in(request, key), acting_in(request)
    if body.step not in FORWARDING:
        raise Refused(Problem("step", _("Langkah ini tidak meneruskan apa-apa."), "tidak_sesuai"))
    check_can_take(case, body.step, acting, met=queries.met(case) | BROUGHT_BY_THE_FORM)
    form = FORMS[body.step](form_data(FORMS[body.step].base_fields, body.model_dump()), case=case)
    form.look()
    if not form.is_valid():
        raise Refused(*problems(form))
    return {"items": [_shown(each) for each in form.shown]}


def _shown(preview: queries.Preview) -> dict[str, Any]:
    return {
        "receiver": preview.receiver.code,
        "number": preview.number,
        "title": preview.title,
        "sender": preview.sender,
        "summary": preview.summary,
        "norms": list(preview.norms),
        "accused": [{"name": each.name, "job": each.job, "agency": each.agency_text} for each in preview.terlapor],
        "exhibits": [
            {"label": exhibit.called, "copy": copy and {"sha256": copy.sha256, "media_type": copy.media_type}}
            for exhibit, copy in preview.exhibits
        ],
    }


def _named(receiver: rulebook.Receiver) -> dict[str, Any]:
    return {
        "to": receiver.to,
        "via": receiver.via,
        "basis": receiver.basis,
        "because": say(receiver.because),
        "confidence": receiver.confidence,
        "assumption": say(receiver.assumption) if receiver.assumption else None,
        "from": receiver.effective.isoformat() if receiver.effective else None,
        "until": receiver.until.isoformat() if receiver.until else None,
    }
