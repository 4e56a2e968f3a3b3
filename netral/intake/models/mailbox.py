"""What office and reporter tell each other after the report."""

from django.db import models

from netral.evidence.models import Exhibit
from netral.intake.models.identity import new_salt
from netral.intake.models.reports import Laporan
from netral.intake.states import Safety, Side
from netral.lib.at_rest import EncryptedTextField
from netral.lib.keys import new_key


class Message(models.Model):
    """A text with files, from the office or from the reporter. `seen_at`: when the other side first read it.

    `office_name` is the office that had the laporan then: set by whoever shows the talk.
    """

    laporan = models.ForeignKey(Laporan, on_delete=models.CASCADE, related_name="messages")
    at = models.DateTimeField()
    side = models.CharField(max_length=8, choices=Side, default=Side.OFFICE)
    text = EncryptedTextField(blank=True)
    salt = models.CharField(max_length=32, default=new_salt)
    actor = models.CharField(max_length=60, blank=True)
    seen_at = models.DateTimeField(null=True)
    exhibits = models.ManyToManyField(Exhibit, blank=True, related_name="+")
    office_name: str = ""

    class Meta:
        ordering = ["pk"]  # as they were written: of the reporter's only the minute is kept
        constraints = [models.CheckConstraint(condition=models.Q(side__in=Side.values), name="message_side_known")]
        indexes = [
            models.Index(fields=["laporan"], condition=models.Q(side="pelapor", seen_at=None), name="message_unread")
        ]


class Supplement(models.Model):
    """What the reporter added when asked to complete the report. Its files are exhibits of the laporan."""

    laporan = models.ForeignKey(Laporan, on_delete=models.CASCADE, related_name="supplements")
    at = models.DateTimeField()
    text = EncryptedTextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]


class CheckIn(models.Model):
    """A reporter's answer to the question whether somebody retaliates. `number` counts the askings from 1."""

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    laporan = models.ForeignKey(Laporan, on_delete=models.CASCADE, related_name="check_ins")
    number = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=16, choices=Safety)
    note = EncryptedTextField(blank=True)
    answered_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    handled_at = models.DateTimeField(null=True)
    handled_by = models.CharField(max_length=60, blank=True)
    done = EncryptedTextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["laporan", "number"], name="check_in_once"),
            models.CheckConstraint(condition=models.Q(answer__in=Safety.values), name="check_in_answer_known"),
        ]
