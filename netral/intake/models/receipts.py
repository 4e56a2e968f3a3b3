"""What the sender can come back with, and what keeps sending twice from storing twice."""

from django.db import models

from netral.intake.models.reports import Laporan


class Receipt(models.Model):
    """What the reporter took home. The code itself is kept nowhere, only its keyed hash.

    `confirmed` once its holder has it: from then on no page derives it again, whoever holds the key of the draft.
    """

    laporan = models.OneToOneField(Laporan, on_delete=models.CASCADE, related_name="receipt")
    code_hash = models.CharField(max_length=64, unique=True)
    statement = models.JSONField()
    warnings = models.JSONField(default=list)
    confirmed = models.BooleanField(default=False)


class ReceiptProof(models.Model):
    """What came to a receipt after it was handed out: the statement joined to its sealed day, and a time-stamp.

    `anchored` is the statement with its `anchor`, signed anew; `stamp` an RFC 3161 answer over the first statement.
    """

    receipt = models.OneToOneField(Receipt, on_delete=models.CASCADE, related_name="proof")
    anchored = models.JSONField(null=True)
    stamp = models.BinaryField(null=True)
    stamped_at = models.DateTimeField(null=True)


class IdempotencyKey(models.Model):
    """A sender's key, so that sending twice stores once. Both columns are keyed hashes: a guess is never confirmed."""

    key_hash = models.CharField(max_length=64, unique=True)
    body_hash = models.CharField(max_length=64)
    laporan = models.ForeignKey(Laporan, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField()


class FailedLookup(models.Model):
    """A wrong code. The client is a keyed hash of address and day; rows live for minutes."""

    client = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["client", "at"], name="failed_lookup_client")]
