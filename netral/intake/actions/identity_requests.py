"""An officer needs the name: asks the custodian, who grants it for a while and a purpose, or declines and says why."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from nacl.encoding import HexEncoder
from nacl.public import PrivateKey, PublicKey

from netral.access.states import Acting
from netral.audit import actions as audit
from netral.intake import policies, vault
from netral.intake.actions.identity import checked_reason, opened, salted
from netral.intake.content import Reporter
from netral.intake.house_rules import house_rule
from netral.intake.models import IdentityRequest, Laporan, SealedIdentity
from netral.intake.states import (
    ASKED_FOR,
    IDENTITY_ASKED,
    IDENTITY_DECLINED,
    IDENTITY_SEEN,
    Asked,
    Problem,
    Refused,
)
from netral.procedure.states import NotAllowed, SomeoneWasFaster


def ask(
    laporan: Laporan, *, acting: Acting, at: datetime, purpose: str, reason: str
) -> tuple[IdentityRequest, PrivateKey]:
    """Ask for the name; the request, and the key that alone will open the answer.

    Raises NotAllowed unless acting works on this laporan, Refused without a purpose, a reason or a sealed identity, and
    for a second request while the first one waits.
    """
    policies.check_can_ask_identity(laporan, acting)
    if purpose not in ASKED_FOR:
        raise Refused(Problem("purpose", _("Pilih untuk apa nama pelapor diperlukan."), "pilihan_tidak_dikenal"))
    reason = checked_reason(reason)
    if not SealedIdentity.objects.filter(laporan=laporan).exists():
        raise Refused(Problem("reason", _("Laporan ini dikirim tanpa nama; tidak ada yang bisa diminta."), "kosong"))
    answers = PrivateKey.generate()
    try:
        with transaction.atomic():
            asked = IdentityRequest.objects.create(
                laporan=laporan, purpose=purpose, reason=reason, asked_by=acting.reference, asked_at=at,
                public_key=answers.public_key.encode(HexEncoder).decode(),
            )  # fmt: skip
            facts = {"request": asked.key, "purpose": purpose, "reason": salted(reason, asked.salt)}
            _record(asked, IDENTITY_ASKED, acting, at, facts)
    except IntegrityError:
        message = _("Permintaan Anda untuk laporan ini masih menunggu jawaban.")
        raise Refused(Problem("reason", message, "masih_menunggu")) from None
    return asked, answers


@transaction.atomic
def grant(asked: IdentityRequest, private_key: PrivateKey, *, acting: Acting, at: datetime) -> datetime:
    """Let the one who asked see the name; until when.

    Raises NotAllowed unless acting is custodian there and somebody else than who asked, SomeoneWasFaster for a request
    already answered, WrongKey when the key does not fit (and nothing is recorded).
    """
    policies.check_can_answer(asked, acting)
    until = at + house_rule("grant").length
    _answer(asked, Asked.GRANTED, acting, at, until=until)
    reporter = opened(
        asked.laporan, private_key, acting=acting, at=at, reason=asked.reason, purpose=asked.purpose, request=asked
    )
    sealed = vault.seal_to(reporter, PublicKey(asked.public_key.encode(), HexEncoder))
    IdentityRequest.objects.filter(pk=asked.pk).update(ciphertext=sealed)
    return until


@transaction.atomic
def decline(asked: IdentityRequest, *, acting: Acting, at: datetime, reason: str) -> None:
    """Say no, and why. Raises as `grant` does, and Refused without a reason."""
    policies.check_can_answer(asked, acting)
    reason = checked_reason(reason)
    _answer(asked, Asked.DECLINED, acting, at, answer=reason)
    _record(asked, IDENTITY_DECLINED, acting, at, {"request": asked.key, "reason": salted(reason, asked.salt)})


def _answer(asked: IdentityRequest, status: Asked, acting: Acting, at: datetime, **columns: object) -> None:
    waiting = IdentityRequest.objects.filter(pk=asked.pk, status=Asked.WAITING)
    if not waiting.update(status=status, answered_by=acting.reference, answered_at=at, **columns):
        raise SomeoneWasFaster(asked.laporan.reference)


def look(asked: IdentityRequest, answers: PrivateKey, *, acting: Acting, at: datetime) -> Reporter:
    """Read what was granted; every look stands in the journal.

    Raises NotAllowed for anybody but who asked and after the time is over, WrongKey in another browser.
    """
    policies.check_can_ask_identity(asked.laporan, acting)
    if asked.asked_by != acting.reference or not asked.shown_at(at):
        raise NotAllowed(_("Nama ini tidak lagi bisa dilihat. Ajukan permintaan baru bila masih perlu."))
    with transaction.atomic():
        _record(asked, IDENTITY_SEEN, acting, at, {"request": asked.key, "purpose": asked.purpose})
        return vault.unseal(bytes(asked.ciphertext or b""), answers)


def forget_granted(at: datetime) -> int:
    """Empty every grant whose time is over; how many."""
    return IdentityRequest.objects.filter(until__lte=at).exclude(ciphertext=None).update(ciphertext=None)


def _record(asked: IdentityRequest, verb: str, acting: Acting, at: datetime, facts: dict[str, str]) -> None:
    laporan = asked.laporan
    audit.record(laporan.reference, verb, actor=acting.reference, office=laporan.office.code, at=at, facts=facts)
