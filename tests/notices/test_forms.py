"""The forms of this room: a day off within the calendar, a number that can get a message."""

from typing import Any

import pytest

from netral import rulebook
from netral.notices.forms import HolidayForm, NumberForm

pytestmark = pytest.mark.once


def holiday(year: int, **changes: str) -> HolidayForm:
    said: dict[str, Any] = {
        "day_hari": "2", "day_bulan": "1", "day_tahun": str(year), "name": "Hari libur daerah",
        "source": "Keputusan Gubernur 5/2026", **changes,
    }  # fmt: skip
    return HolidayForm(said)


def years() -> tuple[int, int]:
    """The first and the last year a holiday may be in: a deadline may reach into the years beside."""
    calendar = rulebook.current().calendar
    return calendar.first_year + 1, calendar.last_year - 1


def test_the_first_and_the_last_year_are_within_and_those_beside_are_not() -> None:
    first, last = years()

    assert [holiday(year).is_valid() for year in (first, last)] == [True, True]
    assert [list(holiday(year).errors) for year in (first - 1, last + 1)] == [["day"], ["day"]]
    assert f"antara {first} dan {last}" in str(holiday(last + 1).errors)


@pytest.mark.parametrize("field", ["name", "source", "day_tahun"])
def test_a_day_off_needs_its_name_its_decree_and_its_year(field: str) -> None:
    assert not holiday(2026, **{field: ""}).is_valid()


@pytest.mark.parametrize(("field", "longest"), [("name", 100), ("source", 200)])
def test_names_and_decrees_end_where_their_columns_do(field: str, longest: int) -> None:
    assert holiday(2026, **{field: "x" * longest}).is_valid()
    assert list(holiday(2026, **{field: "x" * (longest + 1)}).errors) == [field]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0812-3456-7890", "+6281234567890"), ("62 812 3456 7890", "+6281234567890"),
        ("(0812) 3456.7890", "+6281234567890"), ("81234567890", "+6281234567890"), ("+60123456789", "+60123456789"),
    ],
)  # fmt: skip
def test_a_number_comes_back_as_the_gateway_wants_it(written: str, number: str) -> None:
    form = NumberForm({"number": written})

    assert form.is_valid()
    assert form.cleaned_data["number"] == number


@pytest.mark.parametrize("written", ["021-7654321", "0812", "+0812345678", "0812-3456-7890-1234", "nomor saya"])
def test_a_landline_or_no_number_is_refused_with_an_example(written: str) -> None:
    form = NumberForm({"number": written})

    assert not form.is_valid()
    assert "0812-3456-7890" in str(form.errors["number"])


def test_an_empty_number_is_asked_for() -> None:
    assert "Tulis nomor Anda." in str(NumberForm({"number": " "}).errors)
