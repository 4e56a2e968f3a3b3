"""Form controls of our own."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from netral.lib.dates import MONTHS

SHORTEST_MONTH_WORD = 3


class DateInput3(forms.MultiWidget):
    """A date in three boxes: day, month, year. Understands `21`, `nov`, `2026`, and a whole date in the first box.

    Hands the form an ISO date when the boxes make one, else what was typed, so that a refused form shows it again.
    """

    template_name = "ui/parts/tanggal.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        box = {"inputmode": "numeric", "autocomplete": "off", "class": "isi"}
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            "hari": forms.TextInput({**box, "maxlength": 30}),
            "bulan": forms.TextInput({**box, "inputmode": "text", "maxlength": 20}),
            "tahun": forms.TextInput({**box, "maxlength": 6}),
        }
        super().__init__(widgets, attrs)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else ""

    def decompress(self, value: Any) -> list[str]:
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        if iso := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", str(value or "")):
            return [str(int(iso[3])), str(int(iso[2])), iso[1]]
        return [*str(value or "").split("/", 2), "", "", ""][:3]

    # A MultiWidget hands over a list; this one a date for a plain DateField.
    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:  # type: ignore[override]
        if name in data:  # the API and tests send one value
            return str(data[name])
        typed = [str(data.get(f"{name}_{box}", "")).strip() for box in ("hari", "bulan", "tahun")]
        if not any(typed):
            return ""
        return iso_date(" ".join(typed)) or "/".join(part.replace("/", " ") for part in typed)


def iso_date(text: str) -> str:
    """`21 nov 2026`, `21/11/2026`, `21 November 2026` → `2026-11-21`; empty when it is no date."""
    parts = [part for part in re.split(r"[\s/.,-]+", text.lower()) if part]
    if len(parts) != len(("hari", "bulan", "tahun")) or not re.fullmatch(r"[0-9]{1,2}", parts[0]):
        return ""
    if not re.fullmatch(r"[0-9]{4}", parts[2]):
        return ""
    try:
        return date(int(parts[2]), _month(parts[1]), int(parts[0])).isoformat()
    except ValueError:
        return ""


def _month(word: str) -> int:
    """The number of a month written as number, name or beginning of a name, in either language; 0 for none."""
    if re.fullmatch(r"[0-9]{1,2}", word):
        return int(word)
    if len(word) < SHORTEST_MONTH_WORD:
        return 0
    names = [(number, name.lower()) for months in MONTHS.values() for number, name in enumerate(months, 1)]
    return next((number for number, name in names if name.startswith(word)), 0)


class BigRadios(forms.RadioSelect):
    """Radios 44 px high; `hints` maps a value to the sentence shown under its label."""

    def __init__(self, *, hints: Mapping[str, object] | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.hints = dict(hints or {})


class BigCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes 44 px high, with hints like `BigRadios`."""

    def __init__(self, *, hints: Mapping[str, object] | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.hints = dict(hints or {})
