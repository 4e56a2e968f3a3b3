"""What is typed about a person or a case stands in no table and no file: planted words, looked for as a thief would."""

import logging
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from netral.cases.models import Case, Kajian, Penerusan
from netral.cases.queries import search
from netral.offices.queries import organisation
from netral.registry.models import Candidate, Connection
from tests.cases.builders import EXAMINER, FACTS, LONG, assessed, decided, forwarded, heard, opened
from tests.intake.test_secrecy import every_row, spellings
from tests.registry.facts import connection as connected

PLANTED = {
    "title": "Ajakan penandajudul di lapangan",
    "position": "Penandajabatan kepala bidang",
    "override_reason": f"Penandaalasan memilih instansi ini. {LONG}",
    "conflict_note": "Bupati kerabat penandakerabat calon; tembusan ke gubernur.",
    "summary": "Ringkasan penandaringkas untuk penerima.",
    "source": "Kabar penandasumber dari koran daerah",
    "note": "Kakak ipar penandahubungan sang calon.",
}
WORDS = [word for text in PLANTED.values() for word in text.split() if word.lower().startswith("penanda")]
PLAIN = [("cases", "0013_receivers_that_moved"), ("registry", "0003_candidates")]
COLUMNS: tuple[tuple[type[Model], str], ...] = (
    (Case, "title"), (Kajian, "facts"), (Penerusan, "basis"), (Penerusan, "override_reason"),
    (Penerusan, "conflict_note"), (Penerusan, "summary"), (Candidate, "source"), (Connection, "source"),
)  # fmt: skip


def told() -> Penerusan:
    """A case in which every text of a hand-over was typed, and a connection of an official written down."""
    case = opened(title=PLANTED["title"])
    assessed(heard(case), facts={**FACTS, "position": PLANTED["position"]})
    elsewhere = organisation("kemendagri")
    connected(source=PLANTED["source"], note=PLANTED["note"])
    return forwarded(
        decided(case=case), receiver=elsewhere, override_reason=PLANTED["override_reason"], conflict_of_interest=True,
        conflict_note=PLANTED["conflict_note"], summary=PLANTED["summary"],
    )  # fmt: skip


def stored(model: type[Model], field: str) -> list[bytes | str]:
    """The column as the database holds it, past every field."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {field} FROM {model._meta.db_table} ORDER BY id")
        return [value if isinstance(value, str | dict) else bytes(value) for (value,) in cursor.fetchall()]


def said() -> dict[str, list[Any]]:
    return {
        f"{model.__name__}.{field}": list(model._default_manager.order_by("pk").values_list(field, flat=True))
        for model, field in COLUMNS
    }


@pytest.mark.django_db
def test_no_table_file_or_log_holds_a_planted_word(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    sent = told()

    assert (sent.summary, sent.conflict_note) == (PLANTED["summary"], PLANTED["conflict_note"])
    rows = list(every_row())
    found = {(table, word) for table, row in rows for word in WORDS if any(each in row for each in spellings(word))}
    assert len(WORDS) == len(PLANTED)
    assert found == set()
    files = [file for file in Path(django_settings.MEDIA_ROOT).rglob("*") if file.is_file()]
    assert [file.name for file in files if any(word.encode() in file.read_bytes() for word in WORDS)] == []
    assert [word for word in WORDS if word in caplog.text] == []


@pytest.mark.django_db
def test_a_case_is_still_found_by_a_word_of_its_title() -> None:
    case, other = opened(title=PLANTED["title"]), opened(title="Spanduk di pagar kantor")

    assert list(search(EXAMINER, "penandajudul")) == [case]
    assert list(search(EXAMINER, "AJAKAN PENANDA")) == [case]
    assert list(search(EXAMINER, "pagar kantor")) == [other]
    assert list(search(EXAMINER, "penandajudul pagar")) == []


@pytest.mark.django_db(transaction=True)
def test_rows_from_before_say_afterwards_what_they_said_and_the_way_back_is_open() -> None:
    told()
    before = said()
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()  # going back takes the rooms above along
    try:
        MigrationExecutor(connection).migrate(PLAIN)
        plain = {(model, field): stored(model, field) for model, field in COLUMNS}
    finally:
        MigrationExecutor(connection).migrate(latest)

    assert [place for place, rows in plain.items() if any(isinstance(row, bytes) for row in rows)] == []
    assert plain[Penerusan, "summary"] == [PLANTED["summary"]]
    assert said() == before
    assert all(isinstance(value, bytes) for place in COLUMNS for value in stored(*place))
