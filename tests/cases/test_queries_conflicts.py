"""Whom a case names, and that thirty cases are asked in as many queries as one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netral.cases.queries.conflicts import conflict, named_in
from tests.cases.builders import heard, opened
from tests.cases.people import at_office

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("Saksi Rekaan", "saksi"),
        ("H. Saksi  Rekaan, S.Pd.", "saksi"),
        ("Terlapor Rekaan", "terlapor"),
        ("Saksi Kedua", "saksi"),
        ("Saksi", ""),
        ("Wayan Pelapor Rahasia", ""),
    ],
)
def test_titles_and_spaces_make_no_other_person(name: str, named: str) -> None:
    case = heard(opened(), party="saksi", name="Saksi Kedua")

    assert str(conflict(at_office(name=name), named_in([case])[case.pk])) == named


def test_a_reporter_who_was_heard_is_named_by_nobodys_name() -> None:
    case = heard(opened(), party="pelapor", name="")

    assert case.laporan.pseudonym.casefold() not in named_in([case])[case.pk]


def test_each_case_names_its_own_in_four_queries() -> None:
    cases = [heard(opened(), name=f"Orang {letter}") for letter in "abc"]

    with CaptureQueriesContext(connection) as captured:
        found = named_in(cases)

    assert len(captured) == 4
    assert ["orang b" in found[case.pk] for case in cases] == [False, True, False]
