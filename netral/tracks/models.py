"""The track of one person under one procedure, and what was written down at each of its steps."""

from typing import ClassVar

from django.db import models
from django.db.models import Expression, F, Q
from django.db.models.functions import Coalesce

from netral.access.models import User
from netral.cases.models import Accused, Case, Penerusan
from netral.evidence.models import Exhibit
from netral.lib.at_rest import EncryptedTextField
from netral.offices.models import Organisation
from netral.procedure.models import DOCUMENT_LENGTH, Meeting, Tracked


class Track(Tracked):
    """One person's matter under one table (jalur): what a receiver does after a hand-over, or a crime beside a case.

    `subject` is which subject of the table it is. `office` records its steps; `receiver` is where the work lies when
    that is another house. `penerusan` is the hand-over it follows; a criminal track follows none. Without a case it
    comes from the supervision of its own office. `previous` is the track that led to this one.
    """

    KIND: ClassVar[str] = "jalur"

    subject = models.CharField(max_length=40)
    number = models.CharField(max_length=60)
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    penerusan = models.OneToOneField(Penerusan, null=True, on_delete=models.PROTECT, related_name="track")
    previous = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="next")
    accused = models.ForeignKey(Accused, null=True, on_delete=models.PROTECT, related_name="+")
    # Who it is about, where an office found it by itself and there is no case that says so.
    name = EncryptedTextField(blank=True)
    job = EncryptedTextField(blank=True)
    agency_text = EncryptedTextField(blank=True)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    provisions = models.JSONField(default=list)
    texts_erased_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["accused", "procedure"], condition=Q(penerusan=None), name="track_beside_once"
            ),
        ]
        indexes = [
            models.Index(fields=["office", "due_at"], condition=Q(open=True), name="track_open_by_due"),
            models.Index(fields=["office", "status"], name="track_office_status"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def table_subject(self) -> str:
        return self.subject

    def office_at(self, place: str) -> Organisation:
        """Every step of a track is written down at one office: its own."""
        return self.office

    @classmethod
    def held_by(cls) -> Expression | F:
        """The receiver, once the work lies in another house; else the office that records the steps."""
        return Coalesce(F("receiver"), F("office"))

    @classmethod
    def numbered(cls) -> Expression | F:
        return F("number")

    def also_about(self) -> list[str]:
        """Upstream, everyone sees progress: on the case page and on the citizen's status page."""
        before = [self.previous.reference] if self.previous else []
        return [*before, self.case.reference, *self.case.also_about()] if self.case else before

    @property
    def person(self) -> "Accused | Track":
        """Whoever has the name, the job and the agency of the person."""
        return self.accused or self


class WithoutTrack(models.Model):
    """A hand-over that was looked at and got no track (`rulebook`: by which version of the law), so that nobody looks
    again every minute: no table is meant for it, or its receiver has to take it in first (`awaits_receipt`).
    """

    penerusan = models.OneToOneField(Penerusan, on_delete=models.CASCADE, related_name="without_track")
    rulebook = models.CharField(max_length=20)
    awaits_receipt = models.BooleanField()


class StepRecord(models.Model):
    """What was written down at one step: the day that counts, the letter with the news, words, and a file."""

    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="records")
    step = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    on = models.DateField()
    letter_number = models.CharField(max_length=DOCUMENT_LENGTH, blank=True)
    note = EncryptedTextField(blank=True)
    meeting = models.OneToOneField(Meeting, null=True, on_delete=models.PROTECT, related_name="+")
    exhibit = models.ForeignKey(Exhibit, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["track", "version"], name="step_record_once")]


class TeamMember(models.Model):
    """One of the people who examine on a track; one of them is in the chair."""

    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="team")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    chair = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["track", "user"], name="team_member_once"),
            models.UniqueConstraint(fields=["track"], condition=Q(chair=True), name="team_chair_once"),
        ]
