"""Reports inside a case, and those that might belong there: proposed with reasons, joined by people."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from netral.cases.models import Case, Joined
from netral.intake import likeness
from netral.intake.models import Fingerprint, Laporan
from netral.intake.queries import alike_of
from netral.intake.states import WITHDRAWN

# Where a report may still join, in every table.
JOINABLE = ("diterima", "perlu_dilengkapi", "diperbaiki", "memenuhi_syarat")
INSIDE = "digabung"
MOST_PROPOSED = 100


@dataclass(frozen=True)
class Proposal:
    """A report that may tell of the same event, and why one might think so. `sure`: its words are nearly the same."""

    laporan: Laporan
    reasons: tuple[str, ...]
    sure: bool


def joined_of(case: Case) -> QuerySet[Joined]:
    """Reports inside the case, as they came in."""
    inside = case.joined_set.filter(left_at=None).exclude(laporan__status=WITHDRAWN)
    return inside.select_related("laporan__office", "laporan__region")


def waiting_alike(case: Case) -> QuerySet[Laporan]:
    """Reports with nearly the same words that are not inside yet."""
    return alike_of(case.laporan).filter(status__in=JOINABLE, office=case.office)


def proposals(case: Case) -> list[Proposal]:
    """At most a hundred reports that may belong here, the surest first. Two queries, however many there are."""
    lead = case.laporan
    mine = Fingerprint.objects.filter(laporan=lead).first()
    same_event = Q(act_date=lead.act_date, region=lead.region_id) if lead.act_date and lead.region_id else Q(pk=None)
    same_words = Q(pk__in=waiting_alike(case).order_by().values("pk"))
    found = Laporan.objects.filter(same_event | same_words, status__in=JOINABLE, office=case.office)
    rows = found.exclude(pk=lead.pk).select_related("office", "region", "fingerprint").order_by("pk")
    told = [_proposal(lead, mine, each) for each in rows[:MOST_PROPOSED]]
    return sorted(told, key=lambda each: not each.sure)


def _proposal(lead: Laporan, mine: Fingerprint | None, other: Laporan) -> Proposal:
    theirs = getattr(other, "fingerprint", None)
    share = likeness.likeness(bytes(mine.marks), bytes(theirs.marks)) if mine and theirs else 0.0
    same_people = bool(mine and theirs and mine.people and mine.people == theirs.people)
    reasons = (
        (share >= likeness.ALIKE, _("%(percent)s%% kata-katanya sama") % {"percent": round(100 * share)}),
        (bool(lead.act_date) and other.act_date == lead.act_date, _("hari kejadian sama")),
        (bool(lead.region_id) and other.region_id == lead.region_id, _("wilayah sama")),
        (same_people, _("terlapor yang sama")),
    )
    return Proposal(other, tuple(words for holds, words in reasons if holds), share >= likeness.ALIKE)


def outliving_their_case() -> QuerySet[Joined]:
    """Joined reports that wait although their case has ended."""
    waiting = Joined.objects.filter(left_at=None, laporan__status=INSIDE, case__open=False)
    return waiting.select_related("laporan__office", "case").order_by("pk")


def withdrawn_inside() -> QuerySet[Joined]:
    """Joined reports whose senders took them back: their case is not about them any more."""
    gone = Joined.objects.filter(left_at=None, laporan__status=WITHDRAWN)
    return gone.select_related("laporan", "case").order_by("pk")
