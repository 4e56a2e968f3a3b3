from dataclasses import replace
from typing import Any

from netral import rulebook
from netral.publishing.queries.sanctions import lasting, measures_of
from netral.rulebook import Sanction, Text

BOOK = rulebook.current()


def sanction(**given: Any) -> Sanction:
    """The first sanction of the law, with some of it said otherwise."""
    return replace(next(iter(BOOK.sanction_list.values())), **({"months": None, "years": None} | given))


def test_a_sanction_says_how_long_it_lasts() -> None:
    assert lasting(sanction(months=12)) == "12 bulan"
    assert lasting(sanction(years=1)) == "1 tahun"
    assert lasting(sanction()) == ""


def test_a_length_the_name_already_says_is_not_said_again() -> None:
    assert lasting(sanction(name=Text("Penjara paling lama 6 bulan", "Prison up to 6 months"), months=6)) == ""
    assert lasting(sanction(name=Text("Penjara paling lama 3 tahun", "Prison up to 3 years"), years=3)) == ""


def test_measures_keep_the_order_of_the_law() -> None:
    known = list(BOOK.sanction_list.values())

    assert [each.sanction for each in measures_of(known)] == known
