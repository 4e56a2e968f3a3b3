"""The officer's form of the kajian awal: a checklist, a result, a reason, a word to the reporter."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from netral import rulebook
from netral.intake.models import Laporan
from netral.intake.states import Answer, Problem
from netral.procedure.policies import Offer
from netral.ui.widgets import BigRadios

NOTE_LENGTH = 1000
YES_OR_NO = [(answer.value, answer.label) for answer in (Answer.YES, Answer.NO)]


def cited(item: rulebook.CheckedItem, regime: str) -> str:
    """Where an item stands in the procedure of this report, and how far that is from certain."""
    basis = item.basis(regime)
    if basis.confidence == "low":
        return gettext("%(source)s: pasal belum dipastikan") % {"source": basis.source}
    if basis.confidence == "medium" or basis.assumption:
        return gettext("%(source)s: menunggu telaah hukum") % {"source": basis.source}
    return basis.source


class KajianAwalForm(forms.Form):
    """One radio group per item of the rulebook's list, and the results the table offers now."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    step = forms.ChoiceField(
        label=_("Hasil kajian awal"), widget=BigRadios, error_messages={"required": _("Pilih hasil kajian awal.")}
    )
    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Tersimpan bersama kajian awal; pelapor tidak membacanya."),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": "4"}),
    )
    message = forms.CharField(
        label=_("Pesan kepada pelapor"),
        help_text=_(
            "Tampil di halaman status, di bawah daftar yang kurang. Wajib kalau meminta perbaikan. Jangan menulis nama "
            "siapa pun."
        ),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": "4"}),
    )

    def __init__(
        self, laporan: Laporan, offers: Sequence[Offer], *args: Any, hints: Mapping[str, str], **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {"version": laporan.version})
        super().__init__(*args, **kwargs)
        language = get_language() or "id"
        self.items = rulebook.current().report_requirements
        self.checked = rulebook.current().review_checks
        for item in self.items:
            self._add(item.code, item.label.text(language), cited(item, laporan.procedure), Answer.choices)
        for check in self.checked:
            hint = f"{hints.get(check.code, '')} {cited(check, laporan.procedure)}".strip()
            self._add(check.code, check.label.text(language), hint, YES_OR_NO)
        self.fields["step"].choices = [  # type: ignore[attr-defined]
            (offer.step.code, offer.step.label.text(language)) for offer in offers
        ]
        self.order_fields([f"item_{item.code}" for item in self.items])

    def _add(self, code: str, label: str, hint: str, choices: Sequence[tuple[str, Any]]) -> None:
        """One item: its answer, and why."""
        self.fields[f"item_{code}"] = forms.ChoiceField(
            label=label,
            help_text=hint,
            choices=choices,
            widget=BigRadios,
            error_messages={"required": _("Jawab Ya, Tidak, atau Perlu dilengkapi.")},
        )
        self.fields[f"note_{code}"] = forms.CharField(
            label=_("Alasan: %(item)s") % {"item": label}, required=False, strip=False, max_length=NOTE_LENGTH
        )

    def pairs(self, codes: Iterable[str]) -> list[tuple[BoundField, BoundField]]:
        """The radio group of each item with the line for its reason."""
        return [(self[f"item_{code}"], self[f"note_{code}"]) for code in codes]

    @property
    def formal(self) -> list[tuple[BoundField, BoundField]]:
        return self.pairs(item.code for item in self.items if item.kind == "formal")

    @property
    def material(self) -> list[tuple[BoundField, BoundField]]:
        return self.pairs(item.code for item in self.items if item.kind == "material")

    @property
    def own(self) -> list[tuple[BoundField, BoundField]]:
        """What the office asks itself."""
        return self.pairs(check.code for check in self.checked)

    @property
    def codes(self) -> list[str]:
        return [*(item.code for item in self.items), *(check.code for check in self.checked)]

    def answers(self) -> dict[str, str]:
        """The checklist as it stands on the page, also while the form is not complete."""
        return {code: self.data[f"item_{code}"] for code in self.codes if self.data.get(f"item_{code}")}

    def propose(self, message: str) -> None:
        """Fill in the words to the reporter; nothing is saved and nothing refused."""
        typed = cast("QueryDict", self.data).copy()
        typed["message"] = message
        self.data, self._errors = typed, None
        self.errors.clear()

    def decision(self) -> dict[str, Any]:
        """What `actions.review` takes."""
        clean = self.cleaned_data
        return {
            "step": clean["step"],
            "reason": clean["reason"],
            "message": clean["message"],
            "version": clean["version"],
            "checklist": {code: clean[f"item_{code}"] for code in self.codes},
            "notes": {code: clean[f"note_{code}"] for code in self.codes},
        }

    def add_problem(self, problem: Problem) -> None:
        self.add_error(problem.field.replace("checklist.", "item_").replace("notes.", "note_"), problem.message)
