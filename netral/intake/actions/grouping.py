"""Floods of the same report: grouped for the officers, never refused, and every sender is answered."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.intake import likeness, queries
from netral.intake.actions.reviewing import review
from netral.intake.models import Fingerprint, KajianAwal, Laporan, Message
from netral.intake.states import Problem, Refused
from netral.procedure.states import NotAllowed, SomeoneWasFaster

# One run looks at this many new reports, and compares them with those of so long before.
AT_ONCE = 2_000
LOOKS_BACK = timedelta(days=60)
# So many are answered with one press; the page says how many are left.
ANSWERED_AT_ONCE = 100


@dataclass
class _Known:
    """Fingerprints of one office by their bands, the oldest first."""

    by_band: dict[tuple[int, bytes], list[Fingerprint]] = field(default_factory=lambda: defaultdict(list))

    def add(self, row: Fingerprint) -> None:
        for band in likeness.bands(bytes(row.marks)):
            if len(self.by_band[band]) < MOST_IN_A_BAND:
                self.by_band[band].append(row)

    def like(self, row: Fingerprint) -> Iterator[Fingerprint]:
        seen: set[int] = set()
        for band in likeness.bands(bytes(row.marks)):
            for other in self.by_band.get(band, ()):
                if other.pk not in seen and _same(row, other):
                    yield other
                seen.add(other.pk)


# Of a flood the first few are enough to recognise the rest by.
MOST_IN_A_BAND = 8


def group_alike(*, at: datetime) -> int:
    """Put every report not looked at yet under the one it repeats, or under itself; how many were looked at."""
    rows = Fingerprint.objects.select_related("laporan").filter(lead=None).order_by("pk")[:AT_ONCE]
    new = list(rows)
    known = _known({row.laporan.office_id for row in new}, at)
    for row in new:
        found = next(known[row.laporan.office_id].like(row), None)
        row.lead_id = found.lead_id if found else row.laporan_id
        known[row.laporan.office_id].add(row)
    Fingerprint.objects.bulk_update(new, ["lead"], batch_size=500)
    return len(new)


def _known(offices: set[int], at: datetime) -> dict[int, _Known]:
    known: dict[int, _Known] = defaultdict(_Known)
    recent = Fingerprint.objects.select_related("laporan").filter(
        laporan__office__in=offices, laporan__opened_at__gte=at - LOOKS_BACK
    )
    for row in recent.exclude(lead=None).order_by("pk").iterator(chunk_size=2_000):
        known[row.laporan.office_id].add(row)
    return known


def _same(row: Fingerprint, other: Fingerprint) -> bool:
    """The same words, the same day and place and people, where both say."""
    mine, theirs = row.laporan, other.laporan
    said = ((row.people, other.people), (mine.act_date, theirs.act_date), (mine.region_id, theirs.region_id))
    if any(one and two and one != two for one, two in said):
        return False
    return likeness.likeness(bytes(row.marks), bytes(other.marks)) >= likeness.ALIKE


def set_apart(laporan: Laporan) -> None:
    """Let a report stand for itself: an officer saw that it tells something else."""
    Fingerprint.objects.filter(laporan=laporan).update(lead=laporan)


def answer_alike(lead: Laporan, *, acting: Acting, at: datetime) -> tuple[int, int]:
    """Give those alike the result the lead was given, with the same words to each sender; (answered, left).

    A report the result does not fit, such as one without an identity, is left for an officer to read, and keeps nobody
    behind it waiting.
    """
    given = KajianAwal.objects.filter(laporan=lead).last()
    if given is None:
        message = _("Putuskan dulu kajian awal laporan ini; hasilnya lalu bisa diberikan kepada yang serupa.")
        raise Refused(Problem("", message, "belum_dikaji"))
    said = Message.objects.filter(laporan=lead, at=given.at).last()
    answered = 0
    for each in queries.alike_open(lead):
        answered += _answered(each, given, said.text if said else "", acting=acting, at=at)
        if answered == ANSWERED_AT_ONCE:
            break
    return answered, queries.alike_open(lead).count()


def _answered(laporan: Laporan, given: KajianAwal, message: str, *, acting: Acting, at: datetime) -> bool:
    try:
        with transaction.atomic():
            review(
                laporan, given.step, acting=acting, at=at, reason=given.reason, checklist=given.checklist,
                notes=given.notes, message=message,
            )  # fmt: skip
    except (NotAllowed, Refused, SomeoneWasFaster):
        return False
    return True
