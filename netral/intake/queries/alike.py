"""Reports that tell the same, as officers see them: one line, and behind it every one of them."""

from collections.abc import Collection
from typing import TypeVar

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from netral.intake.models import Fingerprint, Laporan

# Where the first review has not been decided yet.
WAITING = "diterima"
Row = TypeVar("Row", bound=Laporan)


def one_per_group(found: "QuerySet[Row]", *, finals: Collection[str]) -> "QuerySet[Row]":
    """Without those that stand under another report of their office which is still open: that one speaks for them."""
    led = Fingerprint.objects.filter(laporan=OuterRef("pk"), lead__office=OuterRef("office"))
    led = led.exclude(lead=OuterRef("pk"))
    return found.exclude(Exists(led.exclude(lead__status__in=finals)))


def alike_counts(reports: Collection[Laporan]) -> dict[int, int]:
    """How many others stand under each of these reports, by primary key; one query."""
    others = Fingerprint.objects.filter(lead__in=[each.pk for each in reports]).exclude(lead=F("laporan"))
    return dict(others.values_list("lead").annotate(Count("pk")).order_by())


def lead_of(laporan: Laporan) -> Laporan | None:
    """The report this one stands under; None for one that stands for itself."""
    row = Fingerprint.objects.select_related("lead").filter(laporan=laporan).first()
    return row.lead if row and row.lead_id != laporan.pk else None


def alike_of(lead: Laporan) -> "QuerySet[Laporan]":
    """Every report under this one, the oldest first."""
    under = Q(fingerprint__lead=lead) & ~Q(pk=lead.pk)
    return Laporan.objects.select_related("office", "region").filter(under).order_by("opened_at", "pk")


def about_same_people(laporan: Laporan, *, most: int) -> "QuerySet[Laporan]":
    """The newest reports of its office about the people this one names, whatever they tell. Names are not read."""
    marks = Fingerprint.objects.filter(laporan=laporan).exclude(people="").values("people")
    found = Laporan.objects.filter(office=laporan.office, fingerprint__people__in=marks).exclude(pk=laporan.pk)
    return found.order_by("-opened_at", "-pk")[:most]


def alike_open(lead: Laporan) -> "QuerySet[Laporan]":
    """Those of them whose first review waits."""
    return alike_of(lead).filter(status=WAITING)
