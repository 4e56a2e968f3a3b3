"""Rows of the law on conduct: what is refused, and what the index finds."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from netral import rulebook
from netral.rulebook.elements import months_earlier
from netral.rulebook.law_files import LawFileError
from tests.rulebook.builders import law_changed

BOOK = rulebook.current()
ROW = "conduct/pidana_pemilu/494.toml"


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (
            ROW,
            'doubtful = ["ikut_kampanye"',
            'doubtful = ["tim_pemenangan"',
            ["act → doubtful", "not among the certain"],
        ),
        (ROW, "basis = [", "basis = []\nnothing = [", ["basis", "at least one text"]),
        (ROW, 'subjects = ["PNS"', 'subjects = ["raja"', ["who → subjects", "raja"]),
        (ROW, "effective = 2017-08-16", "effective = 2017-02-30", ["whole file"]),
        (
            ROW,
            "effective = 2017-08-16",
            "effective = 2017-08-16\nuntil = 2017-08-15",
            ["until", "not before effective"],
        ),
        (
            ROW,
            "[circumstance.campaign_period]",
            "[circumstance.kampanye]",
            ["circumstance: found 'kampanye'", "circumstances.toml"],
        ),
        (ROW, 'provision = "UU-7-2017/494"', 'provision = "UU-9-2017/494"', ["provision", "instruments/ first"]),
        (ROW, 'provision = "UU-7-2017/494"', 'provision = "UU-7-2017/493"', ["provision", "a code used once"]),
        ("conduct/pidana_pilkada/71-2.toml", "months_before = 6", "months_before = 0", ["months_before", "above zero"]),
        ("conduct/skb2020/04.toml", "doubtful = [", "doubtful = []\nlost = [", ["act → conducts", "at least one text"]),
        ("notes.toml", "[milder_law]", "[milder]", ["milder_law", "a note of that code"]),
    ],
)
def test_a_wrong_row_is_refused(tmp_path: Path, file: str, old: str, new: str, says: list[str]) -> None:
    with pytest.raises(LawFileError) as refusal:
        rulebook.load(law_changed(tmp_path, file, old, new))

    for words in (file, *says):
        assert words in str(refusal.value)


def test_every_low_confidence_states_what_was_assumed() -> None:
    weak = [row for row in BOOK.provisions.values() if row.confidence == "low"]

    assert weak
    assert [row.code for row in weak if row.assumption is None] == []


def test_the_list_of_2020_has_sixteen_rows_and_ends_with_the_next() -> None:
    rows = [row for code, row in BOOK.provisions.items() if code.startswith("SKB-2020/")]

    assert len(rows) == 16
    assert {row.until for row in rows} == {date(2022, 9, 21)}


@pytest.mark.parametrize("day", [date(2020, 9, 10), date(2021, 8, 31), date(2022, 9, 22), date(2024, 11, 14)])
def test_the_index_finds_what_a_search_through_all_rows_finds(day: date) -> None:
    for on in (day - timedelta(days=1), day):
        for subject in rulebook.subjects:
            for conduct in rulebook.conducts:
                searched = [
                    code
                    for code, row in BOOK.provisions.items()
                    if conduct in row.conducts and row.reaches(subject, on, BOOK.vocabulary)
                ]
                assert [row.code for row in BOOK.index.fitting(subject, [conduct], on)] == searched


def test_each_provision_is_found_once_for_several_acts() -> None:
    found = [row.code for row in BOOK.index.fitting("PNS", ["ikut_kampanye", "tim_pemenangan"], date(2024, 1, 10))]

    assert len(found) == len(set(found))


def test_the_index_gives_the_receivers_and_sanctions_of_the_law() -> None:
    on = date(2024, 10, 10)

    for position in ("", "anggota KPPS", "anggota KPU"):
        found = BOOK.index.receivers("penyelenggara", "kode_etik_penyelenggara", on, None, position)
        assert found == BOOK.receivers("penyelenggara", "kode_etik_penyelenggara", on, position=position)
        assert BOOK.index.receivers("penyelenggara", "kode_etik_penyelenggara", on, None, position) == found
    assert BOOK.index.sanctions("berat", ("PNS",), on) == BOOK.sanctions("berat", on)


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2024, 9, 22), 6, date(2024, 3, 22)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2024, 1, 15), 1, date(2023, 12, 15)),
    ],
)
def test_months_are_counted_back_by_the_calendar(day: date, months: int, earlier: date) -> None:
    assert months_earlier(day, months) == earlier
