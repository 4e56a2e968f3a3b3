"""Which appointing officials are candidates in a running election, or connected with one: only what officers wrote."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, QuerySet
from django.utils import timezone

from netral.offices.models import Organisation
from netral.registry.models import Candidate, Connection, Election, Holds, Kinship

STANDS = "calon"  # the appointing official is the candidate; every other kind is a Kinship


@dataclass(frozen=True)
class ConflictFlag:
    """Why the appointing official of an organisation should not decide, with where and when that was read.

    `kind` is `calon`, or how they are connected with the candidate; `reference` names the row in the journal.
    """

    organisation: int
    kind: str
    candidate: str
    election: Election
    source: str
    source_on: date
    reference: str

    @property
    def stands(self) -> bool:
        """Whether the official is the candidate."""
        return self.kind == STANDS

    @property
    def connection(self) -> str:
        """The connection in words; empty for the candidate."""
        return "" if self.stands else str(Kinship(self.kind).label)


def conflict_flags(organisations: Iterable[Organisation], *, on: date | None = None) -> dict[int, list[ConflictFlag]]:
    """By primary key of the organisation, the flags that hold on a day (today without one); three queries at most.

    Organisations without a flag are left out. Only elections that run that day count, and nothing withdrawn.
    """
    wanted = {each.pk for each in organisations}
    running = running_election_ids(on or timezone.localdate()) if wanted else []
    if not running:
        return {}
    found: dict[int, list[ConflictFlag]] = {}
    standing = Candidate.objects.filter(agency__in=wanted, holds=Holds.APPOINTING, election__in=running)
    for row in standing.filter(withdrawn_at=None).select_related("election").order_by("pk"):
        found.setdefault(row.agency_id or 0, []).append(_flag(row, STANDS, row.agency_id or 0, row))
    connected = Connection.objects.filter(agency__in=wanted, withdrawn_at=None, candidate__withdrawn_at=None)
    for link in connected.filter(candidate__election__in=running).select_related("candidate__election").order_by("pk"):
        found.setdefault(link.agency_id, []).append(_flag(link.candidate, link.kind, link.agency_id, link))
    return found


def _flag(candidate: Candidate, kind: str, organisation: int, fact: Candidate | Connection) -> ConflictFlag:
    return ConflictFlag(
        organisation, kind, candidate.name, candidate.election, fact.source, fact.source_on, fact.reference
    )


def running_election_ids(on: date) -> list[int]:
    """Elections between the first day of their first stage and the last of their last, by primary key."""
    spans = Election.objects.annotate(begins=Min("stages__starts_on"), ends=Max("stages__ends_on"))
    return list(spans.filter(begins__lte=on, ends__gte=on).values_list("pk", flat=True))


def candidates() -> "QuerySet[Candidate]":
    """Every candidate that was not withdrawn, the newest entry first."""
    found = Candidate.objects.filter(withdrawn_at=None).select_related("election", "region", "agency")
    return found.order_by("-pk")


def connections() -> "QuerySet[Connection]":
    """Every connection that was not withdrawn, the newest entry first."""
    found = Connection.objects.filter(withdrawn_at=None, candidate__withdrawn_at=None)
    return found.select_related("candidate__election", "agency").order_by("-pk")
