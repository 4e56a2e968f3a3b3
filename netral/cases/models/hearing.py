"""Hearings: who was invited to one, who came, what was said, and who signed."""

from django.db import models
from django.db.models import Q

from netral.access.models import User
from netral.cases.models.answers import AnswerLink
from netral.cases.models.cases import Case
from netral.cases.models.people import Accused
from netral.cases.states import Party, Signing
from netral.documents.models import Document
from netral.lib.at_rest import EncryptedTextField
from netral.lib.keys import new_key


class HearingInvitation(models.Model):
    """One letter that asks somebody to come. A reporter is called by the pseudonym, here and in the letter.

    `previous` is the invitation that was not followed; `link` is the right of answer the letter carries.
    """

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hearing_invitations")
    party = models.CharField(max_length=10, choices=Party)
    accused = models.ForeignKey(Accused, null=True, on_delete=models.PROTECT, related_name="+")
    name = EncryptedTextField()
    round = models.PositiveSmallIntegerField()
    previous = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="next")
    meets_at = models.DateTimeField()
    zone = models.CharField(max_length=40)
    place = EncryptedTextField()
    note = EncryptedTextField(blank=True)
    link = models.ForeignKey(AnswerLink, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, null=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(party__in=Party.values), name="hearing_invitation_party_known"),
            models.CheckConstraint(
                condition=Q(previous=None, round=1) | Q(previous__isnull=False, round__gt=1),
                name="hearing_invitation_first_or_following",
            ),
        ]


class Klarifikasi(models.Model):
    """One hearing with its minutes. A party that stayed away is recorded too, and whoever came without an invitation.

    `signing` is empty where nothing was said of it: a party that stayed away, and minutes still to be signed on paper.
    """

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="klarifikasi_set")
    invitation = models.OneToOneField(HearingInvitation, null=True, on_delete=models.PROTECT, related_name="hearing")
    accused = models.ForeignKey(Accused, null=True, on_delete=models.PROTECT, related_name="+")
    party = models.CharField(max_length=10, choices=Party)
    name = EncryptedTextField()
    held_on = models.DateField()
    place = EncryptedTextField()
    attended = models.BooleanField()
    # A migration has no key to write even nothing with: rows from before these columns hold no value.
    absent_reason = EncryptedTextField(blank=True, null=True)  # type: ignore[misc]
    minutes = EncryptedTextField(blank=True)
    officer = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    signing = models.CharField(max_length=16, blank=True, default="", choices=Signing)
    refusal_reason = EncryptedTextField(blank=True, null=True)  # type: ignore[misc]
    document = models.OneToOneField(Document, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(party__in=Party.values), name="klarifikasi_party_known"),
            models.CheckConstraint(
                condition=Q(signing="") | Q(signing__in=Signing.values, attended=True), name="klarifikasi_signing_known"
            ),
        ]
