"""The kajian as a text of one person: what the members read, in editions that are never changed."""

from django.db import models

from netral.cases.models.examination import Kajian
from netral.cases.models.people import Accused
from netral.documents.models import Document
from netral.lib.at_rest import EncryptedTextField
from netral.lib.keys import new_key


class KajianText(models.Model):
    """One edition of the text about one terlapor, assembled from the matrix and edited by a person.

    `frozen_at` marks the edition that lay before the pleno; only such a one is issued as a document.
    """

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    accused = models.ForeignKey(Accused, on_delete=models.PROTECT, related_name="kajian_texts")
    edition = models.PositiveSmallIntegerField()
    kajian = models.ForeignKey(Kajian, on_delete=models.PROTECT, related_name="+")
    events = EncryptedTextField(blank=True)
    people = EncryptedTextField(blank=True)
    hearings = EncryptedTextField(blank=True)
    evidence = EncryptedTextField(blank=True)
    analysis = EncryptedTextField(blank=True)
    gaps = EncryptedTextField(blank=True)
    conclusion = EncryptedTextField(blank=True)
    recommendation = EncryptedTextField(blank=True)
    salt = models.CharField(max_length=26, default=new_key, editable=False)
    concluded = models.BooleanField()
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=60)
    frozen_at = models.DateTimeField(null=True)
    document = models.OneToOneField(Document, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["accused", "edition"], name="kajian_text_edition_once")]
