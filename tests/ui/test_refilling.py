"""What was written before a session ended stands in its form again."""

from django import forms
from django.http import QueryDict

from netral.ui.refilling import refill, worth_copying


class Story(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(widget=forms.Textarea)
    parts = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B"), ("c", "C")], widget=forms.CheckboxSelectMultiple)
    sure = forms.BooleanField(required=False)
    file = forms.FileField(required=False)


SENT = QueryDict("version=3&text=Panjang sekali&parts=a&parts=c&sure=on&file=x&lain=y")


def test_every_field_begins_with_what_was_posted() -> None:
    form = Story(initial={"version": 4, "text": "Lama"})
    assert form["text"].initial == "Lama"

    refill(form, SENT)

    assert "Panjang sekali</textarea>" in str(form["text"])
    assert 'value="3"' in str(form["version"])
    assert str(form["parts"]).count("checked") == 2
    assert "checked" in str(form["sure"])
    assert "file" not in form.initial


def test_a_form_that_was_sent_stays_as_it_was_sent() -> None:
    form = Story(QueryDict("text=Baru"))

    refill(form, SENT)

    assert form.initial == {}


def test_another_form_of_the_page_is_left_alone() -> None:
    form = Story(prefix="lain", initial={"text": "Lama"})

    refill(form, SENT)
    refill(form, None)

    assert form.initial == {"text": "Lama"}


def test_sentences_are_worth_copying_and_codes_are_not() -> None:
    assert worth_copying(SENT) == ["Panjang sekali"]
    assert worth_copying(None) == []
