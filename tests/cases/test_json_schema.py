from django import forms

from netral.access.models import User
from netral.cases.forms import MembersField
from netral.cases.json_schema import schema_of


def test_every_kind_of_field_has_its_type() -> None:
    fields = {
        "version": forms.IntegerField(),
        "text": forms.CharField(max_length=9),
        "free": forms.CharField(required=False),
        "count": forms.IntegerField(min_value=1, max_value=3),
        "any_count": forms.IntegerField(),
        "day": forms.DateField(),
        "flag": forms.BooleanField(required=False),
        "one": forms.ChoiceField(choices=[("a", "A"), ("b", "B")]),
        "typed": forms.TypedChoiceField(choices=[("ya", "Ya")]),
        "many": forms.MultipleChoiceField(choices=lambda: [("x", "X")], required=False),
    }

    schema = schema_of(fields)

    assert schema["required"] == ["text", "count", "any_count", "day", "one", "typed"]
    assert schema["properties"] == {
        "text": {"type": "string", "maxLength": 9},
        "free": {"type": "string"},
        "count": {"type": "integer", "minimum": 1, "maximum": 3},
        "any_count": {"type": "integer"},
        "day": {"type": "string", "format": "date"},
        "flag": {"type": "boolean"},
        "one": {"type": "string", "enum": ["a", "b"]},
        "typed": {"type": "string", "enum": ["ya"]},
        "many": {"type": "array", "items": {"type": "string", "enum": ["x"]}},
    }


def test_members_are_rows_of_which_those_of_today_are_named() -> None:
    field = MembersField()
    assert schema_of({"members": field})["properties"]["members"]["items"]["properties"]["member"] == {"type": "string"}
    field.people = [User(key="7k4m2pxd91qf0", name="Anggota Rekaan")]

    rows = schema_of({"members": field})["properties"]["members"]

    assert rows == {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "member": {
                    "type": "string",
                    "anyOf": [{"const": "7k4m2pxd91qf0", "title": "Anggota Rekaan"}, {"type": "string"}],
                },
                "part": {"type": "string", "enum": ["setuju", "tidak_setuju", "abstain", "berhalangan", "benturan"]},
                "note": {"type": "string", "maxLength": 4000},
            },
            "required": ["member", "part"],
            "additionalProperties": False,
        },
    }


def test_the_words_beside_a_field_become_title_and_description() -> None:
    schema = schema_of({"name": forms.CharField(label="Nama", help_text="Tanpa gelar.")})

    assert schema["properties"]["name"] == {"type": "string", "title": "Nama", "description": "Tanpa gelar."}
