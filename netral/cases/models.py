"""The case and what its chapters leave behind. Narratives and names stand here, never in the journal."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from netral.access.models import User
from netral.cases.states import Decision, Party
from netral.documents.models import Document
from netral.evidence.models import Exhibit
from netral.intake.models import Laporan
from netral.lib.at_rest import EncryptedTextField
from netral.lib.keys import new_key
from netral.offices.models import Organisation, Region
from netral.procedure.models import Tracked

BASIS_LENGTH = 300


class Case(Tracked):
    """A registered laporan or temuan under examination (perkara)."""

    KIND: ClassVar[str] = "perkara"

    number = models.CharField(max_length=60)
    laporan = models.OneToOneField(Laporan, on_delete=models.PROTECT, related_name="case")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    election = models.CharField(max_length=40, blank=True)
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    examiners = models.ManyToManyField(User, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="case_number_once"),
            models.CheckConstraint(condition=~Q(number="") & ~Q(title=""), name="case_has_number_and_title"),
        ]
        indexes = [models.Index(fields=["office", "status"], name="case_office_status")]

    def __str__(self) -> str:
        return self.number

    def office_at(self, place: str) -> Organisation:
        """Every step of a case is taken at the supervising office that registered it."""
        return self.office

    def also_about(self) -> list[str]:
        """The laporan, so that the citizen's status page needs to know nothing of cases."""
        return [self.laporan.reference]


class Klarifikasi(models.Model):
    """One hearing with its minutes. A party that stayed away is recorded too."""

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="klarifikasi_set")
    party = models.CharField(max_length=10, choices=Party)
    name = EncryptedTextField()
    held_on = models.DateField()
    place = EncryptedTextField()
    attended = models.BooleanField()
    minutes = EncryptedTextField(blank=True)
    document = models.OneToOneField(Document, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(party__in=Party.values), name="klarifikasi_party_known")]


class Kajian(models.Model):
    """One edition of the legal assessment: the facts given, what the rulebook answered, and what people concluded.

    The answer is kept as it was given that day, in both languages, with its sentences: a later rulebook may say other
    things. `english` is `assessment` in English; `explanations` are the sentences by norm and language.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="kajian_set")
    edition = models.PositiveSmallIntegerField()
    facts = models.JSONField()
    assessment = models.JSONField()
    english = models.JSONField(default=dict)
    explanations = models.JSONField(default=dict)
    rulebook_version = models.CharField(max_length=20)
    provisions = models.JSONField(default=list)
    conclusion = EncryptedTextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "edition"], name="kajian_edition_once")]

    @property
    def chosen(self) -> list[dict[str, Any]]:
        """The allegations people took over from the machine's answer, most specific first."""
        return [row for row in self.assessment["allegations"] if row["provision"] in self.provisions]

    def told(self, language: str | None) -> dict[str, Any]:
        """The answer in the reader's language; in Indonesian where no English was kept."""
        found: dict[str, Any] = self.english if language == "en" and self.english else self.assessment
        return found

    def explanation(self, provision: str, language: str | None = "id") -> str:
        """The sentences about one norm, with its citation; empty where none were kept."""
        said = self.explanations.get(provision, {})
        return str(said.get(language or "id", said.get("id", "")))


class Pleno(models.Model):
    """The meeting that decided: who was there is counted, not named."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="pleno")
    held_on = models.DateField()
    seats = models.PositiveSmallIntegerField()
    present = models.PositiveSmallIntegerField()
    in_favour = models.PositiveSmallIntegerField()
    decision = models.CharField(max_length=20, choices=Decision)
    reason = EncryptedTextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="pleno_decision_known"),
            models.CheckConstraint(
                condition=Q(present__lte=F("seats")) & Q(in_favour__lte=F("present")), name="pleno_votes_possible"
            ),
        ]


class SendBack(models.Model):
    """Why the members sent a case back to examination."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="send_backs")
    reason = EncryptedTextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)


class Penerusan(models.Model):
    """The hand-over of a proven case to the competent agency: all that agency ever sees of it."""

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="penerusan")
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    via = models.CharField(max_length=60, blank=True)
    basis = models.CharField(max_length=BASIS_LENGTH)
    override_reason = models.TextField(blank=True)
    conflict_of_interest = models.BooleanField()
    conflict_note = models.TextField(blank=True)
    summary = models.TextField()
    exhibits = models.ManyToManyField(Exhibit, blank=True, related_name="+")
    sent_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(acknowledged_at=None) | Q(acknowledged_at__gte=F("sent_at")),
                name="penerusan_acknowledged_after_sent",
            ),
        ]
