"""JSON Schema of a form: the API's fields of a step can never differ from the page's."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms

from netral.cases.forms.members import CELLS, MembersField
from netral.cases.forms.outcomes import CELLS as RULING_CELLS
from netral.cases.forms.outcomes import OutcomesField
from netral.cases.states import FOUND_UNDER
from netral.lib.texts import storable
from netral.procedure.meetings import LONGEST_NOTE
from netral.procedure.states import Part
from netral.ui.inputs import LONGEST


def schema_of(fields: Mapping[str, forms.Field]) -> dict[str, Any]:
    """An object with one property per field, without those only a page asks, and `version`: that is the request's."""
    shown = {
        name: field for name, field in fields.items() if name != "version" and not getattr(field, "of_the_page", False)
    }
    return {
        "type": "object",
        "properties": {name: _property(field) for name, field in shown.items()},
        "required": [name for name, field in shown.items() if field.required],
    }


def _property(field: forms.Field) -> dict[str, Any]:
    """One field: its type, its limits, and the words people read beside it."""
    words = {"title": str(field.label or ""), "description": str(field.help_text or "")}
    return _type(field) | {name: text for name, text in words.items() if text}


def _type(field: forms.Field) -> dict[str, Any]:
    match field:
        case MembersField() | OutcomesField() | forms.MultipleChoiceField():
            return {"type": "array", "items": _row(field)}
        case forms.ChoiceField() if not isinstance(field, forms.ModelChoiceField):  # a table's rows may be millions
            return {"type": "string", "enum": _codes(field)}
        case forms.BooleanField():
            return {"type": "boolean"}
        case forms.IntegerField():
            return {"type": "integer"} | _limits(minimum=field.min_value, maximum=field.max_value)
        case forms.DateField() | forms.TimeField():
            return {"type": "string", "format": "time" if isinstance(field, forms.TimeField) else "date"}
        case _:
            shape = field.regex.pattern if isinstance(field, forms.RegexField) else None
            return {"type": "string"} | _limits(maxLength=getattr(field, "max_length", None), pattern=shape)


def _row(field: forms.Field) -> dict[str, Any]:
    """One of many: a code, what was found of somebody, or a member.

    Members of today are named; on another day others may have held the seats.
    """
    if isinstance(field, OutcomesField):
        return _ruling(field)
    if not isinstance(field, MembersField):
        return {"type": "string", "enum": _codes(field)}  # type: ignore[arg-type]
    known = [{"const": person.key, "title": person.name} for person in field.people]
    return {
        "type": "object",
        "properties": {
            "member": {"type": "string", "anyOf": [*known, {"type": "string"}]} if known else {"type": "string"},
            "part": {"type": "string", "enum": Part.values},
            "note": {"type": "string", "maxLength": LONGEST_NOTE},
        },
        "required": ["member", "part"],
        "additionalProperties": False,
    }


def _ruling(field: OutcomesField) -> dict[str, Any]:
    """What was found of one person of the case; reasons where not all were found the same."""
    known = [{"const": person.key, "title": str(person)} for person in field.people]
    return {
        "type": "object",
        "properties": {
            "accused": {"type": "string", **({"anyOf": known} if known else {})},
            "decision": {"type": "string", "enum": [code.value for code in FOUND_UNDER[field.decision]]},
            "reason": {"type": "string", "maxLength": LONGEST},
        },
        "required": ["accused", "decision"],
        "additionalProperties": False,
    }


def fits(field: forms.Field, value: Any) -> bool:
    """Whether a JSON value is of the type the schema names. A form alone would turn a list into words."""
    match field:
        case MembersField():
            return isinstance(value, list) and all(_is_row(each, "member", "part", CELLS) for each in value)
        case OutcomesField():
            return isinstance(value, list) and all(_is_row(each, "accused", "decision", RULING_CELLS) for each in value)
        case forms.MultipleChoiceField():
            return isinstance(value, list) and all(_is_text(each) for each in value)
        case forms.BooleanField():
            return isinstance(value, bool)
        case forms.IntegerField():
            return isinstance(value, int) and not isinstance(value, bool)
        case _:
            return _is_text(value)


def _is_row(value: Any, of: str, needed: str, cells: Collection[str]) -> bool:
    if not isinstance(value, dict) or not {of, needed} <= value.keys() <= {of, *cells}:
        return False
    return all(_is_text(each) for each in value.values())


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and storable(value)


def _codes(field: forms.ChoiceField) -> list[str]:
    return [str(code) for code, _ in field.choices]  # type: ignore[union-attr, misc]


def _limits(**limits: Any) -> dict[str, Any]:
    return {name: value for name, value in limits.items() if value is not None}
