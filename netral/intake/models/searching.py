"""Marks that reports are found by; see `search_words`."""

from django.db import models

from netral.intake.models.reports import Laporan


class SearchMark(models.Model):
    """One word of a report as a keyed number. `lasting` marks are of numbers and titles, and outlive the texts."""

    laporan = models.ForeignKey(Laporan, on_delete=models.CASCADE, related_name="search_marks")
    mark = models.BigIntegerField()
    lasting = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mark", "laporan"], name="search_mark_once")]
