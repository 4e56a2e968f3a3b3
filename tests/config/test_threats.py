"""docs/panduan/ancaman.md: every threat says what is left of it and names a test that is really there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "panduan" / "ancaman.md").read_text("utf-8")
ROWS = ("Yang dicari", "Yang menahan", "Yang tersisa", "Uji")
LONGEST = 200  # lines: who runs a house reads it in one sitting
THREATS = {part.partition("\n")[0]: part for part in PAGE.split("\n### ")[1:]}
# Whoever the page must speak of, by a word of the title.
EXPECTED = (
    *("petugas", "instansi terlapor", "pencuri disk", "ponsel", "jaringan", "membanjiri", "berkas berbahaya"),
    *("kustodian", "pengelola", "jurnal", "kode", "penghapusan", "waktu", "sesi kerja", "tanda terima palsu"),
    *("bukti ditukar", "salinan", "alamat halaman"),
)


def row(threat: str, name: str) -> str:
    """What stands beside a word in the table of a threat."""
    found = re.search(rf"^\| {name} \| (.+) \|$", THREATS[threat], re.MULTILINE)
    return found[1] if found else ""


def named(text: str) -> set[str]:
    return set(re.findall(r"`(tests/[\w/]+\.py::test_\w+)`", text))


@cache
def functions_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}


@pytest.mark.parametrize("threat", THREATS)
def test_a_threat_says_what_is_wanted_what_stands_against_it_and_what_remains(threat: str) -> None:
    assert [name for name in ROWS if len(row(threat, name)) < 20] == []


@pytest.mark.parametrize("threat", THREATS)
def test_a_threat_has_a_test_and_every_test_named_is_there(threat: str) -> None:
    tests = {name.partition("::") for name in named(row(threat, "Uji"))}

    assert tests
    assert [path for path, _colons, _name in tests if not (ROOT / path).is_file()] == []
    assert [f"{path}::{name}" for path, _colons, name in tests if name not in functions_in(path)] == []


def test_nothing_that_looks_like_a_test_is_spelled_so_that_nobody_checks_it() -> None:
    in_rows = {name for threat in THREATS for name in named(row(threat, "Uji"))}

    assert set(re.findall(r"tests/[^\s`]+::[^\s`]+", PAGE)) == in_rows


def test_every_file_the_page_names_is_there() -> None:
    files = re.findall(r"`((?:netral|docs|tests|benchmarks)/[\w./-]+)", PAGE)

    assert files
    assert sorted({file for file in files if not (ROOT / file).exists()}) == []


@pytest.mark.parametrize("word", EXPECTED)
def test_whoever_might_attack_is_spoken_of(word: str) -> None:
    assert [threat for threat in THREATS if word in threat.casefold()]


def test_the_page_can_be_read_in_one_sitting() -> None:
    assert len(PAGE.splitlines()) <= LONGEST
