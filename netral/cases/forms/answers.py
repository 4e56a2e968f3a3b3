"""The right of answer: the examiner's forms, and the one the accused person fills in."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from netral.cases import queries
from netral.cases.forms.fields import StepForm
from netral.cases.forms.people import called
from netral.cases.models import Accused, AnswerLink, Case
from netral.intake.files import Upload, bare_photos
from netral.intake.forms.files import SeveralFiles
from netral.intake.states import Problem
from netral.lib.dates import local_day, long_date
from netral.ui.inputs import long_text
from netral.ui.widgets import BigRadios


class LinkForm(StepForm):
    """For whom, and what they are told beside the title of the case, its day and place, and the norms chosen."""

    accused = forms.ChoiceField(label=gettext_lazy("Terlapor"), widget=BigRadios)
    told = long_text(
        gettext_lazy("Yang diduga, dengan kata-kata Anda"),
        rows=4,
        required=False,
        help_text=gettext_lazy(
            "Dibaca terlapor di samping judul perkara, tanggal, wilayah, dan norma dari kajian. Tulis “diduga”. Jangan "
            "menyalin laporan dan jangan menyebut pelapor."
        ),
    )

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, case=case, **options)
        self.people = {each.key: each for each in queries.persons_of(case)}
        named = [(key, called(each)) for key, each in self.people.items()]
        self.fields["accused"].choices = named  # type: ignore[attr-defined]

    def clean_accused(self) -> Accused:
        return self.people[self.cleaned_data["accused"]]


class RevokeForm(StepForm):
    """Which of the links that still wait for an answer."""

    link = forms.ChoiceField(label=gettext_lazy("Tautan untuk"), widget=BigRadios)

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, case=case, **options)
        self.links = {each.key: each for each in queries.open_links(case, timezone.now())}
        shown = [(key, _spoken(each)) for key, each in self.links.items()]
        self.fields["link"].choices = shown  # type: ignore[attr-defined]

    def clean_link(self) -> AnswerLink:
        return self.links[self.cleaned_data["link"]]


def _spoken(link: AnswerLink) -> str:
    return f"{called(link.accused)}, {long_date(local_day(link.expires_at, link.case.office.zone))}"


class AnswerForm(forms.Form):
    """What the accused person says, with their own files."""

    text = forms.CharField(
        label=gettext_lazy("Jawaban Anda"), required=False, strip=False, widget=forms.Textarea({"rows": "10"})
    )
    evidence = SeveralFiles(
        label=gettext_lazy("Berkas"),
        help_text=gettext_lazy("Paling banyak sepuluh berkas, masing-masing 25 MB."),
        required=False,
    )
    location = forms.BooleanField(
        label=gettext_lazy("Simpan lokasi dan waktu yang tertanam di foto"),
        help_text=gettext_lazy("Tanpa centang, keduanya dihapus. Video, suara, dan PDF dikirim apa adanya."),
        required=False,
    )
    mine = forms.BooleanField(
        label=gettext_lazy("Tautan ini dikirim kepada saya, dan ini jawaban saya sendiri."),
        error_messages={"required": gettext_lazy("Centang ini untuk mengirim.")},
    )

    def uploads(self) -> list[Upload]:
        """The files as they are kept. Raises intake.Refused for a photo that nothing can be taken out of."""
        given = list(self.cleaned_data["evidence"])
        return given if self.cleaned_data["location"] else bare_photos(given)

    def add_problem(self, problem: Problem) -> None:
        self.add_error("text" if problem.field == "text" else "evidence", problem.message)
