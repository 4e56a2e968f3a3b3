"""When what a case says of people has gone, what this desk wrote goes as well. Letters are records and stay."""

import logging
from datetime import datetime
from functools import partial

from django.db import transaction

from netral.access.states import SYSTEM
from netral.audit.actions import record
from netral.lib.one_by_one import one_by_one
from netral.oversight import queries
from netral.oversight.models import Block
from netral.oversight.states import FORGOTTEN

log = logging.getLogger(__name__)


def erase_expired(at: datetime) -> int:
    """Erase the words of every block and return whose case has no texts any more; how many. Safe at any time."""
    blocks = one_by_one(partial(erase_block, at=at), list(queries.outliving_their_case()), log=log)
    returns = queries.answered_outliving().update(answer="", texts_erased_at=at)
    return len(list(blocks)) + returns


@transaction.atomic
def erase_block(block: Block, *, at: datetime) -> None:
    kept = Block.objects.filter(pk=block.pk, texts_erased_at=None)
    if kept.update(texts_erased_at=at, reason="", answer="", end_reason=""):
        record(block.reference, FORGOTTEN, actor=SYSTEM.reference, at=at, about=[block.penanganan.reference])
