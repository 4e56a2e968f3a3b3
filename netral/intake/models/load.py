"""How many reports come from where, for minutes only. No row here holds an address or names a report."""

from django.db import models


class Arrivals(models.Model):
    """Reports stored for one client (a keyed hash of address and day) within one slot of ten seconds."""

    client = models.CharField(max_length=64)
    slot = models.BigIntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slot", "client"], name="arrivals_once")]


class SpentProof(models.Model):
    """A solved challenge or a waited ticket that was used, with the keyed hash of the key it was used for."""

    proof_hash = models.CharField(max_length=64, unique=True)
    key_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField(db_index=True)
