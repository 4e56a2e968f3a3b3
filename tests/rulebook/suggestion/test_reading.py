"""What a reading knows about its passages: neighbours, shades, quotations, spans."""

import pytest

from netral.rulebook.suggestion.phrases import Hit
from netral.rulebook.suggestion.reading import Reading, Shade
from netral.rulebook.suggestion.tokens import Spelling, tokenise

TEXT = "Ia tidak hadir di acara. Camat hadir pada deklarasi besar itu."


def read(text: str, **hits: list[Hit]) -> Reading:
    return Reading(text, tokenise(text, Spelling({}, frozenset())), hits)


def test_a_span_gives_back_the_words_of_the_text() -> None:
    reading = read(TEXT)

    assert reading.span(Hit(5, 6)) == {"start": 25, "end": 36, "text": "Camat hadir"}
    assert reading.text[25:36] == "Camat hadir"


def test_spans_come_in_order_each_once_and_not_too_many() -> None:
    reading = read(TEXT)
    hits = [Hit(6, 6), Hit(0, 0), Hit(6, 6), Hit(8, 8)]

    assert [span["text"] for span in reading.spans(hits)] == ["Ia", "hadir", "deklarasi"]
    assert [span["text"] for span in reading.spans(hits, most=2)] == ["Ia", "hadir"]


def test_a_group_without_hits_is_empty() -> None:
    assert list(read(TEXT).of("nobody")) == []


def test_the_nearest_hit_stands_in_the_same_sentence() -> None:
    reading = read(TEXT, acara=[Hit(4, 4), Hit(8, 8)])

    assert reading.nearest(Hit(6, 6), "acara", 8) == Hit(8, 8)
    assert reading.nearest(Hit(2, 2), "acara", 8) == Hit(4, 4)


def test_the_nearest_hit_stands_within_reach_and_apart() -> None:
    reading = read(TEXT, acara=[Hit(8, 8)], sama=[Hit(6, 6)], lebih=[Hit(5, 7)])

    assert reading.nearest(Hit(6, 6), "acara", 0) is None
    assert reading.nearest(Hit(6, 6), "acara", 1) == Hit(8, 8)
    assert reading.nearest(Hit(6, 6), "sama", 8) is None
    assert reading.nearest(Hit(6, 6), "lebih", 8) is None
    assert reading.nearest(Hit(6, 6), "kosong", 8) is None


def test_the_nearest_hit_may_stand_before() -> None:
    reading = read("acara besar yang dia hadiri", acara=[Hit(0, 0)])

    assert reading.nearest(Hit(4, 4), "acara", 3) == Hit(0, 0)


@pytest.mark.parametrize(("reach", "shaded"), [(1, True), (4, True)])
def test_a_shade_reaches_from_before(reach: int, shaded: bool) -> None:
    reading = read(TEXT, tidak=[Hit(1, 1)])

    assert reading.shaded(Hit(2, 2), Shade("tidak", reach, 0.1)) is shaded


@pytest.mark.parametrize(("hit", "reach"), [(Hit(4, 4), 2), (Hit(6, 6), 9), (Hit(0, 0), 9), (Hit(1, 1), 9)])
def test_a_shade_ends_at_its_reach_and_at_the_sentence_and_never_goes_back(hit: Hit, reach: int) -> None:
    reading = read(TEXT, tidak=[Hit(1, 1)])

    assert not reading.shaded(hit, Shade("tidak", reach, 0.1))


def test_a_shade_may_stand_after() -> None:
    reading = read("Ketua KPU mengatakan hal itu. Ia pergi", kata=[Hit(2, 2)])

    assert reading.shaded(Hit(0, 1), Shade("kata", 3, 0.5, after=True))
    assert not reading.shaded(Hit(3, 3), Shade("kata", 3, 0.5, after=True))
    assert not reading.shaded(Hit(2, 2), Shade("kata", 3, 0.5, after=True))
    assert not reading.shaded(Hit(0, 0), Shade("kata", 1, 0.5, after=True))


def test_a_shade_that_is_not_there_shades_nothing() -> None:
    assert not read(TEXT).shaded(Hit(2, 2), Shade("tidak", 4, 0.1))
    assert not read(TEXT).shaded(Hit(2, 2), Shade("tidak", 4, 0.1, after=True))


def test_quoted_words_are_known() -> None:
    reading = read('Ia berkata "pilih dia" lalu "pulang saja" diam')

    assert [reading.quoted(Hit(at, at)) for at in range(8)] == [False, False, True, True, False, True, True, False]


def test_a_text_without_quotations_has_no_quoted_words() -> None:
    assert not read(TEXT).quoted(Hit(3, 3))
