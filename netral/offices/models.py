"""Where things happen and who is competent: regions, and organisations that exist from one day to another."""

from datetime import date

from django.db import models


class Region(models.Model):
    """A province, regency or city, district or village under its Kemendagri code, dots written (`33.74`)."""

    class Level(models.IntegerChoices):
        PROVINCE = 1
        REGENCY = 2
        DISTRICT = 3
        VILLAGE = 4

    code = models.CharField(max_length=13, primary_key=True)
    name = models.CharField(max_length=100)
    level = models.PositiveSmallIntegerField(choices=Level)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    zone = models.CharField(max_length=40)
    example = models.BooleanField(default=False)
    # The name in one lower-case piece (`sumurpanggang`), and the same for itself and everything above it.
    search_name = models.CharField(max_length=100, editable=False, blank=True)
    search_path = models.CharField(max_length=300, editable=False, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["level", "name"], name="region_level_name"),
            models.Index(fields=["search_name"], name="region_search_name"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(level__in=[1, 2, 3, 4]), name="region_level_known"),
            models.CheckConstraint(
                condition=models.Q(level=1, parent=None) | models.Q(level__gt=1, parent__isnull=False),
                name="region_parent_unless_province",
            ),
        ]

    def __str__(self) -> str:
        return self.titled

    @property
    def titled(self) -> str:
        """The name with the word for what it is: `Desa Karangmulya`, `Distrik Misool`, `Kota Tegal`."""
        title = self._title()
        return self.name if not title or self.name.startswith(title + " ") else f"{title} {self.name}"

    def _title(self) -> str:
        if self.level == self.Level.VILLAGE:
            # The fourth part of the code says which kind of village it is.
            return {"1": "Kelurahan", "3": "Desa Adat"}.get(self.code.rsplit(".", 1)[1][0], "Desa")
        if self.level == self.Level.DISTRICT:
            return "Distrik" if "91" <= self.code[:2] <= "96" else "Kecamatan"  # Papua's six provinces
        return "Provinsi" if self.level == self.Level.PROVINCE else ""  # regencies carry theirs in the name


class OrganisationKind(models.TextChoices):
    BAWASLU = "bawaslu"
    BAWASLU_PROVINCE = "bawaslu_provinsi"
    BAWASLU_REGENCY = "bawaslu_kabkota"
    # Ad hoc: set up for one election and over with it.
    PANWASLU_DISTRICT = "panwaslu_kecamatan"
    KPU = "kpu"
    KPU_PROVINCE = "kpu_provinsi"
    KPU_REGENCY = "kpu_kabkota"
    PROVINCE_GOVERNMENT = "pemerintah_provinsi"
    REGENCY_GOVERNMENT = "pemerintah_kabkota"
    MINISTRY = "kementerian"
    AGENCY = "lembaga"
    ASN_SUPERVISOR = "pengawas_asn"


# Offices set up for one election: each has a last day and an office above.
AD_HOC_KINDS = (OrganisationKind.PANWASLU_DISTRICT,)


class Organisation(models.Model):
    """An agency or office. Agencies come and go by law, so they are rows with dates, never members of an enum."""

    Kind = OrganisationKind

    # `bawaslu`, `bawaslu-33`, `bawaslu-33.74`, `pemkab-33.05`, `bkn`, `kemendagri`: stable, used by the journal.
    code = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    name = models.CharField(max_length=160)
    # Short and other names, by which people look for it: `Kemendagri`, `KIP Aceh`.
    other_names = models.CharField(max_length=200, blank=True)
    search_name = models.CharField(max_length=400, editable=False, blank=True)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    zone = models.CharField(max_length=40, default="Asia/Jakarta")
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    example = models.BooleanField(default=False)
    # Changed or created by an administrator: the shipped lists leave it alone from then on.
    edited = models.BooleanField(default=False)
    # How it writes its official numbers (`offices/numbering.py`); empty: in the usual way.
    number_pattern = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["kind", "region"], name="organisation_kind_region")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=OrganisationKind.values), name="organisation_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_until=None)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="organisation_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def exists_on(self, day: date) -> bool:
        """Whether it exists on this day; both ends of its validity count."""
        return (self.valid_from or day) <= day <= (self.valid_until or day)


class Holiday(models.Model):
    """A day off that the shipped calendar does not know (yet), as a decree made it; for the whole country."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=100)
    source = models.CharField(max_length=200)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"libur:{self.day.isoformat()}"
