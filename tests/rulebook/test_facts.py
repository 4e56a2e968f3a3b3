"""A row of facts: what is not said is unknown, what cannot be is refused by name."""

from datetime import date, datetime
from typing import Any

import pytest

from netral import rulebook
from netral.rulebook import AssessError, ElectionLaw, Text
from netral.rulebook.facts import Facts, parse
from tests.rulebook.builders import facts

BOOK = rulebook.current()


def parsed(**said: Any) -> Facts:
    return parse(facts(**said), BOOK.vocabulary, BOOK.elections)


def test_the_shortest_row_leaves_everything_else_unknown() -> None:
    found = parse(
        {"id": "a", "election": "lain", "subject": "PNS", "conduct": ["lain"]}, BOOK.vocabulary, BOOK.elections
    )

    assert (found.day, found.as_of, found.office, found.target, found.phase) == (None, None, None, None, None)
    assert (found.position, found.position_class, found.election, found.circumstances) == ("", None, None, {})


def test_days_may_be_texts_or_days() -> None:
    assert parsed(date="2024-10-10").day == parsed(date=date(2024, 10, 10)).day == date(2024, 10, 10)
    assert parsed(as_of="2024-12-01").as_of == date(2024, 12, 1)


def test_null_means_unknown_everywhere() -> None:
    found = parsed(date=None, office=None, target=None, phase=None, position=None, circumstances={"knew": None})

    assert (found.day, found.office, found.target, found.phase) == (None, None, None, None)
    assert found.circumstances == {}


def test_a_conduct_said_twice_counts_once() -> None:
    assert parsed(conduct=["lain", "lain"]).conducts == ("lain",)


def test_an_election_of_our_own_may_be_added() -> None:
    own = ElectionLaw(code="latihan", name=Text("L", "L"), regime="pemilu", voting_day=date(2030, 1, 1))

    found = parse(facts(election="latihan", office="presiden"), BOOK.vocabulary, {"latihan": own})

    assert found.election is own


@pytest.mark.parametrize(
    ("said", "key", "expected"),
    [
        ({"id": ...}, "id", "a text that is not empty"),
        ({"id": " "}, "id", "a text that is not empty"),
        ({"id": 7}, "id", "a text that is not empty"),
        ({"election": ...}, "election", "one of pilkada2017"),
        ({"election": "pemilu1955"}, "election", "lain"),
        ({"election": ["pemilu2024"]}, "election", "one of"),
        ({"subject": "pns"}, "subject", "one of PNS"),
        ({"subject": ...}, "subject", "one of PNS"),
        ({"conduct": ...}, "conduct", "a list with at least one code"),
        ({"conduct": []}, "conduct", "a list with at least one code"),
        ({"conduct": "lain"}, "conduct", "a list with at least one code"),
        ({"conduct": ["like"]}, "conduct", "codes among pasang_alat_peraga"),
        ({"conduct": [["lain"]]}, "conduct", "codes among"),
        ({"date": "10-10-2024"}, "date", "a day such as 2024-02-05"),
        ({"date": "2024-02-30"}, "date", "a day such as"),
        ({"date": "2024-10-10T10:00:00+07:00"}, "date", "a day such as"),
        ({"date": datetime(2024, 10, 10)}, "date", "a day such as"),  # noqa: DTZ001
        ({"date": 20241010}, "date", "a day such as"),
        ({"as_of": "besok"}, "as_of", "a day such as"),
        ({"office": "presiden"}, "office", "one of gubernur, bupati, walikota"),
        ({"target": "caleg"}, "target", "one of bakal_calon"),
        ({"phase": "unknown"}, "phase", "one of before, after"),
        ({"position": 3}, "position", "a text that is not empty"),
        ({"position_class": "raja"}, "position_class", "one of jpt"),
        ({"circumstances": ["knew"]}, "circumstances", "an object of true and false"),
        ({"circumstances": {"happy": True}}, "circumstances", "names among cltn"),
        ({"circumstances": {"knew": "ya"}}, "circumstances.knew", "true, false or null"),
        ({"circumstances": {"knew": 1}}, "circumstances.knew", "true, false or null"),
        ({"offfice": "bupati"}, "offfice", "one of the keys id, date"),
    ],
)
def test_a_bad_row_names_the_key_the_value_and_what_was_expected(said: dict[str, Any], key: str, expected: str) -> None:
    with pytest.raises(AssessError) as refusal:
        rulebook.assess(facts(**said))

    assert refusal.value.key == key
    assert str(refusal.value).startswith(f"{key}: found ")
    assert expected in str(refusal.value)


@pytest.mark.parametrize("row", [None, [], "x", 3])
def test_a_row_that_is_no_object_is_refused(row: Any) -> None:
    with pytest.raises(AssessError, match=r"row: found .* but expected an object"):
        rulebook.assess(row)


def test_an_election_of_another_kind_asks_for_no_particular_office() -> None:
    assert parsed(election="lain", office="presiden").office == "presiden"
