"""Tables on their way: looked over, not yet stored as reports."""

from django.db import models


class ImportedTable(models.Model):
    """The good rows of a table, unreadable without the key that only its bringer's browser holds; gone within an hour.

    `done` counts the rows gone through, `refused` those of them that could not be stored after all.
    """

    locator = models.CharField(max_length=64, unique=True)
    ciphertext = models.BinaryField()
    owner = models.CharField(max_length=60)
    office = models.CharField(max_length=40)
    expires_at = models.DateTimeField(db_index=True)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
