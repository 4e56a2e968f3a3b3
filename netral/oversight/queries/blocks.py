"""The register of blocks, and which of them have lost their reason."""

from datetime import datetime

from django.db.models import F, Q, QuerySet

from netral.access.states import Acting
from netral.oversight.models import Block, Measure
from netral.oversight.queries.board import authorities
from netral.oversight.states import LIVE, WAITING, BlockState, MeasureState, Rung

JOINED = (
    *(
        "penanganan__case__laporan",
        "penanganan__masukan",
        "penanganan__authority",
        "penanganan__agency",
        "penanganan__person",
    ),
    *("penanganan__rekomendasi__document", "contact__document", "agency"),
)


def blocks_seen_by(acting: Acting) -> QuerySet[Block]:
    """The register of an auditor's authority, the newest request first."""
    found = Block.objects.filter(penanganan__authority__code__in=authorities(acting))
    return found.select_related(*JOINED).order_by("-requested_at", "-pk")


def live(found: QuerySet[Block]) -> QuerySet[Block]:
    """Asked for or in force."""
    return found.filter(state__in=LIVE)


def without_reason() -> QuerySet[Block]:
    """Blocks nobody needs: one in force ends with the procedure, one asked for as soon as the official has acted.

    Both end when somebody else is to decide: the official they hit can no longer do what they wait for.
    """
    executed = Q(state=BlockState.IN_FORCE, penanganan__open=False)
    answered = Q(state=BlockState.REQUESTED) & ~Q(penanganan__status=WAITING)
    led = Q(state__in=LIVE) & ~Q(agency=F("penanganan__agency"))
    return Block.objects.filter(executed | answered | led).select_related(*JOINED).order_by("pk")


def was_warned(penanganan_id: int) -> bool:
    """Whether every rung below the block was climbed toward its agency, which the last of them says."""
    sent = Measure.objects.filter(penanganan_id=penanganan_id, rung=Rung.WARNING, state=MeasureState.SENT)
    return sent.filter(contact__agency=F("penanganan__agency")).exists()


def is_live(penanganan_id: int) -> bool:
    return Block.objects.filter(penanganan_id=penanganan_id, state__in=LIVE).exists()


def reason_gone(block: Block) -> bool:
    """The flag of the register: in force although the official has decided, or is no longer the one to."""
    return block.state == BlockState.IN_FORCE and (block.penanganan.status != WAITING or led_elsewhere(block))


def led_elsewhere(block: Block) -> bool:
    """Whether somebody else is to decide than whose service it is."""
    return block.agency_id != block.penanganan.agency_id


def outliving_their_case() -> QuerySet[Block]:
    """Blocks that still say what people wrote of a handling whose texts have gone."""
    gone = Block.objects.filter(texts_erased_at=None, penanganan__texts_erased_at__isnull=False)
    return gone.exclude(state__in=LIVE).select_related("penanganan").order_by("pk")


def ended_on(block: Block) -> datetime:
    """When it ended. Raises ValueError for one that has not."""
    if block.ended_at is None:
        raise ValueError(f"{block.reference} has not ended")
    return block.ended_at
