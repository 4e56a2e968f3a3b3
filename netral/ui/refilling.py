"""Putting back into a form what was written into it before the session ended."""

from django.forms import BaseForm, FileField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict


def refill(form: BaseForm, unsent: QueryDict | None) -> None:
    """What was posted becomes what a fresh form begins with; a form that was sent, and files, stay as they are.

    Hidden fields too: whoever wrote on an older version is told of the newer one as always.
    """
    names = [form.add_prefix(name) for name in form.fields]
    if unsent is None or form.is_bound or not any(name in unsent for name in names):
        return
    for name, field in form.fields.items():
        if not isinstance(field, FileField):
            found = field.widget.value_from_datadict(unsent, MultiValueDict(), form.add_prefix(name))
            form.initial[name] = found
            form[name].__dict__.pop("initial", None)  # what it remembered of the form before


def worth_copying(unsent: QueryDict | None) -> list[str]:
    """The long texts among it, for a page that has no such form any more."""
    if unsent is None:
        return []
    return [text for _name, texts in unsent.lists() for text in texts if " " in text.strip()]
