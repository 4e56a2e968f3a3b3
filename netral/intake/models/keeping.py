"""How long a laporan is kept, and what of it may leave the house."""

from django.db import models

from netral.intake.models.identity import new_salt
from netral.intake.models.reports import Laporan
from netral.lib.at_rest import EncryptedTextField


class Keeping(models.Model):
    """What was erased of a laporan, and whether erasing is held. A laporan without such a row is kept as it came."""

    laporan = models.OneToOneField(Laporan, on_delete=models.CASCADE, related_name="keeping")
    identity_erased_at = models.DateTimeField(null=True)
    texts_erased_at = models.DateTimeField(null=True)
    held = models.BooleanField(default=False)
    hold_reason = EncryptedTextField(blank=True)
    held_by = models.CharField(max_length=60, blank=True)


class ReleaseCopy(models.Model):
    """The reporter's words as they may leave this office: what an officer left of them after reading for traces."""

    laporan = models.OneToOneField(Laporan, on_delete=models.CASCADE, related_name="release_copy")
    text = EncryptedTextField()
    salt = models.CharField(max_length=32, default=new_salt)
    approved_by = models.CharField(max_length=60)
    approved_at = models.DateTimeField()
