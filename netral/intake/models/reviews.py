"""The first review of what came in."""

from django.db import models

from netral.intake.models.reports import Laporan


class KajianAwal(models.Model):
    """One round of the first review: the checklist as answered and the officer's reason."""

    laporan = models.ForeignKey(Laporan, on_delete=models.PROTECT, related_name="reviews")
    step = models.CharField(max_length=40)
    checklist = models.JSONField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)

    class Meta:
        ordering = ["at", "pk"]
