"""What office and reporter tell each other after the report."""

from django.db import models

from netral.intake.models.reports import Laporan
from netral.lib.at_rest import EncryptedTextField


class Message(models.Model):
    """A text from the office, read by the reporter on the status page."""

    laporan = models.ForeignKey(Laporan, on_delete=models.CASCADE, related_name="messages")
    at = models.DateTimeField()
    text = EncryptedTextField()

    class Meta:
        ordering = ["at", "pk"]


class Supplement(models.Model):
    """What the reporter added when asked to complete the report. Its files are exhibits of the laporan."""

    laporan = models.ForeignKey(Laporan, on_delete=models.CASCADE, related_name="supplements")
    at = models.DateTimeField()
    text = EncryptedTextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
