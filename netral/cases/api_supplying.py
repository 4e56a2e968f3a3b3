"""Wire door by which a hand-over that another house gave back is completed and sent once more."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from netral.cases import actions, queries
from netral.cases.forms.supplying import LONGEST_NAME
from netral.cases.models import Penerusan
from netral.cases.states import Refused
from netral.cases.wire import Body, Said, StaffToken, acting_in

router = Router(tags=["penerusan"], auth=StaffToken())
MOST = 100


class SupplyIn(Body):
    """What was completed; of the person what was empty; keys of exhibits of the case that go along from now on."""

    note: Said = Field(max_length=20_000)
    name: Said = Field(default="", max_length=LONGEST_NAME)
    job: Said = Field(default="", max_length=LONGEST_NAME)
    agency: Said = Field(default="", max_length=LONGEST_NAME)
    exhibits: list[Annotated[Said, Field(max_length=26)]] = Field(default_factory=list, max_length=MOST)


@router.post("penerusan/{key}/lengkapi/", summary="Complete what was given back, and send it again", url_name="supply")
def supply(request: HttpRequest, key: str, body: SupplyIn) -> dict[str, Any]:
    """→ {entry_hash}; 409: somebody was faster, 422: what is wrong, or that nothing was given back."""
    acting = acting_in(request)
    rows = Penerusan.objects.filter(case__in=queries.case_seen_by(acting))
    joined = ("case__laporan", "case__office", "case__region", "receiver", "accused", "document")
    found = get_object_or_404(rows.select_related(*joined), key=key)
    own = {exhibit.key: exhibit for exhibit in queries.exhibits_seen_by(found.case, acting)}
    if any(each not in own for each in body.exhibits):
        raise Refused("exhibits", _("Salah satu bukti bukan milik perkara ini."))
    person = {"name": body.name, "job": body.job, "agency_text": body.agency}
    exhibits = [own[each] for each in dict.fromkeys(body.exhibits)]
    by: dict[str, Any] = {"acting": acting, "at": timezone.now()}
    return {"entry_hash": actions.send_completed(found, note=body.note, person=person, exhibits=exhibits, **by).hash}
