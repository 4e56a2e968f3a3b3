"""What the members decide and how each voted, or why they send a case back."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netral.access.queries import today_in
from netral.cases import queries
from netral.cases.forms.fields import StepForm
from netral.cases.forms.members import MembersField, rows_of
from netral.cases.policies import nobody_seated
from netral.procedure.meetings import Attendance, Counts, conflict_said, counted, rule_said, wrong_rows, wrong_seats
from netral.ui.inputs import day, long_text

MOST_MEMBERS = 99


class PlenoForm(StepForm):
    """One row per member who held a seat on the day of the meeting, or today while no day was given."""

    template = "pleno"
    weighs = True
    held_on = day(gettext_lazy("Tanggal rapat pleno"))
    members = MembersField(label=gettext_lazy("Anggota pleno"))
    seats = forms.IntegerField(
        label=gettext_lazy("Jumlah anggota menurut keputusan pengangkatan"),
        min_value=1,
        max_value=MOST_MEMBERS,
        required=False,
        help_text=gettext_lazy("Kosongkan bila sama dengan jumlah baris di atas."),
    )
    seats_reason = forms.CharField(
        label=gettext_lazy("Mengapa jumlahnya lain"), max_length=500, required=False,
        help_text=gettext_lazy("Misalnya satu kursi kosong atau satu anggota belum punya akun."),
    )  # fmt: skip
    reason = long_text(gettext_lazy("Pertimbangan"), help_text=gettext_lazy("Sedikitnya 50 huruf."))
    issue = forms.BooleanField(label=gettext_lazy("Terbitkan berita acara pleno sebagai PDF bernomor"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = queries.members_on(self.case.office, self._day())
        self.table = rows_of(self._raw("members") if self.is_bound else None, self.people)
        members = self.fields["members"]
        members.people = self.people  # type: ignore[attr-defined]
        members.help_text = f"{rule_said(self.case.office.kind)} {conflict_said(self.case.office.kind)}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.people and "held_on" in cleaned:
            self.add_error("held_on", nobody_seated())
        elif self.people and "held_on" in cleaned and self._check_rows():
            cleaned["members"] = tuple(row.attendance() for row in self.table)
            self._check_counts(cleaned)
        return cleaned

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
        counts = counted(self.case.office.kind, seats, cleaned["members"])
        if wrong := wrong_seats(seats, len(self.people), cleaned.get("seats_reason", ""), counts.present):
            self.add_error(*wrong)
        elif not counts.quorate:
            self.add_error("members", _without_quorum(counts))

    def _day(self) -> date:
        """The day whose members are shown."""
        if self.is_bound:
            try:
                return self.fields["held_on"].clean(self._raw("held_on"))  # type: ignore[no-any-return]
            except ValidationError:
                pass
        return today_in(self.case.office)

    def _raw(self, name: str) -> Any:
        return self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))


def _without_quorum(counts: Counts) -> str:
    return _("Belum bisa diputus: hadir %(present)s dari %(seats)s anggota, rapat tidak memenuhi kuorum.") % {
        "present": counts.present,
        "seats": counts.seats,
    }


class SendBackForm(StepForm):
    reason = long_text(gettext_lazy("Yang masih kurang"), help_text=gettext_lazy("Sedikitnya 50 huruf."))
