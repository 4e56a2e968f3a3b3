"""What people are told, and how they want to hear of it. Never what a case says, never a name."""

from django.db import models

from netral.access.models import User
from netral.lib.keys import new_key
from netral.notices.states import Kind
from netral.procedure.models import Clock


class Notice(models.Model):
    """One person is told one thing about one clock, once."""

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    subject = models.CharField(max_length=60)
    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=Kind)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "clock", "kind"], name="notice_once"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="notice_kind_known"),
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
