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
        ({"id": ...}, "id", "teks yang tidak kosong"),
        ({"id": " "}, "id", "teks yang tidak kosong"),
        ({"id": 7}, "id", "teks yang tidak kosong"),
        ({"election": ...}, "election", "salah satu dari pilkada2017"),
        ({"election": "pemilu1955"}, "election", "salah satu dari"),
        ({"election": ["pemilu2024"]}, "election", "salah satu dari"),
        ({"subject": "pns"}, "subject", "salah satu dari PNS"),
        ({"subject": ...}, "subject", "salah satu dari PNS"),
        ({"conduct": ...}, "conduct", "daftar berisi sedikitnya satu kode"),
        ({"conduct": []}, "conduct", "daftar berisi sedikitnya satu kode"),
        ({"conduct": "lain"}, "conduct", "daftar berisi sedikitnya satu kode"),
        ({"conduct": ["like"]}, "conduct", "kode dari pasang_alat_peraga"),
        ({"conduct": [["lain"]]}, "conduct", "kode dari"),
        ({"date": "10-10-2024"}, "date", "tanggal seperti 2024-02-05"),
        ({"date": "2024-02-30"}, "date", "tanggal seperti"),
        ({"date": "2024-10-10T10:00:00+07:00"}, "date", "tanggal seperti"),
        ({"date": datetime(2024, 10, 10)}, "date", "tanggal seperti"),  # noqa: DTZ001
        ({"date": 20241010}, "date", "tanggal seperti"),
        ({"as_of": "besok"}, "as_of", "tanggal seperti"),
        ({"office": "presiden"}, "office", "salah satu dari gubernur, bupati, walikota"),
        ({"target": "caleg"}, "target", "salah satu dari bakal_calon"),
        ({"phase": "unknown"}, "phase", "salah satu dari before, after"),
        ({"position": 3}, "position", "teks yang tidak kosong"),
        ({"position_class": "raja"}, "position_class", "salah satu dari jpt"),
        ({"circumstances": ["knew"]}, "circumstances", "objek berisi true dan false"),
        ({"circumstances": {"happy": True}}, "circumstances", "nama dari cltn"),
        ({"circumstances": {"knew": "ya"}}, "circumstances.knew", "true, false, atau null"),
        ({"circumstances": {"knew": 1}}, "circumstances.knew", "true, false, atau null"),
        ({"offfice": "bupati"}, "offfice", "salah satu kunci id, date"),
    ],
)
def test_a_bad_row_names_the_key_the_value_and_what_was_expected(said: dict[str, Any], key: str, expected: str) -> None:
    with pytest.raises(AssessError) as refusal:
        rulebook.assess(facts(**said))

    assert refusal.value.key == key
    assert str(refusal.value).startswith((f"{key}: ditemukan ", f"{key}: tidak diisi, "))
    assert f", seharusnya {expected}" in str(refusal.value)
    assert str(refusal.value).endswith(", lalu jalankan lagi.")


def test_a_wrong_value_like_a_book_is_not_repeated_whole() -> None:
    with pytest.raises(AssessError) as refusal:
        rulebook.assess(facts(subject="a" * 10_000))

    assert len(str(refusal.value)) < 1_000


@pytest.mark.parametrize("row", [None, [], "x", 3])
def test_a_row_that_is_no_object_is_refused(row: Any) -> None:
    with pytest.raises(AssessError, match=r"isi baris: .*, seharusnya satu objek JSON"):
        rulebook.assess(row)


def test_an_election_of_another_kind_asks_for_no_particular_office() -> None:
    assert parsed(election="lain", office="presiden").office == "presiden"
