"""Who was seen, what proves it, and who reports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from netral.evidence.policies import may_be_photo
from netral.intake.checking import CAPS, text_problem, tidy_text
from netral.intake.draft_content import LONGEST_CAPTION, Answers, DraftContent
from netral.intake.files import Upload
from netral.intake.forms.files import SeveralFiles
from netral.intake.forms.wizard import CappedText, StepForm, text
from netral.intake.states import Kind
from netral.intake.wizard_report import CIVIL_SERVANT, KEEPS, LONGEST_DESCRIPTION, PEOPLE, REMOVES, WITNESSES
from netral.ui.widgets import BigRadios

PARTS = ("name", "job", "agency")


class PeopleForm(StepForm):
    """Step 4: whatever the reporter knows of whoever was seen. Nothing is needed, and nothing is looked up."""

    step = "siapa"
    problems = {"who": "who1_name", "witnesses": "witness1_name"}
    who1_name, who2_name, who3_name = (text(_("Nama"), "name") for _each in PEOPLE)
    who1_job, who2_job, who3_job = (text(_("Jabatan atau pekerjaan"), "job") for _each in PEOPLE)
    who1_agency, who2_agency, who3_agency = (text(_("Kantor atau instansi"), "agency") for _each in PEOPLE)
    description = CappedText(
        cap=LONGEST_DESCRIPTION,
        label=_("Kalau tidak tahu nama dan jabatannya, gambarkan orangnya"),
        help_text=_("Pakaian, ciri, atau dengan siapa ia datang."),
        required=False,
        widget=forms.Textarea({"rows": "3", "maxlength": str(LONGEST_DESCRIPTION)}),
    )
    witness1_name, witness2_name = (text(_("Nama saksi"), "name") for _each in WITNESSES)
    witness1_address, witness2_address = (text(_("Alamat atau nomor saksi"), "address") for _each in WITNESSES)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        proposed = data.get("pakai", "") if data else ""
        if proposed:
            data = data.copy()
            data["who1_agency"] = proposed
        super().__init__(data, *args, **kwargs)

    @property
    def several_people(self) -> bool:
        """Whether the folded part holds somebody."""
        return any(self[f"who{number}_{part}"].value() for number in PEOPLE[1:] for part in PARTS)

    @property
    def witnesses(self) -> bool:
        return any(self[f"witness{number}_{part}"].value() for number in WITNESSES for part in ("name", "address"))


class EvidenceForm(StepForm):
    """Step 5: files, links, and whether photos may keep where they were taken. One clear piece is enough."""

    step = "bukti"
    problems = {"links": "links"}
    evidence = SeveralFiles(
        label=_("Foto, video, suara, atau PDF"),
        help_text=_("Paling banyak sepuluh berkas, masing-masing 25 MB."),
        required=False,
    )
    links = forms.CharField(
        label=_("Tautan"),
        help_text=_("Alamat unggahan atau berita, satu baris satu tautan."),
        required=False,
        widget=forms.Textarea({"rows": "3", "autocomplete": "off", "inputmode": "url"}),
    )

    location = forms.ChoiceField(
        label=_("Boleh kami simpan lokasi dan waktu yang tertanam di foto?"),
        help_text=_("Hanya untuk foto. Video, suara, dan PDF dikirim apa adanya."),
        choices=[(KEEPS, _("Ya, simpan untuk petugas yang memeriksa")), (REMOVES, _("Tidak, hapus dari foto"))],
        required=False,
        widget=BigRadios(
            hints={
                KEEPS: _("Membantu pembuktian. Tidak pernah ikut dalam surat atau data publik."),
                REMOVES: _("Pilih ini kalau lokasinya bisa menunjuk siapa Anda."),
            }
        ),
    )

    @property
    def stays(self) -> bool:
        return bool({"unggah", "hapus"} & set(self.data))

    def shown(self, answers: Answers) -> dict[str, Any]:
        return {"links": "\n".join(answers.get("links", ())), "location": answers.get("location", "")}

    def clean_links(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()]

    def answers(self) -> dict[str, Any]:
        return {"links": self.cleaned_data["links"], "location": self.cleaned_data["location"]}

    @property
    def photos(self) -> bool:
        """Whether a photo is there or coming, as far as its sender says; of what comes in pieces its name says it."""
        coming = (getattr(upload, "content_type", "") or "" for upload in self.cleaned_data.get("evidence") or ())
        kinds = [*coming, *(each.media_type for each in self.draft.files)]
        in_pieces = any(each.upload and may_be_photo(each.name) for each in self.draft.files)
        return in_pieces or any(kind.startswith("image/") for kind in kinds)

    def uploads(self) -> list[Upload]:
        return list(self.cleaned_data["evidence"])

    def captions(self) -> dict[str, str]:
        """What was written beside the files that are there, by their ids."""
        written = ((each, str(self.data.get(f"keterangan_{each.id}", each.caption))) for each in self.draft.files)
        return {each.id: tidy_text(caption) for each, caption in written}

    def clean(self) -> dict[str, Any]:
        for caption in self.captions().values():
            problem = text_problem("", caption, LONGEST_CAPTION)
            if problem:
                self.add_error("evidence", problem.message)
        if self.photos and not self.cleaned_data.get("location") and not self.stays and "location" not in self.errors:
            self.add_error("location", _("Pilih apakah lokasi dan waktu di foto boleh disimpan."))
        return super().clean()


class ReporterForm(StepForm):
    """Step 6: three ways to be known, each with what follows from it."""

    step = "tentang-anda"
    problems = {
        "kind": "way",
        "reporter": "name",
        "reporter.name": "name",
        "reporter.address": "address",
        "reporter.phone": "phone",
    }
    way = forms.ChoiceField(
        label=_("Cara melapor"),
        choices=[
            (Kind.LAPORAN.value, _("Laporan resmi, identitas disegel")),
            (Kind.INFORMASI_AWAL.value, _("Informasi awal tanpa nama")),
            (CIVIL_SERVANT, _("Saya ASN dan khawatir pada atasan")),
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
                CIVIL_SERVANT: _(
                    "Sama tersegelnya dengan laporan resmi. Tidak ada pemberitahuan apa pun ke ponsel Anda, dan "
                    "identitas Anda tidak pernah melewati kantor Anda."
                ),
            }
        ),
        error_messages={"required": _("Pilih salah satu cara melapor.")},
    )
    name = text(_("Nama Anda"), "name", hint=_("Satu nama saja juga cukup."), autocomplete="name")
    address = text(_("Alamat Anda"), "address", rows=3, autocomplete="street-address")
    phone = text(_("Nomor telepon"), "phone", inputmode="tel", autocomplete="tel", maxlength=str(CAPS["phone"]))

    def edit(self, content: DraftContent) -> DraftContent:
        """Whoever reports without a name leaves none in the draft either."""
        kept = super().edit(content)
        return (
            kept
            if kept.sent or kept.answers(self.step)["way"] != Kind.INFORMASI_AWAL
            else kept.with_answers(self.step, {"way": Kind.INFORMASI_AWAL.value})
        )
