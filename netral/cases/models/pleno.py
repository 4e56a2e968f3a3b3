"""What the members decided."""

from django.db import models
from django.db.models import Q

from netral.cases.models.cases import Case
from netral.cases.models.people import Accused
from netral.cases.states import Decision
from netral.documents.models import Document
from netral.lib.at_rest import EncryptedTextField
from netral.procedure.models import Meeting


class Pleno(models.Model):
    """The decision on a case and its reason; who was there and how they voted stands at the meeting."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="pleno")
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=20, choices=Decision)
    reason = EncryptedTextField()
    document = models.OneToOneField(Document, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="pleno_decision_known"),
        ]


class PutusanTerlapor(models.Model):
    """What the pleno found of one person; the decision on the case is the gravest of them.

    `reason` is about this person alone: required where people were found differently, else often empty.
    """

    pleno = models.ForeignKey(Pleno, on_delete=models.PROTECT, related_name="rulings")
    accused = models.OneToOneField(Accused, on_delete=models.PROTECT, related_name="putusan")
    decision = models.CharField(max_length=20, choices=Decision)
    reason = EncryptedTextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="putusan_decision_known"),
        ]
