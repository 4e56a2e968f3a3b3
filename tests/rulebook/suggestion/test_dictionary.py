"""Loading the dictionaries: mistakes are refused with file, key, value and remedy."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from netral import rulebook
from netral.rulebook.suggestion import dictionary, short_places

FOLDER = dictionary.LAW / dictionary.FOLDER
NAMES = ("channels", "conducts", "dates", "places", "shades", "spelling", "subjects", "targets", "words")


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """A copy of the word lists and dictionaries."""
    for name in ("conducts", "subjects", "targets"):
        shutil.copy(dictionary.LAW / f"{name}.toml", tmp_path)
    shutil.copytree(FOLDER, tmp_path / dictionary.FOLDER)
    return tmp_path


def edit(law: Path, name: str, old: str, new: str) -> None:
    path = law / dictionary.FOLDER / f"{name}.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_shipped_dictionaries_load(law: Path) -> None:
    loaded = dictionary.load(law)

    assert loaded.cues == dictionary.current().cues
    assert loaded.places == dictionary.current().places


def test_the_dictionary_is_read_once() -> None:
    assert dictionary.current() is dictionary.current()


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("words", "[pasang]\nroots", "[pasang]\nrots", "rots"),
        ("conducts", "[conduct.tim_pemenangan]", "[conduct.tim_sukses]", "tim_sukses"),
        ("conducts", '"alat_peraga"', '"alatperaga"', "alatperaga"),
        ("conducts", "weight = 85", "weight = 185", "per cent"),
        ("conducts", "weight = 85", "wait = 85", "per cent"),
        ("conducts", "weight = 85", "weight = 0", "above zero"),
        ("subjects", 'code = "PPPK"', 'code = "P3K"', "P3K"),
        ("subjects", "weight", "wait", "weight"),
        ("targets", 'code = "parpol"', 'code = "partai"', "partai"),
        ("channels", 'code = "video"', "code = 5", "a text"),
        ("shades", 'of = "date"', 'of = "day"', "day"),
        ("shades", "question = 55", "question = 155", "per cent"),
        ("dates", "mei = 5", 'mei = "lima"', "whole number"),
        ("places", "bare = 50", "bear = 50", "bare"),
        ("spelling", 'yg = "yang"', "yg = 1", "a text"),
        ("words", "checked = 2026-11-21", "checked = 21", "a date"),
        ("places", 'confidence = "medium"', 'confidence = "sure"', "medium"),
    ],
)
def test_a_mistake_is_refused_with_its_place(law: Path, name: str, old: str, new: str, said: str) -> None:
    edit(law, name, old, new)

    with pytest.raises(rulebook.LawFileError, match=said) as refused:
        dictionary.load(law)

    assert f"suggestion/{name}.toml" in str(refused.value)


def test_a_group_without_words_is_refused(law: Path) -> None:
    path = law / dictionary.FOLDER / "words.toml"
    path.write_text(path.read_text("utf-8") + "\n[kosong]\nphrases = []\n", "utf-8")

    with pytest.raises(rulebook.LawFileError, match="roots or phrases"):
        dictionary.load(law)


def test_a_missing_file_is_refused(law: Path) -> None:
    (law / dictionary.FOLDER / "shades.toml").unlink()

    with pytest.raises(rulebook.LawFileError, match="shades"):
        dictionary.load(law)


@pytest.mark.parametrize("name", NAMES)
def test_dictionaries_are_written_as_texts_are_read(name: str) -> None:
    """Small letters without marks: a phrase with a capital or a hyphen would never be found."""
    data = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    keys = ("phrases", "without", "but")
    phrases = [phrase for table in tables(data) for key in keys for phrase in table.get(key, [])]

    assert [phrase for phrase in phrases if not re.fullmatch(r"[a-z0-9]+( [a-z0-9]+)*", phrase)] == []


def tables(data: dict[str, object]) -> list[dict[str, list[str]]]:
    """Every table at any depth."""
    found: list[dict[str, list[str]]] = [data]  # type: ignore[list-item]
    for value in data.values():
        inner = value if isinstance(value, list) else [value]
        found += [table for each in inner if isinstance(each, dict) for table in tables(each)]
    return found


def test_every_file_of_the_folder_is_read() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(NAMES)


def test_every_group_of_words_is_used() -> None:
    groups = tomllib.loads((FOLDER / "words.toml").read_text("utf-8")).keys() - {"source", "confidence", "checked"}
    used = {group for cue in dictionary.current().cues for group in cue.needs}

    assert groups - used == set()


def test_an_exception_takes_back_only_what_begins_inside_it() -> None:
    read = dictionary.current().read("masa kampanye lalu kampanye akbar di desa dan tim kampanye")

    assert [read.span(hit)["text"] for hit in read.of("kampanye")] == ["kampanye akbar"]


def test_no_exception_is_needed() -> None:
    assert dictionary.current().read("kampanye").of("kampanye")


def test_months_days_and_seasons_are_numbers_of_their_kind() -> None:
    calendar = dictionary.current().calendar

    assert set(calendar.months.values()) == set(range(1, 13))
    assert set(calendar.days.values()) == set(range(1, 8))
    assert calendar.seasons["pemilu"] < calendar.seasons["pilkada"]


def test_short_names_are_for_the_makers_of_gazetteers() -> None:
    assert short_places()["parimo"] == "parigimoutong"


def test_the_same_passage_is_never_called_by_two_signs_of_one_list() -> None:
    for name in ("subjects", "targets"):
        signs = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["sign"]
        phrases = [phrase for sign in signs for phrase in sign["phrases"]]

        assert sorted({phrase for phrase in phrases if phrases.count(phrase) > 1}) == []
