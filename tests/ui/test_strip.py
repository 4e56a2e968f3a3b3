from datetime import timedelta

from django.utils import translation

from netral.ui.strip import strip
from tests.ui.builders import NOW, Clock

DAY = timedelta(days=1)
SHORT = Clock(started=NOW - 5 * DAY, due=NOW + 5 * DAY)
LONG = Clock(title="Keterangan tambahan", started=NOW - 5 * DAY, due=NOW + 15 * DAY, count=14)


def test_the_most_urgent_running_clock_leads() -> None:
    picture = strip([LONG, SHORT], NOW, language="id")

    assert picture.main == SHORT


def test_the_line_is_laid_out_from_start_to_the_last_due_day() -> None:
    picture = strip([SHORT, LONG], NOW, language="id")

    assert [(span.kind, span.start, span.width) for span in picture.spans] == [
        ("lewat", "0.0%", "25.0%"),
        ("sisanya", "25.0%", "25.0%"),
        ("tambah", "50.0%", "50.0%"),
    ]
    assert [(mark.top, mark.bottom, mark.at, mark.anchor) for mark in picture.marks] == [
        ("Mulai", "18 Nov", "0.0%", "start"),
        ("7 hari kerja", "28 Nov", "50.0%", "middle"),
        ("14 hari kerja", "8 Des", "100.0%", "end"),
        ("Hari ini", "", "25.0%", "middle"),
    ]


def test_a_missed_day_is_drawn_up_to_today() -> None:
    late = Clock(started=NOW - 10 * DAY, due=NOW - 2 * DAY, tone="bata")

    picture = strip([late], NOW, language="id")

    assert [(span.kind, span.start, span.width) for span in picture.spans] == [
        ("lewat", "0.0%", "80.0%"),
        ("terlambat", "80.0%", "20.0%"),
    ]


def test_a_clock_that_starts_later_than_today_has_used_nothing() -> None:
    later = Clock(started=NOW + DAY, due=NOW + 5 * DAY)

    picture = strip([later], NOW, language="id")

    assert [span.kind for span in picture.spans] == ["sisanya"]


def test_words_without_room_are_left_out() -> None:
    close = SHORT.but(due=NOW + 6 * DAY, count=8)

    picture = strip([SHORT, close], NOW, language="id")

    assert [mark.top for mark in picture.marks] == ["Mulai", "7 hari kerja", "", "Hari ini"]


def test_a_clock_started_and_due_at_once_still_has_a_line() -> None:
    point = Clock(started=NOW, due=NOW)

    picture = strip([point], NOW, language="id")

    assert picture.spans == []
    assert picture.marks[0].at == "0.0%"


def test_a_clock_without_number_leads_without_a_picture() -> None:
    open_end = Clock(due=None, count=None, label="Tanpa batas resmi")

    picture = strip([open_end], NOW, language="id")

    assert picture.main == open_end
    assert picture.spans == ()


def test_a_clock_with_a_due_day_comes_before_one_without() -> None:
    assert strip([Clock(due=None), SHORT], NOW, language="id").main == SHORT


def test_lengths_are_said_in_the_unit_of_the_rule() -> None:
    def length(clock: Clock) -> str:
        return strip([clock], NOW, language="id").marks[1].top

    assert length(SHORT) == "7 hari kerja"
    assert length(SHORT.but(unit="hours", count=24)) == "24 jam"
    assert length(SHORT.but(unit="calendar", count=3)) == "3 hari"
    assert length(SHORT.but(count=None)) == "Tenggat"


def test_the_picture_is_told_in_words() -> None:
    with translation.override("id"):
        sentence = strip([SHORT, Clock(due=None)], NOW, language="id").sentence

    assert sentence == (
        "Mulai 18 November 2026; hari ini 23 November 2026; Menindaklanjuti laporan: tenggat 28 November 2026"
    )
