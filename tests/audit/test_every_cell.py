"""Nothing in the five tables can be changed, removed or added without the check noticing: every cell, every row."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, models, transaction

from netral.audit.actions import past_the_guard
from netral.audit.models import Anchor, AnchorLeaf, Chain, Entry, EntrySubject, SealedHead
from netral.audit.queries import verify
from tests.audit.builders import HASH, journal

pytestmark = pytest.mark.django_db
MODELS: list[type[models.Model]] = [Entry, EntrySubject, Chain, Anchor, AnchorLeaf, SealedHead]


def other_value(value: object) -> object:
    """Something else of the same kind, so that nothing but the check can object."""
    match value:
        case datetime():
            return value + timedelta(microseconds=1)
        case date():
            return value - timedelta(days=900)
        case int():
            return value + 1000
        case str():
            return value[:-1] + ("0" if value[-1:] != "0" else "1")
        case list():
            return [*value, HASH]
        case dict():
            return {**value, "n": 1}
        case _:
            raise AssertionError(f"no other value for {value!r}")


def noticed(attempt: Callable[[], object]) -> bool:
    """Whether the check finds what `attempt` did; afterwards all is as it was."""
    with transaction.atomic():
        with past_the_guard():
            attempt()
            whole = verify(settings.ROOTS_DIR).ok
        transaction.set_rollback(True)
    return not whole


@pytest.fixture
def _unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """On SQLite the guard is away while an attempt lasts; that alone must not count as noticing."""
    monkeypatch.setattr("netral.audit.verification.guard.missing", lambda _: [])


def cells(model: type[models.Model]) -> Iterator[tuple[models.Model, str]]:
    for row in model._default_manager.order_by("pk"):
        for field in model._meta.concrete_fields:
            if not field.primary_key and not field.is_relation:
                yield row, field.attname


@pytest.mark.usefixtures("_unguarded")
@pytest.mark.parametrize("model", MODELS)
def test_changing_any_cell_is_noticed(model: type[models.Model]):
    journal()

    unnoticed = [
        f"{model.__name__} {row.pk}: {column}"
        for row, column in cells(model)
        if not noticed(lambda row=row, column=column: change(row, column))
    ]

    assert unnoticed == []


def change(row: models.Model, column: str) -> None:
    rows: Any = type(row)._default_manager.filter(pk=row.pk)
    assert rows.update(**{column: other_value(getattr(row, column))}) == 1


@pytest.mark.usefixtures("_unguarded")
@pytest.mark.parametrize("model", MODELS)
def test_deleting_any_row_is_noticed(model: type[models.Model]):
    journal()

    unnoticed = [
        f"{model.__name__} {row.pk}"
        for row in model._default_manager.all()
        if not noticed(lambda row=row: delete(model._meta.db_table, row.pk))
    ]

    assert unnoticed == []


def delete(table: str, pk: object) -> None:
    """Raw, with all that hangs on the row, as the database would otherwise refuse."""
    hanging = {"audit_entry": ("audit_entrysubject", "entry_id"), "audit_anchor": ("audit_anchorleaf", "anchor_id")}
    with connection.cursor() as cursor:
        if table in hanging:
            other, column = hanging[table]
            cursor.execute(f"DELETE FROM {other} WHERE {column} = %s", [pk])
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [pk])


@pytest.mark.usefixtures("_unguarded")
@pytest.mark.parametrize("model", [EntrySubject, AnchorLeaf])
def test_pointing_any_row_at_another_parent_is_noticed(model: type[models.Model]):
    journal()
    parent = "entry_id" if model is EntrySubject else "anchor_id"
    parents = sorted(set(model._default_manager.values_list(parent, flat=True)))

    unnoticed = [
        f"{model.__name__} {row.pk} to {other}"
        for row in model._default_manager.all()
        for other in parents
        if can_move(model, row, parent, other) and not noticed(lambda row=row, other=other: move(row, parent, other))
    ]

    assert unnoticed == []


def can_move(model: type[models.Model], row: Any, parent: str, other: int) -> bool:
    """Unless the row is there already, or the other parent has one for the same subject."""
    name = "subject" if model is EntrySubject else "chain"
    taken = model._default_manager.filter(**{parent: other, name: getattr(row, name)})
    return not taken.exists()


def move(row: models.Model, parent: str, other: int) -> None:
    rows: Any = type(row)._default_manager.filter(pk=row.pk)
    assert rows.update(**{parent: other}) == 1


@pytest.mark.usefixtures("_unguarded")
def test_copying_any_entry_to_the_end_of_any_chain_is_noticed():
    journal()
    ends = dict(Chain.objects.values_list("subject", "length"))

    unnoticed = [
        f"{entry} behind {chain}"
        for entry in Entry.objects.all()
        for chain, length in ends.items()
        if not noticed(lambda entry=entry, chain=chain, length=length: copy(entry, chain, length + 1))
    ]

    assert unnoticed == []


def copy(entry: Entry, chain: str, position: int) -> None:
    entry.pk, entry._state.adding = None, True
    entry.chain, entry.position, entry.hash = chain, position, other_value(entry.hash)
    entry.save()
    for subject in entry.subjects:
        EntrySubject.objects.create(entry=entry, subject=subject)


def test_an_attempt_leaves_nothing_behind():
    journal()

    assert noticed(lambda: Entry.objects.update(verb="x"))

    assert verify(settings.ROOTS_DIR).ok
