"""When what a case says of people has gone, what its tracks say goes as well."""

from datetime import datetime

from django.db import transaction

from netral.access.states import SYSTEM
from netral.audit.actions import record
from netral.procedure.models import Meeting, Vote
from netral.tracks import queries
from netral.tracks.models import StepRecord, Track
from netral.tracks.states import TEXTS_ERASED


def erase_expired(at: datetime) -> int:
    """Erase the notes of every track whose case has no texts any more; how many. Safe to run at any time."""
    tracks = list(queries.outliving_their_case())
    for track in tracks:
        erase_texts(track, at=at)
    return len(tracks)


@transaction.atomic
def erase_texts(track: Track, *, at: datetime) -> None:
    """Blank the words. Days, numbers of letters and the files that were decisions stay, as official records."""
    if not Track.objects.filter(pk=track.pk, texts_erased_at=None).update(texts_erased_at=at):
        return
    StepRecord.objects.filter(track=track).update(note="")
    meetings = Meeting.objects.filter(subject=track.reference)
    Vote.objects.filter(meeting__in=meetings).update(note="")
    meetings.update(seats_reason="", salt="")
    record(track.reference, TEXTS_ERASED, actor=SYSTEM.reference, at=at, about=track.also_about())
