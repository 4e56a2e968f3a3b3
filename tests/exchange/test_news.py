"""News that go back: written and read again, and refused with the part named where they are none."""

from typing import Any

import pytest

from netral.exchange.news import News, read
from netral.exchange.states import Answer, Unreadable
from tests.intake.builders import day

WHOLE = News("7k4m2pxd91qf0", 2, Answer.RETURNED, "bkn", day(1), ("Surat keputusan",), "Mohon segera.", "")


def test_news_are_read_as_they_were_said() -> None:
    assert read(WHOLE.as_content()) == WHOLE


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("thread", ""),
        ("thread", "x" * 27),
        ("thread", 5),
        ("thread", "a\0"),
        ("place", 0),
        ("place", True),
        ("place", "1"),
        ("place", 10_001),
        ("answer", "masuk"),
        ("answer", "dibuang"),
        ("answer", []),
        ("by", ""),
        ("by", "Siti Rekaan"),  # a code is no place for the name of somebody: the journal repeats it
        ("said_at", "kemarin"),
        ("gaps", "surat"),
        ("gaps", ["x" * 301]),
        ("gaps", [5]),
        ("gaps", ["a\0"]),
        ("gaps", ["x"] * 31),
        ("note", "x" * 2_001),
        ("outcome", "x" * 25),
        ("outcome", "Siti Rekaan"),
    ],
)
def test_what_are_no_news_are_refused_with_the_part_named(part: str, value: Any) -> None:
    with pytest.raises(Unreadable) as refusal:
        read({**WHOLE.as_content(), part: value})

    assert refusal.value.field == f"content.{part}"


def test_news_of_being_led_around_name_the_office_that_decides_now_and_others_name_none() -> None:
    led = News("7k4m2pxd91qf0", 2, Answer.ACCEPTED, "bkn", day(1), led_to="kemendagri")

    assert read(led.as_content()) == led
    assert led.as_content()["answer"] == "ditindaklanjuti"  # what a house reads that does not know the word
    assert "led_to" not in WHOLE.as_content()
    for wrong in ("Siti Rekaan", 5, "x" * 61):
        with pytest.raises(Unreadable) as refusal:
            read({**led.as_content(), "led_to": wrong})
        assert refusal.value.field == "content.led_to"


def test_what_may_be_left_out_may_be_left_out() -> None:
    content = WHOLE.as_content()
    for part in ("gaps", "note", "outcome"):
        del content[part]

    assert read(content).gaps == ()
