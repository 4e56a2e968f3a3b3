"""docs/istilah.md is the table of words; code and texts keep to it."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from netral.publishing.queries.words import Term, terms

ROOT = Path(__file__).resolve().parents[1]
READ = (".py", ".toml", ".html", ".po", ".md", ".txt", ".css")


def code() -> str:
    files = [path for ending in (".py", ".toml") for path in (ROOT / "netral").rglob(f"*{ending}")]
    return "\n".join(path.read_text("utf-8") for path in files)


def texts() -> list[Path]:
    return [path for folder in ("netral", "docs") for path in (ROOT / folder).rglob("*") if path.suffix in READ]


def test_every_identifier_of_the_glossary_is_in_the_code() -> None:
    words = set(re.findall(r"\w+", code()))
    named = {identifier for term in terms() for identifier in term.identifiers}

    assert named - words == set()


def test_every_model_has_a_row() -> None:
    named = {identifier for term in terms() for identifier in term.identifiers}
    models = {model.__name__ for model in apps.get_models() if model.__module__.startswith("netral.")}

    assert models - named == set()


def test_a_word_has_one_row_and_one_meaning() -> None:
    words = [term.word.casefold() for term in terms()]
    identifiers = [identifier for term in terms() for identifier in term.identifiers]

    assert len(words) == len(set(words))
    assert len(identifiers) == len(set(identifiers))


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.anchor)
def test_a_row_says_what_its_word_means_in_english(term: Term) -> None:
    assert term.kind
    assert term.english.endswith(".")
    assert not term.meaning or term.meaning.endswith(".")


def test_the_appointing_official_is_never_abbreviated() -> None:
    abbreviation = re.compile(r"(?<![\w-])P" + r"PK(?![\w-])")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in texts()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if abbreviation.search(line)
    ]

    assert found == []
