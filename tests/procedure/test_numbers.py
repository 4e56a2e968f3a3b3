"""Numbers of a series: no gap, no double, on both databases and with real threads."""

import pytest
from django.db import transaction

from netral.offices.models import Organisation
from netral.procedure.actions import next_number
from netral.procedure.models import NumberSeries
from tests.procedure.builders import offices
from tests.procedure.test_actions import at_once


@pytest.mark.django_db
def test_numbers_count_per_series_office_and_year() -> None:
    here, there = offices(), Organisation.objects.get(code="bawaslu-99.08")

    given = [
        next_number(series, office, year)
        for series, office, year in (
            ("laporan", here, 2024),
            ("laporan", here, 2024),
            ("laporan", there, 2024),
            ("laporan", here, 2025),
            ("surat", here, 2024),
            ("laporan", here, 2024),
        )
    ]

    assert given == [1, 2, 1, 1, 1, 3]


@pytest.mark.django_db
def test_a_failed_transaction_gives_its_number_back() -> None:
    office = offices()

    def give_and_fail() -> None:
        with transaction.atomic():
            next_number("laporan", office, 2024)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        give_and_fail()

    assert next_number("laporan", office, 2024) == 1


@pytest.mark.django_db(transaction=True)
def test_a_number_is_only_given_inside_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        next_number("laporan", Organisation(), 2024)


@pytest.mark.django_db(transaction=True)
def test_numbers_given_at_once_have_no_gap_and_no_double() -> None:
    office = offices()

    def give(number: int) -> object:
        with transaction.atomic():
            given = next_number("laporan", office, 2024)
            if number % 4 == 3:
                raise ZeroDivisionError  # this one gives its number back
            return given

    results = at_once(give, 12)

    assert sorted(each for each in results if isinstance(each, int)) == list(range(1, 10)), results
    assert NumberSeries.objects.get(series="laporan").last == 9
