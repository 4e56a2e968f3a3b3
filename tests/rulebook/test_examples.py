"""Examples written to be read aloud with a lawyer: the rulebook must give exactly what they say."""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from netral import rulebook
from netral.rulebook.book import LAW
from tests.rulebook import answers
from tests.rulebook.builders import law_changed

BOOK = rulebook.current()
ALL = list(answers.all_examples())


@pytest.mark.parametrize(
    ("kind", "example"), [pytest.param(kind, row, id=f"{file}: {row['title']}") for file, kind, row in ALL]
)
def test_the_rulebook_answers_as_the_example_says(kind: str, example: dict[str, Any]) -> None:
    assert answers.differences(BOOK, kind, example) == {}


@pytest.mark.parametrize("kind", answers.ANSWERS)
def test_an_example_says_something_that_is_compared(kind: str) -> None:
    rows = [row for _, each, row in ALL if each == kind]

    assert rows
    assert all(set(answers.ANSWERS[kind](BOOK, row)) & set(row) or kind == "deadlines" for row in rows)


@pytest.mark.parametrize("example", [row for _, kind, row in ALL if kind == "deadlines" and "due" in row])
def test_a_due_moment_is_given_in_the_zone_of_the_office(example: dict[str, Any]) -> None:
    due = rulebook.due(example["rule"], example["start"], zone=example["zone"])

    assert due.due is not None
    assert due.due.utcoffset() == example["due"].utcoffset()


def test_every_file_has_examples_of_different_names() -> None:
    titles = [(file, row["title"]) for file, _, row in ALL]

    assert len(set(titles)) == len(titles)


def asked(kind: str, key: str) -> set[str]:
    return {row[key] for _, each, row in ALL if each == kind and key in row}


def told(kind: str, key: str) -> set[str]:
    return {code for _, each, row in ALL if each == kind for code in row.get(key, ())}


def test_every_sanction_deadline_and_form_has_an_example() -> None:
    assert set(BOOK.sanction_list) <= asked("sanctions", "imposed")
    assert set(BOOK.deadlines) <= asked("deadlines", "rule")
    assert set(BOOK.forms) <= asked("forms", "form")


def test_every_competence_and_permission_has_an_example() -> None:
    assert {row.code for row in BOOK.competence.rows} == told("competence", "rows")
    assert {each.code for each in BOOK.competence.permissions} == told("competence", "permissions")


def test_every_remedy_has_an_example() -> None:
    assert set(BOOK.remedy_list) == told("remedies", "remedies") | told("remedies", "further")


def test_every_receiver_has_an_example() -> None:
    assert {route.to for route in BOOK.routes if not route.not_yet} == told("receivers", "to")


def test_every_kind_of_proof_has_an_example() -> None:
    assert set(BOOK.proofs) == told("proofs", "proofs")


def test_every_step_of_every_procedure_has_an_example() -> None:
    for code, versions in BOOK.procedures.items():
        walked = {step for _, kind, row in ALL if kind == "steps" and row["procedure"] == code for step in row["steps"]}
        assert {step.code for step in versions[-1].steps} <= walked, code


def test_every_deadline_with_a_number_can_be_counted_and_explains_itself() -> None:
    start = datetime.combine(BOOK.checked, time(5), UTC)

    for code in BOOK.deadlines:
        due = rulebook.due(code, start, zone="Asia/Jakarta")
        assert due.due is not None or due.assumptions
        assert due.source in rulebook.explain(due).id


def test_a_changed_law_shows_which_examples_change_and_how(tmp_path: Path) -> None:
    folder = law_changed(tmp_path, "deadlines/pp94.toml", "count = 14", "count = 10")
    lines = list(answers.changes(rulebook.load(folder)))

    assert "deadlines_discipline.toml: Penyampaian keputusan empat belas hari kerja" in lines
    assert any(line.startswith("    due: datetime.datetime(2025, 2, 4") and " → " in line for line in lines)
    assert list(answers.changes(BOOK)) == []


def test_a_step_that_is_no_longer_possible_is_said_in_words() -> None:
    example = {"procedure": "sbt", "subject": "laporan_sbt", "steps": ["kirim_hasil"], "ends": "di_instansi"}

    assert answers.differences(BOOK, "steps", example) == {
        "ends": ("di_instansi", "kirim_hasil tidak mungkin dari masuk")
    }


def test_the_command_says_that_all_holds(capsys: pytest.CaptureFixture[str]) -> None:
    assert answers.main() == 0
    assert f"Semua {len(ALL)} contoh tetap seperti tertulis." in capsys.readouterr().out


def test_the_command_prints_what_changed_and_refuses_a_broken_law(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = rulebook.load(law_changed(tmp_path / "a", "forms.toml", 'status = "verified"', 'status = "partly"'))
    monkeypatch.setattr(answers, "load", lambda: changed)

    assert answers.main() == 1
    assert "forms.toml: Formulir A: judulnya boleh dicetak\n    official: 'Laporan Hasil Pengawasan' → ''" in (
        capsys.readouterr().out
    )

    broken = law_changed(tmp_path / "b", "forms.toml", 'status = "verified"', 'status = "kira"')
    monkeypatch.setattr(answers, "load", lambda: rulebook.load(broken))

    assert answers.main() == 1
    assert "Berkas hukum ditolak: forms.toml" in capsys.readouterr().out
    assert LAW.exists()
