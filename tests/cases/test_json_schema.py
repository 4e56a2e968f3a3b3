from django import forms

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


def test_the_words_beside_a_field_become_title_and_description() -> None:
    schema = schema_of({"name": forms.CharField(label="Nama", help_text="Tanpa gelar.")})

    assert schema["properties"]["name"] == {"type": "string", "title": "Nama", "description": "Tanpa gelar."}
