"""Who sees which track, the list of them, and what a step has to stand on."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q, QuerySet

from netral import rulebook
from netral.access.models import Role, User
from netral.access.queries import offices_seen_by
from netral.access.states import Acting
from netral.cases import queries as cases
from netral.cases.models import Accused, Case
from netral.intake.house_rules import house_rule
from netral.lib.dates import local_day
from netral.offices.models import Organisation
from netral.procedure.models import Clock, Vote
from netral.procedure.queries import ClockView, clock_view, running_clocks, table
from netral.procedure.states import Part
from netral.tracks.models import StepRecord, TeamMember, Track
from netral.tracks.states import CRIMINAL, ETHICS_SUBJECTS

SUPERVISORS = cases.ROLES
AGENCY = (Role.APPOINTING_OFFICIAL.value, Role.PERSONNEL_OFFICER.value)
KPU = (Role.KPU_MEMBER.value, Role.KPU_EXAMINER.value)
OWN = (*AGENCY, *KPU)  # whose tracks are those of their own office
ROLES = (*SUPERVISORS, *OWN)


def track_seen_by(acting: Acting) -> QuerySet[Track]:
    """Supervisors see the tracks of the cases they see; others those whose steps are taken at their own office."""
    theirs = offices_seen_by(acting, roles=SUPERVISORS).organisations()
    own = {seat.office_code for seat in acting.seats if seat.role in OWN}
    seen = Track.objects.filter(Q(case__office__in=theirs.values("pk")) | Q(office__code__in=own))
    keys = acting.keys_of(Track.KIND)
    seen = seen if keys is None else seen.filter(key__in=keys)
    joined = (
        "case__laporan",
        "case__office",
        "accused",
        "office__region",
        "receiver",
        "previous",
        "penerusan__document",
    )
    return seen.select_related(*joined)


def supervised(tracks: Collection[Track], acting: Acting) -> set[int]:
    """Primary keys of those among these that belong to a case this person sees, in one query."""
    seen = cases.case_seen_by(acting).filter(pk__in={each.case_id for each in tracks if each.case_id})
    known = set(seen.order_by().values_list("pk", flat=True))
    return {each.pk for each in tracks if each.case_id in known}


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
    return list(StepRecord.objects.filter(track=track).select_related("exhibit", "meeting").order_by("version"))


def earliest_day(track: Track) -> date:
    """No step happened before the last one, nor before the hand-over or the registration of the case."""
    last = StepRecord.objects.filter(track=track).order_by("-version").values_list("on", flat=True).first()
    begun = track.penerusan.sent_at if track.penerusan else (track.case or track).opened_at
    return last or local_day(begun, track.office.zone)


def is_inside(track: Track, acting: Acting) -> bool:
    """Whether someone works in the office that records the track: what was written stays there."""
    return any(acting.holds(role, track.office.code) for role in ROLES)


def kpu_offices(acting: Acting) -> list[Organisation]:
    """The KPU offices in which someone may open a matter of ethics."""
    codes = {seat.office_code for seat in acting.seats if seat.role in KPU}
    return list(Organisation.objects.filter(code__in=codes, kind__in=ETHICS_SUBJECTS).order_by("name"))


def kpu_members_on(office: Organisation, day: date) -> list[User]:
    """Who held the seat of a member of KPU in an office on a day, by name, also where their account was shut since."""
    return list(cases.seated_at(office, Role.KPU_MEMBER, day))


def may_examine(track: Track, day: date) -> list[User]:
    """Who can be in the team: members and examiners of the office who declared no conflict in a meeting on it."""
    found = {user.pk: user for role in KPU for user in cases.people_at(track.office, role, day)}
    conflicted = Vote.objects.filter(meeting__subject=track.reference, part=Part.CONFLICTED)
    for pk in conflicted.values_list("user_id", flat=True):
        found.pop(pk, None)
    return sorted(found.values(), key=lambda user: (user.name, user.pk))


def team_of(track: Track) -> list[TeamMember]:
    """Who examines, the chair first."""
    return list(TeamMember.objects.filter(track=track).select_related("user").order_by("-chair", "user__name"))


def team_asked(track: Track, step: rulebook.Step) -> rulebook.Team | None:
    """The team a step appoints, as large as the table has it; None where it appoints none."""
    teams = table(track).teams
    return next((teams[need] for need in step.needs if need in teams), None)


def meetings_of(track: Track) -> dict[int, list[Vote]]:
    """The votes of each meeting on a track, by the meeting's primary key."""
    found: dict[int, list[Vote]] = {}
    votes = Vote.objects.filter(meeting__subject=track.reference).select_related("user").order_by("user__name")
    for vote in votes:
        found.setdefault(vote.meeting_id, []).append(vote)
    return found


def without_criminal_track(case: Case) -> list[Accused]:
    """Those the case can lead on nobody has opened a criminal track about."""
    code = CRIMINAL.get(case.procedure, "")
    begun = Track.objects.filter(case=case, procedure=code, penerusan=None).values_list("accused", flat=True)
    return list(cases.going_on(case).exclude(pk__in=begun)) if code else []


def criminal_provisions(case: Case) -> dict[str, rulebook.Text]:
    """The crimes of the law of this election, by code."""
    known = rulebook.current().provisions.values()
    return {each.code: each.title for each in known if each.kind == "pidana" and each.under(case.procedure)}


def outliving_their_case() -> QuerySet[Track]:
    """Tracks that still say of people what their case no longer does."""
    gone = Track.objects.filter(texts_erased_at=None, case__texts_erased_at__isnull=False)
    return gone.select_related("case__laporan").order_by("pk")


def kept_long_enough(at: datetime) -> QuerySet[Track]:
    """Tracks without a case that ended longer ago than this house keeps them, what went on at DKPP among them."""
    over = Track.objects.filter(case=None, open=False, texts_erased_at=None)
    last = over.annotate(ended_at=Max("records__recorded_at"))
    return last.filter(ended_at__lte=at - house_rule("ethics_kept").length).select_related("previous").order_by("pk")
