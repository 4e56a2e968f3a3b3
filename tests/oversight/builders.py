"""Recommendations nobody answers, and how far they were taken, through the actions. Days count from that Monday."""

from typing import Any

from netral.access.states import Acting, HeldSeat
from netral.discipline import actions as discipline
from netral.discipline.models import Penanganan
from netral.oversight import actions, queries
from netral.oversight.models import Block, Contact, Measure
from netral.oversight.states import LETTERS, Rung
from tests.cases.builders import LONG, day
from tests.discipline.builders import AUDITOR, OFFICIAL, imposed, in_force, recommended

AGENCY = "pemkab-99.07"
SECOND = Acting("akun:auditorkedua", (HeldSeat("auditor", "kasn"),), "Auditor Kedua")
# The day of the recommendation, and the days on which the worker finds each rung due.
MADE = 8
DUE = dict(zip((*LETTERS, Rung.BLOCK), (38, 68, 82, 96, 110), strict=True))


def again(penanganan: Penanganan) -> Penanganan:
    """As another page reads it, with everything an action reads before it writes."""
    joined = ("case__laporan", "case__office", "authority", "agency", "person", "rekomendasi__document")
    return Penanganan.objects.select_related(*joined).get(pk=penanganan.pk)


def silent(**changes: Any) -> Penanganan:
    """A recommendation the official does not answer."""
    return again(recommended(**changes))


def draft(penanganan: Penanganan, rung: Rung = Rung.REMINDER) -> Measure:
    return Measure.objects.select_related(*queries.JOINED).get(penanganan=penanganan, rung=rung, state="konsep")


def climbed(penanganan: Penanganan | None = None, *, to: Rung = Rung.WARNING) -> Penanganan:
    """Every letter up to this rung, each drafted by the worker on its day and sent by an auditor."""
    penanganan = penanganan or silent()
    for rung in LETTERS[: LETTERS.index(to) + 1]:
        actions.prepare_due(day(DUE[rung]))
        actions.send([draft(penanganan, rung)], acting=AUDITOR, at=day(DUE[rung]))
    return again(penanganan)


def asked(penanganan: Penanganan | None = None, *, by: Acting = AUDITOR, reason: str = LONG) -> Block:
    penanganan = penanganan or climbed()
    return read(actions.request_block(penanganan, acting=by, at=day(111), reason=reason))


def blocked(penanganan: Penanganan | None = None) -> Block:
    return read(actions.approve(asked(penanganan), acting=SECOND, at=day(112)))


def read(block: Block) -> Block:
    joined = ("penanganan__case__laporan", "penanganan__authority", "penanganan__agency", "penanganan__person")
    more = ("penanganan__rekomendasi__document", "contact__document")
    return Block.objects.select_related(*joined, *more).get(pk=block.pk)


def executed(penanganan: Penanganan) -> Penanganan:
    """The official answered after all, and the decision is in force."""
    when = day(120)
    imposed(penanganan, at=when, decided_on=when.date())
    later = day(122)
    discipline.deliver(penanganan, acting=OFFICIAL, at=later, delivered_on=later.date())
    return in_force(penanganan, at=day(160))


def letters_of(penanganan: Penanganan) -> list[str]:
    """The rungs that were sent, as the book of contacts has them."""
    found = Contact.objects.filter(measures__penanganan=penanganan).order_by("made_at", "pk")
    return list(found.values_list("rung", flat=True))
