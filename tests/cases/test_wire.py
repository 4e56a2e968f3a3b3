"""What wire doors for staff share: JSON as a form sees it, a file inside it, and the sender's own key."""

import base64
from dataclasses import replace
from typing import Any

import pytest
from django import forms

from netral.cases.models import Case
from netral.cases.wire import form_data, own_key, pdf_sent, problems
from netral.intake.states import Refused
from tests.cases.builders import EXAMINER

pytestmark = pytest.mark.once
FIELDS: dict[str, forms.Field] = {
    "text": forms.CharField(), "count": forms.IntegerField(), "sure": forms.BooleanField(required=False),
    "codes": forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")]),
}  # fmt: skip
CASE, OTHER = Case(key="7k4m2pxd91qf0"), Case(key="8k4m2pxd91qf0")


def test_lists_stay_lists_and_what_is_null_is_absent() -> None:
    data = form_data(FIELDS, {"text": "kata", "count": 0, "sure": False, "codes": ["a", "b"], "more": None})

    assert data.getlist("codes") == ["a", "b"]
    assert (data["text"], data["count"], data["sure"]) == ("kata", 0, False)
    assert "more" not in data
    assert form_data(FIELDS, {"codes": []}).getlist("codes") == []


def test_a_field_the_form_does_not_know_is_the_forms_to_ignore() -> None:
    assert form_data(FIELDS, {"lain": {"a": 1}})["lain"] == {"a": 1}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text", 5), ("text", ["kata"]), ("text", True), ("text", "nol\0"), ("text", {"a": "b"}),
        ("count", "5"), ("count", True), ("count", 1.5), ("count", [1]),
        ("sure", "true"), ("sure", 1), ("codes", "a"), ("codes", [1]), ("codes", [["a"]]), ("codes", ["a\0"]),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_named_before_a_form_makes_words_of_it(name: str, value: Any) -> None:
    with pytest.raises(Refused) as refusal:
        form_data(FIELDS, {name: value})

    assert [(problem.field, problem.code) for problem in refusal.value.problems] == [(name, "bentuk_tidak_sesuai")]


def test_everything_wrong_is_named_at_once() -> None:
    with pytest.raises(Refused) as refusal:
        form_data(FIELDS, {"text": 5, "count": 5, "codes": "a"})

    assert [problem.field for problem in refusal.value.problems] == ["text", "codes"]


def test_a_file_comes_out_of_its_base64_as_it_went_in() -> None:
    content = bytes(range(256))

    made = pdf_sent("document", base64.b64encode(content).decode())

    assert (made.read(), made.content_type, made.name) == (content, "application/pdf", "naskah.pdf")


@pytest.mark.parametrize("value", [None, 5, ["JVBERg=="], "JVBERg", "JVBE Rg==", "JVBE\nRg==", "é", "JVB-_g==", {}])
def test_what_is_no_base64_is_named_by_its_field(value: Any) -> None:
    with pytest.raises(Refused) as refusal:
        pdf_sent("document", value)

    assert [problem.field for problem in refusal.value.problems] == ["document"]


def test_the_same_key_of_another_person_or_in_another_case_is_another_key() -> None:
    colleague = replace(EXAMINER, reference="akun:rekan")
    mine = own_key("kunci", EXAMINER, CASE)

    others = [own_key("kunci", colleague, CASE), own_key("kunci", EXAMINER, OTHER), own_key("kunci2", EXAMINER, CASE)]

    assert mine == own_key("kunci", EXAMINER, CASE)
    assert len({mine, *others}) == 4
    assert own_key("", EXAMINER, CASE) == ""
    assert "kunci" not in mine


def test_a_refused_form_is_told_field_by_field_and_what_belongs_to_none_without_one() -> None:
    class Form(forms.Form):
        text = forms.CharField()

        def clean(self) -> None:
            self.add_error(None, "Keduanya tidak cocok.")

    found = problems(Form({}))

    assert [(problem.field, problem.code) for problem in found] == [("text", "required"), ("", "tidak_sesuai")]
