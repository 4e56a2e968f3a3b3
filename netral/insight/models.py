"""What was counted last of the way cases take, and what came of holding two agencies' lists against each other."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from netral.cases.models import Penerusan
from netral.exchange.models import Kiriman, Masukan
from netral.insight.states import Finding, Measure
from netral.lib.at_rest import EncryptedJSONField
from netral.lib.keys import new_key
from netral.offices.models import Organisation


class Figure(models.Model):
    """One number of the last count: of a cell (an office, alone or with all below it) and an election ("" for all).

    `what` is a verb, or for a route its verbs in order with spaces between. Durations are seconds: the middle one, and
    the one that nine of ten do not exceed.
    """

    measure = models.CharField(max_length=10, choices=Measure)
    cell = models.CharField(max_length=61)
    election = models.CharField(max_length=40, blank=True)
    what = models.TextField(blank=True)
    rule = models.CharField(max_length=20, blank=True)
    number = models.PositiveIntegerField()
    of = models.PositiveIntegerField(null=True)
    median = models.BigIntegerField(null=True)
    p90 = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["cell", "election", "measure"], name="figure_place"),
            models.Index(fields=["measure", "election", "cell"], name="figure_by_measure"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(measure__in=Measure.values), name="figure_measure_known")
        ]

    def __str__(self) -> str:
        return f"{self.cell} {self.measure} {self.what}"


class Recount(models.Model):
    """A count that was finished: when, and how many steps it saw. Only the last one is kept."""

    at = models.DateTimeField()
    steps = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.at.isoformat()


class Reconciliation(models.Model):
    """Two lists of the same hand-overs (pencocokan): the one here, and the one an office brought from its partner.

    One side handed over and the other received; either may bring the other's list. Changes nothing in any case.
    `counts` holds how many rows came to each finding, and stays when the rows are gone.
    """

    KIND: ClassVar[str] = "pencocokan"

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    counts = models.JSONField()
    # SHA-256(salt + list): proves which list it was, and tells nothing once the salt is erased.
    salt = models.CharField(max_length=32, blank=True)
    list_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(office=F("partner")), name="reconciliation_of_two"),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(erased_at=None), name="reconciliation_to_erase"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Its name in the journal."""
        return f"{self.KIND}:{self.key}"


class ReconciledRow(models.Model):
    """What became of one row. `theirs` is the row as the list wrote it: number, name, day and status.

    Ours is a hand-over of a case here, one that came from another house, or one of those that was passed on.
    """

    reconciliation = models.ForeignKey(Reconciliation, on_delete=models.CASCADE, related_name="rows", db_index=False)
    place = models.PositiveIntegerField()
    finding = models.CharField(max_length=20, choices=Finding)
    reasons = models.JSONField(default=list)
    theirs = EncryptedJSONField(null=True)
    penerusan = models.ForeignKey(Penerusan, null=True, on_delete=models.PROTECT, related_name="+")
    masukan = models.ForeignKey(Masukan, null=True, on_delete=models.PROTECT, related_name="+")
    kiriman = models.ForeignKey(Kiriman, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["reconciliation", "place"], name="reconciled_row_place"),
            models.CheckConstraint(condition=Q(finding__in=Finding.values), name="reconciled_row_finding_known"),
            models.CheckConstraint(
                condition=Q(masukan=None, kiriman=None)
                | Q(penerusan=None, kiriman=None)
                | Q(penerusan=None, masukan=None),
                name="reconciled_row_of_one_hand_over",
            ),
        ]
        indexes = [models.Index(fields=["reconciliation", "finding", "place"], name="reconciled_row_finding")]


class ReconciliationSignature(models.Model):
    """One side agrees that the result is as it says. Two sides, two people."""

    reconciliation = models.ForeignKey(Reconciliation, on_delete=models.PROTECT, related_name="signatures")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.CharField(max_length=60)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reconciliation", "office"], name="reconciliation_signed_once_a_side"),
            models.UniqueConstraint(fields=["reconciliation", "person"], name="reconciliation_signed_by_two"),
        ]
