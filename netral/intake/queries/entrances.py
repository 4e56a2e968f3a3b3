"""Through which door a report came, as the opening entry of its journal has it."""

from netral.audit.models import Entry
from netral.audit.queries import entries_about
from netral.intake.models import Laporan
from netral.intake.states import TYPED, Door


def opening_of(laporan: Laporan) -> Entry:
    """The first entry of a laporan's own chain."""
    return entries_about(laporan.reference).filter(chain=laporan.reference, position=1).get()


def door_of(opening: Entry) -> Door:
    """The door an opening entry tells of; reports of the first version had only one."""
    return Door(opening.facts.get("door", Door.WEB))


def was_typed(laporan: Laporan) -> bool:
    """Whether staff wrote the report down for its reporter, and so met or read who that is."""
    return door_of(opening_of(laporan)) in TYPED
