"""A column of text becomes unreadable with all its rows, and comes back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DataError, connection, models
from django.db.migrations.state import ModelState, ProjectState

from netral.lib import at_rest, encrypting
from netral.lib.at_rest import EncryptedJSONField, EncryptedTextField
from netral.lib.encrypting import EncryptColumn

pytestmark = pytest.mark.django_db(transaction=True)
SAID = ["Camat berpidato", "", r"garis \miring \x41 dan 'kutip'", "Pura Besakih ✓"]


@pytest.fixture
def before() -> Iterator[ProjectState]:
    """A table `uji_note` whose columns `text` and `facts` are plain."""
    state = ProjectState()
    fields: list[tuple[str, models.Field[Any, Any]]] = [
        ("id", models.BigAutoField(primary_key=True)), ("text", models.CharField(max_length=300)),
        ("facts", models.JSONField(default=dict)),
    ]  # fmt: skip
    state.add_model(ModelState("uji", "Note", fields))
    with connection.schema_editor() as editor:
        editor.create_model(state.apps.get_model("uji", "Note"))
    yield state
    with connection.schema_editor() as editor:
        editor.delete_model(state.apps.get_model("uji", "Note"))


def encrypted(
    before: ProjectState, column: str = "text", field: Any = EncryptedTextField
) -> tuple[EncryptColumn, ProjectState]:
    """The operation, and the state once it has run."""
    operation, after = EncryptColumn("note", column, field()), before.clone()
    operation.state_forwards("uji", after)
    with connection.schema_editor(atomic=True) as editor:
        operation.database_forwards("uji", editor, before, after)
    return operation, after


def texts(state: ProjectState) -> list[str]:
    return list(notes(state).order_by("pk").values_list("text", flat=True))


def notes(state: ProjectState) -> Any:
    return state.apps.get_model("uji", "Note")._default_manager


def test_every_row_is_encrypted_and_says_what_it_said(before: ProjectState, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encrypting, "BATCH", 3)
    notes(before).bulk_create([notes(before).model(text=text) for text in SAID])

    _, after = encrypted(before)

    assert texts(after) == SAID
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM uji_note ORDER BY id")
        stored = [bytes(value) for (value,) in cursor.fetchall()]
    assert [at_rest.decrypt(value, place="uji.note.text").decode() for value in stored] == SAID
    assert not any(b"Camat" in value for value in stored)


def test_the_way_back_leaves_plain_text(before: ProjectState) -> None:
    notes(before).bulk_create([notes(before).model(text=text) for text in SAID])
    operation, after = encrypted(before)

    with connection.schema_editor(atomic=True) as editor:
        operation.database_backwards("uji", editor, after, before)

    assert texts(before) == SAID
    assert notes(before).filter(text__contains="berpidato").count() == 1


def test_an_empty_table_needs_no_key(before: ProjectState, settings: Any, tmp_path: Any) -> None:
    settings.KEYS_DIR = tmp_path / "kosong"

    encrypted(before)

    assert list(tmp_path.iterdir()) == []


def test_a_column_of_json_goes_and_comes_back_as_well(before: ProjectState) -> None:
    said = [{"position": "Camat rekaan", "conduct": ["kampanye"], "knew": True}, {}]
    notes(before).bulk_create([notes(before).model(text="x", facts=facts) for facts in said])

    operation, after = encrypted(before, "facts", EncryptedJSONField)
    with connection.cursor() as cursor:
        cursor.execute("SELECT facts FROM uji_note ORDER BY id")
        stored = [bytes(value) for (value,) in cursor.fetchall()]
    kept = [note.facts for note in notes(after).order_by("pk")]
    with connection.schema_editor(atomic=True) as editor:
        operation.database_backwards("uji", editor, after, before)

    assert not any(b"Camat" in value for value in stored)
    assert kept == said
    assert [note.facts for note in notes(before).order_by("pk")] == said
    assert notes(before).filter(facts__position="Camat rekaan").count() == 1


def test_the_way_back_refuses_what_the_old_column_cannot_hold(before: ProjectState) -> None:
    """PostgreSQL counts letters: nothing is cut silently. SQLite's column takes any length."""
    operation, after = encrypted(before)
    notes(after).create(text="y" * 301)

    if connection.vendor == "postgresql":
        with pytest.raises(DataError), connection.schema_editor(atomic=True) as editor:
            operation.database_backwards("uji", editor, after, before)
        assert texts(after) == ["y" * 301]
        return
    with connection.schema_editor(atomic=True) as editor:
        operation.database_backwards("uji", editor, after, before)
    assert texts(before) == ["y" * 301]
