"""When what a case says of people has gone, what its links say and hold goes as well."""

import logging
from datetime import datetime
from functools import partial

from django.db import transaction

from netral.access.states import SYSTEM
from netral.evidence.actions import erase
from netral.lib.one_by_one import one_by_one
from netral.links import queries
from netral.links.actions.making import told
from netral.links.models import OfficialLink, ReturnedWithGaps
from netral.links.states import ERASED

log = logging.getLogger(__name__)


def erase_expired(at: datetime) -> int:
    """Erase what links hold of people whose case has no texts any more; how many. Safe to run at any time."""
    return len(list(one_by_one(partial(_erase, at=at), list(queries.outliving_their_case()), log=log)))


@transaction.atomic
def _erase(link: OfficialLink, *, at: datetime) -> None:
    """Channel, position, words and files go; what was declared goes with its case. That there was a link stays."""
    kept = OfficialLink.objects.filter(pk=link.pk, erased_at=None)
    if not kept.update(erased_at=at, address="", official="", draft={}):
        return
    ReturnedWithGaps.objects.filter(link=link).update(gaps="")
    erase(link.reference)
    told(link, ERASED, acting=SYSTEM, at=at)
