"""An officer says which election a report is about: from then on its rules count, for every period still running."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.audit.models import Entry
from netral.intake import queries
from netral.intake.actions.identity import checked_reason
from netral.intake.models import ElectionChoice, Laporan
from netral.intake.states import SET_ELECTION, Problem, Refused
from netral.procedure.policies import check_can_take
from netral.procedure.repinning import take_step_into
from netral.registry.models import Election


@transaction.atomic
def set_election(
    laporan: Laporan, *, election: str, reason: str, acting: Acting, at: datetime, version: int | None = None
) -> Entry:
    """Set or correct the election of a laporan: its table is pinned, its running clocks are counted anew.

    What the reporter named stays as it was received. The journal says which election, never why.

    Raises NotAllowed for whoever does not receive reports at its office, after registration, and where it has taken a
    step the other table does not know; Refused for an election that is unknown or set already, or a reason that says
    nothing; SomeoneWasFaster when it has moved since `version`.
    """
    check_can_take(laporan, SET_ELECTION, acting)
    before = queries.election_of(laporan)
    chosen = _checked(election, before)
    reason = checked_reason(reason)
    effect = queries.election_effect(laporan, chosen)
    # Of what the reporter wrote only a code of the list may stand in the journal.
    facts = {"election": chosen.code, "election_before": before.code if before else ""}
    entry = take_step_into(laporan, SET_ELECTION, effect.repinning, acting=acting, at=at, facts=facts, version=version)
    ElectionChoice.objects.create(laporan=laporan, election=chosen.code, reason=reason, at=at, actor=acting.reference)
    return entry


def _checked(code: str, before: Election | None) -> Election:
    chosen = Election.objects.filter(code=code).first()
    if chosen is None:
        raise Refused(Problem("election", _("Pilih salah satu pemilihan dari daftar."), "pilihan_tidak_dikenal"))
    if chosen == before:
        raise Refused(Problem("election", _("Laporan ini sudah ditangani menurut pemilihan itu."), "sudah_ditetapkan"))
    return chosen
