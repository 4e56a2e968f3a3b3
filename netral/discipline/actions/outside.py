"""A receiver that is no supervisor of ASN: it acknowledges, works by its own table or in its own house, and says how it
ended.
"""

from datetime import datetime

from django.db import transaction

from netral.access.states import Acting
from netral.audit.actions import record
from netral.audit.models import Chain, Entry
from netral.cases import actions as cases
from netral.cases.models import Penerusan
from netral.cases.states import GAPS_NAMED
from netral.discipline import policies
from netral.exchange import actions as exchange
from netral.exchange.models import Masukan
from netral.exchange.states import Answer
from netral.tracks import actions as tracks


@transaction.atomic
def take_in(penerusan: Penerusan, *, acting: Acting, at: datetime) -> Entry:
    """Acknowledge a hand-over without opening a handling here.

    Where its table has steps of the receiver's own, its track opens at once.
    """
    policies.check_can_take_in(penerusan, acting)
    entry = cases.acknowledge(penerusan, at=at, by=acting.reference)
    tracks.open_from(penerusan, acting=acting, at=at)
    return entry


@transaction.atomic
def take_incoming(masukan: Masukan, *, acting: Acting, at: datetime) -> Entry | None:
    """An agency acknowledges what came from another house: it stands on its desk until its outcome is told.

    None where somebody was faster: it stands there already.
    """
    policies.check_can_take_incoming(masukan, acting)
    Chain.objects.select_for_update().filter(subject=masukan.reference).first()
    masukan.refresh_from_db(fields=["answer", "said", "work"])
    if masukan.answer in (Answer.RECEIVED, Answer.ACCEPTED):
        return None
    return exchange.answer(masukan, Answer.RECEIVED, acting=acting, at=at)


@transaction.atomic
def report_outcome(penerusan: Penerusan, *, acting: Acting, at: datetime, outcome: str, note: str) -> Entry:
    """Say how it ended. The case closes with the last of its hand-overs."""
    policies.check_can_report(penerusan, acting)
    return cases.report_outcome(penerusan, acting=acting, at=at, outcome=outcome, note=note)


@transaction.atomic
def name_gaps(penerusan: Penerusan, *, acting: Acting, at: datetime, gaps: str) -> Entry:
    """Give it back with what it lacks. It stays with this receiver, and whoever sent it completes it."""
    policies.check_can_name_gaps(penerusan, acting)
    policies.check_filled("gaps", gaps)
    cases.name_gaps(penerusan, gaps, by=acting.reference, at=at)
    case = penerusan.case
    return record(
        case.reference, GAPS_NAMED, actor=acting.reference, office=penerusan.receiver.code, at=at,
        about=case.also_about(), facts={"accused": penerusan.accused.key},
    )  # fmt: skip
