"""Reports on their way: unreadable to whoever holds this database, these files and every log."""

from django.db import models


class Draft(models.Model):
    """A report not yet sent. Its key stays with the reporter; `locator` is a hash of that key and leads back to nobody.

    No moment of any kind is kept but the last day of the row.
    """

    locator = models.CharField(max_length=64, unique=True)
    ciphertext = models.BinaryField()
    expires_on = models.DateField(db_index=True)


class ReturnCode(models.Model):
    """The key of a draft a second time, wrapped so that only the reporter's return code opens it."""

    draft = models.OneToOneField(Draft, on_delete=models.CASCADE, related_name="return_code")
    locator = models.CharField(max_length=64, unique=True)
    wrapped_key = models.BinaryField()


class DraftFile(models.Model):
    """A file of a draft, encrypted under its key. What it is called stands in the ciphertext of the draft."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    file = models.CharField(max_length=100, unique=True)
    size = models.PositiveBigIntegerField(default=0)
