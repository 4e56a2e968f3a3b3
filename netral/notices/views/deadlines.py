"""Deadlines of every kind of work: as a month, and by office."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from netral import rulebook
from netral.access.policies import StaffRequest, staff_only
from netral.access.queries import ROLES_THAT_SEE_CASES
from netral.lib.answers import page_of
from netral.notices import queries
from netral.notices.layer_states import ASKED, layer_links, layers_asked, written
from netral.notices.views import tabs

staff = staff_only(*ROLES_THAT_SEE_CASES)
GRID = "kisi"  # the grid on a phone too, where the list stands alone otherwise


@require_GET
@staff
def offices(request: StaffRequest) -> HttpResponse:
    """What is overdue in each office somebody sees; an office without any is listed too."""
    now = timezone.now()
    page = page_of(request, queries.offices_watched(request.acting))
    rows = queries.standing_of(list(page), at=now)
    context = {"page": page, "rows": rows, "now": now, "zone": rows[0].office.zone if rows else ""}
    return render(request, "notices/offices.html", {**context, **tabs("kantor")})


@require_GET
@staff
def month(request: StaffRequest) -> HttpResponse:
    """A month of deadlines, and one day of it with every calculation. Nonsense in the address is this month."""
    now = timezone.now()
    chosen = _day(request.GET.get("hari", ""))
    first = _day(f"{request.GET.get('bulan', '')}-01") or (chosen or timezone.localdate()).replace(day=1)
    layers = layers_asked(request.GET.get(ASKED, ""))
    shown = queries.month_of(request.acting, first, now=now, layers=layers)
    context = {
        "month": shown,
        "days": [day for day in shown.days if chosen in (None, day.date)],
        "chosen": chosen,
        "today": timezone.localdate(),
        "grid": request.GET.get("tampilan") == GRID,
        "lapis": written(layers),
        "layers": layer_links(layers, _kept(request, first, chosen)),
        "next": None if shown.count or chosen else queries.next_due(request.acting, now=now),
    }
    return render(request, "notices/month.html", {**context, **tabs("bulan")})


def _kept(request: StaffRequest, first: date, chosen: date | None) -> dict[str, str]:
    """What the address goes on saying when another layer is chosen."""
    view = GRID if request.GET.get("tampilan") == GRID else ""
    return {"bulan": f"{first:%Y-%m}", "hari": chosen.isoformat() if chosen else "", "tampilan": view}


def _day(text: str) -> date | None:
    """A day as it stands in an address, within the years the calendar knows."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    years = rulebook.current().calendar
    return day if years.first_year < day.year < years.last_year else None
