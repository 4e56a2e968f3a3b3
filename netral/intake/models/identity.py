"""Who reported, under the seal of the custodian."""

from django.db import models

from netral.intake.models.reports import Laporan
from netral.lib.at_rest import EncryptedTextField


class SealedIdentity(models.Model):
    """Who reported, sealed to the custodian's public key before it came here. The server cannot read it.

    The two flags were computed from the plain text before sealing: the kajian awal needs no more than them.
    """

    laporan = models.OneToOneField(Laporan, on_delete=models.CASCADE, related_name="sealed_identity")
    ciphertext = models.BinaryField()
    has_name = models.BooleanField()
    has_address = models.BooleanField()
    key_id = models.CharField(max_length=16)


class IdentityOpening(models.Model):
    """An opening of the seal and the custodian's written reason, which the journal must not carry."""

    laporan = models.ForeignKey(Laporan, on_delete=models.PROTECT, related_name="openings")
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    reason = EncryptedTextField()
    salt = models.CharField(max_length=32)
