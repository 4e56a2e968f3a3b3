from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import Settings

from netral.publishing.queries import public_terms
from netral.publishing.queries.words import terms


@pytest.fixture
def own_glossary(settings: Settings, tmp_path: Path) -> Path:
    settings.ROOT = tmp_path
    (tmp_path / "docs").mkdir()
    terms.cache_clear()
    yield tmp_path / "docs" / "istilah.md"  # type: ignore[misc]
    terms.cache_clear()


HEAD = "| Istilah | Pengenal | Jenis | Arti | English | Bukan | Sumber |\n| --- | --- | --- | --- | --- | --- | --- |\n"


def test_a_row_becomes_a_term(own_glossary: Path) -> None:
    own_glossary.write_text(HEAD + "| Tanda terima | `Receipt`, `kode` | model | Bukti. | Proof. | nomor | - |\n")

    (term,) = terms()

    assert (term.word, term.identifiers, term.kind) == ("Tanda terima", ("Receipt", "kode"), "model")
    assert (term.neighbour, term.source, term.anchor) == ("nomor", "", "tanda-terima")


def test_a_row_with_too_few_columns_is_told_with_its_text(own_glossary: Path) -> None:
    own_glossary.write_text(HEAD + "| Pleno | `Pleno` | model |\n")

    with pytest.raises(ValueError, match=r"istilah\.md: 7 columns expected, found 3 in: \| Pleno"):
        terms()


def test_only_words_people_meet_are_public_in_alphabetical_order(own_glossary: Path) -> None:
    rows = "| Pleno | - | model | Rapat. | Meeting. | - | - |\n| Daun | - | model | - | Leaf. | - | - |\n"
    own_glossary.write_text(HEAD + rows + "| asas | - | kata | Dasar. | Principle. | - | - |\n")

    assert [term.word for term in public_terms()] == ["asas", "Pleno"]


def test_a_word_is_explained_in_the_language_of_the_page() -> None:
    term = next(term for term in public_terms() if term.word == "Terlapor")

    assert term.explanation == term.meaning
    with translation.override("en"):
        assert term.explanation == term.english


def test_the_page_holds_every_public_word_under_its_own_address(client: Client) -> None:
    page = client.get("/istilah/").content.decode()

    for term in public_terms():
        assert f'id="{term.anchor}"' in page
        assert term.meaning in page
