"""What the supervising authority and the agency do with a hand-over: the person, the recommendation, the decision."""

from typing import ClassVar

from django.db import models
from django.db.models import Expression, F, Q
from django.db.models.functions import Coalesce

from netral.cases.models import BASIS_LENGTH, Case, Penerusan
from netral.discipline.states import Level, Outcome
from netral.documents.models import Document
from netral.evidence.models import Exhibit
from netral.exchange.models import Masukan
from netral.lib.at_rest import EncryptedTextField
from netral.offices.models import Organisation
from netral.procedure.models import Tracked
from netral.registry.models import Person

AUTHORITY, AGENCY = "pengawas_asn", "instansi"


class Penanganan(Tracked):
    """The handling of one hand-over, first at the authority that supervises ASN, then at the agency.

    The hand-over is a step of a case of this house, or came in from another one (`masukan`): then there is no case
    here, `handed_number` is what its sender calls it, and what happens is told to the sender.
    """

    KIND: ClassVar[str] = "penanganan"

    penerusan = models.OneToOneField(Penerusan, null=True, on_delete=models.PROTECT, related_name="penanganan")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    masukan = models.OneToOneField(Masukan, null=True, on_delete=models.PROTECT, related_name="+")
    handed_number = models.CharField(max_length=80, blank=True)
    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    match_score = models.PositiveSmallIntegerField(null=True)
    match_reason = EncryptedTextField(blank=True)
    texts_erased_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, agency=None, match_score=None)
                | Q(person__isnull=False, agency__isnull=False, match_score__isnull=False),
                name="penanganan_person_with_agency",
            ),
            models.CheckConstraint(
                condition=Q(penerusan__isnull=False, case__isnull=False, masukan=None)
                | Q(penerusan=None, case=None, masukan__isnull=False),
                name="penanganan_of_one_hand_over",
            ),
        ]
        indexes = [models.Index(fields=["authority", "status"], name="penanganan_authority_status")]

    def __str__(self) -> str:
        return self.case.number if self.case else self.handed_number

    @property
    def title(self) -> str:
        """What the hand-over is about, in its sender's words."""
        if self.case:
            return self.case.title
        return str(self.masukan.content.get("title", "")) if self.masukan else ""

    def office_at(self, place: str) -> Organisation:
        """The agency once the person is found; until then nobody but the authority has a step to take."""
        return self.agency if place == AGENCY and self.agency else self.authority

    @classmethod
    def held_by(cls) -> Expression | F:
        """From the recommendation on the agency is asked to act; until then the authority."""
        return models.Case(models.When(rekomendasi__isnull=False, then=F("agency")), default=F("authority"))

    @classmethod
    def recorded_by(cls) -> Expression | F:
        return F("authority")

    @classmethod
    def numbered(cls) -> Expression | F:
        return Coalesce("case__number", "handed_number")

    def also_about(self) -> list[str]:
        """Upstream, everyone sees progress: on the case page and on the citizen's status page."""
        if self.case:
            return [self.case.reference, *self.case.also_about()]
        return [self.masukan.reference] if self.masukan else []


class Rekomendasi(models.Model):
    """What the authority recommends to the appointing official of the person's agency.

    `acknowledged_at`: when the office that is to act said that it has it; empty again once it lies with another one.
    """

    penanganan = models.OneToOneField(Penanganan, on_delete=models.PROTECT, related_name="rekomendasi")
    level = models.CharField(max_length=10, choices=Level)
    sanctions = models.JSONField()
    reasons = EncryptedTextField()
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__in=Level.values), name="rekomendasi_level_known"),
            models.CheckConstraint(
                condition=Q(acknowledged_at=None) | Q(acknowledged_at__gte=F("made_at")),
                name="rekomendasi_acknowledged_after_made",
            ),
        ]


class Decision(models.Model):
    """The sanction imposed. One outside the rulebook's list or range is recorded and flagged, never refused.

    `official` is a code of the rulebook's officials; `flags` are codes of its rules about ranges, and of `FLAG_NAMES`.
    """

    penanganan = models.OneToOneField(Penanganan, on_delete=models.PROTECT, related_name="decision")
    sanction = models.CharField(max_length=60, blank=True)
    # Outside the list these are the officer's own words.
    sanction_name = EncryptedTextField()
    outside_list = models.BooleanField()
    level = models.CharField(max_length=10, choices=Level)
    number = models.CharField(max_length=80)
    decided_on = models.DateField()
    exhibit = models.OneToOneField(Exhibit, on_delete=models.PROTECT, related_name="+")
    official = models.CharField(max_length=40, blank=True)
    flags = models.JSONField(default=list)
    deviation_reason = EncryptedTextField(blank=True)
    delivered_on = models.DateField(null=True)
    in_force_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__in=Level.values), name="decision_level_known"),
            models.CheckConstraint(
                condition=Q(delivered_on=None) | Q(delivered_on__gte=F("decided_on")), name="decision_delivered_after"
            ),
            models.CheckConstraint(
                condition=Q(in_force_on=None) | Q(in_force_on__gte=F("delivered_on")), name="decision_in_force_after"
            ),
        ]


class Ending(models.Model):
    """Why a penanganan ended without a sanction."""

    penanganan = models.OneToOneField(Penanganan, on_delete=models.PROTECT, related_name="ending")
    outcome = models.CharField(max_length=24, choices=Outcome)
    reason = EncryptedTextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="ending_outcome_known")]


class Pengalihan(models.Model):
    """A handling that was led around an appointing official in conflict: who decides instead, why, on which basis."""

    penanganan = models.ForeignKey(Penanganan, on_delete=models.PROTECT, related_name="pengalihan_set")
    origin = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=BASIS_LENGTH)
    reason = EncryptedTextField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(origin=F("receiver")), name="pengalihan_goes_elsewhere")]
