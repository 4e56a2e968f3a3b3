"""The table of people in a pleno that finds them differently: one row each on a page, one object each in the API."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netral.cases.forms.fields import NO, YES
from netral.cases.forms.members import RowsTable
from netral.cases.forms.people import called
from netral.cases.models import Accused
from netral.cases.policies import nobody_found, strange_rulings, wrong_ruling
from netral.cases.states import FOUND_UNDER, Decision, Ruling, differ
from netral.ui.inputs import LONGEST
from netral.ui.widgets import BigRadios

PREFIX = "accused"
CELLS = ("decision", "reason")


class OutcomesTable(RowsTable):
    """Reads the rows of a page (`accused-<key>-decision`, `accused-<key>-reason`), or a program's list."""

    prefix, cells = PREFIX, CELLS


class OutcomesField(forms.Field):
    """Rows as they came; each is judged in a form of its own. `people` and `decision` are those of the case."""

    widget = OutcomesTable
    people: Sequence[Accused] = ()
    decision: str = Decision.PROVEN


class RulingForm(forms.Form):
    """One row: what was found of this person, and why."""

    decision = forms.ChoiceField(label=gettext_lazy("Putusan"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Pertimbangan bagi orang ini"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, told: Mapping[str, Any] | None, *, person: Accused, under: str) -> None:
        prefix = f"{PREFIX}-{person.key}"
        super().__init__(None if told is None else {f"{prefix}-{cell}": told.get(cell, "") for cell in CELLS})
        self.prefix, self.person, self.name = prefix, person, called(person)
        choices = [("", _("Pilih")), *((code, code.label) for code in FOUND_UNDER[under])]
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]
        for cell, field in self.fields.items():
            classes = "isi" if cell == "decision" else "isi isi--baris"
            field.widget.attrs |= {"class": classes, "aria-label": f"{field.label}, {self.name}"}

    def ruling(self) -> Ruling:
        said = self.cleaned_data
        return Ruling(self.person.key, said.get("decision", ""), said.get("reason", ""))

    def judge(self, decision: str, *, apart: bool) -> None:
        """Name what is wrong at its cell; of a cell that is wrong by itself, something was said already."""
        wrong = wrong_ruling(decision, self.ruling(), apart)
        if wrong and wrong[0] not in self.errors:
            self.add_error(*wrong)

    def problems(self) -> list[str]:
        """Everything wrong in this row, under the person's name."""
        return [f"{self.name}: {message}" for messages in self.errors.values() for message in messages]


class AlikeField(forms.ChoiceField):
    """Whether everybody was found the same: a page asks it of several people, a program sends rows or none."""

    of_the_page = True

    def __init__(self, decision: str, *, required: bool) -> None:
        label = Decision(decision).label
        same = _("Sama bagi semua terlapor: %(decision)s") % {"decision": label}
        unanswered = _("Pilih apakah putusannya sama bagi semua terlapor.")
        super().__init__(
            label=_("Putusan bagi para terlapor"),
            choices=[(YES, same), (NO, _("Berbeda per terlapor"))],
            required=required,
            widget=BigRadios,
            error_messages={"required": unanswered},
        )


class OutcomesPart(forms.Form):
    """What a pleno form with a field `outcomes` does with it. The page asks `alike` only of several people."""

    decision: str = Decision.PROVEN
    persons: Sequence[Accused] = ()

    def lay_outcomes(self, persons: Sequence[Accused]) -> None:
        field: OutcomesField = self.fields["outcomes"]  # type: ignore[assignment]
        self.persons = field.people = persons
        field.decision = self.decision
        self.told = self._rows_told()
        if self.several:
            by_a_program = self.is_bound and (not self.told or "outcomes" in self.data)
            self.fields["alike"] = AlikeField(self.decision, required=not by_a_program)
        told = {str(row.get(PREFIX)): row for row in reversed(self.told)}
        self.outcome_rows = [
            RulingForm(told.get(each.key, {}) if self.is_bound else None, person=each, under=self.decision)
            for each in persons
        ]

    @property
    def several(self) -> bool:
        return len(self.persons) > 1

    def clean_outcomes_table(self, cleaned: dict[str, Any]) -> None:
        """The rulings as values, or none where everybody was found the same; problems at their cell and above."""
        cleaned["outcomes"], alike = (), cleaned.pop("alike", "")
        filled = [row for row in self.told if any(str(row.get(cell) or "").strip() for cell in CELLS)]
        if "alike" in self.errors:
            return
        if alike == NO or (filled and alike != YES):
            cleaned["outcomes"] = self._judged()
        elif {row.get("decision") or self.decision for row in filled} - {self.decision}:
            self.add_error("alike", _("Barisnya ada yang lain. Pilih berbeda per terlapor, atau kosongkan barisnya."))

    def _judged(self) -> tuple[Ruling, ...]:
        if strange := strange_rulings(self.persons, [str(row.get(PREFIX)) for row in self.told]):
            self.add_error("outcomes", strange)
            return ()
        for row in self.outcome_rows:
            row.full_clean()
        rulings = tuple(row.ruling() for row in self.outcome_rows)
        for row in self.outcome_rows:
            row.judge(self.decision, apart=differ(rulings))
        problems = [problem for row in self.outcome_rows for problem in row.problems()]
        if not problems and self.decision not in {each.decision for each in rulings}:
            problems = [nobody_found(self.decision)]
        if problems:
            self.add_error("outcomes", [ValidationError(problem) for problem in problems])
        return rulings

    def _rows_told(self) -> list[dict[str, Any]]:
        widget = self.fields["outcomes"].widget
        found = widget.value_from_datadict(self.data, self.files, self.add_prefix("outcomes")) if self.is_bound else []
        return list(found)
