"""The officer's form of the kajian awal: a checklist, a result, a reason, a word to the reporter."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from netral import rulebook
from netral.intake.models import Laporan
from netral.intake.states import Answer, Problem
from netral.procedure.policies import Offer
from netral.ui.widgets import BigRadios


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
        help_text=_("Tampil di halaman status. Wajib kalau meminta perbaikan. Jangan menulis nama siapa pun."),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": "4"}),
    )

    def __init__(self, laporan: Laporan, offers: Sequence[Offer], *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"version": laporan.version})
        super().__init__(*args, **kwargs)
        language = get_language() or "id"
        self.items = rulebook.current().report_requirements
        for item in self.items:
            self.fields[f"item_{item.code}"] = forms.ChoiceField(
                label=item.label.text(language),
                help_text=item.article,
                choices=Answer.choices,
                widget=BigRadios,
                error_messages={"required": _("Jawab Ya, Tidak, atau Perlu dilengkapi.")},
            )
        self.fields["step"].choices = [  # type: ignore[attr-defined]
            (offer.step.code, offer.step.label.text(language)) for offer in offers
        ]
        self.order_fields([f"item_{item.code}" for item in self.items])

    def checks(self, kind: str) -> list[BoundField]:
        """The radio groups of the formal or the material items."""
        return [self[f"item_{item.code}"] for item in self.items if item.kind == kind]

    @property
    def formal(self) -> list[BoundField]:
        return self.checks("formal")

    @property
    def material(self) -> list[BoundField]:
        return self.checks("material")

    def decision(self) -> dict[str, Any]:
        """What `actions.review` takes."""
        clean = self.cleaned_data
        return {
            "step": clean["step"],
            "reason": clean["reason"],
            "message": clean["message"],
            "version": clean["version"],
            "checklist": {item.code: clean[f"item_{item.code}"] for item in self.items},
        }

    def add_problem(self, problem: Problem) -> None:
        self.add_error(problem.field.replace("checklist.", "item_"), problem.message)
