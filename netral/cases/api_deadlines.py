"""Wire doors of what says when: deadlines by layer and day, what the days are, and what is overdue by office."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel

from netral import rulebook
from netral.access.queries import ROLES_THAT_SEE_CASES
from netral.access.states import Acting
from netral.cases.wire import PER_PAGE, StaffToken, acting_in, clock_shown
from netral.intake.states import Problem, Refused
from netral.notices import queries
from netral.notices.layer_states import ALL, Layer
from netral.procedure.models import Clock

router = Router(tags=["tenggat"], auth=StaffToken())
LONGEST_SPAN = timedelta(days=366)


class Span(BaseModel):
    """Both days belong to the span; `lapis` names layers, such as `kajian,libur`, and without it all are meant."""

    dari: date | None = None
    sampai: date | None = None
    lapis: str = ""


@router.get("tenggat/", summary="Deadlines of every kind of work, soonest first", url_name="deadline_list")
def deadline_list(request: HttpRequest, span: Query[Span], cursor: str = "") -> dict[str, Any]:
    """Running ones with an end, overdue ones among them. `dari` and `sampai` are days in each deadline's own zone.

    Layers: kajian, pemeriksaan, pleno, disiplin, pidana. `unfilled` is the first year a deadline was counted by whose
    days off are estimates. `next` is the cursor of the following page, null on the last one.
    """
    acting, now = _with_deadlines(request), timezone.now()
    first, last = _days(span)
    found = queries.ending_between(queries.clocks_seen(acting, _layers(span.lapis)), first, last)
    clocks = list(_after(found, cursor)[: PER_PAGE + 1])
    shown = {clock.key: clock for clock in clocks[:PER_PAGE]}
    lines = {line.clock.key: line for line in queries.lines_of(shown.values(), acting, now=now)}
    return {
        "items": [_deadline(clock, lines[key], now) for key, clock in shown.items() if key in lines],
        "next": clocks[PER_PAGE - 1].key if len(clocks) > PER_PAGE else None,
    }


@router.get("tenggat/hari/", summary="What the days are: days off and stages of elections", url_name="days_told")
def days_told(request: HttpRequest, span: Query[Span]) -> dict[str, Any]:
    """A year at most, by default thirty days from today. `kind` is libur or tahapan; a stage has both its days.

    `unfilled`: the years of the span whose days off nobody has compared with the decree yet.
    """
    _with_deadlines(request)
    first, last = _days(span)
    first = first or min(last or timezone.localdate(), timezone.localdate())
    last = last or first + queries.AHEAD
    if last - first > LONGEST_SPAN:
        raise Refused(Problem("sampai", _("Paling lama satu tahun sekaligus."), "terlalu_panjang"))
    layers, years = _layers(span.lapis), rulebook.current().calendar.years
    return {
        "from": first.isoformat(),
        "until": last.isoformat(),
        "items": [*_off(first, last, layers), *_stages(first, last, layers)],
        "unfilled": [year for year in range(first.year, last.year + 1) if year not in years],
    }


@router.get("tenggat/kantor/", summary="What is overdue, by office", url_name="overdue_by_office")
def overdue_by_office(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    """Every office somebody sees, by name, those with nothing overdue too: the same count as on the page.

    `next` is the cursor of the following page, null on the last one.
    """
    offices = queries.offices_watched(_with_deadlines(request))
    if cursor:
        before = get_object_or_404(offices, code=cursor)
        offices = offices.filter(Q(name__gt=before.name) | Q(name=before.name, pk__gt=before.pk))
    listed = list(offices[: PER_PAGE + 1])
    rows = queries.standing_of(listed[:PER_PAGE], at=timezone.now())
    return {
        "items": [_standing(row) for row in rows],
        "next": listed[PER_PAGE - 1].code if len(listed) > PER_PAGE else None,
    }


def _with_deadlines(request: HttpRequest) -> Acting:
    """Whoever has a seat that opens cases; for others there are no deadlines."""
    acting = acting_in(request)
    if not acting.holds_any(ROLES_THAT_SEE_CASES):
        raise Http404
    return acting


def _days(span: Span) -> tuple[date | None, date | None]:
    """Within the years the calendar knows, and in their order."""
    known = rulebook.current().calendar
    for field, day in (("dari", span.dari), ("sampai", span.sampai)):
        if day and not known.first_year < day.year < known.last_year:
            words = _("Tanggal ini di luar tahun-tahun yang dikenal kalender.")
            raise Refused(Problem(field, words, "tidak_sesuai"))
    if span.dari and span.sampai and span.sampai < span.dari:
        raise Refused(Problem("sampai", _("Hari terakhir mendahului hari pertama."), "tidak_sesuai"))
    return span.dari, span.sampai


def _layers(text: str) -> frozenset[Layer]:
    named = [word for word in text.split(",") if word]
    if any(word not in Layer.values for word in named):
        words = _("Tidak ada lapisan ini. Pilihannya: %(layers)s.") % {"layers": ", ".join(Layer.values)}
        raise Refused(Problem("lapis", words, "tidak_sesuai"))
    return frozenset(map(Layer, named)) or ALL


def _after(found: QuerySet[Clock], cursor: str) -> QuerySet[Clock]:
    """From behind the deadline a cursor names, in the order of the list."""
    if not cursor:
        return found
    last = found.filter(key=cursor).first() if cursor.isalnum() else None
    if last is None:
        message = _("Penunjuk ini tidak dikenal. Mulai lagi dari awal daftar.")
        raise Refused(Problem("cursor", message, "tidak_sesuai"))
    return found.filter(Q(due_at__gt=last.due_at) | Q(due_at=last.due_at, pk__gt=last.pk))


def _deadline(clock: Clock, line: queries.DueLine, now: Any) -> dict[str, Any]:
    return {
        "key": clock.key,
        "layer": line.layer.value,
        "about": line.subject,
        "number": line.number,
        "zone": clock.zone,
        "overdue": line.clock.tone == "bata",
        "unfilled": line.unfilled,
        "skipped": [{"date": day, "name": name} for day, name in line.clock.skipped],
        "assumptions": list(line.clock.assumptions),
        "unit": clock.unit or None,
        "count": clock.count,
        "confidence": clock.confidence,
        **clock_shown(clock, now),
    }


def _off(first: date, last: date, layers: frozenset[Layer]) -> list[dict[str, Any]]:
    found = queries.days_off_between(first, last) if Layer.HOLIDAYS in layers else {}
    return [
        {
            "kind": Layer.HOLIDAYS.value,
            "name": each.words,
            "of": None,
            "from": day.isoformat(),
            "until": day.isoformat(),
        }
        for day, happenings in found.items()
        for each in happenings
    ]


def _stages(first: date, last: date, layers: frozenset[Layer]) -> list[dict[str, Any]]:
    found = queries.stages_between(first, last) if Layer.STAGES in layers else []
    return [
        {"kind": Layer.STAGES.value, "name": each.name, "of": each.of, "from": each.starts_on.isoformat(),
         "until": each.ends_on.isoformat()}
        for each in found
    ]  # fmt: skip


def _standing(row: queries.Standing) -> dict[str, Any]:
    return {
        "office": row.office.code,
        "name": row.office.name,
        "zone": row.office.zone,
        "overdue": row.count,
        "oldest": row.oldest.isoformat() if row.oldest else None,
    }
