"""One form per step of a case. Clean values only: whether a step is possible is asked elsewhere.

`FORMS` maps a step of the procedure table to its form; pages, the API's JSON Schema and the tests read it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netral import rulebook
from netral.access.models import Role, User
from netral.access.queries import today_in
from netral.cases import queries
from netral.cases.models import Case, Kajian
from netral.cases.norms import Gap, Norm, gaps, norms
from netral.cases.policies import pleno_rule
from netral.cases.states import POSITION_CLASSES, UNSURE, Party
from netral.evidence.models import Exhibit
from netral.intake.models import Laporan
from netral.offices.models import Organisation
from netral.offices.queries import find_agencies
from netral.procedure.queries import say
from netral.ui.widgets import BigCheckboxes, BigRadios, DateInput3

UNKNOWN = ("", gettext_lazy("Belum diketahui"))
YES, NO = "ya", "tidak"
YES_NO = [(YES, gettext_lazy("Ya")), (NO, gettext_lazy("Tidak"))]
OTHER = "lain"
LONG = 20_000
MOST_MEMBERS = 99
SHOWN_AGENCIES = 5
# Facts of `rulebook.assess` that are fields of the kajian, beside the circumstances.
FACTS = ("subject", "position", "position_class", "conduct", "date", "office", "target")


def long_text(label: Any, *, rows: int = 6, **options: Any) -> forms.CharField:
    """A text of some paragraphs."""
    return forms.CharField(label=label, max_length=LONG, widget=forms.Textarea(attrs={"rows": rows}), **options)


def circumstance(code: str) -> forms.ChoiceField:
    """A question of the rulebook, in its words."""
    return forms.ChoiceField(label=in_words(code), choices=[UNKNOWN, *YES_NO], required=False)


def _words(code: str) -> str:
    return say(rulebook.current().vocabulary.circumstances[code])


in_words = lazy(_words, str)


def targets() -> list[tuple[str, Any]]:
    return [UNKNOWN, *spoken(rulebook.current().vocabulary.targets)]


def spoken(texts: Mapping[str, rulebook.Text]) -> list[tuple[str, str]]:
    """Choices from the rulebook's words, in the reader's language."""
    return [(code, say(text)) for code, text in texts.items()]


def named(allegation: Mapping[str, Any]) -> str:
    """A norm as people pick it: its title, then where it stands, and whether that is sure."""
    known = rulebook.current().provisions.get(allegation["provision"])
    title = say(known.title) if known else allegation["provision"]
    return flagged(f"{title} ({'; '.join(allegation['basis'])})", allegation["confidence"])


def flagged(words: str, confidence: str) -> str:
    """The words, with a mark where nobody has confirmed the article yet."""
    return _("%(words)s (pasal belum dipastikan)") % {"words": words} if confidence == UNSURE else words


def day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput3, input_formats=["%Y-%m-%d"], **options)


class RegistrationForm(forms.Form):
    """Opening a case from a laporan: the first step a case has, taken on the laporan."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    title = forms.CharField(
        label=gettext_lazy("Judul perkara"),
        max_length=160,
        help_text=gettext_lazy("Satu kalimat tentang perbuatannya, tanpa nama orang."),
    )
    examiners = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Pemeriksa"),
        queryset=User.objects.none(),
        to_field_name="key",
        required=False,
        widget=BigCheckboxes,
    )

    def __init__(self, *args: Any, laporan: Laporan, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["version"].initial = laporan.version
        self.fields["examiners"].queryset = _examiners(laporan)  # type: ignore[attr-defined]


def _examiners(laporan: Laporan) -> QuerySet[User]:
    return queries.people_at(laporan.office, Role.EXAMINER, today_in(laporan.office))


class StepForm(forms.Form):
    """What every step carries: the version the person was looking at."""

    template = "form"
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, **options)
        self.case = case
        self.fields["version"].initial = case.version

    def values(self) -> dict[str, Any]:
        """Keyword arguments for the step's action."""
        return dict(self.cleaned_data)

    def propose(self) -> None:
        """Fill in what the machine proposes ("Pakai"); nothing is saved. Most forms have nothing to propose."""


class KlarifikasiForm(StepForm):
    party = forms.ChoiceField(label=gettext_lazy("Pihak"), choices=Party.choices, widget=BigRadios)
    name = forms.CharField(
        label=gettext_lazy("Nama"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "Disimpan terpisah; tidak masuk jurnal dan tidak ikut diteruskan. Kosongkan untuk pelapor: namanya tetap "
            "tersegel."
        ),
    )
    held_on = day(gettext_lazy("Tanggal klarifikasi"))
    place = forms.CharField(label=gettext_lazy("Tempat"), max_length=160)
    attended = forms.TypedChoiceField(
        label=gettext_lazy("Hadir"), choices=YES_NO, coerce=lambda answer: answer == YES, widget=BigRadios
    )
    minutes = long_text(gettext_lazy("Tanya jawab"), rows=12, required=False)
    issue = forms.BooleanField(label=gettext_lazy("Terbitkan berita acara sebagai PDF bernomor"), required=False)


class CircumstancesForm(forms.Form):
    """What the rulebook asks as yes, no or unknown; each field is a circumstance of the wire contract."""

    campaign_period = circumstance("campaign_period")
    state_facility = circumstance("state_facility")
    attributes = circumstance("attributes")
    active_support = circumstance("active_support")
    posted_publicly = circumstance("posted_publicly")
    purpose_support = circumstance("purpose_support")
    knew = circumstance("knew")
    repeat = circumstance("repeat")
    deceived = circumstance("deceived")
    name_used_without_consent = circumstance("name_used_without_consent")
    deployed_others = circumstance("deployed_others")
    cltn = circumstance("cltn")

    def circumstances(self) -> dict[str, bool]:
        """Only what is known."""
        answers = {code: self.cleaned_data[code] for code in CircumstancesForm.base_fields}
        return {code: answer == YES for code, answer in answers.items() if answer}

    def circumstance_fields(self) -> list[forms.BoundField]:
        return [self[code] for code in CircumstancesForm.base_fields]


class KajianForm(CircumstancesForm, StepForm):
    """Facts for the rulebook, then the norms people take over and what they conclude."""

    template = "kajian"
    subject = forms.ChoiceField(
        label=gettext_lazy("Status kepegawaian terlapor"), choices=lambda: spoken(rulebook.subjects)
    )
    position = forms.CharField(label=gettext_lazy("Jabatan terlapor"), max_length=160, required=False)
    position_class = forms.ChoiceField(
        label=gettext_lazy("Jenis jabatan"), choices=[UNKNOWN, *POSITION_CLASSES.items()], required=False
    )
    conduct = forms.MultipleChoiceField(
        label=gettext_lazy("Perbuatan"), choices=lambda: spoken(rulebook.conducts), widget=BigCheckboxes
    )
    date = day(gettext_lazy("Tanggal perbuatan"), required=False)
    office = forms.ChoiceField(
        label=gettext_lazy("Jabatan yang diperebutkan"),
        choices=lambda: [UNKNOWN, *spoken(rulebook.offices)],
        required=False,
    )
    target = forms.ChoiceField(
        label=gettext_lazy("Yang didukung"),
        choices=lambda: [UNKNOWN, *spoken(rulebook.current().vocabulary.targets)],
        required=False,
    )
    provisions = forms.MultipleChoiceField(
        label=gettext_lazy("Norma yang dipakai"),
        required=False,
        widget=BigCheckboxes,
        help_text=gettext_lazy("Dari penilaian yang terakhir disimpan. Mesin mengusulkan, Anda yang memilih."),
    )
    conclusion = long_text(
        gettext_lazy("Kesimpulan kajian"),
        required=False,
        help_text=gettext_lazy("Diperlukan sebelum perkara diajukan ke pleno. Jangan menulis nama pelapor."),
    )

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        self.latest = queries.latest_kajian(case)
        options.setdefault("initial", kajian_initial(case, self.latest))
        super().__init__(*args, case=case, **options)
        allegations = self.latest.assessment["allegations"] if self.latest else []
        chosen = self.fields["provisions"]
        chosen.choices = [(row["provision"], named(row)) for row in allegations]  # type: ignore[attr-defined]

    @property
    def norms(self) -> list[Norm]:
        return norms(self.latest)

    @property
    def gaps(self) -> list[Gap]:
        """What is missing, of the facts this form asks for."""
        return [gap for gap in gaps(self.latest) if gap.fact in self.fields]

    @property
    def ticked(self) -> list[str]:
        return list(self["provisions"].value() or ())

    def propose(self) -> None:
        """Put the sentences about the norms picked into the conclusion, for a person to edit and to save."""
        typed = cast("QueryDict", self.data).copy()
        said = [self.latest.explanation(code) for code in typed.getlist("provisions")] if self.latest else []
        typed["conclusion"] = "\n\n".join(text for text in [typed.get("conclusion", "").strip(), *said] if text)
        self.data = typed

    def fact_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in FACTS]

    def values(self) -> dict[str, Any]:
        clean = self.cleaned_data
        facts = {name: clean[name] for name in FACTS} | {"circumstances": self.circumstances()}
        facts["date"] = clean["date"].isoformat() if clean["date"] else ""
        said = {name: value for name, value in facts.items() if value}
        return {"facts": said} | {name: clean[name] for name in ("provisions", "conclusion", "version")}


def kajian_initial(case: Case, latest: Kajian | None) -> dict[str, Any]:
    """What was said last; before that, what the laporan says."""
    if latest is None:
        terlapor = case.laporan.terlapor_set.first()
        said = {"subject": terlapor.subject, "position": terlapor.job} if terlapor else {}
        return {**said, "conduct": case.laporan.conducts, "date": case.laporan.act_date}
    circumstances = latest.facts.get("circumstances", {})
    answers = {code: YES if said else NO for code, said in circumstances.items()}
    return {**latest.facts, **answers, "provisions": latest.provisions, "conclusion": latest.conclusion}


class PlenoForm(StepForm):
    held_on = day(gettext_lazy("Tanggal rapat pleno"))
    seats = forms.IntegerField(
        label=gettext_lazy("Jumlah anggota"), min_value=1, max_value=MOST_MEMBERS, help_text=lazy(pleno_rule, str)()
    )
    present = forms.IntegerField(label=gettext_lazy("Anggota yang hadir"), min_value=0, max_value=MOST_MEMBERS)
    in_favour = forms.IntegerField(label=gettext_lazy("Anggota yang setuju"), min_value=0, max_value=MOST_MEMBERS)
    reason = long_text(gettext_lazy("Pertimbangan"), help_text=gettext_lazy("Sedikitnya 50 huruf."))


class SendBackForm(StepForm):
    reason = long_text(gettext_lazy("Yang masih kurang"), help_text=gettext_lazy("Sedikitnya 50 huruf."))


class ForwardForm(StepForm):
    """Where to, conflict of interest, what goes along, and the letter's text."""

    template = "forward"
    receiver = forms.ChoiceField(label=gettext_lazy("Penerima"), widget=BigRadios)
    other_receiver = forms.CharField(
        label=gettext_lazy("Instansi lain"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Hanya bila Anda memilih instansi lain: nama atau kodenya."),
    )
    override_reason = long_text(
        gettext_lazy("Dasar memilih instansi lain"),
        rows=3,
        required=False,
        help_text=gettext_lazy("Sedikitnya 50 huruf, dengan dasar hukumnya."),
    )
    conflict_of_interest = forms.TypedChoiceField(
        label=gettext_lazy("Ada hubungan penerima atau Pejabat Pembina Kepegawaian dengan calon"),
        choices=YES_NO,
        coerce=lambda answer: answer == YES,
        widget=BigRadios,
    )
    conflict_note = long_text(gettext_lazy("Hubungan itu, dan tindakannya"), rows=3, required=False)
    exhibits = forms.MultipleChoiceField(label=gettext_lazy("Bukti yang ikut"), required=False, widget=BigCheckboxes)
    summary = long_text(
        gettext_lazy("Uraian untuk penerima"),
        help_text=gettext_lazy(
            "Hanya ini, surat, dan bukti yang ikut yang dilihat penerima. Jangan menulis nama pelapor."
        ),
    )

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, case=case, **options)
        self.today = queries.today_of(case, timezone.now())
        self.routes = queries.routes(case, self.today)
        hints = {route.receiver.code: flagged(say(route.because), route.confidence) for route in self.routes}
        choices = [(route.receiver.code, route.receiver.name) for route in self.routes]
        self.fields["receiver"].widget = BigRadios(hints=hints)
        self.fields["receiver"].choices = [*choices, (OTHER, _("Instansi lain"))]  # type: ignore[attr-defined]
        self.own = {exhibit.key: exhibit for exhibit in queries.exhibits_of_case(case)}
        named = [(key, f"{exhibit.label} {exhibit.filename}") for key, exhibit in self.own.items()]
        self.fields["exhibits"].choices = named  # type: ignore[attr-defined]
        kajian = queries.latest_kajian(case)
        first = choices[0][0] if choices else OTHER
        self.initial = {"receiver": first, "summary": kajian.conclusion if kajian else "", **self.initial}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("receiver") == OTHER:
            cleaned["receiver"] = self._other(cleaned.get("other_receiver", ""))
        elif "receiver" in cleaned:
            chosen = cleaned["receiver"]
            cleaned["receiver"] = next(route.receiver for route in self.routes if route.receiver.code == chosen)
        return cleaned

    def clean_exhibits(self) -> list[Exhibit]:
        return [self.own[key] for key in self.cleaned_data["exhibits"]]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "other_receiver"}

    def _other(self, text: str) -> Organisation | None:
        """The agency that exists today and is called so; a letter never goes to one that is only spelled alike."""
        found, said = find_agencies(text, on=self.today) if text else [], text.casefold()
        called = [
            agency for agency in found if said in f"{agency.code}; {agency.name}; {agency.other_names}".casefold()
        ]
        exact = [agency for agency in called if said in {agency.code.casefold(), agency.name.casefold()}]
        if len(exact or called) == 1:
            return (exact or called)[0]
        self.add_error("other_receiver", _which(called, found))
        return None


def _which(called: Sequence[Organisation], found: Sequence[Organisation]) -> str:
    """What to write instead of a name that is nobody's or that of many."""
    names = "; ".join(agency.name for agency in (called or found)[:SHOWN_AGENCIES])
    if called:
        return _("Lebih dari satu instansi cocok: %(names)s.") % {"names": names}
    if found:
        return _("Tidak ada yang persis cocok. Yang mirip: %(names)s.") % {"names": names}
    return _("Instansi ini tidak ada di data. Tulis namanya.")


FORMS: dict[str, type[StepForm]] = {
    "klarifikasi": KlarifikasiForm,
    "simpan_kajian": KajianForm,
    "minta_keterangan_tambahan": StepForm,
    "susun_kajian": StepForm,
    "putuskan_terbukti": PlenoForm,
    "putuskan_tidak_terbukti": PlenoForm,
    "putuskan_bukan_kewenangan": PlenoForm,
    "kembalikan": SendBackForm,
    "teruskan": ForwardForm,
}
