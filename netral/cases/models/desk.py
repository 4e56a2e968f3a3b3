"""What people leave at the desk while they share a case: notes, tasks, and their own views of the queue."""

from django.db import models
from django.db.models import Q

from netral.access.models import User
from netral.cases.models.cases import Case
from netral.lib.at_rest import EncryptedTextField
from netral.lib.keys import new_key


class Note(models.Model):
    """A note for colleagues of the office. It goes to no receiver and into no letter; its texts are its editions."""

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"catatan:{self.key}"


class NoteEdition(models.Model):
    """A note as it read from one moment on. Earlier ones stay."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="editions")
    edition = models.PositiveSmallIntegerField()
    text = EncryptedTextField(blank=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["edition"]
        constraints = [models.UniqueConstraint(fields=["note", "edition"], name="note_edition_once")]

    def __str__(self) -> str:
        return f"{self.note_id}#{self.edition}"


class Task(models.Model):
    """Something one person is to do in a case, until a day where one was named. Done once, by whoever did it."""

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    text = EncryptedTextField(blank=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=60)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by="") | (Q(done_at__isnull=False) & ~Q(done_by="")),
                name="task_done_by_somebody",
            )
        ]
        indexes = [
            models.Index(fields=["user", "due_on"], condition=Q(done_at=None), name="task_open_by_user"),
            models.Index(fields=["due_on"], condition=Q(done_at=None), name="task_open_by_due"),
        ]

    def __str__(self) -> str:
        return f"tugas:{self.key}"


class SavedView(models.Model):
    """One person's own view of the queue. Name and line are encrypted: people look for people."""

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    place = models.PositiveSmallIntegerField()
    view = models.CharField(max_length=20)
    name = EncryptedTextField()
    line = EncryptedTextField(blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["user", "place"], name="saved_view_place")]

    def __str__(self) -> str:
        return f"tampilan:{self.key}"
