"""The meeting that decided."""

from django.db import models
from django.db.models import F, Q

from netral.cases.models.cases import Case
from netral.cases.states import Decision
from netral.lib.at_rest import EncryptedTextField


class Pleno(models.Model):
    """The meeting that decided: who was there is counted, not named."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="pleno")
    held_on = models.DateField()
    seats = models.PositiveSmallIntegerField()
    present = models.PositiveSmallIntegerField()
    in_favour = models.PositiveSmallIntegerField()
    decision = models.CharField(max_length=20, choices=Decision)
    reason = EncryptedTextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="pleno_decision_known"),
            models.CheckConstraint(
                condition=Q(present__lte=F("seats")) & Q(in_favour__lte=F("present")), name="pleno_votes_possible"
            ),
        ]
