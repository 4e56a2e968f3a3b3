"""Which reports tell the same, found without reading them."""

from django.db import models
from django.db.models import Q

from netral.intake.models.reports import Laporan


class Fingerprint(models.Model):
    """What is left of a report's words for comparing: keyed marks that tell how alike two are, and nothing of either.

    `lead` is the report under which its like are listed, itself for one that stands alone; None until it was looked at.
    """

    laporan = models.OneToOneField(Laporan, on_delete=models.CASCADE, related_name="fingerprint")
    marks = models.BinaryField()
    people = models.CharField(max_length=16, blank=True)
    lead = models.ForeignKey(Laporan, null=True, on_delete=models.SET_NULL, related_name="alike")

    class Meta:
        indexes = [models.Index(fields=["people"], condition=~Q(people=""), name="fingerprint_people")]
