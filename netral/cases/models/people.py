"""The people a case is about: each goes their own way from the examination to the outcome."""

from django.db import models
from django.db.models import F, Q

from netral.cases.models.cases import Case
from netral.lib.at_rest import EncryptedTextField
from netral.lib.keys import new_key


class Accused(models.Model):
    """One terlapor of a case, at first in the reporter's words. Every case has one, even where nobody is known yet.

    The rows of the laporan stay what the reporter said. Who was left out stays here, with the reason.
    """

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="accused_set")
    place = models.PositiveSmallIntegerField()
    name = EncryptedTextField(blank=True)
    job = EncryptedTextField(blank=True)
    agency_text = EncryptedTextField(blank=True)
    subject = EncryptedTextField(blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=60)
    left_at = models.DateTimeField(null=True)
    left_reason = EncryptedTextField(blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["case", "place"], name="accused_place"),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("added_at")), name="accused_left_after_added"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.job or self.agency_text
