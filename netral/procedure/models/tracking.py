"""What every subject under a procedure has: a status from its table, a version for compare-and-swap, and clocks."""

from datetime import UTC, datetime
from typing import ClassVar

from django.db import models
from django.db.models import Expression, F

from netral.lib.keys import new_key
from netral.offices.models import Organisation

# A decision comes into force *on* a day: a date to wait for. An objection *may* be filed: a right that ends.
# Neither is a duty someone can miss.
ON_DAY, RIGHT = "on_day", "right"
WITHOUT_DUTY = (ON_DAY, RIGHT)
# Stands for the due moment where no clock runs, so that such rows sort last on both databases.
FAR = datetime(9999, 12, 31, tzinfo=UTC)
DOCUMENT_LENGTH = 80  # the number of a letter


class Tracked(models.Model):
    """A laporan, perkara, penanganan or jalur: stands in one status of one version of one procedure table."""

    KIND: ClassVar[str]
    MOVES: ClassVar[bool] = False  # whether it may go from one office to another

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    status = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=0)
    procedure = models.CharField(max_length=40)
    procedure_version = models.CharField(max_length=20)
    opened_at = models.DateTimeField()
    # What the lists sort by, kept with every change of status or clock: in one index, whatever the house holds.
    due_at = models.DateTimeField(default=FAR)
    open = models.BooleanField(default=True)

    class Meta:
        abstract = True

    @property
    def reference(self) -> str:
        """The subject's name in the journal, e.g. `perkara:7k4m2pxd91qf0`."""
        return f"{self.KIND}:{self.key}"

    @property
    def table_subject(self) -> str:
        """Which subject of its table it is: its kind, unless one kind stands under tables of different subjects."""
        return self.KIND

    @property
    def variant(self) -> str:
        """Which of the table's exceptions a subject opens under, such as `temuan`; empty for none."""
        return ""

    def office_at(self, place: str) -> Organisation:
        """The organisation that sits at a place of the procedure (`pengawas`, `pengawas_asn`, `instansi`)."""
        raise NotImplementedError

    @classmethod
    def held_by(cls) -> Expression | F:
        """The organisation at which the work lies now, as an expression over the rows: whose deadlines these are."""
        return F("office")

    @classmethod
    def recorded_by(cls) -> Expression | F:
        """The organisation that writes its steps down here, wherever the work itself lies."""
        return F("office")

    @classmethod
    def numbered(cls) -> Expression | F:
        """What people call it, as an expression over the rows: its number, never a name."""
        return F("number")

    def also_about(self) -> list[str]:
        """References of further subjects that every entry of this one is also about."""
        return []


class Clock(models.Model):
    """A running or stopped statutory clock, stored as a receipt: how it was counted is never silently recomputed."""

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    subject = models.CharField(max_length=60)
    rule = models.CharField(max_length=20)
    rule_version = models.CharField(max_length=20)
    source = models.CharField(max_length=300)
    confidence = models.CharField(max_length=10)
    unit = models.CharField(max_length=20)
    bound = models.CharField(max_length=10)
    count = models.PositiveIntegerField(null=True)
    zone = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    skipped = models.JSONField(default=list)
    assumptions = models.JSONField(default=list)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.CharField(max_length=40, blank=True)
    # A period lengthened by a document: on the one that stopped, which clock took over; on the longer one, which it
    # took over from. Both carry the document and the article that permits it.
    extended_into = models.CharField(max_length=26, blank=True)
    extends = models.CharField(max_length=26, blank=True)
    document = models.CharField(max_length=DOCUMENT_LENGTH, blank=True)
    document_on = models.DateField(null=True)
    permitted_by = models.CharField(max_length=300, blank=True)
    # Stopped because the subject goes on under another table, which counts by its own rules.
    set_aside = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["subject"], name="clock_subject"),
            models.Index(fields=["due_at"], condition=models.Q(stopped_at=None), name="clock_running"),
        ]

    @property
    def met(self) -> bool | None:
        """Kept (True), missed (False), or open (None: running, no number in the law, or nobody's duty any more)."""
        nobody = self.extended_into or self.set_aside or self.bound in WITHOUT_DUTY
        if nobody or self.stopped_at is None or self.due_at is None:
            return None
        return self.stopped_at <= self.due_at


class NumberSeries(models.Model):
    """The last number given in a series of one office and year (receipts, registrations, letters)."""

    series = models.CharField(max_length=30)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "office", "year"], name="number_series_once")]
