"""When what a case says of people has gone, what its handling says goes as well.

The sanction stays with the person in the register, and so do letters and the decision as uploaded: official records,
with a law of archives of their own.
"""

import logging
from datetime import datetime
from functools import partial

from django.db import transaction

from netral.access.states import SYSTEM
from netral.audit.actions import record
from netral.cases.models import Declaration
from netral.discipline import queries
from netral.discipline.models import Decision, Ending, Penanganan, Pengalihan, Rekomendasi
from netral.discipline.states import TEXTS_ERASED
from netral.lib.one_by_one import one_by_one

log = logging.getLogger(__name__)


def erase_expired(at: datetime) -> int:
    """Erase the words of every penanganan whose case has no texts any more; how many. Safe to run at any time."""
    gone = one_by_one(partial(erase_texts, at=at), list(queries.outliving_their_case()), log=log)
    return len(list(gone))


@transaction.atomic
def erase_texts(penanganan: Penanganan, *, at: datetime) -> None:
    """Blank what people wrote of the person. Days, numbers, levels and sanctions stay."""
    kept = Penanganan.objects.filter(pk=penanganan.pk, texts_erased_at=None)
    if not kept.update(texts_erased_at=at, match_reason=""):
        return
    Rekomendasi.objects.filter(penanganan=penanganan).update(reasons="")
    Decision.objects.filter(penanganan=penanganan).update(deviation_reason="")
    Ending.objects.filter(penanganan=penanganan).update(reason="")
    Pengalihan.objects.filter(penanganan=penanganan).update(reason="")
    Declaration.objects.filter(subject=penanganan.reference).update(note="")
    record(penanganan.reference, TEXTS_ERASED, actor=SYSTEM.reference, at=at, about=penanganan.also_about())
