"""Nothing about people is kept longer than needed: what is erased is gone, and the journal stands without it.

The journal holds salted hashes only. With the salt gone, nothing in it can be guessed back.
"""

import logging
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.states import REPORTER, SYSTEM, Acting
from netral.audit import actions as audit
from netral.documents import actions as documents
from netral.documents.states import Kind
from netral.evidence import actions as evidence
from netral.exchange import actions as exchange
from netral.intake import policies, queries
from netral.intake.actions.identity import checked_reason
from netral.intake.house_rules import house_rule
from netral.intake.models import Keeping, Laporan, ReleaseCopy, SealedIdentity
from netral.intake.states import (
    ERASING_FREED,
    ERASING_HELD,
    IDENTITY_ERASED,
    TEXTS_ERASED,
    Asked,
    Because,
    Problem,
    Refused,
)
from netral.lib.one_by_one import one_by_one
from netral.notices.actions import forget_number
from netral.procedure.models import Transfer
from netral.procedure.states import NotAllowed

log = logging.getLogger(__name__)


def ask_for_erasure(laporan: Laporan, *, at: datetime) -> None:
    """The reporter wants the name gone. Done at once where the process has ended; before that it says why not yet."""
    if queries.ended_at(laporan) is None:
        raise NotAllowed(
            _("Laporan ini masih diproses dan memerlukan nama pelapornya. Cabut dulu, atau tunggu sampai selesai.")
        )
    if not SealedIdentity.objects.filter(laporan=laporan).exists():
        raise Refused(Problem("laporan", _("Tidak ada identitas tersimpan untuk laporan ini."), "kosong"))
    erase_identity(laporan, at=at, acting=REPORTER, because=Because.REQUEST)


@transaction.atomic
def erase_identity(laporan: Laporan, *, at: datetime, acting: Acting = SYSTEM, because: str = Because.PERIOD) -> None:
    """Take the sealed name away, the number left beside it, and every reason written about it. Nobody is asked for it
    any more: a word about a request that still waited would be kept for ever, and without a salt in the journal.

    Raises NotAllowed while erasing is held.
    """
    at, keeping = acting.moment(at), _free(laporan)
    SealedIdentity.objects.filter(laporan=laporan).delete()
    forget_number(laporan.reference)
    waiting = laporan.identity_requests.filter(status=Asked.WAITING)
    waiting.update(status=Asked.DECLINED, answered_by=acting.reference, answered_at=at)
    laporan.identity_requests.update(reason="", answer="", salt="", ciphertext=None)
    laporan.openings.update(reason="", salt="")
    Keeping.objects.filter(pk=keeping.pk).update(identity_erased_at=at)
    _record(laporan, IDENTITY_ERASED, acting, at, {"because": because})


@transaction.atomic
def erase_texts(laporan: Laporan, *, at: datetime, acting: Acting = SYSTEM, because: str = Because.PERIOD) -> None:
    """Blank what people wrote and take the salts away. Number, days and steps stay, for the statistics and the law."""
    keeping = _free(laporan)
    if keeping.identity_erased_at is None:
        erase_identity(laporan, at=at, acting=acting, because=because)
    Laporan.objects.filter(pk=laporan.pk).update(what="", place="", salt="")
    laporan.terlapor_set.update(name="", job="", agency_text="", subject="")
    laporan.search_marks.filter(lasting=False).delete()
    laporan.witness_set.update(name="", address="")
    laporan.link_set.update(url="")
    laporan.messages.update(text="", salt="")
    laporan.supplements.update(text="")
    laporan.reviews.update(reason="", notes=None)
    laporan.election_choices.update(reason="")
    laporan.check_ins.update(note="", done="")
    Transfer.objects.filter(subject=laporan.reference).update(reason="", answer="")
    ReleaseCopy.objects.filter(laporan=laporan).delete()
    evidence.erase(laporan.reference)
    documents.erase(laporan.reference, kind=Kind.STATUS_NOTICE)  # it says what the messages said
    Keeping.objects.filter(pk=keeping.pk).update(texts_erased_at=at)
    _record(laporan, TEXTS_ERASED, acting, at, {"because": because})


@transaction.atomic
def hold_erasing(laporan: Laporan, *, acting: Acting, at: datetime, reason: str) -> None:
    """Keep everything until a legal process is over. Raises NotAllowed unless acting is a member of the office."""
    policies.check_can_hold(laporan, acting)
    reason, keeping = checked_reason(reason), _keeping(laporan)
    Keeping.objects.filter(pk=keeping.pk).update(held=True, hold_reason=reason, held_by=acting.reference)
    _record(laporan, ERASING_HELD, acting, at, {})


@transaction.atomic
def free_erasing(laporan: Laporan, *, acting: Acting, at: datetime) -> None:
    """The legal process is over; the periods decide again."""
    policies.check_can_hold(laporan, acting)
    if not Keeping.objects.filter(laporan=laporan, held=True).update(held=False, hold_reason=""):
        raise Refused(Problem("laporan", _("Penghapusan laporan ini tidak ditahan."), "tidak_ditahan"))
    _record(laporan, ERASING_FREED, acting, at, {})


def erase_expired(at: datetime) -> dict[str, int]:
    """Erase everything whose period is over; how many identities and texts. Safe to run at any time."""
    names = list(queries.due_for_erasing("identity_kept", "identity_erased_at", at))
    named = list(one_by_one(partial(erase_identity, at=at), names, log=log))
    texts = list(queries.due_for_erasing("texts_kept", "texts_erased_at", at))
    told = list(one_by_one(partial(erase_texts, at=at), texts, log=log))
    for reference in queries.notices_outliving_their_report():  # issued while its report was being erased, or before
        documents.erase(reference, kind=Kind.STATUS_NOTICE)
    return {"identities": len(named), "texts": len(told)}


def erase_incoming(at: datetime) -> int:
    """Erase what other houses handed over and what ended longer ago than this house keeps it; how many hand-overs."""
    return exchange.erase_incoming(at - house_rule("incoming_kept").length, at=at)


def _keeping(laporan: Laporan) -> Keeping:
    return Keeping.objects.select_for_update().get_or_create(laporan=laporan)[0]


def _free(laporan: Laporan) -> Keeping:
    keeping = _keeping(laporan)
    if keeping.held:
        raise NotAllowed(_("Penghapusan laporan ini ditahan karena masih diperlukan proses hukum."))
    return keeping


def _record(laporan: Laporan, verb: str, acting: Acting, at: datetime, facts: dict[str, str]) -> None:
    office = "" if acting == REPORTER else laporan.office.code
    audit.record(laporan.reference, verb, actor=acting.reference, office=office, at=at, facts=facts)
