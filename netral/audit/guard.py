"""The triggers that make the database itself refuse to change or delete what the journal holds.

They stand against slips and shortcuts. Someone who owns the database can lift them; the signed hash chain and the
published roots are what finds that person out.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

# Rows that are written once, and what may never stand twice in them.
FROZEN = {
    "audit_entry": (("id",), ("chain", "position"), ("hash",)),
    "audit_entrysubject": (("id",), ("entry_id", "subject")),
    "audit_anchor": (("id",), ("day",), ("previous",)),
    "audit_anchorleaf": (("id",), ("anchor_id", "chain")),
}
# The heads move on, but no chain ever disappears.
KEPT = ("audit_chain",)
MESSAGE = (
    "Jurnal hanya ditambah, tidak pernah diubah atau dihapus: catat langkah baru yang membetulkan yang lama. / "
    "The journal only grows, nothing in it is changed or deleted: record a new step that corrects the old one."
)
SWITCH = "netral.past_the_guard"


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers; those already there stay as they are."""
    _run(connection, _postgresql_up() if connection.vendor == "postgresql" else _sqlite_triggers().values())


def take_down(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers for good: only a migration that goes back does this."""
    if connection.vendor == "postgresql":
        _run(connection, ["DROP FUNCTION audit_refuse() CASCADE"])
    else:
        _run(connection, [f"DROP TRIGGER {name}" for name in _sqlite_triggers()])


def stand_again(*, using: str, **_: object) -> None:
    """After every migration: put up what is missing, as soon as there are tables to guard."""
    connection = connections[using]
    there = connection.introspection.table_names()
    if all(table in there for table in (*FROZEN, *KEPT)) and missing(connection):
        put_up(connection)


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let changes through until the block ends. Must run in a transaction, which undoes the lifting if it fails."""
    if connection.vendor == "postgresql":
        _run(connection, [f"SET LOCAL {SWITCH} = 'on'"])
        yield
        _run(connection, [f"SET LOCAL {SWITCH} = 'off'"])
    else:
        _run(connection, [f"DROP TRIGGER IF EXISTS {name}" for name in _sqlite_triggers()])
        yield
        put_up(connection)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of guarded tables whose triggers are not all there and switched on."""
    if connection.vendor == "postgresql":
        wanted = {f"{table}_{what}": table for table in (*FROZEN, *KEPT) for what in ("guard", "truncate")}
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    else:
        wanted = {name: name.rsplit("_", 2)[0] for name in _sqlite_triggers()}
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {row[0] for row in cursor.fetchall()}
    return sorted({table for name, table in wanted.items() if name not in there})


def _run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sqlite_triggers() -> dict[str, str]:
    refused = [(table, event) for table in FROZEN for event in ("update", "delete")]
    refused += [(table, "delete") for table in KEPT]
    triggers = {f"{table}_no_{event}": _sqlite_trigger(table, event) for table, event in refused}
    # INSERT OR REPLACE would delete the old row without asking the DELETE trigger.
    triggers |= {f"{table}_no_replace": _sqlite_trigger(table, "insert", FROZEN[table]) for table in FROZEN}
    return triggers


def _sqlite_trigger(table: str, event: str, unique: tuple[tuple[str, ...], ...] = ()) -> str:
    name = f"{table}_no_{'replace' if event == 'insert' else event}"
    taken = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 — names of our own tables and columns
        for same in (" AND ".join(f"{column} = NEW.{column}" for column in columns) for columns in unique)
    )
    when = f"WHEN {taken} " if taken else ""
    return (
        f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event.upper()} ON {table} {when}"
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    )


def _postgresql_up() -> list[str]:
    function = f"""
        CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF current_setting('{SWITCH}', true) = 'on' THEN
                RETURN CASE TG_OP WHEN 'UPDATE' THEN NEW ELSE OLD END;
            END IF;
            RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation';
        END $$
    """
    statements = [function]
    for table, events in [(table, "UPDATE OR DELETE") for table in FROZEN] + [(table, "DELETE") for table in KEPT]:
        for name, when, each in (("guard", events, "ROW"), ("truncate", "TRUNCATE", "STATEMENT")):
            statements.append(
                f"CREATE OR REPLACE TRIGGER {table}_{name} BEFORE {when} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION audit_refuse()"
            )
    return statements
