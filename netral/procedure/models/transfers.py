"""Work on its way from one office to another, and where it has been. What people wrote stands here, encrypted."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from netral.lib.at_rest import EncryptedTextField
from netral.lib.keys import new_key
from netral.offices.models import Organisation
from netral.procedure.models.tracking import DOCUMENT_LENGTH


class TransferState(models.TextChoices):
    """How a transfer stands. Superseded: taken over by the office above, or over, while on its way."""

    WAITING = "menunggu", _("Menunggu diterima")
    ACCEPTED = "diterima", _("Diterima")
    RETURNED = "dikembalikan", _("Dikembalikan")
    WITHDRAWN = "ditarik", _("Ditarik kembali")
    SUPERSEDED = "gugur", _("Gugur")


class TransferKind(models.TextChoices):
    """Handed down or sideways, asked to be taken over, or taken over. The codes are those of transfers.toml."""

    TRANSFER = "pelimpahan", _("Pelimpahan")
    REQUEST = "permintaan", _("Permintaan pengambilalihan")
    TAKEOVER = "pengambilalihan", _("Pengambilalihan")


class Transfer(models.Model):
    """A subject (by its name in the journal) handed from one office to another, by letter and for a reason.

    `number` is what it was called at the office it left. Reports inside a case go along with it as parts.
    """

    KIND = "pelimpahan"

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    subject = models.CharField(max_length=60)
    number = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=TransferKind)
    origin = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    letter_number = models.CharField(max_length=DOCUMENT_LENGTH)
    letter_on = models.DateField()
    basis = models.CharField(max_length=300)
    reason = EncryptedTextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    state = models.CharField(max_length=16, choices=TransferState, default=TransferState.WAITING)
    answer = EncryptedTextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=60, blank=True)
    part_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject"], condition=Q(state="menunggu"), name="transfer_waits_once"),
            models.CheckConstraint(condition=Q(state__in=TransferState.values), name="transfer_state_known"),
            models.CheckConstraint(condition=Q(kind__in=TransferKind.values), name="transfer_kind_known"),
            models.CheckConstraint(condition=~Q(origin=F("receiver")), name="transfer_goes_elsewhere"),
            models.CheckConstraint(
                condition=Q(state="menunggu", answered_at=None) | (~Q(state="menunggu") & Q(answered_at__isnull=False)),
                name="transfer_answered_unless_waiting",
            ),
        ]
        indexes = [
            models.Index(fields=["receiver", "state"], name="transfer_receiver_state"),
            models.Index(fields=["origin", "state"], name="transfer_origin_state"),
            models.Index(fields=["subject", "state"], name="transfer_subject_state"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return f"{self.KIND}:{self.key}"

    @property
    def waits(self) -> bool:
        return self.state == TransferState.WAITING
