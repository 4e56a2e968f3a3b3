"""Every verb of a penanganan: one transaction and one journal entry on its chain each.

`STEPS` names the verb behind each step of the procedure table `disiplin`.
"""

from collections.abc import Callable

from netral.audit.models import Entry
from netral.discipline.actions.agency import decline, deliver, impose, record_in_force
from netral.discipline.actions.around import lead_around
from netral.discipline.actions.authority import open_from, open_incoming, recommend, stop, verify
from netral.discipline.actions.outside import name_gaps, report_outcome, take_in, take_incoming
from netral.discipline.actions.passing import pass_further, pass_on
from netral.discipline.actions.receiving import acknowledge, declare, declare_of
from netral.discipline.actions.succeeding import move_left_behind, move_to_successors, succeed

STEPS: dict[str, Callable[..., Entry]] = {
    "verifikasi": verify,
    "hentikan": stop,
    "rekomendasikan": recommend,
    "jatuhkan_sanksi": impose,
    "tidak_menjatuhkan": decline,
    "sampaikan": deliver,
    "catat_berlaku": record_in_force,
}

__all__ = [
    "STEPS",
    "acknowledge",
    "declare",
    "declare_of",
    "decline",
    "deliver",
    "impose",
    "lead_around",
    "move_left_behind",
    "move_to_successors",
    "name_gaps",
    "open_from",
    "open_incoming",
    "pass_further",
    "pass_on",
    "recommend",
    "record_in_force",
    "report_outcome",
    "stop",
    "succeed",
    "take_in",
    "take_incoming",
    "verify",
]
