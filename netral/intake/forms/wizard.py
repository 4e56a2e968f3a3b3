"""One page of the wizard: what it asks, and how its answers are kept. Every page may be left and come back to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from netral import rulebook
from netral.intake.checking import CAPS, check, text_problem
from netral.intake.draft_content import Answers, DraftContent
from netral.intake.states import Problem, Refused
from netral.intake.wizard_progress import page_url
from netral.intake.wizard_report import part_of, report_of, zone_of
from netral.ui.fields import Box, boxes
from netral.ui.widgets import BigCheckboxes

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise
Words: TypeAlias = "str | _StrPromise"
UNSURE = "tidak_yakin"
# Room for what later pages add to the story: how somebody looked, what a photo shows.
LONGEST_STORY = CAPS["what"] - 6_000
# What people see most often stands first; the rest of the rulebook's list is one tap away.
OFTEN = (
    "hadiri_deklarasi_kampanye",
    "pengarahan_ajakan",
    "post_comment_share_like",
    "foto_bersama_simbol",
    "fasilitas_negara",
    "pasang_alat_peraga",
    "keputusan_menguntungkan",
    "anggota_pengurus_parpol",
    "dukungan_ktp",
)


class StepForm(forms.Form):
    """A page bound to a draft. `problems` maps the paths of `checking` to the fields they are shown at."""

    step: ClassVar[str]
    heading: Words = ""
    problems: ClassVar[Mapping[str, str]] = {}

    def __init__(self, data: Any = None, files: Any = None, *, draft: DraftContent, at: datetime) -> None:
        self.draft, self.at = draft, at
        super().__init__(data, files, initial=self.shown(draft.answers(self.step)))

    def shown(self, answers: Answers) -> dict[str, Any]:
        """The answers as the fields show them."""
        return dict(answers)

    def answers(self) -> dict[str, Any]:
        """What is kept of a valid form: JSON values only."""
        return dict(self.cleaned_data)

    def edit(self, content: DraftContent) -> DraftContent:
        """The draft with what this page was told."""
        return content if content.sent else content.with_answers(self.step, self.answers())

    @property
    def stays(self) -> bool:
        """Whether a button was pressed that leads back to this page."""
        return bool({"pakai", "cari"} & set(self.data))

    @property
    def today(self) -> date:
        """The day it is where it happened, as far as that is known."""
        zone = zone_of(part_of("di-mana", self.draft).get("region", "")) or settings.TIME_ZONE
        return self.at.astimezone(ZoneInfo(zone)).date()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and self.problems:
            for problem in self._problems():
                self.add_error(self.problems[_path(problem)], problem.message)
        return cleaned

    def _problems(self) -> list[Problem]:
        """What `submit` would refuse of this page's answers, whatever the story will be."""
        report = report_of(DraftContent().with_answers(self.step, self.answers()))
        try:
            check(replace(report, what=report.what or "…"), at=self.at)
        except Refused as refused:
            return [problem for problem in refused.problems if _path(problem) in self.problems]
        return []


def _path(problem: Problem) -> str:
    """`links.3` is a problem of the links, `who.0.name` of people."""
    return problem.field if problem.field.startswith(("when.", "where.", "reporter.")) else problem.field.split(".")[0]


def text(label: Words, cap: str, *, rows: int = 0, hint: Words = "", **attrs: str) -> forms.CharField:
    """An optional text; the browser is told its longest length so that nobody types in vain."""
    attrs = {"maxlength": str(CAPS[cap]), "autocomplete": "off", **attrs}
    widget = forms.Textarea({**attrs, "rows": str(rows)}) if rows else forms.TextInput(attrs)
    return CappedText(label=label, required=False, help_text=hint, widget=widget, cap=CAPS[cap])


class CappedText(forms.CharField):
    """A text refused in our own words when it is too long or cannot be stored."""

    def __init__(self, *, cap: int, **options: Any) -> None:
        self.cap = cap
        super().__init__(**options)

    def validate(self, value: Any) -> None:
        super().validate(value)
        problem = text_problem("", value, self.cap)
        if problem:
            raise forms.ValidationError(problem.message)


class ConductsForm(StepForm):
    """Step 1: what was seen, in the rulebook's plain words."""

    step = "apa"
    conducts = forms.MultipleChoiceField(
        label=_("Yang Anda lihat"),
        help_text=_("Boleh lebih dari satu."),
        widget=BigCheckboxes,
        error_messages={"required": _("Pilih paling sedikit satu hal yang Anda lihat.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language, known = get_language() or "id", rulebook.current().conducts
        often = [code for code in OFTEN if code in known]
        choices = [
            (code, known[code].text(language)) for code in [*often, *(code for code in known if code not in often)]
        ]
        self.fields["conducts"].choices = [*choices, (UNSURE, _("Saya tidak yakin"))]  # type: ignore[attr-defined]
        self.often = len(often)

    @property
    def groups(self) -> dict[str, list[Box]]:
        """The boxes in three parts: the usual, the rest, and not being sure."""
        all_of_them = boxes(self["conducts"])
        return {"often": all_of_them[: self.often], "rest": all_of_them[self.often : -1], "unsure": all_of_them[-1:]}

    @property
    def rest_chosen(self) -> bool:
        """Whether something of the folded part is ticked."""
        rest = [code for code, _label in self.fields["conducts"].choices[self.often : -1]]  # type: ignore[attr-defined]
        return bool(set(rest) & set(self["conducts"].value() or ()))


class StoryForm(StepForm):
    """Step 1, second page: what happened, in the reporter's own words."""

    step = "cerita"
    what = CappedText(
        cap=LONGEST_STORY,
        label=_("Cerita Anda"),
        help_text=_("Apa yang terjadi, apa yang dikatakan atau dilakukan, siapa lagi yang ada di sana."),
        widget=forms.Textarea({"rows": "9", "maxlength": str(LONGEST_STORY)}),
        error_messages={"required": _("Ceritakan apa yang Anda lihat atau ketahui.")},
    )


class ProposalsForm(StepForm):
    """Step 1, third page, only where the story names more than was ticked. Nothing is chosen for anybody."""

    step = "usul"

    def edit(self, content: DraftContent) -> DraftContent:
        code = self.data.get("pakai", "")
        seen = super().edit(content)
        if seen.sent or code not in rulebook.current().conducts:
            return seen
        chosen = [each for each in content.answers("apa").get("conducts", ()) if each != UNSURE]
        return seen.with_answers("apa", {"conducts": list(dict.fromkeys([*chosen, code]))})


class SendForm(StepForm):
    """Step 7: the statement of truth, and nothing to type. `refused`: (page, problem) of what `submit` did not take."""

    step = "periksa"
    refused: Sequence[tuple[str, str]] = ()
    truth = forms.BooleanField(
        label=_("Cerita ini benar menurut yang saya lihat atau ketahui."),
        error_messages={"required": _("Beri tanda kalau cerita ini benar menurut yang Anda lihat atau ketahui.")},
    )

    @property
    def refused_links(self) -> list[tuple[str, str]]:
        """The same with the address of each page."""
        return [(page_url(page), message) for page, message in self.refused]
