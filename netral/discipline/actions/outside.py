"""A receiver that is no supervisor of ASN: it acknowledges, works by its own table or in its own house, and says how it
ended.
"""

from datetime import datetime

from django.db import transaction

from netral.access.states import Acting
from netral.audit.models import Entry
from netral.cases import actions as cases
from netral.cases.models import Penerusan
from netral.discipline import policies
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
def report_outcome(penerusan: Penerusan, *, acting: Acting, at: datetime, outcome: str, note: str) -> Entry:
    """Say how it ended. The case closes with the last of its hand-overs."""
    policies.check_can_report(penerusan, acting)
    return cases.report_outcome(penerusan, acting=acting, at=at, outcome=outcome, note=note)
