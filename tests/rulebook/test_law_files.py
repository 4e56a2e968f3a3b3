"""A law file with a mistake is refused with file, key, what was found, what was expected and the remedy."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from netral import rulebook
from netral.rulebook.book import LAW
from netral.rulebook.law_files import LawFileError, Table, read
from tests.rulebook.builders import law_changed, law_with

REFUSED = tomllib.loads((Path(__file__).parent / "examples" / "refused.toml").read_text(encoding="utf-8"))["example"]


@pytest.mark.parametrize("example", REFUSED, ids=lambda row: row["title"])
def test_a_mistake_in_the_law_is_refused_and_explained(tmp_path: Path, example: dict[str, Any]) -> None:
    law = law_changed(tmp_path, example["file"], example["old"], example["new"])

    with pytest.raises(LawFileError) as refusal:
        rulebook.load(law)

    for words in example["says"]:
        assert words in str(refusal.value)


def test_a_code_of_a_deadline_is_used_once(tmp_path: Path) -> None:
    again = (LAW / "deadlines/pp79.toml").read_text(encoding="utf-8")
    law = law_with(tmp_path, "deadlines/zz.toml", again)

    with pytest.raises(LawFileError, match="D-KEB: found 'D-KEB', but expected a code used once"):
        rulebook.load(law)


def test_a_rule_needs_a_version(tmp_path: Path) -> None:
    text = 'regime = "x"\ntitle = { id = "x", en = "x" }\n[X-1]\n'
    text += 'title = { id = "x", en = "x" }\nstarts = { id = "x", en = "x" }\n'

    with pytest.raises(LawFileError, match=r"zz\.toml, X-1 → version: found None"):
        rulebook.load(law_with(tmp_path, "deadlines/zz.toml", text))


def test_the_law_of_this_release_loads() -> None:
    assert rulebook.load().version == rulebook.current().version


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    law = law_changed(tmp_path, "notes.toml", "[repeat]", "[repeat]")
    (law / "rulebook.toml").unlink()

    with pytest.raises(LawFileError, match=r"^rulebook\.toml, whole file"):
        rulebook.load(law)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"title = '\xff'")

    with pytest.raises(LawFileError, match=r"a\.toml, whole file"):
        read(tmp_path / "a.toml", tmp_path)


def test_unknown_keys_are_not_reported_over_an_error_inside() -> None:
    with pytest.raises(ValueError, match="first"), Table("a.toml", {"typo": 1}):
        raise ValueError("first")


def test_entries_are_the_tables_nobody_has_read_yet() -> None:
    with Table("a.toml", {"title": "x", "one": {"day": date(2024, 1, 1)}}) as table:
        table.string("title")
        entries = table.entries()

    assert list(entries) == ["one"]
    assert entries["one"].key == "one"
    assert entries["one"].day("day") == date(2024, 1, 1)


def test_tables_must_be_tables() -> None:
    with pytest.raises(LawFileError, match=r"a\.toml, top level → row: found 1, but expected tables \[\[row\]\]"):
        Table("a.toml", {"row": [1]}).tables("row")


def test_what_is_absent_has_a_plain_value() -> None:
    table = Table("a.toml", {})

    assert table.integer("count") is None
    assert table.flag("final") is False
    assert table.optional_day("until") is None
    assert table.optional_text("assumption") is None
    assert table.optional_string("letter") == ""
    assert table.strings("needs") == ()
    assert table.tables("version") == []
    assert table.named_tables("step") == {}
    assert table.choice("bound", ("max",), default="max") == "max"


def test_a_new_version_of_a_table_stands_beside_the_old_one(tmp_path: Path) -> None:
    old = (LAW / "procedures/disiplin/2021-08-31.toml").read_text(encoding="utf-8")
    new = old.replace("effective = 2021-08-31", "effective = 2027-01-01")
    book = rulebook.load(law_with(tmp_path, "procedures/disiplin/2027-01-01.toml", new))

    assert book.procedure("disiplin", date(2026, 12, 31)).version == "2021-08-31"
    assert book.procedure("disiplin", date(2027, 1, 1)).version == "2027-01-01"
    assert book.procedure_version("disiplin", "2021-08-31").effective == date(2021, 8, 31)


def test_a_long_table_goes_on_beside_itself_and_no_step_stands_in_both_files(tmp_path: Path) -> None:
    text = (LAW / "procedures/tni/2014-10-14.toml").read_text(encoding="utf-8")
    head, mark, steps = text.partition("[step.")
    folder = law_with(tmp_path, "procedures/tni/2014-10-14.toml", head)
    part = folder / "procedures/tni/2014-10-14-langkah.toml"
    part.write_text(mark + steps, encoding="utf-8")
    assert rulebook.load(folder).procedures["tni"] == rulebook.load().procedures["tni"]

    part.with_name("2014-10-14-lagi.toml").write_text(mark + steps, encoding="utf-8")
    with pytest.raises(LawFileError, match="a name not used in another file"):
        rulebook.load(folder)
