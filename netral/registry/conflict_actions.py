"""What officers write down of candidates and those connected with them: entered, withdrawn, each journalled."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from netral.access.states import Acting, NotAllowed
from netral.audit.actions import record
from netral.audit.models import Chain
from netral.lib.dates import EASTERNMOST, local_day
from netral.offices.models import Organisation, Region
from netral.offices.queries import UnknownOrganisation, UnknownRegion, organisation, region
from netral.registry import conflict_policies as allowed
from netral.registry.elections import UnknownElection, election
from netral.registry.models import Candidate, Connection
from netral.registry.names import comparable
from netral.registry.policies import NotPossible
from netral.registry.states import NewCandidate


@transaction.atomic
def enter_candidates(rows: Sequence[NewCandidate], *, acting: Acting, at: datetime) -> tuple[int, int]:
    """Write down many candidates, all of them or none: how many are new, and how many stood here already.

    NotPossible names the field, with the number of the row in front of it (`3.office`), from 1.
    """
    allowed.check_can_write(acting)
    if not 0 < len(rows) <= allowed.MOST_AT_ONCE:
        raise NotPossible("rows", _("Bawa 1 sampai 500 baris sekaligus."))
    made = 0
    for number, row in enumerate(rows, 1):
        try:
            made += _enter(row, acting=acting, at=at)
        except NotPossible as problem:
            raise NotPossible(f"{number}.{problem.field}", str(problem)) from None
    return made, len(rows) - made


def _enter(row: NewCandidate, *, acting: Acting, at: datetime) -> bool:
    allowed.check_candidate(row, today=local_day(at, EASTERNMOST))
    try:
        found = election(row.election)
    except UnknownElection as problem:
        raise NotPossible("election", str(problem)) from None
    place, agency = _region(row.region), _agency(row.agency)
    candidate, made = Candidate.objects.get_or_create(
        mark=_mark(row, place),
        withdrawn_at=None,
        defaults={"election": found, "name": " ".join(row.name.split()), "office": row.office, "region": place,
                  "agency": agency, "holds": row.holds, "source": row.source.strip(), "source_on": row.source_on,
                  "entered_at": at, "entered_by": acting.reference},
    )  # fmt: skip
    if made:
        _record(candidate, "dicatat", acting=acting, at=at, first=True)
    return made


@transaction.atomic
def enter_connection(
    candidate: Candidate,
    *,
    agency: Organisation,
    kind: str,
    source: str,
    source_on: date,
    acting: Acting,
    at: datetime,
    note: str = "",
) -> Connection:
    """Write down that the appointing official of an agency is connected with a candidate. NotPossible by field."""
    allowed.check_can_write(acting)
    allowed.check_kind(kind)
    allowed.check_source(source, source_on, today=local_day(at, EASTERNMOST))
    if candidate.withdrawn_at is not None:
        raise NotAllowed(_("Catatan ini sudah dicabut."))
    made = Connection.objects.create(
        candidate=candidate, agency=agency, kind=kind, note=note.strip(), source=source.strip(), source_on=source_on,
        entered_at=at, entered_by=acting.reference,
    )  # fmt: skip
    _record(made, "dicatat", acting=acting, at=at, first=True)
    return made


@transaction.atomic
def withdraw_fact(fact: Candidate | Connection, *, reason: str, acting: Acting, at: datetime) -> None:
    """It was wrong, or no longer holds: it flags nobody from now on. What was decided because of it stays decided."""
    Chain.objects.select_for_update().filter(subject=fact.reference).first()
    fact.refresh_from_db(fields=["withdrawn_at"])
    allowed.check_can_withdraw(fact, reason, acting)
    fact.withdrawn_at, fact.withdrawn_by, fact.withdrawn_reason = at, acting.reference, reason.strip()
    fact.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    _record(fact, "dicabut", acting=acting, at=at)


def _record(fact: Candidate | Connection, verb: str, *, acting: Acting, at: datetime, first: bool = False) -> None:
    """Codes only: of a connection not even whose it is beyond the agency."""
    office = acting.seats[0].office_code if acting.seats else ""
    agency = fact.agency.code if fact.agency else ""
    about = [fact.candidate.reference] if isinstance(fact, Connection) else []
    kind = fact.kind if isinstance(fact, Connection) else fact.holds
    record(
        fact.reference, f"{fact.KIND}.{verb}", actor=acting.reference, office=office, at=at, about=about,
        facts={"agency": agency, "kind": kind}, first=first,
    )  # fmt: skip


def _mark(row: NewCandidate, place: Region | None) -> str:
    told = f"{row.election}|{row.office}|{place.code if place else ''}|{comparable(row.name)}"
    return salted_hmac("netral.registry.candidate", told, algorithm="sha256").hexdigest()


def _region(code: str) -> Region | None:
    try:
        return region(code) if code else None
    except UnknownRegion as problem:
        raise NotPossible("region", str(problem)) from None


def _agency(code: str) -> Organisation | None:
    try:
        return organisation(code) if code else None
    except UnknownOrganisation as problem:
        raise NotPossible("agency", str(problem)) from None
