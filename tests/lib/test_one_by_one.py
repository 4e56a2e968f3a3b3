"""Rounds over many rows, one of which fails."""

import logging

import pytest

from netral.lib.one_by_one import one_by_one

log = logging.getLogger("uji")


class Row:
    pk = 7

    def __str__(self) -> str:
        return "Nama Rahasia"


def test_what_fails_is_logged_without_a_word_of_it_and_the_rest_is_done(caplog: pytest.LogCaptureFixture) -> None:
    first, bad, last = Row(), Row(), Row()

    def act(row: Row) -> Row:
        if row is bad:
            raise KeyError("jalur")
        return row

    assert list(one_by_one(act, [first, bad, last], log=log)) == [first, last]

    (record,) = caplog.records
    assert record.getMessage() == "Row 7 was passed over."


def test_it_is_done_as_it_is_asked_for() -> None:
    asked: list[int] = []

    def act(number: int) -> int:
        asked.append(number)
        return number

    assert next(one_by_one(act, [1, 2], log=log)) == 1
    assert asked == [1]
