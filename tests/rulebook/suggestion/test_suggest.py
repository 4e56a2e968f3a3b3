"""`suggest` as a whole: its shape, and that no text whatever breaks it."""

import gc
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.rulebook.suggestion import Suggestion, dictionary, suggest
from tests.rulebook.suggestion.builders import COUNTRY, said
from tests.sizes import examples

KEYS = ["conduct", "subject", "region", "date", "target", "channel"]
# The word in letters of mathematics.
LOOKS_LIKE_KADES = "\U0001d55c\U0001d552\U0001d555\U0001d556\U0001d564"
REPORT = (
    "Bawaslu Kabupaten Pati memanggil Camat Gembong. Ia diduga menyuruh kepala desa memilih pasangan calon nomor "
    "urut 2 pada rapat di kantor kecamatan, Sabtu, 12 Oktober 2024. Videonya beredar di Facebook."
)
# Words of the dictionary, names and marks thrown together come closer to real trouble than random letters.
SAID = (
    "camat|kades|PNS|tidak|hadir|kampanye|calon|paslon|Kabupaten|Kota|Pati|Semarang|Desa|Sukamaju|3/2/2024|Senin|(|)|?|"
    '.|!|"|,|12|Oktober|2024|Pilkada|2020|baliho|memasang|foto|yg|kab.|29|Februari|Batu|di|\x00|\n|\u201c|\u201d|\ud800'
)
WORDS = st.sampled_from(SAID.split("|"))
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join), st.lists(WORDS).map("".join))


def spans(answer: Suggestion) -> list[dict[str, object]]:
    found = [dict(span) for each in answer["conduct"] for span in each["because"]]
    return found + [dict(span) for span in (answer["subject"] or {"because": []})["because"]]


def test_a_report_is_read_in_all_its_parts() -> None:
    answer = said(REPORT)

    assert answer["conduct"][0]["code"] == "pengarahan_ajakan"
    assert answer["subject"] is not None
    assert answer["subject"]["code"] == "PNS"
    assert answer["region"] == {"code": "33.18", "name": "Kabupaten Pati", "province": "Jawa Tengah"}
    assert answer["date"] == "2024-10-12"
    assert answer["target"] == "calon"
    assert answer["channel"] == ["kegiatan_luring", "facebook", "video"]


def test_the_keys_are_those_of_the_contract() -> None:
    assert list(said(REPORT)) == KEYS
    assert list(said("")) == KEYS


def test_nothing_said_suggests_nothing() -> None:
    assert said("") == {
        "conduct": [],
        "subject": None,
        "region": None,
        "date": None,
        "target": None,
        "channel": [],
    }


@settings(max_examples=examples(300), deadline=None)
@given(TEXTS)
def test_no_text_breaks_it_and_every_span_is_of_the_text(text: str) -> None:
    answer = suggest(text, COUNTRY)

    assert list(answer) == KEYS
    for span in spans(answer):
        start, end = span["start"], span["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert 0 <= start < end <= len(text)
        assert text[start:end] == span["text"]


@settings(max_examples=examples(100), deadline=None)
@given(TEXTS)
def test_the_same_text_has_the_same_answer_in_the_same_order(text: str) -> None:
    answer = suggest(text, COUNTRY)
    scored = [each["score"] for each in answer["conduct"]]

    assert suggest(text, COUNTRY) == answer
    assert scored == sorted(scored, reverse=True)
    assert len({each["code"] for each in answer["conduct"]}) == len(scored)
    assert all(0 < value < 1 for value in scored)
    for each in answer["conduct"]:
        places = [(span["start"], span["end"]) for span in each["because"]]
        assert places == sorted(set(places))


@settings(max_examples=examples(100), deadline=None)
@given(st.text(alphabet=" \t.,-", max_size=20), st.lists(WORDS, max_size=30).map(" ".join))
def test_marks_in_front_only_move_the_spans(marks: str, text: str) -> None:
    plain = [(span["start"], span["text"]) for span in spans(suggest("\n" + text))]
    moved = [(int(str(span["start"])) - len(marks), span["text"]) for span in spans(suggest(marks + "\n" + text))]

    assert moved == plain


@pytest.mark.parametrize(
    "text",
    [
        "\x00" * 1000,
        "camat\x00hadir\x00di\x00kampanye",
        "\ud800 kades \udfff ikut kampanye",
        "\u202ekades ikut kampanye",
        LOOKS_LIKE_KADES + " ikut kampanye",
        "?" * 5000,
        '"' * 5000,
        "(" * 5000,
        "1/" * 5000,
        "3/2/2024" * 1000,
        "e\u0301" * 3000,
        "a'" * 5000,
        "9" * 5000,
        "Senin " * 3000,
        "nomor 1 tahun " * 1000,
    ],
)
def test_hostile_texts_are_answered(text: str) -> None:
    assert list(said(text)) == KEYS


def test_nul_between_words_is_like_a_space() -> None:
    assert said("camat\x00hadir\x00di\x00kampanye")["conduct"] != []


def test_look_alike_letters_are_read_as_letters() -> None:
    subject = said(LOOKS_LIKE_KADES + " ikut kampanye")["subject"]

    assert subject is not None
    assert subject["because"] == [{"start": 0, "end": 5, "text": LOOKS_LIKE_KADES}]


def calls(text: str) -> int:
    """How many functions are called, own and built in: the same on every machine."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        marks = getattr(argument, "__module__", "") == "slipcover.probe"  # of a run that looks what it reaches
        count += event in {"call", "c_call"} and not marks

    gc.collect()
    gc.disable()  # what earlier tests left behind would say goodbye in between, and be counted
    sys.setprofile(counted)
    try:
        said(text)
    finally:
        sys.setprofile(None)
        gc.enable()
    return count


@pytest.mark.parametrize(
    "part",
    [
        REPORT + " ",
        "kata ",
        "kampanye ",
        "tidak hadir kampanye calon dukung foto ",
        "Kota Semarang ",
        "desa sukamaju ",
        "Senin 3 Mei 2024, 4 Mei, ",
        "nomor 1 tahun 2020 ",
        '"a',
        "x",
        "1",
    ],
)
def test_the_cost_grows_with_the_length_and_not_faster(part: str) -> None:
    dictionary.current()
    length = 5_000
    short, long = (part * (size // len(part)) for size in (length, 4 * length))

    assert calls(long) < 6 * max(calls(short), 1_000)


def test_a_megabyte_is_answered_with_few_words() -> None:
    text = (REPORT + "\x00 ") * (1_000_000 // len(REPORT))

    answer = said(text)

    assert answer["conduct"][0]["code"] == "pengarahan_ajakan"
    assert all(len(each["because"]) <= 8 for each in answer["conduct"])
