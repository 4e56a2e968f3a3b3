"""The hand-over of a proven case."""

from django.db import models
from django.db.models import F, Q

from netral.cases.models.cases import Case
from netral.documents.models import Document
from netral.evidence.models import Exhibit
from netral.lib.keys import new_key
from netral.offices.models import Organisation

BASIS_LENGTH = 300


class Penerusan(models.Model):
    """The hand-over of a proven case to the competent agency: all that agency ever sees of it."""

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="penerusan")
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    via = models.CharField(max_length=60, blank=True)
    basis = models.CharField(max_length=BASIS_LENGTH)
    override_reason = models.TextField(blank=True)
    conflict_of_interest = models.BooleanField()
    conflict_note = models.TextField(blank=True)
    summary = models.TextField()
    exhibits = models.ManyToManyField(Exhibit, blank=True, related_name="+")
    sent_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(acknowledged_at=None) | Q(acknowledged_at__gte=F("sent_at")),
                name="penerusan_acknowledged_after_sent",
            ),
        ]
