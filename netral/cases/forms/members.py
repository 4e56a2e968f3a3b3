"""The table of members in a meeting: one row of cells each on a page, one object each in the API."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from netral.access.models import User
from netral.procedure.meetings import LONGEST_NOTE, UNANSWERED, Attendance, wrong_note
from netral.procedure.states import Part

PREFIX = "member"
CELLS = ("part", "note")


class MembersTable(forms.Widget):
    """Reads the rows of a page (`member-<key>-part`, `member-<key>-note`), or what a program sent as a list."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, Any]]:
        if name in data:
            sent = data.getlist(name) if hasattr(data, "getlist") else data[name]
            return [row for row in sent if isinstance(row, dict)]
        rows: dict[str, dict[str, Any]] = {}
        for typed in data:
            start, _, rest = str(typed).partition("-")
            member, _, cell = rest.rpartition("-")
            if start == PREFIX and member and cell in CELLS:
                rows.setdefault(member, {"member": member})[cell] = data[typed]
        return list(rows.values())


class MembersField(forms.Field):
    """Rows as they came; each is judged in a form of its own, so that a problem stands at its cell."""

    widget = MembersTable

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.people: Sequence[User] = ()

    def validate(self, value: Any) -> None:
        """A missing row is named at its cell, not here."""


class MemberForm(forms.Form):
    """One row: what this member did, and the words to it."""

    part = forms.ChoiceField(
        label=gettext_lazy("Kehadiran dan suara"),
        choices=[("", gettext_lazy("Pilih")), *Part.choices],
        error_messages={"required": UNANSWERED},
    )
    note = forms.CharField(
        label=gettext_lazy("Alasan atau pendapat berbeda"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, told: Mapping[str, Any] | None, *, person: User) -> None:
        prefix = f"{PREFIX}-{person.key}"
        super().__init__(None if told is None else {f"{prefix}-{cell}": told.get(cell, "") for cell in CELLS})
        self.prefix, self.person = prefix, person
        for cell, field in self.fields.items():
            classes = "isi" if cell == "part" else "isi isi--baris"
            field.widget.attrs |= {"class": classes, "aria-label": f"{field.label}, {person.name}"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        # Of a cell that is wrong by itself, something was said already.
        if {"part", "note"} <= cleaned.keys() and (message := wrong_note(cleaned["part"], cleaned["note"])):
            self.add_error("note", message)
        return cleaned

    def attendance(self) -> Attendance:
        """Of a row without problems."""
        return Attendance(self.person.key, self.cleaned_data["part"], self.cleaned_data["note"])

    def problems(self) -> list[str]:
        """Everything wrong in this row, under the member's name."""
        return [f"{self.person.name}: {message}" for messages in self.errors.values() for message in messages]


def rows_of(told: Sequence[Mapping[str, Any]] | None, people: Sequence[User]) -> list[MemberForm]:
    """One form per member; bound to what was told of them, to nothing on a page just opened."""
    if told is None:
        return [MemberForm(None, person=person) for person in people]
    found = {str(row.get("member")): row for row in reversed(told)}
    return [MemberForm(found.get(person.key, {}), person=person) for person in people]
