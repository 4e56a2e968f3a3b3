"""An appointing official who does not answer: letters on the way up the ladder, a block by two people, and its end."""

from functools import partial

from netral.access.models import Role
from netral.config.demo.chapters import acknowledge
from netral.config.demo.walk import Chapter, Walk
from netral.discipline import actions as discipline
from netral.oversight import actions as oversight
from netral.oversight import queries
from netral.oversight.models import Block, Measure
from netral.oversight.states import LADDER as RUNGS_CLIMBED
from netral.oversight.states import LETTERS, MeasureState, Rung

BLOCKED_BECAUSE = "Empat surat tidak dijawab; rekomendasi belum ditindaklanjuti sampai hari ini."
DECLINED_BECAUSE = "Menurut pemeriksaan internal foto itu diambil sebelum terlapor tahu siapa yang akan dicalonkan."
LIFTED_BECAUSE = "Pejabat pembina sudah memutuskan; alasan pemblokiran tidak ada lagi."


def draft_letter(walk: Walk) -> None:
    """What the worker prepares on its day for this recommendation, and nobody has sent yet."""
    for rung in RUNGS_CLIMBED:
        for found in queries.due(rung, walk.at).filter(pk=walk.penanganan.pk):
            oversight.prepare(found, rung=rung, at=walk.at)


def send_letter(walk: Walk, *, rung: Rung) -> None:
    draft_letter(walk)
    drafted = Measure.objects.filter(penanganan=walk.penanganan, rung=rung, state=MeasureState.DRAFT)
    oversight.send(list(drafted), acting=walk.by(Role.AUDITOR, walk.penanganan.authority), at=walk.at)


def ask_for_block(walk: Walk) -> None:
    draft_letter(walk)
    auditor = walk.by(Role.AUDITOR, walk.penanganan.authority)
    oversight.request_block(walk.penanganan, acting=auditor, at=walk.at, reason=BLOCKED_BECAUSE)


def approve_block(walk: Walk) -> None:
    """By somebody else than who asked."""
    block = Block.objects.get(penanganan=walk.penanganan)
    second = walk.by(Role.AUDITOR, walk.penanganan.authority, besides=block.requested_by)
    oversight.approve(block, acting=second, at=walk.at)


def decline(walk: Walk) -> None:
    acknowledge(walk)
    official = walk.by(Role.APPOINTING_OFFICIAL, walk.penanganan.agency)
    discipline.decline(walk.penanganan, acting=official, at=walk.at, reason=DECLINED_BECAUSE)


def lift_block(walk: Walk) -> None:
    auditor = walk.by(Role.AUDITOR, walk.penanganan.authority)
    oversight.lift(Block.objects.get(penanganan=walk.penanganan), acting=auditor, at=walk.at, reason=LIFTED_BECAUSE)


# Days after receipt, each later than the pause of the house before it.
LADDER: tuple[tuple[int, Chapter], ...] = tuple(
    (day, partial(send_letter, rung=rung)) for day, rung in zip((45, 76, 91, 106), LETTERS, strict=True)
)
