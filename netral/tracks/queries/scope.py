"""Who sees which track, the list of them, and what a step has to stand on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from netral import rulebook
from netral.access.models import Role
from netral.access.queries import offices_seen_by
from netral.access.states import Acting
from netral.cases import queries as cases
from netral.cases.models import Accused, Case
from netral.lib.dates import local_day
from netral.procedure.models import Clock
from netral.procedure.queries import ClockView, clock_view, running_clocks, table
from netral.tracks.models import StepRecord, Track
from netral.tracks.states import CRIMINAL

SUPERVISORS = cases.ROLES
AGENCY = (Role.APPOINTING_OFFICIAL.value, Role.PERSONNEL_OFFICER.value)
ROLES = (*SUPERVISORS, *AGENCY)


def track_seen_by(acting: Acting) -> QuerySet[Track]:
    """Supervisors see the tracks of the cases they see; an agency those whose steps are taken at its own office."""
    theirs = offices_seen_by(acting, roles=SUPERVISORS).organisations()
    own = {seat.office_code for seat in acting.seats if seat.role in AGENCY}
    seen = Track.objects.filter(Q(case__office__in=theirs.values("pk")) | Q(office__code__in=own))
    return seen.select_related("case__laporan", "case__office", "accused", "office", "receiver", "penerusan__document")


def listed(acting: Acting, *, finished: bool) -> QuerySet[Track]:
    """The running ones, nearest clock first; or the finished ones, newest first."""
    found = track_seen_by(acting).filter(open=not finished)
    return found.order_by("-pk") if finished else found.order_by("due_at", "pk")


@dataclass(frozen=True)
class Row:
    """One line of the list: a track with its nearest running clock."""

    track: Track
    clock: ClockView | None

    @property
    def status(self) -> rulebook.Status:
        return table(self.track).statuses[self.track.status]

    @property
    def title(self) -> rulebook.Text:
        return table(self.track).subjects[self.track.subject]


def rows(found: Iterable[Track], *, now: datetime) -> list[Row]:
    """The lines of one page: as many queries for one row as for thirty."""
    shown = list(found)
    clocks = running_clocks([each.reference for each in shown])
    return [Row(each, _nearest(clocks.get(each.reference, []), now)) for each in shown]


def _nearest(clocks: list[Clock], now: datetime) -> ClockView | None:
    return clock_view(clocks[0], now) if clocks else None


def records_of(track: Track) -> list[StepRecord]:
    """What was written down, in the order of the steps."""
    return list(StepRecord.objects.filter(track=track).select_related("exhibit").order_by("version"))


def earliest_day(track: Track) -> date:
    """No step happened before the last one, nor before the hand-over or the registration of the case."""
    last = StepRecord.objects.filter(track=track).order_by("-version").values_list("on", flat=True).first()
    begun = track.penerusan.sent_at if track.penerusan else track.case.opened_at
    return last or local_day(begun, track.office.zone)


def is_inside(track: Track, acting: Acting) -> bool:
    """Whether someone works in the office that records the track: what was written stays there."""
    return any(acting.holds(role, track.office.code) for role in ROLES)


def without_criminal_track(case: Case) -> list[Accused]:
    """Those of a case nobody has opened a criminal track about."""
    code = CRIMINAL.get(case.procedure, "")
    begun = Track.objects.filter(case=case, procedure=code, penerusan=None).values_list("accused", flat=True)
    return list(cases.persons_of(case).exclude(pk__in=begun)) if code else []


def criminal_provisions(case: Case) -> dict[str, rulebook.Text]:
    """The crimes of the law of this election, by code."""
    known = rulebook.current().provisions.values()
    return {each.code: each.title for each in known if each.kind == "pidana" and each.under(case.procedure)}


def outliving_their_case() -> QuerySet[Track]:
    """Tracks that still say of people what their case no longer does."""
    gone = Track.objects.filter(texts_erased_at=None, case__texts_erased_at__isnull=False)
    return gone.select_related("case__laporan").order_by("pk")
