"""Opening the seal on a reporter's identity: a custodian, a reason, a journal entry the reporter reads too."""

from datetime import datetime
from hashlib import sha256
from secrets import token_hex

from django.db import transaction
from django.utils.translation import gettext as _
from nacl.public import PrivateKey

from netral.access.states import Acting
from netral.audit import actions as audit
from netral.intake import policies, vault
from netral.intake.checking import CAPS, text_problem, tidy_text
from netral.intake.content import Reporter
from netral.intake.models import IdentityOpening, Laporan, SealedIdentity
from netral.intake.states import IDENTITY_OPENED, SHORTEST_REASON, Problem, Refused


@transaction.atomic
def open_identity(laporan: Laporan, private_key: PrivateKey, *, acting: Acting, at: datetime, reason: str) -> Reporter:
    """Who reported. The opening stands in the journal before the name is read; without the entry there is no name.

    Raises NotAllowed unless acting is a custodian of the office, Refused without a reason or a sealed identity,
    WrongKey when the key does not fit (and nothing is recorded).
    """
    policies.check_can_open_identity(laporan, acting)
    sealed = SealedIdentity.objects.filter(laporan=laporan).first()
    if sealed is None:
        raise Refused(Problem("laporan", _("Laporan ini dikirim tanpa nama; tidak ada identitas tersegel."), "kosong"))
    reason, salt = tidy_text(reason), token_hex(16)
    _check_reason(reason)
    audit.record(
        laporan.reference,
        IDENTITY_OPENED,
        actor=acting.reference,
        office=laporan.office.code,
        at=at,
        facts={"reason": sha256(f"{salt}{reason}".encode()).hexdigest(), "key_id": sealed.key_id},
    )
    IdentityOpening.objects.create(laporan=laporan, at=at, actor=acting.reference, reason=reason, salt=salt)
    return vault.unseal(bytes(sealed.ciphertext), private_key)


def _check_reason(reason: str) -> None:
    problem = text_problem("reason", reason, CAPS["what"])
    if len(reason) < SHORTEST_REASON:
        message = _("Tulis alasannya, paling sedikit %(least)d karakter.") % {"least": SHORTEST_REASON}
        problem = Problem("reason", message, "wajib")
    if problem:
        raise Refused(problem)
