"""What waits for the joint verification: its clock, who is meant, what is missing, and what looks like the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from netral.access.models import Role
from netral.access.states import Acting
from netral.cases.models import Penerusan
from netral.discipline.models import Penanganan
from netral.lib.dates import local_day
from netral.offices.models import OrganisationKind
from netral.oversight.models import Pengembalian
from netral.oversight.queries.board import authorities
from netral.oversight.states import RECEIVED, VERIFICATION_RULE, Gap
from netral.procedure import holidays
from netral.procedure.models import Clock

SENDERS = (Role.INTAKE_OFFICER, Role.EXAMINER, Role.MEMBER)
# Names are unreadable at rest, so possible duplicates are looked for among what waits, not in the whole archive.
MOST_COMPARED = 500


@dataclass(frozen=True)
class Waiting:
    """One hand-over. `left` are days until the verification is due, negative when it is late; None without a rule.

    `same`: other hand-overs that name a person spelt alike.
    """

    penerusan: Penerusan
    penanganan: Penanganan | None
    due: datetime | None
    left: int | None
    gaps: tuple[Gap, ...]
    same: tuple[Penerusan, ...]
    returned: Pengembalian | None


def inbox(acting: Acting) -> QuerySet[Penerusan]:
    """Hand-overs to an auditor's authority that are not verified, oldest first: taken in or not."""
    supervised = Q(receiver__code__in=authorities(acting), receiver__kind=OrganisationKind.ASN_SUPERVISOR)
    unverified = Q(acknowledged_at=None) | Q(penanganan__status=RECEIVED)
    found = Penerusan.objects.filter(supervised & unverified, ended_at=None)
    attached = Penerusan.exhibits.through.objects.filter(penerusan=OuterRef("pk"))
    joined = ("case__laporan", "case__office", "receiver", "document", "accused", "penanganan")
    return found.annotate(proven=Exists(attached)).select_related(*joined).order_by("sent_at", "pk")


def lines(found: Iterable[Penerusan], acting: Acting, now: datetime) -> list[Waiting]:
    """The lines of one page, in as many queries for one as for thirty."""
    rows = list(found)
    alike = _alike(rows, list(inbox(acting)[:MOST_COMPARED]))
    open_returns = Pengembalian.objects.filter(penerusan__in=rows).order_by("pk")
    returned = {each.penerusan_id: each for each in open_returns}
    due = _stored(rows)
    return [_line(each, alike, returned.get(each.pk), due.get(each.pk), now) for each in rows]


def _stored(rows: Iterable[Penerusan]) -> dict[int, datetime | None]:
    """The last moment of those taken in, as their running clocks have it."""
    handled = {f"penanganan:{each.penanganan.key}": each.pk for each in rows if hasattr(each, "penanganan")}
    clocks = Clock.objects.filter(subject__in=handled, rule=VERIFICATION_RULE, stopped_at=None)
    return {handled[clock.subject]: clock.due_at for clock in clocks}


def _spelt(name: str) -> str:
    return " ".join(name.casefold().split())


def _alike(rows: Iterable[Penerusan], compared: Iterable[Penerusan]) -> dict[int, tuple[Penerusan, ...]]:
    """By hand-over: the other ones that name a person spelt alike."""
    by_name: dict[str, list[Penerusan]] = {}
    for each in compared:
        if name := _spelt(each.accused.name):
            by_name.setdefault(name, []).append(each)
    return {
        each.pk: tuple(other for other in by_name.get(_spelt(each.accused.name), ()) if other.pk != each.pk)
        for each in rows
    }


def _line(
    penerusan: Penerusan,
    alike: Mapping[int, tuple[Penerusan, ...]],
    returned: Pengembalian | None,
    stored: datetime | None,
    now: datetime,
) -> Waiting:
    zone = penerusan.receiver.zone
    due = stored or holidays.due(VERIFICATION_RULE, penerusan.sent_at, zone=zone).due
    return Waiting(
        penerusan=penerusan,
        penanganan=getattr(penerusan, "penanganan", None),
        due=due,
        left=(local_day(due, zone) - local_day(now, zone)).days if due else None,
        gaps=gaps_of(penerusan),
        same=alike[penerusan.pk],
        returned=returned,
    )


def gaps_of(penerusan: Penerusan) -> tuple[Gap, ...]:
    """What a hand-over lacks: of the person, of what was done, of its proof. `proven` comes from `inbox`."""
    there = {
        Gap.NAME: penerusan.accused.name,
        Gap.JOB: penerusan.accused.job,
        Gap.AGENCY: penerusan.accused.agency_text,
        Gap.SUMMARY: penerusan.summary,
        Gap.EXHIBIT: getattr(penerusan, "proven", False),
    }
    return tuple(gap for gap, found in there.items() if not found)


def returns_to(acting: Acting) -> QuerySet[Pengembalian]:
    """What came back to an office that hands over, unanswered first."""
    offices = {seat.office_code for seat in acting.seats if seat.role in SENDERS}
    found = Pengembalian.objects.filter(penerusan__case__office__code__in=offices)
    joined = ("penerusan__case__laporan", "penerusan__case__office", "penerusan__receiver", "penerusan__accused")
    return found.select_related(*joined).order_by("answered_at", "-made_at", "-pk")


def unanswered(acting: Acting) -> QuerySet[Pengembalian]:
    """Those of them that wait for an answer."""
    return returns_to(acting).filter(answered_at=None)


def gap_words(codes: Iterable[str]) -> list[str]:
    return [str(Gap(code).label) for code in codes]


def answered_outliving() -> QuerySet[Pengembalian]:
    """Answers that still say what people wrote of a case whose texts have gone."""
    gone = Pengembalian.objects.filter(texts_erased_at=None, penerusan__case__texts_erased_at__isnull=False)
    return gone.order_by("pk")
