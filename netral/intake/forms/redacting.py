"""The boxes of a redaction as numbers: what a pointer draws, a keyboard can type."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from netral.evidence.content import Box
from netral.evidence.states import MOST_BOXES

BLANK_ROWS = 3
SIDES = ("left", "top", "width", "height")


def _percent(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_value=100, max_digits=4, decimal_places=1,
        widget=forms.NumberInput({"step": "0.1", "inputmode": "decimal"}),
    )  # fmt: skip


class BoxForm(forms.Form):
    """One box in percent of a page; empty rows are none."""

    page = forms.IntegerField(label=_("Halaman ke-"), required=False, min_value=1, max_value=10_000)
    left = _percent(_("Dari kiri (%)"))
    top = _percent(_("Dari atas (%)"))
    width = _percent(_("Lebar (%)"))
    height = _percent(_("Tinggi (%)"))

    def __init__(self, *args: Any, page: int, several: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.asked = True  # type: ignore[attr-defined]  # a whole row may stay empty, not one number of it
        self.fields["page"].initial = page
        if not several:
            self.fields["page"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        told = [given.get(side) is not None for side in SIDES]
        if any(told) and not all(told) and not self.errors:
            raise ValidationError(_("Isi keempat angka kotak ini, atau kosongkan semuanya."), code="wajib")
        return given

    @property
    def box(self) -> Box | None:
        """The box of this row; None of an empty one. Only of a valid row."""
        values = [self.cleaned_data.get(side) for side in SIDES]
        if None in values:
            return None
        left, top, width, height = (int(value * 10) for value in values if value is not None)
        return Box(self.cleaned_data.get("page") or 1, left, top, width, height)


class _Rows(forms.BaseFormSet):  # type: ignore[type-arg]
    """All rows of one exhibit."""

    def boxes(self) -> list[Box]:
        return [form.box for form in self.forms if form.box]


_BoxRows = forms.formset_factory(
    BoxForm, formset=_Rows, extra=BLANK_ROWS, max_num=MOST_BOXES + BLANK_ROWS, absolute_max=2 * MOST_BOXES
)


def box_rows(data: Any = None, *, boxes: list[Box], page: int, several: bool) -> Any:
    """The rows as sent, or these boxes and some empty rows; `several` pages have a field for the page."""
    initial = [{"page": box.page, **{side: Decimal(getattr(box, side)) / 10 for side in SIDES}} for box in boxes]
    return _BoxRows(data, initial=initial, prefix="kotak", form_kwargs={"page": page, "several": several})
