"""What stands beside a case: the desk, and the cases before and after it in the queue one came from."""

from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from netral.access.policies import StaffRequest
from netral.cases import queries
from netral.cases.desk import Desk
from netral.cases.models import Case
from netral.cases.picking import LONGEST_QUERY


def beside(request: StaffRequest, case: Case) -> dict[str, Any]:
    """Context of the right column, and of the two arrows for whoever came by the queue."""
    now = timezone.now()
    context: dict[str, Any] = {"desk": Desk(case, request.acting, request.user, now)}
    view = request.GET.get("tampilan", "")
    if "dari" not in request.GET or view not in queries.VIEWS:
        return context
    text = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    places = queries.filtered(request.acting, view, queries.parse(text), now=now)
    before, after = queries.neighbours(places, case)
    asked = {"tampilan": view, "q": text}
    context |= {"before": before, "after": after, "stands": queries.standing_in(places, case)}
    return context | {"way": urlencode({"dari": request.GET["dari"][:20], **asked})}
