"""The rulebook as a whole."""

import importlib.util
from datetime import date
from pathlib import Path

from netral import rulebook
from netral.rulebook.book import LAW

BOOK = rulebook.current()


def test_the_rulebook_is_read_once() -> None:
    assert rulebook.current() is BOOK


def test_every_entry_was_checked_by_the_day_the_release_was() -> None:
    entries = [*BOOK.provisions.values(), *BOOK.sanction_list.values(), *BOOK.routes, *BOOK.report_requirements]
    entries += [*BOOK.instruments.values(), *BOOK.defences, *BOOK.calendar.years.values()]
    entries += [step for versions in BOOK.procedures.values() for table in versions for step in table.steps]

    assert all(date(2026, 1, 1) <= entry.checked <= BOOK.checked and entry.source for entry in entries)


def test_every_provision_of_doubt_says_what_was_assumed() -> None:
    assert not [row.code for row in BOOK.provisions.values() if row.confidence == "low" and not row.assumption]


def test_no_number_of_the_law_stands_in_the_code() -> None:
    """Articles, sanctions and instruments are named in law/, never in a module of the engine."""
    for path in LAW.parent.glob("*.py"):
        code = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if "#" not in line)
        assert "Pasal" not in code, path.name
        assert "huruf" not in code, path.name


def test_a_law_file_stays_small_enough_to_be_read() -> None:
    for path in LAW.rglob("*.toml"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path.name


def test_the_engine_is_plain_python() -> None:
    names = {path.stem for path in Path(rulebook.__file__).parent.glob("*.py")}

    for name in names:
        source = (LAW.parent / f"{name}.py").read_text(encoding="utf-8")
        for forbidden in ("import django", "from django", "random", "urllib", "socket", "date.today", "datetime.now"):
            assert forbidden not in source, (name, forbidden)


def test_the_law_travels_with_the_package() -> None:
    spec = importlib.util.find_spec("netral.rulebook")

    assert spec is not None
    assert (LAW / "rulebook.toml").is_file()
