"""Which decisions have counted days of delivery and of taking effect."""

from datetime import date

import pytest

from netral import rulebook
from netral.rulebook.book import LAW
from netral.rulebook.delivery import load_deliveries
from netral.rulebook.law_files import LawFileError

BOOK = rulebook.current()


@pytest.mark.parametrize(
    ("level", "subject", "on", "periods"),
    [
        ("ringan", "PNS", date(2024, 1, 29), ("D-SAMP", "D-BERL")),
        ("berat", "PNS", date(2021, 8, 31), ("D-SAMP", "D-BERL")),
        ("berat", "PNS", date(2021, 8, 30), None),  # PP 53/2010 was in force until that day
        ("berat", "ASN", date(2024, 1, 29), ("D-SAMP", "D-BERL")),
        ("moral", "PNS", date(2024, 1, 29), None),
        ("ptdh", "PNS", date(2024, 1, 29), None),
        ("berat", "PPPK", date(2024, 1, 29), None),
    ],
)
def test_only_sanctions_of_the_discipline_regulation_have_such_days(
    level: str, subject: str, on: date, periods: tuple[str, str] | None
) -> None:
    found = BOOK.delivery(level, on, subject=subject)

    assert (found and (found.deliver, found.effect)) == periods


def test_a_rule_about_a_period_nobody_knows_is_refused() -> None:
    with pytest.raises(LawFileError, match="deliver"):
        load_deliveries(LAW, BOOK.vocabulary, ["D-BERL"])
