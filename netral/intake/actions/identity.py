"""Opening the seal on a reporter's identity: a custodian, a reason, a journal entry the reporter reads too."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_hex

from django.db import transaction
from django.utils.translation import gettext as _
from nacl.public import PrivateKey

from netral.access.states import Acting
from netral.audit import actions as audit
from netral.intake import policies, receipts, vault
from netral.intake.checking import checked_text
from netral.intake.content import Reporter
from netral.intake.models import IdentityOpening, IdentityRequest, Laporan, Receipt, SealedIdentity
from netral.intake.states import (
    CODE_REISSUED,
    IDENTITY_GRANTED,
    IDENTITY_OPENED,
    SHORTEST_REASON,
    Problem,
    Purpose,
    Refused,
)
from netral.lib import spoken_codes

# A code is given to the person whose document was just compared with the name.
STILL_HERE = timedelta(minutes=30)


@transaction.atomic
def open_identity(
    laporan: Laporan,
    private_key: PrivateKey,
    *,
    acting: Acting,
    at: datetime,
    reason: str,
    purpose: str = Purpose.COURT,
) -> Reporter:
    """Who reported. The opening stands in the journal before the name is read; without the entry there is no name.

    Raises NotAllowed unless acting is a custodian of the office, Refused without a reason or a sealed identity,
    WrongKey when the key does not fit (and nothing is recorded).
    """
    policies.check_can_open_identity(laporan, acting)
    if purpose not in Purpose.values:
        raise Refused(Problem("purpose", _("Pilih untuk apa identitas dibuka."), "pilihan_tidak_dikenal"))
    return opened(laporan, private_key, acting=acting, at=at, reason=checked_reason(reason), purpose=purpose)


def opened(
    laporan: Laporan,
    private_key: PrivateKey,
    *,
    acting: Acting,
    at: datetime,
    reason: str,
    purpose: str,
    request: IdentityRequest | None = None,
) -> Reporter:
    """Journal an opening and break the seal, inside the caller's transaction."""
    sealed = SealedIdentity.objects.filter(laporan=laporan).first()
    if sealed is None:
        raise Refused(Problem("laporan", _("Laporan ini dikirim tanpa nama; tidak ada identitas tersegel."), "kosong"))
    salt = token_hex(16)
    audit.record(
        laporan.reference,
        IDENTITY_GRANTED if request else IDENTITY_OPENED,
        actor=acting.reference,
        office=laporan.office.code,
        at=at,
        facts={"reason": salted(reason, salt), "key_id": sealed.key_id, "purpose": purpose},
    )
    IdentityOpening.objects.create(
        laporan=laporan, at=at, actor=acting.reference, purpose=purpose, reason=reason, salt=salt, request=request
    )
    return vault.unseal(bytes(sealed.ciphertext), private_key)


def salted(text: str, salt: str) -> str:
    """How a text stands in the journal: nothing can be guessed once its salt is erased."""
    return sha256(f"{salt}{text}".encode()).hexdigest()


def checked_reason(reason: str) -> str:
    """The reason as it is kept. Raises Refused for one that says nothing."""
    missing = _("Tulis alasannya, paling sedikit %(least)d karakter.") % {"least": SHORTEST_REASON}
    return checked_text("reason", reason, missing=missing, least=SHORTEST_REASON)


@transaction.atomic
def reissue_code(laporan: Laporan, *, acting: Acting, at: datetime, compared: bool) -> str:
    """A new receipt code for a reporter who stands at the counter; the old one leads nowhere from now on.

    Raises NotAllowed unless acting is custodian of the office, Refused unless acting opened this seal just before for
    that purpose and compared the person's document with the name.
    """
    policies.check_can_open_identity(laporan, acting)
    recent = laporan.openings.filter(
        actor=acting.reference, purpose=Purpose.LOST_CODE, request=None, at__gt=at - STILL_HERE
    )
    if not recent.exists():
        message = _("Buka dulu segel laporan ini karena pelapor kehilangan kode, lalu cocokkan namanya.")
        raise Refused(Problem("compared", message, "belum_dibuka"))
    if not compared:
        raise Refused(Problem("compared", _("Cocokkan tanda pengenal dengan nama di segel dulu."), "wajib"))
    code = spoken_codes.from_bits(secrets.randbits(spoken_codes.RANDOM_BITS))
    audit.record(laporan.reference, CODE_REISSUED, actor=acting.reference, office=laporan.office.code, at=at)
    Receipt.objects.filter(laporan=laporan).update(code_hash=receipts.code_hash(code))
    return code
