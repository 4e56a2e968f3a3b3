"""What is done to the journal: one entry is added, one day is sealed. Nothing is ever changed."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from netral.audit import formats, guard, policies, published, queries, rows, sealing
from netral.audit.models import Anchor, Entry
from netral.audit.states import GENESIS, KEY_REPLACED, PUBLIC_ZONE, Act, JournalError
from netral.lib import signing
from netral.lib.signing import SigningKey


def ensure_signing_key() -> str:
    """Make the signing key of this installation if there is none yet; its key id either way."""
    folder = Path(settings.KEYS_DIR)
    if not (folder / signing.PRIVATE).exists():
        SigningKey.generate(folder, since=_today())
    return signing_key().key_id


def replace_signing_key(chain: str, *, actor: str, at: datetime) -> Entry:
    """Sign with a new key from now on, in every process of this house. The old one goes on verifying.

    The entry on `chain`, which the new key signs already, names the old and the new one by their whole hash: of an id
    of sixteen digits nobody knows that it is no NIK. FileExistsError while another replacement is under way or after
    one was interrupted, NoSigningKey without a key.
    """
    folder = Path(settings.KEYS_DIR)
    old, new = signing_key(), SigningKey.replace(folder, since=_today())
    with transaction.atomic():
        return record(chain, KEY_REPLACED, actor=actor, at=at, hashes=[old.fingerprint, new.fingerprint])


def _today() -> date:
    return timezone.now().astimezone(PUBLIC_ZONE).date()


def signing_key() -> SigningKey:
    """The key of this installation, read from its file once per process and again after it was replaced."""
    folder = Path(settings.KEYS_DIR)
    return _load_key(folder, signing.version(folder))


@lru_cache(maxsize=4)
def _load_key(folder: Path, _version: tuple[int, int]) -> SigningKey:
    return SigningKey.load(folder)


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
    first: bool = False,
) -> Entry:
    """Append one entry to `chain` and sign its new head, inside the caller's transaction.

    `first` says that nothing can have been recorded on this chain yet, and spares the look.
    The chain is locked until that transaction ends, so act and entry stand or fall together and entries never fork.
    Raises JournalError outside a transaction or for a time without zone, PersonalData for anything but codes.
    """
    act = Act(chain, verb, actor, at, office, about, before, after, facts or {}, hashes)
    return _append(_checked(act), first=first)


def record_each(acts: Sequence[Act]) -> list[Entry]:
    """Append one entry to each of many chains, in as many statements for five hundred as for one.

    The chains differ from each other and were begun before: KeyError names one that was not. Otherwise as `record`.
    """
    fields = {act.chain: _checked(act) for act in acts}
    heads = rows.lock_heads(fields)
    entries = [
        _entry(found, position=heads[chain].length + 1, previous=heads[chain].head) for chain, found in fields.items()
    ]
    key = signing_key()
    rows.move_heads({entry.chain: _signed_head(entry, key) for entry in entries})
    rows.write_all(entries)
    return entries


def record_first_of_each(acts: Sequence[Act]) -> list[Entry]:
    """Begin many chains with one entry each, in as many statements for fifty as for one.

    The chains differ from each other; IntegrityError where one was begun before. Otherwise as `record`.
    """
    entries = [_entry(_checked(act), position=1, previous=GENESIS) for act in acts]
    key = signing_key()
    rows.begin_chains({entry.chain: _signed_head(entry, key) for entry in entries})
    rows.write_all(entries)
    return entries


def _checked(act: Act) -> dict[str, Any]:
    """The fields of the entry, in the order they are hashed in, once it is sure that they may stand in the journal."""
    where = f"{act.verb} on {act.chain}"
    if not connection.in_atomic_block:
        raise JournalError(f"{where}: record() stands in the transaction of the act; wrap both in atomic().")
    if timezone.is_naive(act.at):
        raise JournalError(f"{where}: `at` has no time zone; pass an aware datetime.")
    subjects = list(dict.fromkeys([act.chain, *act.about]))
    policies.check_free_of_people(
        references=[*subjects, act.actor, act.verb], codes=[act.office, act.before, act.after],
        facts=act.facts, hashes=act.hashes,
    )  # fmt: skip
    return {
        "chain": act.chain,
        "at": act.at,
        "actor": act.actor,
        "office": act.office,
        "verb": act.verb,
        "subjects": subjects,
        "before": act.before,
        "after": act.after,
        "facts": dict(act.facts),
        "hashes": list(act.hashes),
    }


def _append(fields: dict[str, Any], *, first: bool) -> Entry:
    """Continue the chain where its locked head stands, or begin it, unless another transaction just did."""
    chain = fields["chain"]
    head = None if first else rows.lock_head(chain)
    if head is None:
        entry = _entry(fields, position=1, previous=GENESIS)
        if rows.begin_chain(chain, _signed_head(entry, signing_key())):
            return rows.write(entry)
        head = rows.lock_head(chain)
        assert head is not None  # noqa: S101 — a row that stood in the way of ours is there and committed
    entry = _entry(fields, position=head.length + 1, previous=head.head)
    rows.move_head(chain, _signed_head(entry, signing_key()))
    return rows.write(entry)


def _entry(fields: dict[str, Any], *, position: int, previous: str) -> Entry:
    fields = {**fields, "position": position, "previous": previous}
    return Entry(**fields, hash=formats.entry_hash(formats.entry_body(**fields)))


def _signed_head(entry: Entry, key: SigningKey) -> rows.SignedHead:
    signature = key.sign_json(formats.head_body(entry.chain, entry.position, entry.hash))
    return rows.SignedHead(entry.position, entry.hash, key.key_id, signature)


@contextmanager
def past_the_guard() -> Iterator[None]:
    """The one way to change or delete what the journal holds: for tests and for emptying a demo, never for a case.

    One transaction: an exception inside undoes the changes and puts the guard back, and no other connection ever
    sees the tables unguarded.
    """
    with transaction.atomic(), guard.lifted(connection):
        yield


def anchor(day: date, *, at: datetime | None = None) -> Anchor:
    """Seal a day: sign the root over all heads as they are now, store it, and publish `ROOTS_DIR/<day>.json`.

    A day already sealed keeps its anchor (its file is written again if it is lost). Sealing a running day is possible;
    what is recorded later that day is then under the next root. Raises JournalError for a day that has not begun or
    lies before the last sealed one, and RuntimeError inside a transaction: a published file cannot be rolled back.
    """
    at = at or timezone.now()
    if day > at.astimezone(PUBLIC_ZONE).date():
        raise JournalError(_("%(day)s belum mulai di Jakarta; segel sesudah hari itu lewat.") % {"day": day})
    sealed = Anchor.objects.filter(day=day).first() or _seal(day, at)
    published.write(Path(settings.ROOTS_DIR), day, queries.signed_root(sealed))
    return sealed


def _seal(day: date, at: datetime) -> Anchor:
    sealed, leaves = sealing.prepare(day, at=at, key=signing_key())
    try:
        with transaction.atomic(durable=True):
            sealed.save(force_insert=True)
            sealing.store(sealed, leaves)
            sealing.keep(leaves)
    except IntegrityError:
        # Two workers at midnight: the other one sealed this day first, or moved the last root on.
        return Anchor.objects.filter(day=day).first() or _seal(day, at)
    return sealed
