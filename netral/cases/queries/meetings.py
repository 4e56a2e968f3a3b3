"""The meeting that decided a case: its members, what each did, and who may read their words."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from netral.access.models import Role, User
from netral.access.states import Acting
from netral.cases.models import Case, Pleno
from netral.cases.queries.scope import ROLES, seated_at
from netral.documents.models import Document
from netral.documents.queries import documents_of
from netral.documents.states import Kind
from netral.offices.models import Organisation
from netral.procedure.models import Vote
from netral.procedure.states import VOTED, Part

# Who signs for the members: one who agreed before one who did not.
SIGNING_ORDER = list(VOTED)


def members_on(office: Organisation, day: date) -> list[User]:
    """Who held the seat of a member in an office on a day, by name, whether or not their account is still open."""
    return list(seated_at(office, Role.MEMBER, day))


def votes_of(pleno: Pleno) -> list[Vote]:
    """The rows of its meeting by name; none where the members were only counted."""
    found = Vote.objects.filter(meeting=pleno.meeting_id).select_related("user")
    return list(found.order_by("user__name", "user_id"))


def deciders(votes: Sequence[Vote]) -> list[User]:
    """Who was there and not conflicted: those who agreed first, then by name."""
    there = [vote for vote in votes if vote.part in VOTED]
    return [vote.user for vote in sorted(there, key=lambda vote: SIGNING_ORDER.index(Part(vote.part)))]


def is_inside(case: Case, acting: Acting) -> bool:
    """Whether someone works in the office of the case: offices above see the case, but not what members wrote."""
    return any(acting.holds(role, case.office.code) for role in ROLES)


def papers_of(case: Case, acting: Acting) -> QuerySet[Document]:
    """The documents of a case; the minutes of the pleno quote dissent and stay inside the office that held it."""
    own = [seat.office_code for seat in acting.seats if seat.role in ROLES]
    return documents_of(case.reference).exclude(~Q(office__code__in=own), kind=Kind.PLENO_MINUTES)


def reads_votes(pleno: Pleno, acting: Acting) -> bool:
    """Whether what members wrote is for this person: of the office that held the meeting, wherever the case is now."""
    return any(acting.holds(role, pleno.meeting.office.code) for role in ROLES)
