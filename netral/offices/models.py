"""Where things happen and who is competent: regions, and organisations that exist from one day to another."""

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

    class Meta:
        indexes = [models.Index(fields=["level", "name"], name="region_level_name")]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """An agency or office. Agencies come and go by law, so they are rows with dates, never members of an enum."""

    class Kind(models.TextChoices):
        BAWASLU = "bawaslu"
        BAWASLU_PROVINCE = "bawaslu_provinsi"
        BAWASLU_REGENCY = "bawaslu_kabkota"
        KPU = "kpu"
        KPU_PROVINCE = "kpu_provinsi"
        KPU_REGENCY = "kpu_kabkota"
        PROVINCE_GOVERNMENT = "pemerintah_provinsi"
        REGENCY_GOVERNMENT = "pemerintah_kabkota"
        MINISTRY = "kementerian"
        AGENCY = "lembaga"
        ASN_SUPERVISOR = "pengawas_asn"

    # `bawaslu`, `bawaslu-33`, `bawaslu-33.74`, `pemkab-33.05`, `bkn`, `kemendagri`: stable, used by the journal.
    code = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=160)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    zone = models.CharField(max_length=40, default="Asia/Jakarta")
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    example = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["kind", "region"], name="organisation_kind_region")]

    def __str__(self) -> str:
        return self.name
