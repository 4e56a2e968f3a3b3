"""What is done to the journal: one entry is added, one day is sealed. Nothing is ever changed."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from netral.audit import formats, guard, policies
from netral.audit.models import Chain, Entry, EntrySubject
from netral.audit.states import GENESIS, PUBLIC_ZONE, JournalError
from netral.lib.signing import PRIVATE, SigningKey


def ensure_signing_key() -> str:
    """Make the signing key of this installation if there is none yet; its key id either way."""
    folder = Path(settings.KEYS_DIR)
    if not (folder / PRIVATE).exists():
        SigningKey.generate(folder, since=timezone.now().astimezone(PUBLIC_ZONE).date())
        _load_key.cache_clear()
    return signing_key().key_id


def signing_key() -> SigningKey:
    """The key of this installation, read from its file once per process."""
    return _load_key(str(settings.KEYS_DIR))


@lru_cache(maxsize=4)
def _load_key(folder: str) -> SigningKey:
    return SigningKey.load(Path(folder))


def sign_json(value: Mapping[str, Any]) -> tuple[str, str]:
    """Sign anything this installation vouches for: (key id, signature)."""
    key = signing_key()
    return key.key_id, key.sign_json(value)


def record(
    chain: str,
    verb: str,
    *,
    actor: str,
    office: str = "",
    at: datetime,
    about: Sequence[str] = (),
    before: str = "",
    after: str = "",
    facts: Mapping[str, Any] | None = None,
    hashes: Sequence[str] = (),
) -> Entry:
    """Append one entry to `chain` and sign its new head, inside the caller's transaction.

    The chain is locked until that transaction ends, so act and entry stand or fall together and entries never fork.
    Raises JournalError outside a transaction or for a time without zone, PersonalData for anything but codes.
    """
    if not connection.in_atomic_block:
        raise JournalError(f"{verb} on {chain}: record() stands in the transaction of the act; wrap both in atomic().")
    if timezone.is_naive(at):
        raise JournalError(f"{verb} on {chain}: `at` has no time zone; pass an aware datetime.")
    subjects = list(dict.fromkeys([chain, *about]))
    policies.check_free_of_people(
        references=[*subjects, actor, verb], codes=[office, before, after], facts=facts or {}, hashes=hashes
    )
    fields = {
        "chain": chain,
        "at": at,
        "actor": actor,
        "office": office,
        "verb": verb,
        "subjects": subjects,
        "before": before,
        "after": after,
        "facts": dict(facts or {}),
        "hashes": list(hashes),
    }
    head = Chain.objects.select_for_update().filter(subject=chain).first()
    return (_append(head, fields) if head else None) or _begin(fields) or _append(_locked(chain), fields)


def _begin(fields: dict[str, Any]) -> Entry | None:
    """Start a chain with its first entry; None when another transaction has just started it."""
    entry = _entry(fields, position=1, previous=GENESIS)
    if not _insert_head(_signed_head(entry)):
        return None
    return _write(entry)


def _append(head: Chain, fields: dict[str, Any]) -> Entry:
    """Add an entry to a chain whose head is locked."""
    entry = _entry(fields, position=head.length + 1, previous=head.head)
    Chain.objects.filter(pk=head.pk).update(**_signed_head(entry))
    return _write(entry)


def _locked(chain: str) -> Chain:
    return Chain.objects.select_for_update().get(subject=chain)


def _entry(fields: dict[str, Any], *, position: int, previous: str) -> Entry:
    fields = {**fields, "position": position, "previous": previous}
    return Entry(**fields, hash=formats.entry_hash(formats.entry_body(**fields)))


def _signed_head(entry: Entry) -> dict[str, Any]:
    key_id, signature = sign_json(formats.head_body(entry.chain, entry.position, entry.hash))
    return {"length": entry.position, "head": entry.hash, "key_id": key_id, "signature": signature, "subject": entry.chain}


def _insert_head(head: dict[str, Any]) -> bool:
    """Insert the row of a new chain unless someone was faster; PostgreSQL waits here for the faster one to commit.

    Raw, because only the row count of ON CONFLICT tells which of the two happened, and the ORM does not pass it on.
    """
    columns = ", ".join(head)
    places = ", ".join(["%s"] * len(head))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO audit_chain ({columns}) VALUES ({places}) ON CONFLICT (subject) DO NOTHING",  # noqa: S608 — own column names
            list(head.values()),
        )
        return bool(cursor.rowcount == 1)


def _write(entry: Entry) -> Entry:
    entry.save(force_insert=True)
    EntrySubject.objects.bulk_create(EntrySubject(entry=entry, subject=subject) for subject in entry.subjects)
    return entry


@contextmanager
def past_the_guard() -> Iterator[None]:
    """The one way to change or delete what the journal holds: for tests and for emptying a demo, never for a case.

    One transaction: an exception inside undoes the changes and puts the guard back, and no other connection ever
    sees the tables unguarded.
    """
    with transaction.atomic(), guard.lifted(connection):
        yield
