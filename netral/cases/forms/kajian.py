"""Facts for the rulebook, the norms taken over, the conclusion."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy

from netral import rulebook
from netral.cases import queries
from netral.cases.forms.fields import NO, UNKNOWN, YES, YES_NO, StepForm, named, spoken
from netral.cases.forms.people import called
from netral.cases.models import Accused, Case, Kajian
from netral.cases.norms import Gap, Norm, gaps, norms
from netral.cases.states import POSITION_CLASSES
from netral.procedure.queries import say
from netral.ui.inputs import day, long_text
from netral.ui.widgets import BigCheckboxes

EVERYBODY = ("", gettext_lazy("Semua terlapor"))
# Facts of `rulebook.assess` that are fields of the kajian, beside the circumstances.
FACTS = ("subject", "position", "position_class", "conduct", "date", "office", "target")


def circumstance(code: str) -> forms.ChoiceField:
    """A question of the rulebook, in its words."""
    return forms.ChoiceField(label=in_words(code), choices=[UNKNOWN, *YES_NO], required=False)


def _words(code: str) -> str:
    return say(rulebook.current().vocabulary.circumstances[code])


in_words = lazy(_words, str)


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
    weighs = True
    accused = forms.ChoiceField(
        label=gettext_lazy("Kajian ini tentang"),
        choices=lambda: [EVERYBODY],
        required=False,
        help_text=gettext_lazy("Pilih satu orang bila fakta atau normanya berbeda dari yang lain."),
    )
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

    def __init__(self, *args: Any, case: Case, about: str = "", **options: Any) -> None:
        self.people = {each.key: each for each in queries.persons_of(case)}
        data = args[0] if args else options.get("data")
        self.about = self.people.get((data.get("accused") if data else "") or about)
        self.latest = latest_about(case, self.about)
        initial = kajian_initial(case, self.latest, self.about)
        if self.latest and (self.about or len(self.people) == 1):
            used = queries.chosen_for([self.about or next(iter(self.people.values()))], self.latest)
            initial["provisions"] = [row["provision"] for row in used]
        options.setdefault("initial", {**initial, "accused": self.about.key if self.about else ""})
        super().__init__(*args, case=case, **options)
        named_people = [(key, called(each)) for key, each in self.people.items()]
        self.fields["accused"].choices = [EVERYBODY, *named_people]  # type: ignore[attr-defined]
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

    def clean_accused(self) -> Accused | None:
        return self.people.get(self.cleaned_data["accused"])

    def values(self) -> dict[str, Any]:
        clean = self.cleaned_data
        facts = {name: clean[name] for name in FACTS} | {"circumstances": self.circumstances()}
        facts["date"] = clean["date"].isoformat() if clean["date"] else ""
        said = {name: value for name, value in facts.items() if value}
        return {"facts": said} | {name: clean[name] for name in ("provisions", "conclusion", "accused", "version")}


def latest_about(case: Case, accused: Accused | None) -> Kajian | None:
    """What a new edition goes on from: what was last said of this person, or of everybody.

    Where nobody is chosen among several, the norms of one of them are not offered for the others.
    """
    people = list(queries.persons_of(case)[:2])
    if accused or len(people) == 1:
        return queries.kajian_of(accused or people[0])
    return queries.kajian_about_everybody(case)


def kajian_initial(case: Case, latest: Kajian | None, about: Accused | None = None) -> dict[str, Any]:
    """What was said last; before that, what the laporan says."""
    if latest is None:
        terlapor = about or queries.persons_of(case).first()
        said = {"subject": terlapor.subject, "position": terlapor.job} if terlapor else {}
        return {**said, "conduct": case.laporan.conducts, "date": case.laporan.act_date}
    circumstances = latest.facts.get("circumstances", {})
    answers = {code: YES if said else NO for code, said in circumstances.items()}
    return {**latest.facts, **answers, "provisions": latest.provisions, "conclusion": latest.conclusion}
