"""What leaves, what comes in, and what is said of it. Rows are never removed: a hand-over cannot get lost."""

from django.db import models
from django.db.models import Q

from netral.documents.models import Document
from netral.evidence.models import Exhibit
from netral.exchange.states import Answer, Delivery, Door, Forgery, Matter
from netral.lib.at_rest import EncryptedJSONField, EncryptedTextField
from netral.lib.keys import new_key
from netral.offices.models import Organisation


class Partner(models.Model):
    """How one organisation outside this house is reached, and the keys it signs with.

    `keys` is {key id: public key}, written down by a person: what an address says of itself is not believed. `secret`
    is shared with a system that cannot sign with a key pair.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="partner")
    door = models.CharField(max_length=10, choices=Door)
    address = models.CharField(max_length=300, blank=True)
    keys = models.JSONField(default=dict)
    secret = EncryptedTextField(blank=True, null=True)  # type: ignore[misc]
    paused = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(door__in=Door.values), name="partner_door_known"),
            models.CheckConstraint(condition=Q(door=Door.PACKAGE) | ~Q(address=""), name="partner_reached_somewhere"),
        ]

    def __str__(self) -> str:
        return f"mitra:{self.organisation_id}"

    @property
    def reference(self) -> str:
        return f"organisasi:{self.organisation.code}"


class Masukan(models.Model):
    """One message that came in, with the receipt that was signed for it. The same message again is this row again.

    `passed_from` is the row of another office of this house that passed it on. `work` names what a room opened for it,
    which answers from then on. `files_due_at` is when a worker may fetch what is missing of its files; None: nothing.
    `replaced` is what its sender signed since: announced fingerprint → the row that leaves in its place, None: nothing.
    """

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    message = models.CharField(max_length=26)
    matter = models.CharField(max_length=12, choices=Matter)
    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    content = EncryptedJSONField()
    sha256 = models.CharField(max_length=64)
    came_at = models.DateTimeField()
    receipt = models.JSONField()
    answer = models.CharField(max_length=20, choices=Answer, default=Answer.ARRIVED)
    answered_at = models.DateTimeField(null=True)
    said = models.PositiveIntegerField(default=0)
    passed_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    work = models.CharField(max_length=60, blank=True)
    texts_erased_at = models.DateTimeField(null=True, editable=False)
    files_due_at = models.DateTimeField(null=True)
    files_tries = models.PositiveIntegerField(default=0)
    files_said = models.CharField(max_length=120, blank=True)
    replaced = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "message"], name="masukan_message_once"),
            models.CheckConstraint(condition=Q(matter__in=Matter.values), name="masukan_matter_known"),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="masukan_answer_known"),
        ]
        indexes = [
            models.Index(fields=["receiver", "matter", "answer"], name="masukan_inbox"),
            models.Index(fields=["files_due_at"], condition=Q(files_due_at__isnull=False), name="masukan_files_due"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return f"masukan:{self.key}"

    @property
    def origin(self) -> "Masukan":
        """The row it came into the house with, which has its files."""
        return self.passed_from.origin if self.passed_from else self


class Kiriman(models.Model):
    """One message on its way to one organisation, written in the transaction of the step that sends it.

    `next_try_at` is when a worker may take it; whoever takes it moves that on, so of two only one sends and one that
    was killed loses it by itself. `passes_on` is the message that came in and goes on with this one; `about` is what
    its news are also told to, upstream to the reporter. `sender` signed it and stays; `office` looks after it by now.
    `moved_on_at` is when its hand-over went on with another receiver: what this one says later moves nothing.
    """

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    matter = models.CharField(max_length=12, choices=Matter)
    subject = models.CharField(max_length=60)
    about = models.JSONField(default=list)
    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    content = EncryptedJSONField()
    sha256 = models.CharField(max_length=64)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    exhibits = models.ManyToManyField(Exhibit, blank=True, related_name="+")
    passes_on = models.ForeignKey(Masukan, null=True, on_delete=models.PROTECT, related_name="passed_on")
    made_at = models.DateTimeField()
    delivery = models.CharField(max_length=10, choices=Delivery, default=Delivery.WAITING)
    tries = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    said_last = models.CharField(max_length=60, blank=True)
    next_try_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    receipt = models.JSONField(null=True)
    answer = models.CharField(max_length=20, choices=Answer, blank=True)
    moved_on_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(matter__in=Matter.values), name="kiriman_matter_known"),
            models.CheckConstraint(condition=Q(answer__in=["", *Answer.values]), name="kiriman_answer_known"),
            models.CheckConstraint(condition=Q(delivery__in=Delivery.values), name="kiriman_delivery_known"),
            models.CheckConstraint(
                condition=Q(delivery=Delivery.ARRIVED, delivered_at__isnull=False)
                | (~Q(delivery=Delivery.ARRIVED) & Q(delivered_at=None)),
                name="kiriman_arrived_has_day",
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(delivery=Delivery.WAITING), name="kiriman_due"),
            models.Index(fields=["office", "delivery", "-made_at"], name="kiriman_outbox"),
            models.Index(fields=["subject"], name="kiriman_subject"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return f"kiriman:{self.key}"


class Reply(models.Model):
    """One thing a receiver said of a hand-over, in its order; what it misses is for people to read.

    With `led_to` it says who decides from now on, and nothing else.
    """

    kiriman = models.ForeignKey(Kiriman, on_delete=models.PROTECT, related_name="replies")
    place = models.PositiveIntegerField()
    answer = models.CharField(max_length=20, choices=Answer)
    by = models.CharField(max_length=60)
    said_at = models.DateTimeField()
    came_at = models.DateTimeField()
    gaps = EncryptedJSONField(default=list)
    note = EncryptedTextField(blank=True)
    outcome = models.CharField(max_length=24, blank=True)
    led_to = models.CharField(max_length=60, blank=True, default="")
    applied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kiriman", "place"], name="reply_place_once"),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="reply_answer_known"),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(applied_at=None), name="reply_to_apply")]


class Refusal(models.Model):
    """How often something from outside was not believed, by hour: the first of an hour is journalled, all count."""

    sender = models.CharField(max_length=60)
    reason = models.CharField(max_length=20, choices=Forgery)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "reason", "hour"], name="refusal_once_an_hour"),
            models.CheckConstraint(condition=Q(reason__in=Forgery.values), name="refusal_reason_known"),
        ]
