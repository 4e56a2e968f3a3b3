"""The table of members in a meeting: one row of cells each on a page, one object each in the API."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netral.access.models import User
from netral.access.queries import today_in
from netral.cases.policies import nobody_seated
from netral.offices.models import Organisation
from netral.procedure.meetings import (
    LONGEST_NOTE,
    UNANSWERED,
    Attendance,
    Counts,
    conflict_said,
    counted,
    rule_said,
    wrong_note,
    wrong_rows,
    wrong_seats,
)
from netral.procedure.states import Part

PREFIX = "member"
CELLS = ("part", "note")


class RowsTable(forms.Widget):
    """Reads the rows of a page (`<prefix>-<key>-<cell>`), or what a program sent as a list."""

    prefix = ""
    cells: tuple[str, ...] = ()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, Any]]:
        if name in data:
            sent = data.getlist(name) if hasattr(data, "getlist") else data[name]
            return [row for row in sent if isinstance(row, dict)]
        rows: dict[str, dict[str, Any]] = {}
        for typed in data:
            start, _, rest = str(typed).partition("-")
            key, _, cell = rest.rpartition("-")
            if start == self.prefix and key and cell in self.cells:
                rows.setdefault(key, {self.prefix: key})[cell] = data[typed]
        return list(rows.values())


class MembersTable(RowsTable):
    """Rows of members: `member-<key>-part`, `member-<key>-note`."""

    prefix, cells = PREFIX, CELLS


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


class MeetingTable(forms.Form):
    """What a form with a table of members adds to its own fields `members`, `seats`, `seats_reason` and a day.

    `seated_on` and `office` are the form's own; `day_of_meeting` names the field of the day.
    """

    day_of_meeting = "held_on"

    @property
    def office(self) -> Organisation:
        raise NotImplementedError

    def seated_on(self, day: date) -> list[User]:
        raise NotImplementedError

    def lay_table(self) -> None:
        """One row per member who held a seat on the day of the meeting, or today while no day was given."""
        self.people = self.seated_on(self._day())
        self.table = rows_of(self._raw("members") if self.is_bound else None, self.people)
        members = self.fields["members"]
        members.people = self.people  # type: ignore[attr-defined]
        members.help_text = f"{rule_said(self.office.kind)} {conflict_said(self.office.kind)}"

    def clean_table(self, cleaned: dict[str, Any]) -> None:
        """Every problem at its cell, its row or the day; the rows as values where there is none."""
        told = self.day_of_meeting in cleaned
        if not self.people and told:
            self.add_error(self.day_of_meeting, nobody_seated())
        elif self.people and told and self._check_rows():
            cleaned["members"] = tuple(row.attendance() for row in self.table)
            self._check_counts(cleaned)

    def _check_rows(self) -> bool:
        """Whether every row can be; what cannot stands at its cell, and here for the box above and for programs."""
        problems = [problem for row in self.table for problem in row.problems()]
        told = [Attendance(str(row.get("member")), "", "") for row in self._raw("members")]
        seated = {person.key: person.name for person in self.people}
        problems += [wrong.message for wrong in wrong_rows(told, seated) if not wrong.member]
        for problem in problems:
            self.add_error("members", problem)
        return not problems

    def _check_counts(self, cleaned: dict[str, Any]) -> None:
        if "seats" not in cleaned:
            return
        seats = cleaned["seats"] or len(self.people)
        counts = counted(self.office.kind, seats, cleaned["members"])
        if wrong := wrong_seats(seats, len(self.people), cleaned.get("seats_reason", ""), counts.present):
            self.add_error(*wrong)
        elif not counts.quorate:
            self.add_error("members", _without_quorum(counts))

    def _day(self) -> date:
        """The day whose members are shown."""
        if self.is_bound:
            try:
                name = self.day_of_meeting
                return self.fields[name].clean(self._raw(name))  # type: ignore[no-any-return]
            except ValidationError:
                pass
        return today_in(self.office)

    def _raw(self, name: str) -> Any:
        return self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))


def _without_quorum(counts: Counts) -> str:
    return _("Belum bisa diputus: hadir %(present)s dari %(seats)s anggota, rapat tidak memenuhi kuorum.") % {
        "present": counts.present,
        "seats": counts.seats,
    }


def rows_of(told: Sequence[Mapping[str, Any]] | None, people: Sequence[User]) -> list[MemberForm]:
    """One form per member; bound to what was told of them, to nothing on a page just opened."""
    if told is None:
        return [MemberForm(None, person=person) for person in people]
    found = {str(row.get("member")): row for row in reversed(told)}
    return [MemberForm(found.get(person.key, {}), person=person) for person in people]
