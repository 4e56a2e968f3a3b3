"""The fields that many forms ask for."""

from typing import Any

from django import forms

from netral.ui.widgets import DateInput3

LONGEST = 20_000  # characters


def long_text(label: Any, *, rows: int = 6, **options: Any) -> forms.CharField:
    """A text of some paragraphs."""
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **options)


def day(label: Any, **options: Any) -> forms.DateField:
    """A date in three boxes."""
    return forms.DateField(label=label, widget=DateInput3, input_formats=["%Y-%m-%d"], **options)
