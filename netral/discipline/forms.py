"""One form per step of a penanganan. Clean values only: whether a step is possible is asked elsewhere."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from netral import rulebook
from netral.cases.states import Result
from netral.discipline import queries
from netral.discipline.models import AGENCY, AUTHORITY, Penanganan
from netral.discipline.states import Level
from netral.exchange.states import Answer
from netral.procedure.queries import say
from netral.registry.models import Person
from netral.ui.inputs import day, long_text
from netral.ui.widgets import BigCheckboxes, BigRadios

LEVELS = dict(Level.choices)
OTHER = "lain"


class StepForm(forms.Form):
    """What every step carries: the version the person was looking at."""

    template = "form"
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, penanganan: Penanganan, **options: Any) -> None:
        super().__init__(*args, **options)
        self.penanganan = penanganan
        self.fields["version"].initial = penanganan.version

    def values(self) -> dict[str, Any]:
        """Keyword arguments for the step's action."""
        return dict(self.cleaned_data)


class VerifyForm(StepForm):
    """The person is picked from the register's matches; their keys are what the form carries."""

    template = "verify"
    person = forms.ModelChoiceField(
        label=_("Orang dalam data pegawai"),
        queryset=Person.objects.none(),
        to_field_name="key",
        error_messages={"required": _("Pilih orangnya dari hasil pencarian.")},
        widget=forms.HiddenInput,
    )
    reason = long_text(
        _("Kenapa Anda yakin ini orangnya"),
        rows=3,
        required=False,
        help_text=_("Wajib bila kecocokan nama di bawah 80 persen."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = _people()  # type: ignore[attr-defined]


def _people() -> QuerySet[Person]:
    return Person.objects.select_related("agency")


class ReasonForm(StepForm):
    reason = long_text(_("Alasan"), help_text=_("Dibaca pengawas dan instansi. Jangan menulis nama pelapor."))


class StopForm(ReasonForm):
    """What came from another house may go back for what it misses, as long as nobody worked on it."""

    gaps = long_text(
        _("Yang perlu dilengkapi pengirim"),
        rows=3,
        required=False,
        help_text=_("Satu per baris. Bila diisi, penerusan dikembalikan untuk dilengkapi, bukan sekadar dihentikan."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        masukan = self.penanganan.masukan
        if masukan is None or masukan.answer != Answer.RECEIVED:
            del self.fields["gaps"]

    def values(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return {**said, "gaps": [gap for gap in said.get("gaps", "").splitlines() if gap.strip()]}


class RecommendForm(StepForm):
    level = forms.ChoiceField(label=_("Tingkat yang direkomendasikan"), choices=Level.choices, widget=BigRadios)
    sanctions = forms.MultipleChoiceField(
        label=_("Hukuman yang diusulkan"),
        required=False,
        widget=BigCheckboxes,
        help_text=_("Hanya dari tingkat yang Anda pilih. Kosongkan bila semua jenis di tingkat itu boleh."),
    )
    reasons = long_text(_("Pertimbangan"), help_text=_("Masuk ke surat rekomendasi."))

    template = "recommend"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        on = queries.today_at(self.penanganan, AUTHORITY, timezone.now())
        due = queries.Ground(self.penanganan).range(on)
        self.initial.setdefault("level", due.level if due else None)
        self.fields["sanctions"].choices = _by_level(queries.all_sanctions(self.penanganan, on))  # type: ignore[attr-defined]


def _by_level(sanctions: list[rulebook.Sanction]) -> list[tuple[str, str]]:
    """Codes with their names, each saying its level."""
    return [(each.code, f"{LEVELS.get(each.level or '', '')}: {say(each.name)}") for each in sanctions]


class ImposeForm(StepForm):
    template = "impose"
    sanction = forms.ChoiceField(label=_("Hukuman"), required=False)
    other_sanction = forms.CharField(
        label=_("Hukuman lain, seperti bunyi keputusan"),
        max_length=300,
        required=False,
        help_text=_("Hanya bila tidak ada di daftar. Dicatat dan diberi tanda, tidak ditolak."),
    )
    level = forms.ChoiceField(
        label=_("Tingkat hukuman lain itu"), choices=[("", _("Menurut daftar")), *Level.choices], required=False
    )
    official = forms.ChoiceField(
        label=_("Ditetapkan oleh"),
        required=False,
        help_text=_("Di belakang nama jabatan: tingkat hukuman yang menjadi wewenangnya."),
    )
    deviation_reason = long_text(
        _("Pertimbangan bila menyimpang"),
        rows=3,
        required=False,
        help_text=_("Wajib bila lebih ringan dari rekomendasi, di luar yang sesuai aturan, atau oleh pejabat lain."),
    )
    number = forms.CharField(label=_("Nomor keputusan"), max_length=80)
    decided_on = day(_("Tanggal keputusan"))
    upload = forms.FileField(label=_("Naskah keputusan (PDF)"), widget=forms.FileInput(attrs={"accept": ".pdf"}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        on = queries.today_at(self.penanganan, AGENCY, timezone.now())
        ground = queries.Ground(self.penanganan)
        self.fields["sanction"].choices = [("", _("Pilih hukuman")), *ground.choices(on)]  # type: ignore[attr-defined]
        officials = ground.officials(on)
        self.fields["official"].choices = [*officials, (OTHER, _("Pejabat lain"))]  # type: ignore[attr-defined]
        own = ground.own_official
        self.initial.setdefault("official", own if own in dict(officials) else OTHER)


class DeliverForm(StepForm):
    delivered_on = day(_("Tanggal keputusan diterima pegawai"))


class InForceForm(StepForm):
    in_force_on = day(_("Tanggal mulai berlaku"))


class ConflictForm(forms.Form):
    """Whether something ties the official to the matter, and what."""

    conflicted = forms.ChoiceField(
        label=_("Apakah Anda atau pejabat yang akan memutus punya benturan kepentingan?"),
        widget=BigRadios,
        choices=[
            ("tidak", _("Tidak ada benturan kepentingan")),
            ("ya", _("Ada: hubungan keluarga, pencalonan, atau kepentingan lain")),
        ],
    )
    note = long_text(
        _("Bila ada, jelaskan singkat"),
        rows=3,
        required=False,
        help_text=_("Dibaca kantor yang mengirim, supaya pejabat lain yang memutus."),
    )

    def clean_conflicted(self) -> bool:
        return bool(self.cleaned_data["conflicted"] == "ya")


class OutcomeForm(forms.Form):
    """How a hand-over ended at a receiver that works in its own house."""

    outcome = forms.ChoiceField(label=_("Hasil"), choices=Result.choices, widget=BigRadios)
    note = long_text(
        _("Keterangan"),
        rows=4,
        help_text=_("Nomor dan tanggal keputusan, atau alasannya. Dibaca pengawas. Jangan menulis nama pelapor."),
    )


class GapsForm(forms.Form):
    """What a hand-over lacks, for its sender to complete."""

    gaps = long_text(
        _("Yang kurang"),
        rows=4,
        help_text=_("Satu hal per baris, misalnya surat keputusan pengangkatan. Dibaca pengirim. Jangan menulis nama."),
    )


FORMS: dict[str, type[StepForm]] = {
    "verifikasi": VerifyForm,
    "hentikan": StopForm,
    "rekomendasikan": RecommendForm,
    "jatuhkan_sanksi": ImposeForm,
    "tidak_menjatuhkan": ReasonForm,
    "sampaikan": DeliverForm,
    "catat_berlaku": InForceForm,
}
