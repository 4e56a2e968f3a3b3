"""Two lists are held against each other, agreed on by both sides, and forgotten. No case is ever changed by it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from secrets import token_hex

from django.db import IntegrityError, transaction

from netral.access.states import SYSTEM, Acting
from netral.audit.actions import record
from netral.audit.streams import CHUNK
from netral.insight import policies, queries
from netral.insight.listed import Listed
from netral.insight.matching import Found, held_against
from netral.insight.models import ReconciledRow, Reconciliation, ReconciliationSignature
from netral.insight.states import ERASED, MADE, SIGNED, Finding
from netral.intake.house_rules import house_rule
from netral.lib.canonical import canonical_json, sha256_hex
from netral.offices.models import Organisation
from netral.procedure.states import SomeoneWasFaster


@transaction.atomic
def reconcile(
    listed: Sequence[Listed], *, office: Organisation, partner: Organisation, acting: Acting, at: datetime
) -> Reconciliation:
    """Hold a partner's list against what stands here. The journal learns counts and a salted hash of the list."""
    policies.check_can_bring(acting, office, partner)
    found = held_against(listed, queries.hand_overs_between(office, partner))
    salt = token_hex(16)
    made = Reconciliation.objects.create(
        office=office, partner=partner, made_at=at, made_by=acting.reference, counts=_counts(found), salt=salt,
        list_hash=sha256_hex(canonical_json([salt, [row.written() for row in listed]])),
        expires_at=at + house_rule("list_kept").length,
    )  # fmt: skip
    ReconciledRow.objects.bulk_create(
        (_row(made, place, each) for place, each in enumerate(found, 1)), batch_size=CHUNK
    )
    facts = {"partner": partner.code, "counts": made.counts}
    record(
        made.reference, MADE, actor=acting.reference, office=office.code, at=at, facts=facts, hashes=[made.list_hash]
    )
    return made


def _counts(found: Sequence[Found]) -> dict[str, int]:
    """Every finding with its number, also the ones that did not occur."""
    by_finding = Counter(each.finding for each in found)
    return {finding.value: by_finding[finding] for finding in Finding}


def _row(made: Reconciliation, place: int, found: Found) -> ReconciledRow:
    return ReconciledRow(
        reconciliation=made,
        place=place,
        finding=found.finding,
        reasons=[str(reason) for reason in found.reasons],
        theirs=found.theirs.written() if found.theirs else None,
        **({f"{found.ours.kind}_id": found.ours.pk} if found.ours else {}),
    )


@transaction.atomic
def sign(found: Reconciliation, *, acting: Acting, at: datetime) -> ReconciliationSignature:
    """One side agrees. Raises NotAllowed, or SomeoneWasFaster where the side was signed for meanwhile."""
    side = policies.check_can_sign(found, acting)
    try:
        with transaction.atomic():
            made = ReconciliationSignature.objects.create(
                reconciliation=found, office=side, person=acting.reference, signed_at=at
            )
    except IntegrityError:
        raise SomeoneWasFaster(found.reference) from None
    facts = {"counts": found.counts}
    record(
        found.reference, SIGNED, actor=acting.reference, office=side.code, at=at, facts=facts, hashes=[found.list_hash]
    )
    return made


def erase_expired(at: datetime) -> int:
    """Erase every list that was kept long enough; how many. Safe to run at any time."""
    waiting = list(queries.due_for_erasing(at))
    for found in waiting:
        _erase(found, at)
    return len(waiting)


@transaction.atomic
def _erase(found: Reconciliation, at: datetime) -> None:
    """Rows and salt go; counts and signatures stay."""
    if not Reconciliation.objects.filter(pk=found.pk, erased_at=None).update(erased_at=at, salt=""):
        return
    found.rows.all().delete()
    record(found.reference, ERASED, actor=SYSTEM.reference, at=at, facts={"counts": found.counts})
