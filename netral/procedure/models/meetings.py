"""A meeting that decides, and what each member did in it. What members wrote stands here, never in the journal."""

from django.db import models
from django.db.models import F, Q

from netral.access.models import User
from netral.lib.at_rest import EncryptedTextField
from netral.lib.keys import new_key
from netral.offices.models import Organisation
from netral.procedure.states import Part


class Meeting(models.Model):
    """A quorate meeting about one subject, whatever its kind: `subject` is the subject's name in the journal.

    A meeting recorded before members were named has its counts only, and no votes. `salt` keeps the hash of the votes
    in the journal from being guessed.
    """

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    subject = models.CharField(max_length=60)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    body = models.CharField(max_length=40)
    held_on = models.DateField()
    seats = models.PositiveSmallIntegerField()
    seats_reason = EncryptedTextField(blank=True)
    present = models.PositiveSmallIntegerField()
    in_favour = models.PositiveSmallIntegerField()
    salt = models.CharField(max_length=26, default=new_key, editable=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(present__lte=F("seats")) & Q(in_favour__lte=F("present")), name="meeting_votes_possible"
            )
        ]
        indexes = [models.Index(fields=["subject"], name="meeting_subject")]


class Vote(models.Model):
    """One member in one meeting. `note` is the dissent, why they were excused, or what the conflict is."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="votes")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=20, choices=Part)
    note = EncryptedTextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(part__in=Part.values), name="vote_part_known"),
            models.UniqueConstraint(fields=["meeting", "user"], name="vote_once"),
        ]
