"""A dated link for an official without an account: one office, one matter, and what was said and sent by it."""

from django.db import models
from django.db.models import F, Q

from netral.cases.models import Declaration, Penerusan
from netral.discipline.models import Penanganan
from netral.evidence.models import Exhibit
from netral.lib.at_rest import EncryptedJSONField, EncryptedTextField
from netral.lib.keys import new_key
from netral.links.states import KIND, ROLES, Channel, Ending, Purpose, Refusal
from netral.offices.models import Organisation

# A hand-over of a case here; or the handling of one that came from another house, which has no case here.
Handed = Penerusan | Penanganan


def number_of(handed: Handed) -> str:
    """What the sender of a matter calls it, in this house or in another one."""
    return str(handed) if isinstance(handed, Penanganan) else handed.case.number


def title_of(handed: Handed) -> str:
    return handed.title if isinstance(handed, Penanganan) else handed.case.title


class OfficialLink(models.Model):
    """By which an office without an account does one matter until a day. Only the hash of its token is kept.

    `address` is where its codes go; `official` to whom the letter is written, as a position. `draft` is what was typed
    and not sent yet, by step. `maker` is the office that made it and is told. Deciding waits for its `declaration`.
    Of a hand-over from another house there is no penerusan here: such a link is for its `penanganan`.
    """

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=12, choices=Purpose)
    penerusan = models.ForeignKey(Penerusan, null=True, on_delete=models.PROTECT, related_name="official_links")
    penanganan = models.ForeignKey(Penanganan, null=True, on_delete=models.PROTECT, related_name="official_links")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=24, choices=[(role, role) for role in ROLES])
    maker = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel)
    address = EncryptedTextField(blank=True)
    official = EncryptedTextField(blank=True)
    draft = EncryptedJSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    expires_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    declaration = models.OneToOneField(Declaration, null=True, on_delete=models.PROTECT, related_name="link")
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, choices=Ending, blank=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["penerusan", "purpose"], condition=Q(ended_at=None), name="official_link_one_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["penanganan", "purpose"], condition=Q(ended_at=None), name="official_link_one_a_handling"
            ),
            models.CheckConstraint(
                condition=Q(penerusan__isnull=False, penanganan=None)
                | Q(penerusan=None, penanganan__isnull=False, purpose=Purpose.RECOMMENDED),
                name="official_link_of_one_matter",
            ),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="official_link_purpose_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="official_link_channel_known"),
            models.CheckConstraint(condition=Q(role__in=ROLES), name="official_link_role_known"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="official_link_lasts"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="") | Q(ended_at__isnull=False, ending__in=Ending.values),
                name="official_link_ended_somehow",
            ),
        ]
        indexes = [models.Index(fields=["maker", "-made_at"], name="official_link_made")]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return f"{KIND}:{self.key}"

    @property
    def about(self) -> Handed:
        """What it was made for."""
        found = self.penerusan or self.penanganan
        assert found is not None  # noqa: S101 - the database holds one of them
        return found

    @property
    def number(self) -> str:
        """What the sender of the matter calls it."""
        return number_of(self.about)

    @property
    def title(self) -> str:
        return title_of(self.about)


class LinkCode(models.Model):
    """One one-time code. Its digits are derived from the key and stand nowhere."""

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    link = models.ForeignKey(OfficialLink, on_delete=models.CASCADE, related_name="codes")
    sent_at = models.DateTimeField()
    language = models.CharField(max_length=2, default="id")
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["link", "-sent_at"], name="link_code_newest")]


class ReturnedWithGaps(models.Model):
    """What the official misses in what was sent, for the office that made the link to make good."""

    link = models.ForeignKey(OfficialLink, on_delete=models.CASCADE, related_name="returns")
    gaps = EncryptedTextField()
    at = models.DateTimeField()


class SentProof(models.Model):
    """A file sent by the link that proves what was done, beside the decision itself."""

    link = models.ForeignKey(OfficialLink, on_delete=models.CASCADE, related_name="proofs")
    exhibit = models.OneToOneField(Exhibit, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class LinkRefusal(models.Model):
    """How often something was refused, by hour: `mark` is the key of the link, or empty where there is none."""

    mark = models.CharField(max_length=26, blank=True)
    reason = models.CharField(max_length=20, choices=Refusal)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mark", "reason", "hour"], name="link_refusal_once_an_hour"),
            models.CheckConstraint(condition=Q(reason__in=Refusal.values), name="link_refusal_reason_known"),
        ]
