"""Reports about the same event that go on inside one case: every sender has an own receipt and hears how it went."""

from django.db import models
from django.db.models import F, Q

from netral.cases.models.cases import Case
from netral.intake.models import Laporan
from netral.intake.states import WITHDRAWN


class Joined(models.Model):
    """A further laporan of a case, beside the one it was opened from. Who was separated again stays, with the day."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="joined_set")
    laporan = models.ForeignKey(Laporan, on_delete=models.PROTECT, related_name="joined_set")
    joined_at = models.DateTimeField()
    joined_by = models.CharField(max_length=60)
    left_at = models.DateTimeField(null=True)
    left_by = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["laporan"], condition=Q(left_at=None), name="joined_to_one_case"),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("joined_at")), name="joined_left_after_joined"
            ),
        ]

    @property
    def goes_on(self) -> bool:
        """Whether the case still is about it: neither separated nor withdrawn by its sender."""
        return self.left_at is None and self.laporan.status != WITHDRAWN
