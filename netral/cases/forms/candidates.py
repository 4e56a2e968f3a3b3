"""What officers write down of candidates: a table of them, a connection with one, and why a fact is withdrawn."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netral.cases.candidate_rows import read_candidates
from netral.intake.tables import TableRefused, read_table
from netral.offices.models import Organisation
from netral.registry.conflict_policies import LONGEST_SOURCE
from netral.registry.models import Kinship
from netral.registry.states import NewCandidate
from netral.ui.inputs import day, long_text
from netral.ui.widgets import BigRadios


class CandidatesForm(forms.Form):
    """One file with a row per candidate."""

    table = forms.FileField(
        label=gettext_lazy("Berkas daftar calon"),
        help_text=gettext_lazy("XLSX atau CSV, paling banyak 500 baris. Setiap baris menyebut sumber dan tanggalnya."),
        error_messages={
            "required": gettext_lazy("Pilih berkas daftarnya."),
            "empty": gettext_lazy("Berkas ini kosong. Pilih berkas lain."),
        },
    )

    def clean_table(self) -> list[NewCandidate]:
        try:
            table = read_table(self.cleaned_data["table"].read())
            self.places = [place for place, _cells in table.rows]
            return read_candidates(table)
        except TableRefused as refused:
            raise forms.ValidationError(str(refused)) from refused


class ConnectionForm(forms.Form):
    """The appointing official of which agency, how, and where that was read."""

    agency = forms.CharField(
        label=gettext_lazy("Instansi yang Pejabat Pembina Kepegawaiannya punya hubungan"),
        max_length=160,
        help_text=gettext_lazy("Nama lengkap atau kodenya."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Hubungan"), choices=Kinship.choices, widget=BigRadios)
    source = forms.CharField(
        label=gettext_lazy("Sumber"),
        max_length=LONGEST_SOURCE,
        help_text=gettext_lazy(
            "Keputusan, surat, atau berita yang memuatnya. Dugaan dari kemiripan nama bukan sumber."
        ),
    )
    source_on = day(gettext_lazy("Tanggal sumber"))
    note = long_text(gettext_lazy("Keterangan"), rows=3, required=False)

    def clean_agency(self) -> Organisation:
        said = str(self.cleaned_data["agency"]).strip()
        known = Organisation.objects.filter(code=said).first()
        found = [known] if known else list(agencies_called(said))
        if len(found) != 1:
            raise forms.ValidationError(_("Instansi ini tidak ada di data. Tulis namanya."), "unknown")
        return found[0]


class WithdrawForm(forms.Form):
    """Why a fact is withdrawn."""

    reason = long_text(
        gettext_lazy("Mengapa dicabut"),
        rows=3,
        help_text=gettext_lazy("Sedikitnya 20 huruf. Catatannya tetap tersimpan."),
    )


def agencies_called(name: str) -> "list[Organisation]":
    """Agencies of exactly this name, of any day: an official of the past may be connected."""
    return list(Organisation.objects.filter(name__iexact=name)[:2])
