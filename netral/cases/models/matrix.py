"""The matrix: norms taken over per person, what people find of each element, with pins to what shows it."""

from django.db import models
from django.db.models import Q

from netral.cases.matrix_states import ElementState, RequestStatus
from netral.cases.models.examination import Kajian
from netral.cases.models.hearing import Klarifikasi
from netral.cases.models.people import Accused
from netral.documents.models import Document
from netral.evidence.models import Exhibit
from netral.lib.at_rest import EncryptedTextField
from netral.lib.keys import new_key


class TakenNorm(models.Model):
    """A norm a person took over ("Pakai") for one terlapor; `kajian` is the edition whose answer proposed it.

    One that was let go keeps its row and its assessments, and can be taken over again.
    """

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    accused = models.ForeignKey(Accused, on_delete=models.PROTECT, related_name="taken_norms")
    kajian = models.ForeignKey(Kajian, on_delete=models.PROTECT, related_name="+")
    provision = models.CharField(max_length=60)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=60)
    released_at = models.DateTimeField(null=True)
    released_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["accused", "provision"], name="taken_norm_once"),
            models.CheckConstraint(
                condition=Q(released_at=None, released_by="") | (Q(released_at__isnull=False) & ~Q(released_by="")),
                name="taken_norm_released_by_someone",
            ),
        ]


class ElementAssessment(models.Model):
    """What one person found of one element, and what the machine had proposed then.

    Never changed: the next has the next number, and of two people with the same number only one is stored. `salt` keeps
    the hash of the reason in the journal from being guessed.
    """

    norm = models.ForeignKey(TakenNorm, on_delete=models.PROTECT, related_name="assessments")
    element = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, choices=ElementState)
    reason = EncryptedTextField(blank=True)
    machine = models.CharField(max_length=16, blank=True, choices=ElementState)
    rulebook_version = models.CharField(max_length=20)
    salt = models.CharField(max_length=26, default=new_key, editable=False)
    assessed_at = models.DateTimeField()
    assessed_by = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["norm", "element", "number"], name="assessment_number_once"),
            models.CheckConstraint(condition=Q(state__in=ElementState.values), name="assessment_state_known"),
            models.CheckConstraint(
                condition=Q(machine__in=["", *ElementState.values]), name="assessment_machine_known"
            ),
        ]


class ProofRequest(models.Model):
    """A letter that asks an office or a person for what would close a gap. Open until answered or withdrawn."""

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    norm = models.ForeignKey(TakenNorm, on_delete=models.PROTECT, related_name="requests")
    element = models.CharField(max_length=40)
    proof = models.CharField(max_length=40)
    holder = EncryptedTextField()
    wanted = EncryptedTextField()
    wanted_by = models.DateField(null=True)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=RequestStatus, default=RequestStatus.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=60, blank=True)
    answer = EncryptedTextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status=RequestStatus.ASKED, ended_at=None)
                | Q(status__in=[RequestStatus.ANSWERED, RequestStatus.WITHDRAWN], ended_at__isnull=False),
                name="proof_request_ended_with_status",
            )
        ]


class Pin(models.Model):
    """What an assessment rests on: an exhibit, a hearing or an answered request, and where in it."""

    assessment = models.ForeignKey(ElementAssessment, on_delete=models.PROTECT, related_name="pins")
    exhibit = models.ForeignKey(Exhibit, null=True, on_delete=models.PROTECT, related_name="+")
    klarifikasi = models.ForeignKey(Klarifikasi, null=True, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(ProofRequest, null=True, on_delete=models.PROTECT, related_name="+")
    place = EncryptedTextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(exhibit__isnull=False, klarifikasi=None, request=None)
                | Q(exhibit=None, klarifikasi__isnull=False, request=None)
                | Q(exhibit=None, klarifikasi=None, request__isnull=False),
                name="pin_to_one_thing",
            )
        ]
