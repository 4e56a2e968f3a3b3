"""Numbers as people write them, and the closed list of sentences."""

import re
from pathlib import Path

import pytest

from netral.notices.whatsapp_states import ROAD, MessageStatus, Template, WrongNumber, e164, masked, sentences

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "panduan" / "whatsapp.md"


@pytest.mark.parametrize(
    "written",
    ["081234567890", "0812-3456-7890", "0812 3456 7890", "6281234567890", "+62 812 3456 7890", "(0812) 3456.7890",
     "81234567890", "+6281234567890"],
)  # fmt: skip
def test_every_spelling_of_a_number_is_the_same_number(written: str) -> None:
    assert e164(written) == "+6281234567890"


def test_a_number_from_abroad_stays_as_it_is() -> None:
    assert e164("+60 12-345 6789") == "+60123456789"


@pytest.mark.parametrize(
    "written",
    ["", "0812", "021-5550123", "+62215550123", "abc", "+0812345678", "08123456789012345", "+60", "٠٨١٢٣٤٥٦٧٨٩٠"],
)
def test_what_cannot_get_messages_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(WrongNumber, match="0812-3456-7890"):
        e164(written)


@pytest.mark.parametrize(("number", "shown"), [("+6281234567890", "0812-••••-7890"), ("+60123456789", "+60••••6789")])
def test_a_page_shows_too_little_to_call(number: str, shown: str) -> None:
    assert masked(number) == shown


@pytest.mark.parametrize("template", Template)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_sentence_takes_all_its_values_and_begins_and_ends_with_words(template: Template, language: str) -> None:
    text = sentences()[template].texts[language]
    given = sentences()[template].examples

    assert re.findall(r"{{(\d)}}", text) == [str(number) for number in range(1, len(given) + 1)]
    assert not text.startswith("{{")
    assert not text.rstrip(".").endswith("}}")
    filled = sentences()[template].filled(language, given)
    assert all(value in filled for value in given)
    assert "{{" not in filled


def test_the_guide_prints_every_sentence_an_operator_registers() -> None:
    guide = GUIDE.read_text("utf-8")

    for each in sentences().values():
        assert all(text in guide for text in (each.name, each.category, *each.texts.values()))


def test_every_status_but_failure_lies_on_the_road() -> None:
    assert {*ROAD, MessageStatus.FAILED} == set(MessageStatus)
