"""Who reported, under the seal of the custodian."""

from datetime import datetime
from secrets import token_hex

from django.db import models

from netral.intake.models.reports import Laporan
from netral.intake.states import Asked, Purpose
from netral.lib.at_rest import EncryptedTextField
from netral.lib.keys import new_key


def new_salt() -> str:
    """What keeps a text from being guessed from its hash in the journal."""
    return token_hex(16)


class SealedIdentity(models.Model):
    """Who reported, sealed to the custodian's public key before it came here. The server cannot read it.

    The two flags were computed from the plain text before sealing: the kajian awal needs no more than them.
    """

    laporan = models.OneToOneField(Laporan, on_delete=models.CASCADE, related_name="sealed_identity")
    ciphertext = models.BinaryField()
    has_name = models.BooleanField()
    has_address = models.BooleanField()
    key_id = models.CharField(max_length=16)


class IdentityRequest(models.Model):
    """An officer's request for the name, and the custodian's answer.

    What was granted is sealed to the key of this request, whose private half lies in the browser that asked: nobody
    else reads it, this server included. It is emptied when its time is over.
    """

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    laporan = models.ForeignKey(Laporan, on_delete=models.CASCADE, related_name="identity_requests")
    purpose = models.CharField(max_length=20, choices=Purpose)
    reason = EncryptedTextField()
    salt = models.CharField(max_length=32, default=new_salt)
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    public_key = models.CharField(max_length=64)
    status = models.CharField(max_length=12, choices=Asked, default=Asked.WAITING)
    answered_by = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True)
    answer = EncryptedTextField(blank=True)
    ciphertext = models.BinaryField(null=True)
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["laporan", "asked_by"], condition=models.Q(status="menunggu"), name="identity_asked_once"
            ),
            models.CheckConstraint(condition=models.Q(status__in=Asked.values), name="identity_answer_known"),
        ]

    def shown_at(self, at: datetime) -> bool:
        """Whether the one who asked may see the name at this moment."""
        return bool(self.ciphertext and self.until and at < self.until)


class IdentityOpening(models.Model):
    """An opening of the seal and the custodian's written reason, which the journal must not carry."""

    laporan = models.ForeignKey(Laporan, on_delete=models.PROTECT, related_name="openings")
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    purpose = models.CharField(max_length=20, choices=Purpose)
    reason = EncryptedTextField()
    salt = models.CharField(max_length=32)
    # Whose request this opening answered; without one the custodian read it.
    request = models.OneToOneField(IdentityRequest, null=True, on_delete=models.SET_NULL, related_name="opening")

    class Meta:
        ordering = ["at", "pk"]
