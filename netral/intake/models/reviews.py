"""The first review of what came in."""

from django.db import models

from netral.intake.models.reports import Laporan
from netral.lib.at_rest import EncryptedJSONField, EncryptedTextField


class KajianAwal(models.Model):
    """One round of the first review: the checklist as answered, a note to each answer, and the officer's reason."""

    laporan = models.ForeignKey(Laporan, on_delete=models.PROTECT, related_name="reviews")
    step = models.CharField(max_length=40)
    checklist = models.JSONField()
    notes = EncryptedJSONField(null=True)
    reason = EncryptedTextField(blank=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)

    class Meta:
        ordering = ["at", "pk"]
