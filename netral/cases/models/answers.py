"""The accused's right of answer: a link for one person of one case, and what came back through it."""

from django.db import models
from django.db.models import F, Q

from netral.cases.models.cases import Case
from netral.cases.models.people import Accused
from netral.evidence.models import Exhibit
from netral.lib.at_rest import EncryptedTextField
from netral.lib.keys import new_key


class AnswerLink(models.Model):
    """A dated link by which one accused person answers once. Only the hash of its token is kept.

    `told` is what the examiner says of the allegation, in their own words; it may be empty.
    """

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="answer_links")
    accused = models.ForeignKey(Accused, on_delete=models.PROTECT, related_name="answer_links")
    told = EncryptedTextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["accused"], condition=Q(used_at=None, revoked_at=None), name="answer_link_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(used_at=None) | Q(revoked_at=None), name="answer_link_used_or_revoked"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="answer_link_lasts"),
        ]


class AccusedAnswer(models.Model):
    """What one accused person wrote and sent, whole as it came. `entry_hash` is what the receipt shows."""

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    link = models.OneToOneField(AnswerLink, on_delete=models.PROTECT, related_name="answer")
    text = EncryptedTextField(blank=True)
    exhibits = models.ManyToManyField(Exhibit, blank=True, related_name="+")
    given_at = models.DateTimeField()
    entry_hash = models.CharField(max_length=64)
