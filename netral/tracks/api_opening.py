"""Wire doors that open a track: a crime beside a case, a matter of ethics from KPU's own supervision."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router
from pydantic import Field

from netral.cases.queries import case_seen_by
from netral.cases.wire import Body, Said, StaffToken, acting_in, form_data, problems
from netral.intake.states import Refused
from netral.tracks import actions, policies, queries
from netral.tracks.forms import CriminalForm, EthicsForm
from netral.tracks.models import Track

router = Router(tags=["jalur"], auth=StaffToken())
Code = Annotated[Said, Field(max_length=60)]


class CriminalIn(Body):
    """The key of one of the people of the case, and the provisions suspected."""

    accused: Code
    provisions: Annotated[list[Code], Field(max_length=50)] = []


class EthicsIn(Body):
    """The code of one's office; a name or a position."""

    office: Code
    name: Said = Field("", max_length=160)
    job: Said = Field("", max_length=160)
    agency_text: Said = Field("", max_length=160)


@router.post(
    "perkara/{key}/jalur/pidana/", summary="Open a criminal track beside a case", url_name="open_criminal_track"
)
def open_criminal_track(request: HttpRequest, key: str, body: CriminalIn) -> dict[str, Any]:
    acting = acting_in(request)
    case = get_object_or_404(case_seen_by(acting).select_related("laporan", "office"), key=key)
    policies.check_can_open_criminal(case, acting)
    form = CriminalForm(form_data({}, body.model_dump()), case=case)
    if not form.is_valid():
        raise Refused(*problems(form))
    return _opened(actions.open_criminal(case, acting=acting, at=timezone.now(), **form.cleaned_data))


@router.post("jalur/etik/", summary="Open a matter of ethics at KPU")
def open_ethics_track(request: HttpRequest, body: EthicsIn) -> dict[str, Any]:
    acting = acting_in(request)
    if not queries.kpu_offices(acting):
        raise Http404
    form = EthicsForm(form_data({}, body.model_dump()), acting=acting)
    if not form.is_valid():
        raise Refused(*problems(form))
    return _opened(actions.open_ethics(acting=acting, at=timezone.now(), **form.cleaned_data))


def _opened(track: Track) -> dict[str, Any]:
    return {"track": track.key, "number": track.number, "version": track.version, "status": track.status}
