"""Who is bound by neutrality, and which elections it protects. Persons here are accused of nothing."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from netral.lib.at_rest import EncryptedTextField
from netral.lib.keys import new_key
from netral.offices.models import Organisation, Region


class Employment(models.TextChoices):
    """Subject codes of the wire contract: under which rules a person stands."""

    PNS = "PNS"
    PPPK = "PPPK"
    ASN = "ASN"
    VILLAGE_HEAD = "kades"
    VILLAGE_OFFICER = "perangkat_desa"
    VILLAGE_COUNCIL = "BPD"
    TNI = "TNI"
    POLRI = "Polri"
    ORGANISER = "penyelenggara"
    HONORARY = "honorer"
    FACILITATOR = "pendamping"
    ACTING_HEAD = "pj_kepala_daerah"


class PositionClass(models.TextChoices):
    """Classes of positions of the wire contract."""

    SENIOR_LEADER = "jpt"
    ADMINISTRATOR = "administrator"
    SUPERVISOR = "pengawas"
    FUNCTIONAL = "fungsional"
    EXECUTOR = "pelaksana"
    CAMAT = "camat"
    LURAH = "lurah"
    SCHOOL_HEAD = "kepala_sekolah"
    TEACHER = "guru"
    REGION_HEAD = "kepala_daerah"


class Person(models.Model):
    """One posting of one person: a new posting is a new row, so a case of the past finds the agency of the past."""

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=120)
    front_titles = models.CharField(max_length=60, blank=True)
    back_titles = models.CharField(max_length=120, blank=True)
    nip = models.CharField(max_length=18, blank=True)
    employment = models.CharField(max_length=20, choices=Employment)
    position = models.CharField(max_length=160, blank=True)
    position_class = models.CharField(max_length=20, blank=True, choices=PositionClass)
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="persons")
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    example = models.BooleanField(default=False)
    search_name = models.CharField(max_length=200, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["agency", "search_name"], name="person_agency_name"),
            models.Index(fields=["nip"], name="person_nip"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(employment__in=Employment.values), name="person_employment_known"),
            models.CheckConstraint(
                condition=Q(position_class="") | Q(position_class__in=PositionClass.values),
                name="person_position_class_known",
            ),
            models.CheckConstraint(condition=Q(nip="") | Q(Exact(Length("nip"), 18)), name="person_nip_length"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="person_days_in_order",
            ),
            models.UniqueConstraint(
                fields=["nip"], condition=~Q(nip="") & Q(valid_until=None), name="person_one_open_posting"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """How the journal names this row: opaque."""
        return f"orang:{self.key}"

    @property
    def name_with_titles(self) -> str:
        """As letters write it: `Dr. H. Arif Contoh, S.T., M.Si.`."""
        named = f"{self.front_titles} {self.name}".strip()
        return f"{named}, {self.back_titles}" if self.back_titles else named


class NameKey(models.Model):
    """The consonants of one word of a name: the index that finds persons although vowels were spelled otherwise."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="name_keys")
    key = models.CharField(max_length=24)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "person"], name="name_key_once")]


class Election(models.Model):
    """An election whose stages decide which rules apply on which day."""

    class Regime(models.TextChoices):
        PEMILU = "pemilu"
        PILKADA = "pilkada"

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    regime = models.CharField(max_length=10, choices=Regime)
    voting_day = models.DateField()
    # Codes of the offices it fills.
    offices = models.JSONField(default=list)
    example = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(regime__in=["pemilu", "pilkada"]), name="election_regime_known")
        ]

    def __str__(self) -> str:
        return self.name


class ElectionStage(models.Model):
    """A stage and the offices it is about (an empty list: all of them); both days belong to it."""

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="stages")
    code = models.CharField(max_length=60)
    offices = models.JSONField(default=list)
    starts_on = models.DateField()
    ends_on = models.DateField()
    source = models.CharField(max_length=300, blank=True)
    confidence = models.CharField(max_length=10, default="medium")

    class Meta:
        ordering = ["starts_on", "ends_on", "code"]
        indexes = [models.Index(fields=["starts_on", "ends_on"], name="stage_days")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="stage_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.election_id} {self.code}"


class Holds(models.TextChoices):
    """What a candidate is in the agency they come from, as an officer found it written: never guessed from a name."""

    APPOINTING = "pejabat_pembina", _("Pejabat Pembina Kepegawaian instansi ini")
    OTHER = "jabatan_lain", _("Jabatan lain di instansi ini")
    NONE = "tidak_ada", _("Tidak menjabat di instansi mana pun")


class Kinship(models.TextChoices):
    """How the appointing official of an agency is connected with a candidate."""

    SPOUSE = "suami_istri", _("Suami atau istri")
    PARENT = "orang_tua_anak", _("Orang tua atau anak")
    SIBLING = "saudara", _("Saudara kandung")
    BY_MARRIAGE = "semenda", _("Ipar, mertua, atau menantu")
    CAMPAIGN = "tim_kampanye", _("Tim kampanye atau pengusung")
    OTHER = "lainnya", _("Hubungan lain")


class Fact(models.Model):
    """Something an officer wrote down with its source and the day of the source. Withdrawn, never removed."""

    KIND: ClassVar[str]

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    source = EncryptedTextField()
    source_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=60)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=60, blank=True)
    withdrawn_reason = EncryptedTextField(blank=True, null=True)  # type: ignore[misc]

    class Meta:
        abstract = True

    @property
    def reference(self) -> str:
        """How the journal names this row: opaque."""
        return f"{self.KIND}:{self.key}"


class Candidate(Fact):
    """Somebody who stands in an election, and what they hold in the agency they come from.

    `mark` is a keyed number of election, office, region and name: the same row brought twice is found again.
    """

    KIND: ClassVar[str] = "calon"

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="candidates")
    name = EncryptedTextField()
    office = models.CharField(max_length=20)
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="candidates")
    holds = models.CharField(max_length=20, choices=Holds)
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mark"], condition=Q(withdrawn_at=None), name="candidate_once"),
            models.CheckConstraint(condition=Q(holds__in=Holds.values), name="candidate_holds_known"),
            models.CheckConstraint(
                condition=Q(holds="tidak_ada", agency=None) | (~Q(holds="tidak_ada") & Q(agency__isnull=False)),
                name="candidate_holds_in_an_agency",
            ),
        ]
        indexes = [models.Index(fields=["agency", "election"], name="candidate_agency")]

    def __str__(self) -> str:
        return self.name


class Connection(Fact):
    """The appointing official of an agency is connected with a candidate."""

    KIND: ClassVar[str] = "hubungan"

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="connections")
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="connections")
    kind = models.CharField(max_length=20, choices=Kinship)
    note = EncryptedTextField(blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kind__in=Kinship.values), name="connection_kind_known")]

    def __str__(self) -> str:
        return self.reference
