"""When what a case says of people has gone, what its tracks say goes as well; without a case, after its own period."""

import logging
from datetime import datetime
from functools import partial

from django.db import transaction

from netral.access.states import SYSTEM
from netral.audit.actions import record
from netral.lib.one_by_one import one_by_one
from netral.procedure.models import Meeting, Vote
from netral.tracks import queries
from netral.tracks.models import StepRecord, Track
from netral.tracks.states import TEXTS_ERASED

NOBODY = {"name": "", "job": "", "agency_text": ""}
log = logging.getLogger(__name__)


def erase_expired(at: datetime) -> int:
    """Erase what tracks say of people, each in its time; how many tracks. Safe to run at any time."""
    tracks = [*queries.outliving_their_case(), *queries.kept_long_enough(at)]
    return len(list(one_by_one(partial(erase_texts, at=at), tracks, log=log)))


@transaction.atomic
def erase_texts(track: Track, *, at: datetime) -> None:
    """Blank the person and the words. Days, numbers of letters and files that were decisions stay: official records."""
    if not Track.objects.filter(pk=track.pk, texts_erased_at=None).update(texts_erased_at=at, **NOBODY):
        return
    StepRecord.objects.filter(track=track).update(note="")
    meetings = Meeting.objects.filter(subject=track.reference)
    Vote.objects.filter(meeting__in=meetings).update(note="")
    meetings.update(seats_reason="", salt="")
    record(track.reference, TEXTS_ERASED, actor=SYSTEM.reference, at=at, about=track.also_about())
