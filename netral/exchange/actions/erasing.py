"""What messages say of people goes with the case they are about; that they went, when and to whom stays."""

import logging
from collections.abc import Collection
from datetime import datetime
from functools import partial

from django.db import transaction

from netral.access.states import SYSTEM
from netral.audit.actions import record
from netral.evidence import actions as evidence
from netral.exchange import queries
from netral.exchange.models import Kiriman, Masukan, Reply
from netral.exchange.states import TEXTS_ERASED
from netral.lib.one_by_one import one_by_one

log = logging.getLogger(__name__)


def erase(subjects: Collection[str]) -> None:
    """Blank the contents of everything sent about these subjects, and the words of the replies to it.

    A part of the step that erases the subjects. Fingerprints and receipts stay: they prove that it arrived.
    """
    about = Kiriman.objects.filter(subject__in=subjects)
    Reply.objects.filter(kiriman__in=about).update(gaps=[], note="")
    about.update(content={})


def erase_incoming(answered_before: datetime, *, at: datetime) -> int:
    """Erase what came in and was over before this moment; how many. Safe to run at any time."""
    gone = one_by_one(partial(erase_texts, at=at), list(queries.over_before(answered_before)), log=log)
    return len(list(gone))


@transaction.atomic
def erase_texts(masukan: Masukan, *, at: datetime) -> None:
    """Blank what it says of people, remove its files, and what was said of it. That it came, and its end, stay."""
    if not Masukan.objects.filter(pk=masukan.pk, texts_erased_at=None).update(
        texts_erased_at=at, content={}, replaced={}, files_due_at=None, files_said=""
    ):
        return
    evidence.erase(masukan.reference)
    erase([masukan.reference])
    record(masukan.reference, TEXTS_ERASED, actor=SYSTEM.reference, office=masukan.receiver.code, at=at)
