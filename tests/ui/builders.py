"""Forms and clocks to show."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django import forms

from netral.ui.widgets import BigCheckboxes, BigRadios, DateInput3

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


class ReportForm(forms.Form):
    """One field of every shape."""

    name = forms.CharField(label="Nama", help_text="Boleh nama panggilan.", required=False)
    when = forms.DateField(label="Kapan", widget=DateInput3())
    who = forms.ChoiceField(
        label="Sebagai", choices=[("a", "Resmi"), ("b", "Tanpa nama")], widget=BigRadios(hints={"a": "Disegel."})
    )
    seen = forms.MultipleChoiceField(label="Terlihat", choices=[("x", "Kampanye")], widget=BigCheckboxes())
    proof = forms.FileField(label="Berkas", required=False)
    true = forms.BooleanField(label="Ini benar", help_text="Menurut yang saya lihat.")


@dataclass(frozen=True)
class Clock:
    """What `procedure.queries.ClockView` shows of a clock."""

    title: str = "Menindaklanjuti laporan"
    label: str = "4 hari kerja lagi"
    tone: str = "netral"
    started: datetime = NOW - timedelta(days=7)
    due: datetime | None = NOW + timedelta(days=4)
    stopped: datetime | None = None
    zone: str = "Asia/Makassar"
    count: int | None = 7
    unit: str = "working"
    source: str = "UU Contoh Pasal 7"
    confidence: str = "high"
    met: bool | None = None
    skipped: tuple[tuple[str, str], ...] = ()
    assumptions: tuple[str, ...] = ()
    letter: str = ""
    extended: bool = False
    longer: bool = False

    def but(self, **changes: object) -> "Clock":
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Milestone:
    at: datetime
    text: str
    office_name: str = ""
    ahead: bool = False
