"""The hand-over of a proven case, person by person, the ways it took, and what its officials said of conflicts."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from netral.cases.models.cases import Case
from netral.cases.models.people import Accused
from netral.cases.states import Cause, Result
from netral.documents.models import Document
from netral.evidence.models import Exhibit
from netral.lib.at_rest import EncryptedTextField
from netral.lib.keys import new_key
from netral.offices.models import Organisation

BASIS_LENGTH = 300


class Penerusan(models.Model):
    """The hand-over of one person to a competent agency: all that agency ever sees of the case.

    One letter may name several persons; each has a row, is taken in and ends on its own.
    """

    KIND: ClassVar[str] = "penerusan"

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="penerusan_set")
    accused = models.ForeignKey(Accused, on_delete=models.PROTECT, related_name="penerusan_set")
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    via = models.CharField(max_length=60, blank=True)
    # The rulebook's source; where it names no way to this receiver, what the officer gave as the reason.
    basis = EncryptedTextField()
    override_reason = EncryptedTextField(blank=True)
    # Why somebody handed over already goes to one more receiver; null where nobody does, for the reason below.
    further_reason = EncryptedTextField(blank=True, null=True)  # type: ignore[misc]
    conflict_of_interest = models.BooleanField()
    conflict_note = EncryptedTextField(blank=True)
    summary = EncryptedTextField()
    exhibits = models.ManyToManyField(Exhibit, blank=True, related_name="+")
    sent_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=24, blank=True, choices=Result)
    # Empty until a receiver outside this house says how it ended: a migration has no key to write even nothing with.
    outcome_note = EncryptedTextField(blank=True, null=True)  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(acknowledged_at=None) | Q(acknowledged_at__gte=F("sent_at")),
                name="penerusan_acknowledged_after_sent",
            ),
            # What runs, that is: one may come to a receiver with whom an earlier one has ended.
            models.UniqueConstraint(
                fields=["accused", "receiver"], condition=Q(ended_at=None), name="penerusan_person_once_each"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, outcome="") | Q(ended_at__isnull=False, outcome__in=Result.values),
                name="penerusan_ended_with_outcome",
            ),
        ]

    @property
    def reference(self) -> str:
        """Its name where something is about this hand-over alone. Its story stands on the chain of the case."""
        return f"{self.KIND}:{self.key}"


class Peralihan(models.Model):
    """A hand-over that went on with another receiver: key, history and clocks stayed. Rows are never changed.

    `rule` is the code of the succession, or the route by which a human led it around a conflict; `basis` is its source.
    """

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    penerusan = models.ForeignKey(Penerusan, on_delete=models.PROTECT, related_name="peralihan_set")
    cause = models.CharField(max_length=20, choices=Cause)
    rule = models.CharField(max_length=40)
    origin = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=BASIS_LENGTH)
    reason = EncryptedTextField(blank=True, null=True)  # type: ignore[misc]
    moved_at = models.DateTimeField()
    moved_by = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["penerusan", "rule"], condition=Q(cause="undang_undang"), name="peralihan_by_law_once"
            ),
            models.CheckConstraint(condition=Q(cause__in=Cause.values), name="peralihan_cause_known"),
            models.CheckConstraint(condition=~Q(origin=F("receiver")), name="peralihan_goes_elsewhere"),
        ]

    def __str__(self) -> str:
        return f"peralihan:{self.key}"


class Declaration(models.Model):
    """What an official said of a conflict of interest in one matter that lies with their office.

    `subject` names the hand-over or its handling as the journal does; `by` is who said it: an account, or a link. Each
    says it once, and may only say later that there is one after all.
    """

    subject = models.CharField(max_length=60)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    conflicted = models.BooleanField()
    note = EncryptedTextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "by"], name="declaration_once_each")]

    def __str__(self) -> str:
        return f"pernyataan:{self.pk}"


class Kekurangan(models.Model):
    """What a receiver in this house misses in a hand-over, in its own words, until whoever sent it completes it.

    `by` named it: an account, or a link. What the supervising authority misses has a list of its own (oversight).
    """

    penerusan = models.ForeignKey(Penerusan, on_delete=models.PROTECT, related_name="lacking_set")
    gaps = EncryptedTextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    answer = EncryptedTextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["penerusan"], condition=Q(answered_at=None), name="kekurangan_one_open")
        ]

    def __str__(self) -> str:
        return f"kekurangan:{self.pk}"
