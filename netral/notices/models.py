"""What people are told, and how they want to hear of it. Never what a case says, never a name."""

from django.db import models

from netral.access.models import User
from netral.lib.at_rest import EncryptedJSONField, EncryptedTextField
from netral.lib.keys import new_key
from netral.notices.states import KINDS
from netral.notices.whatsapp_states import MessageStatus, NumberStatus, Template, masked
from netral.procedure.models import Clock


class Notice(models.Model):
    """One person is told one thing about one clock, or about a piece of work, once.

    Without a clock `mark` says which of many alike it was: the hash of an entry, or the key of a task with the place of
    its entry or with its day.
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


class PhoneNumber(models.Model):
    """A number somebody left to be told by WhatsApp: of an account, or of whoever handed in the report `subject` names.

    It stands encrypted and outside the seal of identities. `mark` is a keyed number by which a reply finds it again;
    both are blank once its holder stopped. `told` is the last entry of the journal its holder was told of.
    """

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    user = models.OneToOneField(User, null=True, on_delete=models.CASCADE, related_name="phone_number")
    subject = models.CharField(max_length=60, null=True, unique=True)  # noqa: DJ001 - null is no subject, and many are
    number = EncryptedTextField(blank=True)
    mark = models.CharField(max_length=64, blank=True, db_index=True)
    status = models.CharField(max_length=12, choices=NumberStatus, default=NumberStatus.ASKED)
    language = models.CharField(max_length=2, default="id")
    detail = models.BooleanField(default=False)
    left_at = models.DateTimeField()
    code_hash = models.CharField(max_length=64, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    active_since = models.DateTimeField(null=True)
    told = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user=None, subject__isnull=False) | models.Q(user__isnull=False, subject=None),
                name="phone_number_has_one_holder",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=NumberStatus.values), name="phone_number_status_known"
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def shown(self) -> str:
        """The number as its holder may see it on a page somebody else may look at."""
        return masked(self.number) if self.number else ""


class ShortMessage(models.Model):
    """One message to one number, written once per template and mark and sent until the gateway took it.

    `parameters` fill the template: a day, a count, an address, a code; they are blanked as soon as nobody needs them.
    """

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    number = models.ForeignKey(PhoneNumber, on_delete=models.CASCADE, related_name="messages", db_index=False)
    template = models.CharField(max_length=12, choices=Template)
    mark = models.CharField(max_length=64)
    parameters = EncryptedJSONField(default=list)
    status = models.CharField(max_length=12, choices=MessageStatus, default=MessageStatus.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()
    next_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    gateway_id = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number", "template", "mark"], name="short_message_once"),
            models.CheckConstraint(
                condition=models.Q(status__in=MessageStatus.values), name="short_message_status_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"], condition=models.Q(status=MessageStatus.WAITING), name="short_message_waiting"
            ),
            models.Index(fields=["tried_at"], name="short_message_tried"),
            models.Index(fields=["gateway_id"], name="short_message_gateway"),
        ]

    def __str__(self) -> str:
        return f"{self.template}:{self.key}"


class CodeSent(models.Model):
    """That a code was given: for a number or for whoever asked, as a keyed number. Forgotten after a day."""

    mark = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["mark", "at"], name="code_sent")]
