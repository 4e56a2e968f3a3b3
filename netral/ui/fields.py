"""How one form field is shown: which shape it takes, its control, and where its problems are linked to."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

from netral.ui.widgets import DateInput3


@dataclass(frozen=True)
class Problem:
    """One refusal, and the id of the control that can mend it (empty for the form as a whole)."""

    target: str
    message: str


@dataclass(frozen=True)
class Box:
    """One radio or checkbox of a group, with its hint."""

    control: SafeString
    target: str
    label: object
    hint: object


def kind(bound: BoundField) -> str:
    """`kotak` (one checkbox), `pilihan` (radios, checkboxes), `tanggal` (three boxes) or `isian`."""
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "kotak"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "pilihan"
    return "tanggal" if isinstance(widget, DateInput3) else "isian"


def control(bound: BoundField) -> SafeString:
    """The control with the class of its shape beside the form's own classes."""
    shape = kind(bound)
    if shape == "pilihan":
        return SafeString()
    if shape == "tanggal":
        return bound.as_widget()
    own = bound.field.widget.attrs.get("class", "")
    added = "rd__kotak" if shape == "kotak" else "isi"
    return bound.as_widget(attrs={"class": f"{added} {own}".strip()})


def boxes(bound: BoundField) -> list[Box]:
    """The choices of a group; `widget.hints` maps a value to the sentence under it."""
    if kind(bound) != "pilihan":
        return []
    hints: Mapping[str, object] = getattr(bound.field.widget, "hints", {})
    found = []
    for choice in bound.subwidgets:
        choice.data["attrs"]["class"] = "rd__kotak"
        hint = hints.get(str(choice.data["value"]), "")
        found.append(Box(choice.tag(), choice.id_for_label, choice.choice_label, hint))
    return found


def problems(form: BaseForm) -> list[Problem]:
    """Every problem of a form in the order of its fields, those of the whole form first."""
    found = [Problem("", str(message)) for message in form.non_field_errors()]
    for bound in form:
        found += [Problem(_target(bound), _named(bound, str(message))) for message in bound.errors]
    return found


def _named(bound: BoundField, message: str) -> str:
    """Django's own "may not be empty" says nothing away from its field, so it is given the field's name."""
    own = message != str(forms.Field.default_error_messages["required"])
    return message if own else f"{bound.label}: {message}"


def _target(bound: BoundField) -> str:
    """The id of the first control of a field: a group has no single one."""
    return f"{bound.auto_id}_0" if kind(bound) == "pilihan" else bound.id_for_label
