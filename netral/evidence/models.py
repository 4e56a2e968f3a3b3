"""Exhibits: the original bytes as they came, with their fingerprint. Nothing about them is ever changed."""

from django.db import models
from django.db.models import F, Q

from netral.evidence.states import Arrival, Cleaning, CopyKind, Scan
from netral.lib.at_rest import EncryptedTextField
from netral.lib.keys import new_key


def new_upload_key() -> str:
    """Whoever knows the address of an upload may go on with it: 130 random bits."""
    return new_key() + new_key()


class Exhibit(models.Model):
    """One file of one subject. Its bytes are sealed; what its sender called it is too, and erasable.

    A promised exhibit has no file yet: `sha256` and `size` are what was announced, and what the file must match.
    `differs_at`: since when its bytes are known not to be those that came; until they are again, nothing of it is used.
    """

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    subject = models.CharField(max_length=60)
    label = models.CharField(max_length=8)
    purpose = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=60, blank=True)
    filename = EncryptedTextField(blank=True)
    file = models.FileField(max_length=120, blank=True)
    received_at = models.DateTimeField()
    arrival = models.CharField(max_length=10, choices=Arrival, default=Arrival.HERE)
    arrived_at = models.DateTimeField(null=True)
    mismatched_at = models.DateTimeField(null=True)
    differs_at = models.DateTimeField(null=True, editable=False)
    scan = models.CharField(max_length=10, choices=Scan, default=Scan.NONE, blank=True)
    cleaning = models.CharField(max_length=20, choices=Cleaning, default=Cleaning.WAITING)
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "label"], name="exhibit_label_once"),
            models.UniqueConstraint(fields=["subject", "sha256"], name="exhibit_file_once"),
            models.CheckConstraint(condition=Q(arrival__in=Arrival.values), name="exhibit_arrival_known"),
            models.CheckConstraint(condition=Q(scan__in=Scan.values), name="exhibit_scan_known"),
            models.CheckConstraint(condition=Q(cleaning__in=Cleaning.values), name="exhibit_cleaning_known"),
            models.CheckConstraint(condition=~Q(arrival=Arrival.HERE) | ~Q(file=""), name="exhibit_here_has_file"),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(cleaning=Cleaning.WAITING), name="exhibit_to_clean"),
            models.Index(fields=["id"], condition=Q(scan=Scan.WAITING), name="exhibit_to_scan"),
        ]

    # With what it came, where the label alone does not say which one is meant: set by whoever shows several subjects.
    source: str = ""

    def __str__(self) -> str:
        return f"{self.label} {self.subject}"

    @property
    def called(self) -> str:
        """What people call it: its label, and beside another one of that label with what it came."""
        return f"{self.label} · {self.source}" if self.source else self.label

    @property
    def reference(self) -> str:
        """Its own chain in the journal: who opened it, what was made of it."""
        return f"bukti:{self.key}"


class Copy(models.Model):
    """Something made of an exhibit, or the light version its sender made; never in place of the original.

    `boxes` are the parts of a redacted one that are black: [page, left, top, width, height] in thousandths.
    """

    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="copies")
    kind = models.CharField(max_length=10, choices=CopyKind)
    media_type = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    file = models.FileField(max_length=120)
    boxes = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exhibit", "kind"], name="copy_kind_once"),
            models.CheckConstraint(condition=Q(kind__in=CopyKind.values), name="copy_kind_known"),
        ]


class WithdrawnCopy(models.Model):
    """A redacted copy that was taken back: its bytes are gone, what was black in it, when and why stay.

    `sha256` is what whoever got it before has in hand.
    """

    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="withdrawn_copies")
    sha256 = models.CharField(max_length=64)
    boxes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    reason = EncryptedTextField(blank=True)
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(withdrawn_at__gte=F("made_at")), name="copy_withdrawn_after_made")
        ]


class Upload(models.Model):
    """A file on its way in pieces. How much of it is here, its growing file says (`spool`), not this row.

    `owner` is what it will belong to: a laporan, or a draft that is none yet. `expected` is the promised SHA-256, and
    `light_of` the key of the upload whose light version this is. When all is here, `file` names the sealed bytes; when
    it was refused, `problem` says why in a word, and its bytes are gone.
    """

    key = models.CharField(max_length=26, unique=True, default=new_upload_key, editable=False)
    owner = models.CharField(max_length=80)
    account = models.CharField(max_length=60, blank=True)
    length = models.PositiveBigIntegerField()
    filename = EncryptedTextField(blank=True)
    expected = models.CharField(max_length=64, blank=True)
    light_of = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="lights")
    spool = models.CharField(max_length=40, unique=True, default=new_upload_key, editable=False)
    exhibit = models.ForeignKey(Exhibit, null=True, on_delete=models.CASCADE, related_name="uploads")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=60, blank=True)
    file = models.CharField(max_length=120, blank=True)
    problem = models.CharField(max_length=30, blank=True)

    class Meta:
        indexes = [models.Index(fields=["owner"], name="upload_owner")]
