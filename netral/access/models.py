"""Who may come in: people with an account, the seats they hold in offices, invitations and tokens."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from netral.lib.keys import new_key
from netral.offices.models import Organisation


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A member of staff. Reporters never have an account.

    `single_keys` is their own switch for the keys of the workspace that need no Ctrl or Alt (WCAG 2.1.4).
    """

    key = models.CharField(max_length=26, unique=True, default=new_key)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    example = models.BooleanField(default=False)
    single_keys = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """How the journal names this person: opaque, so erasing the row erases the link."""
        return f"akun:{self.key}"


class Role(models.TextChoices):
    """What a seat lets its holder do. The sentences shown to people stand in `access.states.ROLE_SENTENCES`."""

    INTAKE_OFFICER = "petugas_laporan"
    EXAMINER = "pemeriksa"
    MEMBER = "anggota"
    AUDITOR = "auditor"
    APPOINTING_OFFICIAL = "pejabat_pembina"
    PERSONNEL_OFFICER = "petugas_kepegawaian"
    KPU_MEMBER = "anggota_kpu"
    KPU_EXAMINER = "pemeriksa_kpu"
    CUSTODIAN = "kustodian"
    ADMINISTRATOR = "admin"


class Seat(models.Model):
    """A role in an office, from one day to another (as the decree of appointment says)."""

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="seats")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=24, choices=Role)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="seat_role_known"),
            models.UniqueConstraint(fields=["user", "office", "role", "valid_from"], name="seat_once"),
        ]

    def __str__(self) -> str:
        return f"{self.role} @ {self.office_id}"


class Invitation(models.Model):
    """A link that lets one person take one seat. Only the hash of its token is kept."""

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    name = models.CharField(max_length=120)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    role = models.CharField(max_length=24, choices=Role)
    seat_until = models.DateField(null=True, blank=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"undangan:{self.key}"


class ApiToken(models.Model):
    """A bearer token of one user; only its hash is kept."""

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"token:{self.key}"


class FeedToken(models.Model):
    """A private address under which a calendar program reads deadlines: one person's, or those of one office.

    Only the hash of its token is kept. It is as good as the seats of the person who made it.
    """

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="feeds")
    office = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(office=None, ended_at=None), name="feed_once_per_person"
            ),
            models.UniqueConstraint(
                fields=["user", "office"], condition=models.Q(ended_at=None), name="feed_once_per_office"
            ),
        ]

    def __str__(self) -> str:
        return f"kalender:{self.key}"


class UnsentForm(models.Model):
    """What somebody wrote while their session ended, sealed under a key that only their browser holds.

    `owner` is a mark of the person, `locator` a hash of the key. Gone once it stood in its form again, or expired.
    """

    locator = models.CharField(max_length=64, unique=True)
    owner = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)
