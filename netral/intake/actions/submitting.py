"""A report comes in: stored whole or not at all, once per key, with a receipt its sender can prove it by."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from secrets import token_hex
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from netral.evidence import actions as evidence
from netral.evidence.content import Original
from netral.intake import completeness, likeness, load, proofs, receipts, vault
from netral.intake.actions.growing import grow, source_of
from netral.intake.addresses import counted_client
from netral.intake.checking import Checked, check
from netral.intake.content import Entrance, NewReport, Sender
from netral.intake.files import Upload, check_files
from netral.intake.models import (
    Fingerprint,
    IdempotencyKey,
    Laporan,
    Link,
    Receipt,
    SealedIdentity,
    Terlapor,
    Witness,
)
from netral.intake.queries import content_hash, laporan_by_code
from netral.intake.statements import signed_statement
from netral.intake.states import PUBLIC_KINDS, REPLAY_WINDOW, Door, KeyReused, Kind, Problem, Refused
from netral.lib.dates import to_the_minute
from netral.lib.statements import find, insert
from netral.offices import queries as offices
from netral.offices.models import Organisation
from netral.procedure import actions as procedure
from netral.procedure.queries import pin
from netral.procedure.states import SomeoneWasFaster

LONGEST_KEY = 64
# Numbers of receipts and of temuan are counted apart, per office and year.
SERIES = {Kind.TEMUAN: ("temuan", "TM")}
RECEIPTS = ("tanda_terima", "TT")
THE_PUBLIC = Entrance()


@dataclass(frozen=True)
class Accepted:
    """What the sender is told. `code` is in no table, and empty once its holder confirmed having it; `replayed` when
    the same report had come before.
    """

    laporan: Laporan
    code: str
    statement: dict[str, Any]
    warnings: list[dict[str, str]]
    body_hash: str
    replayed: bool = False


@dataclass(frozen=True)
class Draft:
    """A report ready to be stored: no plain identity in it any more."""

    laporan: Laporan
    report: NewReport
    sealed: vault.Sealed | None
    digests: list[str]
    warned: list[completeness.Warn]
    entrance: Entrance
    client: str
    fingerprint: Fingerprint


def submit(
    report: NewReport,
    *,
    idempotency_key: str,
    at: datetime,
    uploads: Sequence[Upload] = (),
    sent: Sequence[Original] = (),
    entrance: Entrance = THE_PUBLIC,
) -> Accepted:
    """Store a report, seal its reporter's identity, open its journal and write its receipt, in one transaction.

    `uploads` are files that come along, `sent` those that came in pieces before, or are promised by their hash.

    The same key with the same report within 24 hours answers as before and stores nothing. Raises Refused with every
    problem, KeyReused when the key came with another report, TooManyReports or ProofWanted when a flood comes in.
    """
    _check_key(idempotency_key)
    checked, originals = _checked(report, entrance, at=at), check_files(uploads, sent)
    digests = [original.sha256 for original in originals]
    body = receipts.body_hash(checked.report, digests)
    earlier = _replay(idempotency_key, body, at)
    if earlier:
        return earlier
    client = _let_in(entrance.sender, key=idempotency_key, at=at)
    at = to_the_minute(at)  # also of a finding: a receipt says no more, whoever it is for
    draft = _draft(checked, digests, entrance, client, at=at)
    try:
        with evidence.written(originals) as files:
            return _store(draft, key=idempotency_key, body=body, files=files, at=at)
    except (IntegrityError, SomeoneWasFaster, Refused):
        # Two senders with one key at the same moment: the other one was stored, this one reads it. And whoever sends
        # the same again days later, from a tab left open, gets the receipt of then.
        earlier = _replay(idempotency_key, body, at) or _stored_before(idempotency_key, body)
        if earlier is None:
            raise
        return earlier


def _checked(report: NewReport, entrance: Entrance, *, at: datetime) -> Checked:
    """A temuan belongs to the office that found it, everything else to the office of its place."""
    if entrance.door != Door.FINDING:
        return check(report, at=at, kinds=PUBLIC_KINDS)
    return replace(check(report, at=at, kinds=(Kind.TEMUAN,)), office=offices.organisation(entrance.office))


def _check_key(key: str) -> None:
    if not 0 < len(key) <= LONGEST_KEY or not key.isprintable() or not key.isascii():
        message = _("Kunci pengiriman wajib ada, paling panjang 64 karakter ASCII.")
        raise Refused(Problem("Idempotency-Key", message, "kunci_tidak_sah"))


def _replay(key: str, body: str, at: datetime) -> Accepted | None:
    """The earlier answer to this key, or KeyReused if it answered something else. A day later the key is free again."""
    row = next(iter(find(IdempotencyKey, "key_hash", receipts.key_hash(key))), None)
    if row is None:
        return None
    if row.created_at <= at - REPLAY_WINDOW:
        row.delete()
        return None
    if row.body_hash != body:
        raise KeyReused(_("Kunci pengiriman ini sudah dipakai untuk laporan lain. Kirim dengan kunci baru."))
    laporan = Laporan.objects.select_related("receipt", "office").get(pk=row.laporan_id)
    return _as_before(laporan, receipts.code_for(key, body), body)


def _stored_before(key: str, body: str) -> Accepted | None:
    """The earlier answer to the same key and report after the key was forgotten: the code leads to it still."""
    code = receipts.code_for(key, body)
    laporan = laporan_by_code(code)
    return _as_before(laporan, code, body) if laporan else None


def _as_before(laporan: Laporan, code: str, body: str) -> Accepted:
    receipt = laporan.receipt
    shown = "" if receipt.confirmed else code
    return Accepted(laporan, shown, receipt.statement, receipt.warnings, body, replayed=True)


def _let_in(sender: Sender | None, *, key: str, at: datetime) -> str:
    """Under which name this sender is counted, if the house has room; raises TooManyReports or ProofWanted."""
    client = counted_client(sender.address, at) if sender else ""
    if sender and client:
        proofs.check(client, proof=sender.proof, ticket=sender.ticket, key=key, at=at)
    return client


def _draft(checked: Checked, digests: list[str], entrance: Entrance, client: str, *, at: datetime) -> Draft:
    """Everything that can be made before the first row is locked; the identity is sealed from here on."""
    report, office = checked.report, checked.office
    zone = checked.region.zone if checked.region else office.zone
    regime, unclear = completeness.regime_of(report.election, report.act_date or _local(at, office).date())
    received = entrance.handed_in or at
    warned = completeness.warnings(report, regime=regime, exhibits=len(digests), at=received, zone=zone)
    laporan = Laporan(
        kind=report.kind,
        office=office,
        what=report.what,
        election=report.election,
        act_date=report.act_date,
        act_time=report.act_time,
        known_on=report.known_on,
        region=checked.region,
        place=report.place,
        conducts=list(report.conducts),
        salt=token_hex(16),
        grew_from=source_of(entrance.grew_from),
        opened_at=received,
        **pin(regime, _local(at, office).date()),
    )
    fingerprint = Fingerprint(marks=likeness.marks_of(report), people=likeness.people_of(report))
    sealed = vault.seal(report.reporter) if report.reporter else None
    warned = [*([unclear] if unclear else []), *warned]
    return Draft(laporan, report.without_reporter(), sealed, digests, warned, entrance, client, fingerprint)


@transaction.atomic
def _store(draft: Draft, *, key: str, body: str, files: Sequence[Original], at: datetime) -> Accepted:
    laporan, office, entrance = draft.laporan, draft.laporan.office, draft.entrance
    laporan.number, laporan.numbered_by = _number(laporan, _local(at, office).year), office
    facts = {
        "number": laporan.number,
        "kind": laporan.kind,
        "content": content_hash(draft.report, laporan.salt),
        "warnings": [warning.code for warning in draft.warned],
        **_entrance_facts(entrance),
    }
    if laporan.grew_from:
        grow(laporan.grew_from, laporan, acting=entrance.acting, at=at)
        facts["grew_from"] = laporan.grew_from.reference
    entry = procedure.open_subject(
        laporan, acting=entrance.acting, at=at, office=office, hashes=draft.digests, facts=facts,
        clock_start=_clock_start(draft), by_office=entrance.office,
    )  # fmt: skip
    # IntegrityError here means that another sender holds the key: everything above is undone.
    insert([IdempotencyKey(key_hash=receipts.key_hash(key), body_hash=body, laporan=laporan, created_at=at)])
    _store_rows(draft)
    for file in files:
        evidence.keep(laporan.reference, file, at=at, acting=entrance.acting, office=entrance.office)
    code, warned = receipts.code_for(key, body), [warning.as_json() for warning in draft.warned]
    statement = signed_statement(
        number=laporan.number,
        received=_local(laporan.received_at, office),
        exhibits=draft.digests,
        entry_hash=entry.hash,
    )
    load.count(draft.client, at)
    insert([Receipt(laporan=laporan, code_hash=receipts.code_hash(code), statement=statement, warnings=warned)])
    return Accepted(laporan, code, statement, warned, body)


def _local(at: datetime, office: Organisation) -> datetime:
    return at.astimezone(ZoneInfo(office.zone))


def _entrance_facts(entrance: Entrance) -> dict[str, str]:
    """What the journal says of a door held open by staff. Of the public it says nothing."""
    if entrance.door == Door.WEB:
        return {}
    handed_in = {"handed_in": entrance.handed_in.isoformat()} if entrance.handed_in else {}
    return {"door": entrance.door.value, **handed_in}


def _clock_start(draft: Draft) -> datetime | None:
    """The clock of a temuan runs from the day it was found, that of a paper from the day it arrived."""
    found = draft.report.known_on
    if draft.entrance.door == Door.FINDING and found:
        return datetime.combine(found, time(), ZoneInfo(draft.laporan.office.zone))
    return draft.entrance.handed_in


def _number(laporan: Laporan, year: int) -> str:
    """`TT-33.74-2026-000187`, a temuan `TM-…`; the national office has no region and writes 00."""
    series, letters = SERIES.get(Kind(laporan.kind), RECEIPTS)
    number = procedure.next_number(series, laporan.office, year)
    return f"{letters}-{laporan.office.region_id or '00'}-{year}-{number:06d}"


def _store_rows(draft: Draft) -> None:
    laporan, report, sealed = draft.laporan, draft.report, draft.sealed
    insert(
        [
            Terlapor(
                laporan=laporan, position=n, name=who.name, job=who.job, agency_text=who.agency, subject=who.subject
            )
            for n, who in enumerate(report.who, 1)
        ]
    )
    insert(
        [
            Witness(laporan=laporan, position=n, name=witness.name, address=witness.address)
            for n, witness in enumerate(report.witnesses, 1)
        ]
    )
    insert([Link(laporan=laporan, position=n, url=url) for n, url in enumerate(report.links, 1)])
    draft.fingerprint.laporan = laporan
    insert([draft.fingerprint])
    if sealed:
        insert([SealedIdentity(laporan=laporan, **vars(sealed))])


def shown_again(idempotency_key: str, body: str) -> str:
    """The receipt code once more for the sender who still holds key and body hash (the receipt page).

    Nothing when its holder confirmed having it, on whatever phone, or was given another one since.
    """
    code = receipts.code_for(idempotency_key, body)
    waiting = Receipt.objects.filter(code_hash=receipts.code_hash(code), confirmed=False)
    return code if waiting.exists() else ""


def confirm_receipt(laporan_key: str) -> None:
    """The code is in its holder's hands and shown no more. When that was is written nowhere."""
    Receipt.objects.filter(laporan__key=laporan_key).update(confirmed=True)
