"""The form of a step, derived from its table; and the one that opens a criminal track."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from netral.cases.models import Accused, Case
from netral.procedure.models import DOCUMENT_LENGTH
from netral.procedure.queries import say, table
from netral.rulebook import Step
from netral.tracks import queries
from netral.tracks.models import Track
from netral.tracks.states import wanted_by
from netral.ui.inputs import day, long_text
from netral.ui.widgets import BigCheckboxes, BigRadios


class StepForm(forms.Form):
    """The day that counts, the letter with the news, what must be declared, words, and a file where one is needed."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    on = day(
        _("Tanggal"), help_text=_("Hari terjadinya, seperti tertulis dalam surat. Dari hari ini tenggat dihitung.")
    )
    letter_number = forms.CharField(
        label=_("Nomor surat"),
        max_length=DOCUMENT_LENGTH,
        required=False,
        help_text=_("Surat yang memuat kabar atau keputusan ini, tanpa spasi."),
    )
    declared = forms.MultipleChoiceField(label=_("Saya menyatakan"), widget=BigCheckboxes)
    note = long_text(
        _("Keterangan"),
        rows=4,
        required=False,
        help_text=_("Hanya terbaca di kantor ini. Jangan menulis nama pelapor."),
    )
    upload = forms.FileField(label=_("Naskah (PDF)"), required=False, widget=forms.FileInput(attrs={"accept": ".pdf"}))

    def __init__(self, *args: Any, track: Track, step: Step, **options: Any) -> None:
        super().__init__(*args, **options)
        wanted = wanted_by(step)
        self.fields["version"].initial = track.version
        self.fields["on"].initial = queries.today_at(track, timezone.now())
        self.fields["letter_number"].required = wanted.letter
        self.fields["note"].required = wanted.reason
        if wanted.reason:
            self.fields["note"].label = _("Alasan")
        self._ask_to_declare(track, wanted.declared)
        if wanted.file:
            self.fields["upload"].required = True
        elif not wanted.letter:
            del self.fields["upload"]

    def _ask_to_declare(self, track: Track, needs: tuple[str, ...]) -> None:
        if not needs:
            del self.fields["declared"]
            return
        words = table(track).requirements
        self.fields["declared"].choices = [(need, say(words[need])) for need in needs]  # type: ignore[attr-defined]

    def clean_declared(self) -> list[str]:
        """All of them or none: each is needed."""
        given: list[str] = self.cleaned_data["declared"]
        if len(given) < len(self.fields["declared"].choices):  # type: ignore[attr-defined]
            raise forms.ValidationError(_("Nyatakan semuanya, atau jangan ambil langkah ini dulu."), "kurang")
        return given

    def values(self) -> dict[str, Any]:
        """Keyword arguments for the action."""
        return dict(self.cleaned_data)


class CriminalForm(forms.Form):
    """About whom, and which crimes are suspected."""

    accused = forms.ChoiceField(label=_("Terlapor"), widget=BigRadios)
    provisions = forms.MultipleChoiceField(
        label=_("Pasal yang diduga"),
        required=False,
        widget=BigCheckboxes,
        help_text=_("Boleh dikosongkan; pembahasan pertama yang menetapkannya."),
    )

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {each.key: each for each in queries.without_criminal_track(case)}
        choices = [(key, str(each) or _("Nama belum diketahui")) for key, each in self.people.items()]
        self.fields["accused"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["accused"].initial = choices[0][0]
        known = queries.criminal_provisions(case)
        self.fields["provisions"].choices = [(code, f"{say(title)} ({code})") for code, title in known.items()]  # type: ignore[attr-defined]

    def clean_accused(self) -> Accused:
        return self.people[self.cleaned_data["accused"]]
