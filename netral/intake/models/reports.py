"""What comes in. Names, addresses and stories stand in these tables, encrypted and erasable, and nowhere else."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from netral import rulebook
from netral.intake.states import Kind
from netral.lib.at_rest import EncryptedTextField
from netral.offices.models import Organisation, Region
from netral.procedure.models import Tracked

# A foreign key has no index of its own where a constraint or an index begins with it: each is one more page written
# for every report.


class Laporan(Tracked):
    """A report, tip or finding as received. Nothing in it is ever rewritten; what comes later is a Supplement."""

    KIND: ClassVar[str] = "laporan"
    MOVES: ClassVar[bool] = True

    # Of the office that gave it: elsewhere, where the report may go, another one can be written alike.
    number = models.CharField(max_length=40)
    numbered_by = models.ForeignKey(
        Organisation, null=True, editable=False, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=16, choices=Kind)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    what = EncryptedTextField()
    election = models.CharField(max_length=40, blank=True)
    act_date = models.DateField(null=True, blank=True)
    act_time = models.TimeField(null=True, blank=True)
    known_on = models.DateField(null=True, blank=True)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = EncryptedTextField(blank=True)
    conducts = models.JSONField(default=list)
    # The journal holds SHA-256(salt + content): it proves what was received and tells nothing once the salt is erased.
    salt = models.CharField(max_length=32)
    words_marked = models.BooleanField(default=False)
    # Of a temuan: the informasi awal it was recorded from. Of one informasi awal comes one temuan.
    grew_from = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="findings", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["numbered_by", "number"], name="laporan_number_once"),
            models.UniqueConstraint(
                fields=["grew_from"], condition=~models.Q(grew_from=None), name="laporan_one_finding_each"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="laporan_kind_known"),
        ]
        indexes = [
            models.Index(fields=["office", "status", "opened_at"], name="laporan_office_status"),
            models.Index(fields=["office", "due_at"], condition=models.Q(open=True), name="laporan_open_by_due"),
            models.Index(fields=["id"], condition=models.Q(words_marked=False), name="laporan_unmarked"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def received_at(self) -> datetime:
        return self.opened_at

    @property
    def variant(self) -> str:
        return str(self.kind)

    @property
    def pseudonym(self) -> str:
        """How staff call the reporter. Taken from the key in the address, never from the receipt code."""
        return f"Pelapor {self.key[:4].upper()}"

    def sources(self) -> list["Laporan"]:
        """The informasi awal it grew from, and what that grew from, the nearest first; nothing for most."""
        return [self.grew_from, *self.grew_from.sources()] if self.grew_from else []

    def also_about(self) -> list[str]:
        """What it grew from: whoever sent that reads on the status page how it goes on."""
        return [each.reference for each in self.sources()]

    def office_at(self, place: str) -> Organisation:
        """Every step of a laporan is taken at the office where it lies: that received it or was given it."""
        return self.office


class Terlapor(models.Model):
    """Whom the report is about, in the reporter's words; finding the person is staff work."""

    laporan = models.ForeignKey(Laporan, on_delete=models.CASCADE, db_index=False)
    position = models.PositiveSmallIntegerField()
    name = EncryptedTextField(blank=True)
    job = EncryptedTextField(blank=True)
    agency_text = EncryptedTextField(blank=True)
    subject = EncryptedTextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["laporan", "position"], name="terlapor_place")]

    def __str__(self) -> str:
        return self.name or self.job or self.agency_text

    @property
    def status(self) -> rulebook.Text | str:
        """What the person is, in the rulebook's words where it knows the code, else as it was written."""
        return rulebook.subjects.get(self.subject, self.subject)


class Witness(models.Model):
    """Someone who saw it, as named by the reporter."""

    laporan = models.ForeignKey(Laporan, on_delete=models.CASCADE, db_index=False)
    position = models.PositiveSmallIntegerField()
    name = EncryptedTextField(blank=True)
    address = EncryptedTextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["laporan", "position"], name="witness_place")]


class Link(models.Model):
    """A web address given as evidence."""

    laporan = models.ForeignKey(Laporan, on_delete=models.CASCADE, db_index=False)
    position = models.PositiveSmallIntegerField()
    url = EncryptedTextField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["laporan", "position"], name="link_place")]
