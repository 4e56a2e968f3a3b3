"""The closed list of periods, with versions and stamps."""

from collections import Counter
from datetime import date

import pytest

from netral import rulebook
from netral.rulebook.vocabulary import NOTES

BOOK = rulebook.current()
RULES = [version for versions in BOOK.deadlines.values() for version in versions]


def test_the_closed_list_of_codes_does_not_change_unnoticed() -> None:
    assert Counter(code.split("-")[0] for code in BOOK.deadlines) == {
        "P": 20,
        "K": 17,
        "D": 12,
        "A": 4,
        "TN": 5,
        "PL": 5,
        "O": 10,
        "S": 5,
        "U": 4,
        "E": 3,
        "G": 1,
        "M": 1,
    }


def test_every_rule_says_where_it_stands_how_sure_and_when_it_was_checked() -> None:
    for rule in RULES:
        assert rule.source
        assert rule.confidence in {"high", "medium", "low"}
        assert date(2026, 1, 1) <= rule.checked <= BOOK.checked


def test_a_rule_that_is_not_sure_says_why() -> None:
    doubtful = [rule.code for rule in RULES if rule.confidence == "low" and rule.assumption is None]

    assert doubtful == []


def test_the_version_of_the_day_is_chosen() -> None:
    assert BOOK.deadline("K-REP", date(2024, 9, 29)).office_hours is None
    assert BOOK.deadline("K-REP", date(2024, 9, 30)).office_hours is not None
    assert BOOK.deadline("K-REP").version == "2024-09-30"


def test_before_the_first_version_the_first_is_chosen_and_it_is_not_in_force() -> None:
    rule = BOOK.deadline("D-BERL", date(2020, 1, 1))

    assert rule.version == "2021-08-31"
    assert not rule.in_force(date(2020, 1, 1))


def test_where_only_the_year_is_known_the_version_is_that_year() -> None:
    assert BOOK.deadline("P-KA").version == "2022"


def test_an_unknown_code_names_those_there_are() -> None:
    with pytest.raises(rulebook.UnknownCodeError, match=r"no deadline 'P-XX' in the rulebook; there are .*P-REP"):
        BOOK.deadline("P-XX")


def test_a_rule_that_follows_another_names_it() -> None:
    assert {rule.code: rule.after for rule in RULES if rule.after} == {"K-TL2": "K-TL", "S-BAW": "S-VER"}


def test_every_family_has_a_name() -> None:
    assert {rule.regime for rule in RULES} == set(BOOK.regimes)


def test_every_sentence_an_assessment_may_need_is_there() -> None:
    assert set(BOOK.notes) == set(NOTES)
