"""Labels: short words of an office that stand on its cases. The words are encrypted; `mark` finds one without them."""

from django.db import models

from netral.cases.models.cases import Case
from netral.lib.at_rest import EncryptedTextField
from netral.lib.keys import new_key
from netral.offices.models import Organisation


class Label(models.Model):
    """One word of one office. `mark` is a keyed number of the office and the word in small letters."""

    key = models.CharField(max_length=26, unique=True, default=new_key, editable=False)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    word = EncryptedTextField()
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "mark"], name="label_once_per_office")]

    def __str__(self) -> str:
        return f"label:{self.key}"


class CaseLabel(models.Model):
    """A label on a case. When it was put there and by whom stands in the journal, by the key of the label."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="labels", db_index=False)
    label = models.ForeignKey(Label, on_delete=models.PROTECT, related_name="cases")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "label"], name="label_once_per_case")]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.label_id}"
