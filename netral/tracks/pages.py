"""What the page of a track shows: its steps, its clocks, what was written down, and where it came from."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import get_language

from netral import rulebook
from netral.access.states import Acting
from netral.cases.models import Penerusan
from netral.cases.queries import as_in_case
from netral.evidence.models import Exhibit
from netral.intake.states import Kind
from netral.offices.models import Organisation
from netral.procedure.models import Vote
from netral.procedure.policies import Offer, offers
from netral.procedure.queries import ClockView, clock_view, clocks_of, milestones, table
from netral.procedure.states import Milestone
from netral.tracks import queries
from netral.tracks.models import StepRecord, TeamMember, Track


@dataclass(frozen=True)
class Written:
    """One step that was taken, in the words of its table."""

    record: StepRecord
    text: rulebook.Text
    votes: tuple[Vote, ...] = ()


class TrackPage:
    """Everything the page may ask for."""

    def __init__(self, track: Track, acting: Acting, now: datetime) -> None:
        self.track, self.acting, self.now = track, acting, now

    @cached_property
    def table(self) -> rulebook.Procedure:
        return table(self.track)

    @property
    def status(self) -> rulebook.Status:
        return self.table.statuses[self.track.status]

    @property
    def title(self) -> rulebook.Text:
        return self.table.subjects[self.track.subject]

    @cached_property
    def offers(self) -> list[Offer]:
        """Every step from here: what it needs is brought by its form."""
        return offers(self.track, self.acting)

    @property
    def open_offers(self) -> list[Offer]:
        return [offer for offer in self.offers if offer.allowed]

    @property
    def shut_offers(self) -> list[Offer]:
        return [offer for offer in self.offers if not offer.allowed]

    @property
    def sealed(self) -> bool:
        """Whether anybody's identity is under a seal: behind a supervisor's finding alone there is none."""
        case = self.track.case
        return case is None or case.laporan.kind != Kind.TEMUAN or bool(case.sent())

    @cached_property
    def clocks(self) -> list[ClockView]:
        return [clock_view(clock, self.now) for clock in clocks_of(self.track.reference)]

    @cached_property
    def timeline(self) -> list[Milestone]:
        """What happened on this track, newest first."""
        told = milestones(self.track.reference, public=False, language=get_language() or "id")
        return list(reversed(told))

    @cached_property
    def written(self) -> list[Written]:
        """Newest first."""
        records = reversed(queries.records_of(self.track))
        votes = queries.meetings_of(self.track)
        return [
            Written(record, self.table.step(record.step).done, tuple(votes.get(record.meeting_id or 0, ())))
            for record in records
        ]

    @cached_property
    def team(self) -> list[TeamMember]:
        return queries.team_of(self.track)

    @property
    def handed(self) -> Penerusan | None:
        """What the sender wrote and sent along: for the office that works on it here."""
        return self.track.penerusan if self.inside and self.track.office == self._receiver else None

    @property
    def _receiver(self) -> Organisation | None:
        return self.track.penerusan.receiver if self.track.penerusan else None

    @cached_property
    def enclosures(self) -> list[Exhibit]:
        return as_in_case(self.handed.case, self.handed.exhibits.order_by("pk")) if self.handed else []

    @cached_property
    def inside(self) -> bool:
        """Whether this person may read the words."""
        return queries.is_inside(self.track, self.acting)

    @property
    def supervises(self) -> bool:
        """Whether the page of the case opens to this person."""
        return self.acting.holds_any(queries.SUPERVISORS)

    @property
    def doubt(self) -> rulebook.Text | None:
        """What the table as a whole rests on, where that is not sure."""
        return self.table.assumption if self.table.confidence == "low" else None

    @property
    def crimes(self) -> list[rulebook.Text]:
        known = rulebook.current().provisions
        return [known[code].title for code in self.track.provisions if code in known]
