"""Exhibits: the original bytes as they came, with their fingerprint. Nothing about them is ever changed."""

from django.db import models

from netral.lib.keys import new_key


class Exhibit(models.Model):
    """One file of one subject. `filename` is what the sender called it: shown to those who may see, and erasable."""

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    subject = models.CharField(max_length=60)
    label = models.CharField(max_length=8)
    purpose = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=60)
    filename = models.CharField(max_length=255, blank=True)
    file = models.FileField(max_length=120)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "label"], name="exhibit_label_once"),
            models.UniqueConstraint(fields=["subject", "sha256"], name="exhibit_file_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.subject}"
