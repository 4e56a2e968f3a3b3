"""What people are told, and how they want to hear of it. Never what a case says, never a name."""

from django.db import models

from netral.access.models import User
from netral.lib.keys import new_key
from netral.notices.states import KINDS
from netral.procedure.models import Clock


class Notice(models.Model):
    """One person is told one thing about one clock, or about a piece of work, once.

    Without a clock `mark` says which of many alike it was: the hash of an entry, or the key of a task and its day.
    """

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    subject = models.CharField(max_length=60)
    clock = models.ForeignKey(Clock, null=True, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=KINDS)
    mark = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "clock", "kind"], name="notice_once"),
            models.UniqueConstraint(
                fields=["user", "subject", "kind", "mark"],
                condition=models.Q(clock=None),
                name="notice_without_clock_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[code for code, _label in KINDS]), name="notice_kind_known"
            ),
        ]
        indexes = [models.Index(fields=["user", "read_at", "-at"], name="notice_inbox")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject}"


class Digest(models.Model):
    """Whether somebody wants one e-mail a day, and the last day on which it went out."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="digest")
    wanted = models.BooleanField(default=True)
    last_day = models.DateField(null=True)

    def __str__(self) -> str:
        return f"ringkasan:{self.user_id}"


class Follow(models.Model):
    """Somebody hears of the steps and deadlines of a piece of work without being responsible for it.

    `told` is how far its chain in the journal was when they were last told: what came later is news.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="follows")
    subject = models.CharField(max_length=60)
    told = models.PositiveIntegerField()
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "user"], name="follow_once")]

    def __str__(self) -> str:
        return f"{self.user_id}:{self.subject}"
