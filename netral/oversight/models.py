"""What the supervising authority sent to appointing officials, what waits to be sent, blocks, and what it gave back."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from netral.cases.models import Penerusan
from netral.discipline.models import Penanganan
from netral.documents.models import Document
from netral.lib.at_rest import EncryptedTextField
from netral.lib.keys import new_key
from netral.offices.models import Organisation
from netral.oversight.states import LIVE, BlockState, MeasureState, Rung


class Kept(models.Model):
    """Has a key and a name in the journal."""

    KIND: ClassVar[str]

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Its name in the journal, e.g. `blokir:7k4m2pxd91qf0`."""
        return f"{self.KIND}:{self.key}"


class Contact(Kept):
    """One letter that went from the authority to an agency (kontak). Nothing is ever changed here."""

    KIND = "kontak"

    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    rung = models.CharField(max_length=16, choices=Rung)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(rung__in=Rung.values), name="contact_rung_known")]
        indexes = [models.Index(fields=["authority", "agency", "made_at"], name="contact_of_agency")]


class Measure(Kept):
    """One rung toward the official who owes an answer to one recommendation: a draft, or what became of it.

    A letter that says a block is over names its `block`: it goes to whom the block hit, whoever decides by now.
    """

    KIND = "tindakan"

    penanganan = models.ForeignKey(Penanganan, on_delete=models.PROTECT, related_name="measures")
    rung = models.CharField(max_length=16, choices=Rung)
    state = models.CharField(max_length=10, choices=MeasureState, default=MeasureState.DRAFT)
    due_on = models.DateField()
    prepared_at = models.DateTimeField()
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="measures")
    block = models.ForeignKey("Block", null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(rung__in=Rung.values), name="measure_rung_known"),
            models.CheckConstraint(condition=Q(state__in=MeasureState.values), name="measure_state_known"),
            models.CheckConstraint(
                condition=Q(state=MeasureState.DRAFT, closed_at=None)
                | (~Q(state=MeasureState.DRAFT) & Q(closed_at__isnull=False)),
                name="measure_closed_when_no_draft",
            ),
            models.UniqueConstraint(
                fields=["penanganan", "rung"],
                condition=Q(state=MeasureState.DRAFT, block=None),
                name="measure_drafted_once",
            ),
            models.UniqueConstraint(
                fields=["block"], condition=Q(state=MeasureState.DRAFT), name="measure_of_block_once"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state=MeasureState.DRAFT), name="measure_drafts"),
        ]


class Block(Kept):
    """The agency's data service, blocked because of one recommendation: asked for by one, approved by another.

    `agency` is whose service it is, and stays: when somebody else is to decide, that is no other block, it is over.
    """

    KIND = "blokir"

    penanganan = models.ForeignKey(Penanganan, on_delete=models.PROTECT, related_name="blocks")
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=BlockState, default=BlockState.REQUESTED)
    reason = EncryptedTextField(blank=True)
    requested_at = models.DateTimeField()
    requested_by = models.CharField(max_length=60)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=60, blank=True)
    answer = EncryptedTextField(blank=True)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=60, blank=True)
    by_itself = models.BooleanField(default=False)
    end_reason = EncryptedTextField(blank=True)
    texts_erased_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BlockState.values), name="block_state_known"),
            models.CheckConstraint(condition=~Q(decided_by=F("requested_by")), name="block_of_two_people"),
            models.UniqueConstraint(fields=["penanganan"], condition=Q(state__in=LIVE), name="block_once_at_a_time"),
        ]
        indexes = [models.Index(fields=["state", "requested_at"], name="block_by_state")]


class Pengembalian(Kept):
    """A hand-over given back to its sender with what it lacks. The clock of verification runs on."""

    KIND = "pengembalian"

    penerusan = models.ForeignKey(Penerusan, on_delete=models.PROTECT, related_name="returns")
    gaps = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    answer = EncryptedTextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=60, blank=True)
    texts_erased_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["penerusan"], condition=Q(answered_at=None), name="pengembalian_once_at_a_time"
            ),
        ]
