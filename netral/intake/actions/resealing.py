"""Seals of an old key are closed again with the key in use, so that the old one can be destroyed."""

from datetime import datetime

from django.db import transaction
from nacl.public import PrivateKey

from netral.access.states import SYSTEM
from netral.audit import actions as audit
from netral.intake import vault
from netral.intake.models import SealedIdentity
from netral.intake.states import IDENTITY_RESEALED


def reseal(old: PrivateKey, *, at: datetime) -> int:
    """Seal to today's key what was sealed to the old one; how many. The reporter reads of it; nobody sees a name.

    One transaction each: what was done stays done when the power goes, and running it again does the rest.
    """
    old_id = vault.key_id(old.public_key)
    if old_id == vault.current_key_id():
        return 0
    waiting = SealedIdentity.objects.filter(key_id=old_id).values_list("pk", flat=True)
    return sum(_reseal(pk, old, old_id, at) for pk in list(waiting))


@transaction.atomic
def _reseal(pk: int, old: PrivateKey, old_id: str, at: datetime) -> bool:
    row = SealedIdentity.objects.select_related("laporan__office").select_for_update(of=("self",)).get(pk=pk)
    if row.key_id != old_id:
        return False
    closed = vault.seal(vault.unseal(bytes(row.ciphertext), old))
    row.ciphertext, row.key_id = closed.ciphertext, closed.key_id
    row.save(update_fields=["ciphertext", "key_id"])
    audit.record(
        row.laporan.reference, IDENTITY_RESEALED, actor=SYSTEM.reference, office=row.laporan.office.code, at=at,
        facts={"old_key": old_id, "key_id": closed.key_id},
    )  # fmt: skip
    return True
