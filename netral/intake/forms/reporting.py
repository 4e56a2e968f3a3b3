"""The short form of a report on one page."""

import re
from collections.abc import Iterator
from datetime import time
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, TypeAlias

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from netral import rulebook
from netral.intake.checking import CAPS
from netral.intake.content import NewReport, Reporter, Who
from netral.intake.files import Upload
from netral.intake.forms.files import SeveralFiles
from netral.intake.forms.places import LONGEST, places_for
from netral.intake.states import Kind, Problem
from netral.lib.keys import new_key
from netral.ui.widgets import BigCheckboxes, BigRadios, DateInput3

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise
Words: TypeAlias = "str | _StrPromise"
PEOPLE = (1, 2, 3)
UNSURE = "tidak_tahu"
# Where the problems of `checking` are shown.
FIELDS = {
    "kind": "kind",
    "what": "what",
    "when.date": "act_date",
    "when.time": "act_time",
    "when.known_on": "known_on",
    "where.region": "place_search",
    "where.place": "place",
    "reporter": "reporter_name",
    "reporter.name": "reporter_name",
    "reporter.address": "reporter_address",
    "reporter.phone": "reporter_phone",
    "who.position": "job",
}


def _text(label: Words, cap: str, *, rows: int = 0, hint: Words = "", **attrs: str) -> forms.CharField:
    """An optional text; `checking` decides about its length, the browser is told so that nobody types in vain."""
    attrs = {"maxlength": str(CAPS[cap]), "autocomplete": "off", **attrs}
    widget = forms.Textarea({**attrs, "rows": str(rows)}) if rows else forms.TextInput(attrs)
    return forms.CharField(label=label, required=False, help_text=hint, widget=widget, strip=False)


class ReportForm(forms.Form):
    """Every question at once; only the kind, the story and the statement of truth are required of everybody."""

    WHO_PARTS: ClassVar[tuple[str, ...]] = ("name", "job", "agency")
    key = forms.CharField(max_length=64, initial=new_key, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Bagaimana kami mengenal Anda?"),
        choices=[
            (Kind.LAPORAN.value, _("Laporan resmi, identitas disegel")),
            (Kind.INFORMASI_AWAL.value, _("Informasi awal tanpa nama")),
        ],
        widget=BigRadios(
            hints={
                Kind.LAPORAN.value: _(
                    "Nama dan alamat Anda disegel sebelum disimpan. Terlapor dan kantornya tidak menerimanya. "
                    "Laporan bisa diregistrasi."
                ),
                Kind.INFORMASI_AWAL.value: _(
                    "Kami tidak tahu siapa Anda. Bawaslu menelusuri sendiri, dan laporan tidak bisa diregistrasi "
                    "atas nama Anda."
                ),
            }
        ),
        error_messages={"required": _("Pilih salah satu: laporan resmi atau informasi awal.")},
    )
    conducts = forms.MultipleChoiceField(
        label=_("Apa yang Anda lihat?"),
        help_text=_("Boleh lebih dari satu. Lewati kalau tidak yakin."),
        required=False,
        widget=BigCheckboxes,
    )
    what = forms.CharField(
        label=_("Ceritakan dengan kata-kata Anda"),
        help_text=_("Apa yang terjadi, apa yang dikatakan atau dilakukan, siapa lagi yang ada di sana."),
        widget=forms.Textarea({"rows": "8", "maxlength": str(CAPS["what"])}),
        error_messages={"required": _("Ceritakan apa yang Anda lihat atau ketahui.")},
    )
    place_search = forms.CharField(
        label=_("Di mana kejadiannya?"),
        help_text=_("Nama desa, kelurahan, kecamatan, atau kota. Kosongkan kalau tidak tahu persis."),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    region = forms.ChoiceField(label=_("Tempat mana yang Anda maksud?"), required=False, widget=BigRadios, choices=[])
    place = _text(_("Keterangan tempat"), "place", hint=_("Nama lapangan, gedung, atau alamat unggahan di internet."))
    act_date = forms.DateField(
        label=_("Kapan kejadiannya?"),
        help_text=_("Tanggal, bulan, tahun."),
        required=False,
        widget=DateInput3,
        error_messages={"invalid": _("Tanggal ini tidak ada di kalender. Tulis hari, bulan, dan tahun.")},
    )
    act_time = forms.CharField(
        label=_("Jam berapa?"),
        help_text=_("Kira-kira, misalnya 09.30."),
        required=False,
        max_length=20,
        widget=forms.TextInput({"inputmode": "text", "autocomplete": "off"}),
    )
    known_on = forms.DateField(
        label=_("Kapan Anda mengetahuinya?"),
        help_text=_("Batas waktu melapor dihitung dari hari ini. Laporan yang terlambat tetap diterima."),
        required=False,
        widget=DateInput3,
        error_messages={"invalid": _("Tanggal ini tidak ada di kalender. Tulis hari, bulan, dan tahun.")},
    )
    who1_name, who2_name, who3_name = (_text(_("Nama"), "name") for _each in PEOPLE)
    who1_job, who2_job, who3_job = (_text(_("Jabatan atau pekerjaan"), "job") for _each in PEOPLE)
    who1_agency, who2_agency, who3_agency = (_text(_("Kantor atau instansi"), "agency") for _each in PEOPLE)
    links = forms.CharField(
        label=_("Tautan"),
        help_text=_("Alamat unggahan atau berita, satu baris satu tautan."),
        required=False,
        widget=forms.Textarea({"rows": "3", "autocomplete": "off"}),
    )
    evidence = SeveralFiles(
        label=_("Foto, video, suara, atau PDF"),
        help_text=_("Paling banyak sepuluh berkas, masing-masing 25 MB."),
        required=False,
    )
    reporter_name = _text(_("Nama Anda"), "name", hint=_("Satu nama saja juga cukup."), autocomplete="name")
    reporter_address = _text(_("Alamat Anda"), "address", rows=3, autocomplete="street-address")
    reporter_phone = _text(_("Nomor telepon"), "phone", inputmode="tel", autocomplete="tel")
    truth = forms.BooleanField(
        label=_("Cerita ini benar menurut yang saya lihat atau ketahui."),
        error_messages={"required": _("Beri tanda kalau cerita ini benar menurut yang Anda lihat atau ketahui.")},
    )

    def begin_anew(self) -> None:
        """A page taken back and changed after it was sent: say so, and make the next press another report."""
        sent: Any = self.data  # a QueryDict: the form is bound
        self.data = anew = sent.copy()
        anew["key"] = new_key()
        self.add_error(
            None,
            _(
                "Halaman ini sudah pernah terkirim. Untuk menambah atau memperbaiki laporan itu, "
                "buka Cek laporan dengan kodenya. Kalau ini laporan lain, kirim sekali lagi."
            ),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "id"
        self.fields["conducts"].choices = [  # type: ignore[attr-defined]
            (code, text.text(language)) for code, text in rulebook.current().conducts.items()
        ]
        self.places = places_for(str(self.data.get("place_search", "")) if self.is_bound else "")
        if self.places.asks:
            choices = [*self.places.found, (UNSURE, _("Saya tidak tahu persis"))]
            self.fields["region"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["region"]

    @property
    def several_people(self) -> bool:
        """Whether somebody was already typed into the folded part of the form."""
        names = [f"who{number}_{part}" for number in PEOPLE[1:] for part in self.WHO_PARTS]
        return any(self.data.get(name) for name in names)

    def clean_act_time(self) -> time | None:
        typed = self.cleaned_data["act_time"].strip()
        if not typed:
            return None
        found = re.fullmatch(r"(?:pukul\s*)?([0-9]{1,2})(?:[.:]([0-9]{2}))?", typed.lower())
        try:
            return time(int(found[1]), int(found[2] or 0)) if found else self._no_such_time()
        except ValueError:
            return self._no_such_time()

    def _no_such_time(self) -> NoReturn:
        raise forms.ValidationError(_("Jam ini tidak ada. Tulis seperti 09.30."))

    def clean_links(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("place_search") and "region" not in self.errors:
            cleaned["region_code"] = self._place_meant(cleaned.get("region", ""))
        return cleaned

    def _place_meant(self, chosen: str) -> str:
        """The region's code: the only one that fits, or the one chosen; empty for "I do not know"."""
        if not self.places.found:
            message = _("Tempat ini tidak ditemukan. Tulis nama desa atau kelurahan, atau kosongkan saja.")
            self.add_error("place_search", message)
        elif self.places.asks and not chosen:
            self.add_error("region", _("Pilih tempat yang Anda maksud, atau katakan tidak tahu persis."))
        return "" if chosen == UNSURE else chosen or next((code for code, _label in self.places.found), "")

    def report(self) -> NewReport:
        """What was typed, as `submit` takes it."""
        clean = self.cleaned_data
        return NewReport(
            kind=clean["kind"],
            what=clean["what"],
            act_date=clean["act_date"],
            act_time=clean["act_time"],
            known_on=clean["known_on"],
            region=clean.get("region_code", ""),
            place=clean["place"],
            who=tuple(who for _number, who in self._people()),
            links=tuple(clean["links"]),
            conducts=tuple(clean["conducts"]),
            reporter=self._reporter(),
        )

    def _people(self) -> Iterator[tuple[int, Who]]:
        for number in PEOPLE:
            who = Who(*(self.cleaned_data[f"who{number}_{part}"].strip() for part in self.WHO_PARTS))
            if who != Who():
                yield number, who

    def _reporter(self) -> Reporter | None:
        given = Reporter(*(self.cleaned_data[f"reporter_{part}"].strip() for part in ("name", "address", "phone")))
        return given if given != Reporter() or self.cleaned_data["kind"] == Kind.LAPORAN else None

    def uploads(self) -> list[Upload]:
        return list(self.cleaned_data["evidence"])

    def add_problem(self, problem: Problem) -> None:
        """Show one of the problems `submit` found beside the question it is about."""
        self.add_error(self._field_of(problem.field), problem.message)

    def _field_of(self, path: str) -> str | None:
        group, _dot, rest = path.partition(".")
        if group == "who" and rest:
            index, _dot, part = rest.partition(".")
            number = [number for number, _who in self._people()][int(index)]
            return f"who{number}_{'job' if part == 'position' else part}"
        if group in ("links", "evidence", "conducts"):
            return group
        return FIELDS.get(path)
