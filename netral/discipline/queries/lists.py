"""Hand-overs and their handling: what arrived, what is seen by whom, who may be meant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from netral import rulebook
from netral.access.models import Role
from netral.access.queries import today_in
from netral.access.states import Acting
from netral.cases.models import Accused, Penerusan
from netral.discipline.models import Penanganan
from netral.discipline.queries.handed import handed_to, status_in
from netral.exchange.models import Masukan
from netral.exchange.states import Answer, Matter
from netral.offices.models import Organisation, OrganisationKind
from netral.procedure.models import Clock
from netral.procedure.queries import ClockView, clock_view, running_clocks, table
from netral.registry.models import Person
from netral.registry.queries import Match, find_people, likeness
from netral.tracks.queries import status_of

Some = TypeVar("Some", bound=Model)
AT_AUTHORITY = (Role.AUDITOR.value,)
AT_AGENCY = (Role.APPOINTING_OFFICIAL.value, Role.PERSONNEL_OFFICER.value)
ROLES = (*AT_AUTHORITY, *AT_AGENCY)
MOST_CANDIDATES = 50
UNOPENED = (Answer.ARRIVED, Answer.RECEIVED)


def _codes(acting: Acting, roles: tuple[str, ...]) -> set[str]:
    return {seat.office_code for seat in acting.seats if seat.role in roles}


def takers(receiver: Organisation) -> tuple[str, ...]:
    """Who takes a hand-over in: auditors where ASN are supervised, elsewhere the agency's own officials."""
    return AT_AUTHORITY if receiver.kind == OrganisationKind.ASN_SUPERVISOR else AT_AGENCY


def received_by(acting: Acting) -> QuerySet[Penerusan]:
    """What was handed over to an office where someone takes hand-overs in."""
    supervisor = Q(receiver__kind=OrganisationKind.ASN_SUPERVISOR)
    authority = supervisor & Q(receiver__code__in=_codes(acting, AT_AUTHORITY))
    agency = ~supervisor & Q(receiver__code__in=_codes(acting, AT_AGENCY))
    return _only(Penerusan.objects.filter(authority | agency), "penerusan", acting)


def _only(found: "QuerySet[Some]", kind: str, acting: Acting) -> "QuerySet[Some]":
    """Of these, those its seats count for: of somebody with an account, all."""
    keys = acting.keys_of(kind)
    return found if keys is None else found.filter(key__in=keys)


def incoming(acting: Acting) -> QuerySet[Penerusan]:
    """Hand-overs nobody has taken in hand yet, oldest first."""
    return _shown(received_by(acting).filter(acknowledged_at=None)).order_by("sent_at", "pk")


def from_other_houses(acting: Acting) -> QuerySet[Masukan]:
    """What came from other houses, oldest first: at an authority until opened, at an agency until its outcome."""
    supervisor = Q(receiver__kind=OrganisationKind.ASN_SUPERVISOR)
    authority = supervisor & Q(receiver__code__in=_codes(acting, AT_AUTHORITY), answer__in=UNOPENED)
    agency = ~supervisor & Q(receiver__code__in=_codes(acting, AT_AGENCY), answer__in=(*UNOPENED, Answer.ACCEPTED))
    found = Masukan.objects.filter(authority | agency, matter=Matter.HANDOVER, work="", texts_erased_at=None)
    return _only(found.select_related("sender", "receiver"), "masukan", acting).order_by("came_at", "pk")


def outside(acting: Acting, *, finished: bool) -> QuerySet[Penerusan]:
    """Taken in without a handling here, as it goes on elsewhere: running oldest first, or ended newest first."""
    own = received_by(acting).filter(penanganan=None).exclude(acknowledged_at=None)
    found = _shown(own.filter(ended_at__isnull=not finished))
    return found.order_by("-ended_at", "pk") if finished else found.order_by("sent_at", "pk")


def is_asn(accused: Accused) -> bool:
    """Whether somebody may be a civil servant: who is not assessed as anything else, and not written down as such."""
    return not _is_other(status_of(accused))


def is_handled_here(penerusan: Penerusan) -> bool:
    """Whether it has a handling, or gets one when it is taken in: a civil servant, at a supervisor of ASN."""
    if Penanganan.objects.filter(penerusan=penerusan).exists():
        return True
    return penerusan.receiver.kind == OrganisationKind.ASN_SUPERVISOR and is_asn(penerusan.accused)


def is_handled_here_too(masukan: Masukan) -> bool:
    """The same of a hand-over from another house: it has a handling, or gets one; by what its sender says he is."""
    if Penanganan.objects.filter(masukan=masukan).exists():
        return True
    return masukan.receiver.kind == OrganisationKind.ASN_SUPERVISOR and not _is_other(status_in(masukan))


def _is_other(said: str) -> bool:
    """Whether this status is known, and is none of a civil servant."""
    subjects = rulebook.current().vocabulary.subjects
    asn = {"ASN", *subjects["ASN"].one_of}
    return said in subjects and not asn & {said, *subjects[said].one_of}


def outliving_their_case() -> QuerySet[Penanganan]:
    """Handlings that still say of people what their case no longer does."""
    gone = Q(case__texts_erased_at__isnull=False) | Q(masukan__texts_erased_at__isnull=False)
    found = Penanganan.objects.filter(gone, texts_erased_at=None)
    return found.select_related("case__laporan", "masukan").order_by("pk")


def _shown(found: QuerySet[Penerusan]) -> QuerySet[Penerusan]:
    return found.select_related("case", "case__office", "receiver", "document", "accused")


def penanganan_seen_by(acting: Acting) -> QuerySet[Penanganan]:
    """An authority sees its own; an agency only what was recommended to it."""
    authority = Q(authority__code__in=_codes(acting, AT_AUTHORITY))
    agency = Q(agency__code__in=_codes(acting, AT_AGENCY), rekomendasi__isnull=False)
    seen = _only(Penanganan.objects.filter(authority | agency), "penanganan", acting)
    return seen.select_related("case", "masukan", "authority", "agency", "person")


def listed(acting: Acting, *, finished: bool) -> QuerySet[Penanganan]:
    """The running ones, oldest first; or the finished ones, newest first."""
    found = penanganan_seen_by(acting)
    return (
        found.filter(open=False).order_by("-opened_at", "pk")
        if finished
        else found.filter(open=True).order_by("opened_at", "pk")
    )


@dataclass(frozen=True)
class Row:
    """One line of the list: a penanganan with its nearest running clock."""

    penanganan: Penanganan
    clock: ClockView | None

    @property
    def status(self) -> rulebook.Status:
        return table(self.penanganan).statuses[self.penanganan.status]


def rows(found: Iterable[Penanganan], *, now: datetime) -> list[Row]:
    """The lines of one page: as many queries for one row as for thirty."""
    shown = list(found)
    clocks = running_clocks([each.reference for each in shown])
    return [Row(each, _nearest(clocks.get(each.reference, []), now)) for each in shown]


def _nearest(clocks: list[Clock], now: datetime) -> ClockView | None:
    return clock_view(clocks[0], now) if clocks else None


def match_score(penanganan: Penanganan, person: Person) -> int:
    """How well the register's person fits the name handed over, 0 to 100."""
    return likeness(_name_in(penanganan), person)


def _name_in(penanganan: Penanganan) -> str:
    """The name of the reported person as it was handed over."""
    return handed_to(penanganan).terlapor[0].name


def candidates(penanganan: Penanganan, text: str) -> dict[str, Any]:
    """Register entries for the picker: by what was typed, at first by the name handed over."""
    asked = text.strip() or _name_in(penanganan)
    return {"asked": asked, "candidates": find_people(asked) if asked else []}


def people_seen(acting: Acting, text: str) -> list[Match]:
    """Matches of the register: all of them for an authority, an agency's own people for its staff."""
    if not text:
        return []
    if _codes(acting, AT_AUTHORITY):
        return find_people(text)
    return find_people(text, within=_codes(acting, AT_AGENCY), limit=MOST_CANDIDATES)


def met(penanganan: Penanganan) -> frozenset[str]:
    """The table's requirements that hold by what has been recorded so far."""
    return frozenset({"orang_ditetapkan"} if penanganan.person_id else set())


def today_at(penanganan: Penanganan, place: str, at: datetime) -> date:
    return today_in(penanganan.office_at(place), now=at)
