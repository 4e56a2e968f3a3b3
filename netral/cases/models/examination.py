"""What the examination leaves behind: editions of the kajian, and why a case was sent back."""

from typing import Any

from django.db import models

from netral.cases.models.cases import Case
from netral.cases.models.people import Accused
from netral.lib.at_rest import EncryptedJSONField, EncryptedTextField


class Kajian(models.Model):
    """One edition of the legal assessment: the facts given, what the rulebook answered, and what people concluded.

    The answer is kept as it was given that day, in both languages, with its sentences: a later rulebook may say other
    things. `english` is `assessment` in English; `explanations` are the sentences by norm and language, `parts` the
    codes of the elements by norm. An edition with an `accused` is about that person alone, one without about everybody
    who has none of their own. `provisions` are the norms taken over with it; what is taken over now, says the matrix.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="kajian_set")
    edition = models.PositiveSmallIntegerField()
    facts = EncryptedJSONField()  # the position among them is typed
    assessment = models.JSONField()
    english = models.JSONField(default=dict)
    explanations = models.JSONField(default=dict)
    rulebook_version = models.CharField(max_length=20)
    parts = models.JSONField(default=dict)
    accused = models.ForeignKey(Accused, null=True, on_delete=models.PROTECT, related_name="kajian_set")
    provisions = models.JSONField(default=list)
    conclusion = EncryptedTextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "edition"], name="kajian_edition_once")]

    def told(self, language: str | None) -> dict[str, Any]:
        """The answer in the reader's language; in Indonesian where no English was kept."""
        found: dict[str, Any] = self.english if language == "en" and self.english else self.assessment
        return found

    def explanation(self, provision: str, language: str | None = "id") -> str:
        """The sentences about one norm, with its citation; empty where none were kept."""
        said = self.explanations.get(provision, {})
        return str(said.get(language or "id", said.get("id", "")))


class SendBack(models.Model):
    """Why the members sent a case back to examination."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="send_backs")
    reason = EncryptedTextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)
