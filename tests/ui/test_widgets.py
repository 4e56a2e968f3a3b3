from datetime import date

import pytest
from django import forms

from netral.ui.widgets import DateInput3, iso_date


class OneDate(forms.Form):
    when = forms.DateField(widget=DateInput3(), required=False)


def boxes(day: str = "", month: str = "", year: str = "") -> dict[str, str]:
    return {"when_hari": day, "when_bulan": month, "when_tahun": year}


@pytest.mark.parametrize(
    "typed",
    [
        boxes("21", "11", "2026"),
        boxes(" 21 ", "nov", "2026"),
        boxes("21", "NOVEMBER", "2026"),
        boxes("21 nov", "", "2026"),
        boxes("21 nov 2026"),
        boxes("21/11/2026"),
        boxes("21-11-2026"),
        {"when": "2026-11-21"},
    ],
)
def test_three_boxes_understand_how_people_write_a_date(typed: dict[str, str]) -> None:
    form = OneDate(typed)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["when"] == date(2026, 11, 21)


@pytest.mark.parametrize(
    "typed",
    [
        boxes("31", "2", "2026"),
        boxes("21", "", ""),
        boxes("21", "nov", "26"),
        boxes("21", "13", "2026"),
        boxes("21", "no", "2026"),
        boxes("21", "xyz", "2026"),
        boxes("dua", "11", "2026"),
        boxes("021", "11", "2026"),
        boxes("²1", "11", "2026"),
        boxes("1\x00", "1", "2026"),
    ],
)
def test_what_is_no_date_is_refused_and_stays_in_the_boxes(typed: dict[str, str]) -> None:
    form = OneDate(typed)

    assert not form.is_valid()
    shown = [part["value"] or "" for part in form["when"].subwidgets[0].data["subwidgets"]]
    assert shown == [typed["when_hari"], typed["when_bulan"], typed["when_tahun"]]


def test_slashes_in_a_wrong_date_do_not_push_it_into_the_next_box() -> None:
    form = OneDate(boxes("1/2", "3/4", "5"))

    form.full_clean()

    parts = form["when"].subwidgets[0].data["subwidgets"]
    assert [part["value"] for part in parts] == ["1 2", "3 4", "5"]


def test_empty_boxes_are_an_empty_date() -> None:
    form = OneDate(boxes())

    assert form.is_valid()
    assert form.cleaned_data["when"] is None


def test_a_date_is_laid_out_again_in_its_boxes() -> None:
    widget = DateInput3()

    assert widget.decompress(date(2026, 11, 3)) == ["3", "11", "2026"]
    assert widget.decompress("2026-11-03") == ["3", "11", "2026"]
    assert widget.decompress(None) == ["", "", ""]


def test_english_months_are_understood_too() -> None:
    assert iso_date("5 august 2026") == "2026-08-05"
    assert iso_date("5 agustus 2026") == "2026-08-05"
    assert iso_date("5 mei 2026") == iso_date("5 may 2026") == "2026-05-05"


def test_the_first_box_is_where_an_error_leads() -> None:
    widget = DateInput3()

    assert widget.id_for_label("id_when") == "id_when_0"
    assert widget.id_for_label("") == ""
