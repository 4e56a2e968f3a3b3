"""Hours of another zone are told twice, to the reader for whom the page is made and to nobody else."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.template import engines
from django.utils import timezone

from netral.lib.dates import clock_time_twice
from netral.ui.reading import clock_time, other_zone, read_in

pytestmark = pytest.mark.once
JAKARTA, PONTIANAK, MAKASSAR, JAYAPURA = "Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"
FOUR = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
END_OF_DAY = datetime(2026, 11, 27, 16, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "zone", "other", "language", "words"),
    [
        (FOUR, MAKASSAR, JAKARTA, "id", "16.00 WITA (15.00 WIB)"),
        (END_OF_DAY, JAKARTA, JAYAPURA, "id", "23.59 WIB (28 Nov 01.59 WIT)"),
        (datetime(2026, 12, 30, 16, 59, tzinfo=UTC), JAKARTA, MAKASSAR, "en", "23.59 WIB (31 Dec 00.59 WITA)"),
    ],
)
def test_another_day_is_named(moment: datetime, zone: str, other: str, language: str, words: str) -> None:
    assert clock_time_twice(moment, zone, other, language) == words


@pytest.mark.parametrize(
    ("zone", "zones", "other"),
    [
        (MAKASSAR, (), ""),
        (MAKASSAR, (JAKARTA,), JAKARTA),
        (PONTIANAK, (JAKARTA,), ""),  # another name, the same hour
        (MAKASSAR, (JAKARTA, MAKASSAR), ""),  # one of the reader's offices lies there
        (MAKASSAR, (JAYAPURA, JAKARTA), JAYAPURA),
    ],
)
def test_the_other_zone_is_the_first_of_the_reader_unless_one_has_the_same_hour(
    zone: str, zones: tuple[str, ...], other: str
) -> None:
    assert other_zone(FOUR, zone, zones) == other


def test_without_a_reader_and_after_one_an_hour_is_told_once() -> None:
    assert clock_time(FOUR, MAKASSAR, "id") == "16.00 WITA"
    with read_in([JAKARTA, ""]):
        assert clock_time(FOUR, MAKASSAR, "id") == "16.00 WITA (15.00 WIB)"
        with read_in([]):
            assert clock_time(FOUR, MAKASSAR, "id") == "16.00 WITA"
    assert clock_time(FOUR, MAKASSAR, "id") == "16.00 WITA"


def test_the_reader_is_forgotten_where_the_page_fails() -> None:
    def page() -> Iterator[None]:
        with read_in([JAKARTA]):
            raise LookupError
        yield

    with pytest.raises(LookupError):
        list(page())
    assert clock_time(FOUR, MAKASSAR, "id") == "16.00 WITA"


def test_in_a_template_only_a_zone_that_is_named_is_told_twice() -> None:
    page = engines["django"].from_string("{{ at|waktu:zone }} {{ at|waktu }}{{ none|waktu }}")

    with read_in([JAYAPURA]), timezone.override(JAKARTA):
        assert page.render({"at": FOUR, "zone": MAKASSAR, "none": None}) == "16.00 WITA (17.00 WIT) 15.00 WIB"
