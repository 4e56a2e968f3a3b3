"""Issued documents: the file as it went out, its fingerprint, and the token anyone can check it with."""

from typing import BinaryIO

from django.db import models

from netral.documents import storing
from netral.documents.states import Kind
from netral.lib.keys import new_key
from netral.offices.models import Organisation


class Document(models.Model):
    """A letter or minutes with a number. Never changed after it was issued; one without `file` was erased since."""

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    token = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    kind = models.CharField(max_length=40, choices=Kind)
    number = models.CharField(max_length=80)
    subject = models.CharField(max_length=60)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    file = models.FileField(max_length=120)
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="document_kind_known"),
            models.UniqueConstraint(fields=["office", "number"], name="document_number_once"),
        ]
        indexes = [models.Index(fields=["subject"], name="document_subject")]

    def __str__(self) -> str:
        return self.number

    def opened(self) -> BinaryIO:
        """The PDF as it was issued. FileNotFoundError where it is gone, Damaged where it was changed."""
        if not self.file:
            raise FileNotFoundError(f"{self.number} was erased after its period")
        return storing.opened(self.file.name or "")

    @property
    def reference(self) -> str:
        """The document's name in the journal."""
        return f"dokumen:{self.key}"
