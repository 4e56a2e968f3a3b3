"""The pages of docs/reference say what the tables say, today."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from netral import rulebook
from netral.access.models import Role
from netral.config.doors import read
from netral.config.reference import NOTE, PROCEDURES, pages

PAGES = Path(settings.ROOT) / "docs" / "reference"


def procedures() -> list[rulebook.Procedure]:
    book = rulebook.current()
    return [book.procedure(code, book.checked) for code in PROCEDURES]


def test_what_stands_in_the_repository_is_what_the_tables_say() -> None:
    stale = [name for name, text in pages().items() if (PAGES / name).read_text(encoding="utf-8") != text]

    assert stale == [], "run `make reference` and commit docs/reference"


def test_the_check_agrees() -> None:
    call_command("reference", "--check")


def test_every_page_says_that_it_is_not_edited_by_hand() -> None:
    assert all(text.startswith(NOTE) for text in pages().values())


def test_the_contents_name_every_page_of_the_folder() -> None:
    named = re.findall(r"\]\(([a-z0-9_-]+\.md)\)", pages()["README.md"])

    assert sorted(named) == sorted(path.name for path in PAGES.glob("*.md") if path.name != "README.md")


@pytest.mark.parametrize("code", PROCEDURES)
def test_a_diagram_shows_every_status_and_every_step(code: str) -> None:
    procedure = next(each for each in procedures() if each.code == code)
    page = pages()[f"status-{code}.md"]

    assert page.count("```mermaid") == len(procedure.subjects)
    assert [status for status in procedure.statuses if f"    {status}: " not in page] == []
    assert [step.code for step in procedure.steps if f": {step.label.id}" not in page] == []
    ends = [status.code for status in procedure.statuses.values() if status.final]
    assert [code for code in ends if f"    {code} --> [*]" not in page] == []


def test_permissions_name_every_role_step_door_and_persona() -> None:
    page, doors = pages()["izin.md"], read()
    wanted = {
        *Role.values, *doors.personas, *(step.code for each in procedures() for step in each.steps),
        *(door for group in doors.groups for door in group.doors),
    }  # fmt: skip

    assert [code for code in wanted if f"`{code}`" not in page] == []
    assert [text for text in doors.objects.values() if f"### {text}" not in page] == []


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    for name, text in pages().items():
        widths = []
        for line in text.splitlines():
            widths = [*widths, line.replace("\\|", "").count("|")] if line.startswith("|") else []

            assert len(set(widths)) <= 1, f"{name}: {line}"


def test_a_page_changed_by_hand_or_left_over_is_named_and_pages_by_people_are_left_alone(
    tmp_path: Path, settings: object
) -> None:
    settings.ROOT = tmp_path  # type: ignore[attr-defined]
    call_command("reference", "--write")
    folder = tmp_path / "docs" / "reference"
    (folder / "tenggat.md").write_text("lain", encoding="utf-8")
    (folder / "sisa.md").write_text(NOTE, encoding="utf-8")
    (folder / "jurnal.md").write_text("# Ditulis orang", encoding="utf-8")

    with pytest.raises(CommandError) as refusal:
        call_command("reference", "--check")

    assert "tenggat.md, sisa.md" in str(refusal.value)
    assert "jurnal.md" not in str(refusal.value)
    assert (folder / "jurnal.md").read_text(encoding="utf-8") == "# Ditulis orang"
