"""Wire doors of the own notices: read them, mark them, the daily e-mail; calendars; and days off for the country."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from netral.access.actions import end_feed, make_feed
from netral.access.policies import administers_everything
from netral.access.queries import ROLES_THAT_SEE_CASES, feed_link, feeds_of
from netral.access.states import Acting
from netral.cases.wire import Body, Said, StaffToken, acting_in, clock_shown, page_from, problems, user_in
from netral.intake.states import Refused
from netral.notices import actions, queries
from netral.notices.forms import HolidayForm
from netral.offices.models import Organisation

router = Router(tags=["pemberitahuan"], auth=StaffToken())


class ReadIn(Body):
    """The key of one notice; without it all are meant."""

    key: Said = Field("", max_length=26)


class DigestIn(Body):
    wanted: bool


class FeedIn(Body):
    """The code of one of one's offices; without it the calendar of everything one sees."""

    office: Said = Field("", max_length=60)
    open: bool


class HolidayIn(Body):
    day: date
    name: Said = Field(max_length=100)
    source: Said = Field(max_length=200)


@router.get("pemberitahuan/", summary="One's own notices, newest first")
def notices(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    """What each is about as a reference and a number, never what it says."""
    acting, now = _with_cases(request), timezone.now()
    listed, following = page_from(queries.inbox(user_in(request)), cursor)
    lines = queries.inbox_lines(listed, acting, now=now)
    return {"items": [_notice(line, now) for line in lines], "next": following, "unread": queries.unread_count(acting)}


@router.post("pemberitahuan/dibaca/", summary="Mark notices as read")
def read_notices(request: HttpRequest, body: ReadIn) -> dict[str, Any]:
    """→ {read}: how many were unread until now."""
    _with_cases(request)
    return {"read": actions.mark_read(user_in(request), at=timezone.now(), key=body.key)}


@router.post("pemberitahuan/surel/", summary="Switch the daily e-mail")
def want_digest(request: HttpRequest, body: DigestIn) -> dict[str, Any]:
    _with_cases(request)
    actions.want_digest(user_in(request), wanted=body.wanted)
    return {"wanted": body.wanted}


@router.get("langganan/", summary="One's own calendar addresses")
def feeds(request: HttpRequest) -> dict[str, Any]:
    """An address is a secret: whoever holds it reads the calendar."""
    acting = _with_cases(request)
    made = feeds_of(user_in(request))
    codes = ["", *sorted({seat.office_code for seat in acting.seats})]
    return {"items": [{"office": code, "address": feed_link(made[code]) if code in made else None} for code in codes]}


@router.post("langganan/", summary="Make a calendar address, or revoke it")
def change_feed(request: HttpRequest, body: FeedIn) -> dict[str, Any]:
    acting, user, now = _with_cases(request), user_in(request), timezone.now()
    if body.office not in ("", *(seat.office_code for seat in acting.seats)):
        raise Http404
    made = feeds_of(user)
    if body.open:
        office = Organisation.objects.filter(code=body.office).first()
        made = {body.office: make_feed(user, office=office, acting=acting, at=now)}
        return {"office": body.office, "address": feed_link(made[body.office])}
    if body.office in made:
        end_feed(made[body.office], acting=acting, at=now)
    return {"office": body.office, "address": None}


@router.post("hari-libur/", summary="Add a day off for the whole country")
def add_holiday(request: HttpRequest, body: HolidayIn) -> dict[str, Any]:
    """→ {moved}: how many running clocks."""
    acting = acting_in(request)
    if not administers_everything(acting):
        raise Http404
    form = HolidayForm({"day_hari": body.day.day, "day_bulan": body.day.month, "day_tahun": body.day.year,
                        "name": body.name, "source": body.source})  # fmt: skip
    if not form.is_valid():
        raise Refused(*problems(form))
    given = form.cleaned_data
    words = {"name": given["name"], "source": given["source"]}
    return {"moved": actions.add_holiday(given["day"], **words, acting=acting, at=timezone.now())}


def _with_cases(request: HttpRequest) -> Acting:
    """Whoever has a seat that opens cases; for others there are no notices."""
    acting = acting_in(request)
    if not acting.holds_any(ROLES_THAT_SEE_CASES):
        raise Http404
    return acting


def _notice(line: queries.Line, now: Any) -> dict[str, Any]:
    notice = line.notice
    return {
        "key": notice.key,
        "kind": notice.kind,
        "what": notice.get_kind_display(),
        "about": notice.subject,
        "number": line.number,
        "at": notice.at.isoformat(),
        "read_at": notice.read_at.isoformat() if notice.read_at else None,
        "clock": clock_shown(notice.clock, now) if notice.clock and line.clock else None,  # none of what went away
    }
