"""The election a report is handled under, where an officer set it."""

from django.db import models

from netral.intake.models.reports import Laporan
from netral.lib.at_rest import EncryptedTextField


class ElectionChoice(models.Model):
    """One setting of the election, with the officer's reason. What the reporter named stays in the laporan."""

    laporan = models.ForeignKey(Laporan, on_delete=models.CASCADE, related_name="election_choices")
    election = models.CharField(max_length=40)
    reason = EncryptedTextField(blank=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)

    class Meta:
        ordering = ["pk"]
