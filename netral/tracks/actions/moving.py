"""A track goes where its case goes: its steps are written down at the office that has the case."""

from netral.offices.models import Organisation
from netral.tracks.models import Track


def move_tracks(reference: str, origin: Organisation, receiver: Organisation) -> None:
    """Running tracks of this case, or of this hand-over, that are recorded at the office it leaves; others stay."""
    kind, _, key = reference.partition(":")
    of = {"perkara": "case__key", "penerusan": "penerusan__key"}.get(kind)
    if of:
        Track.objects.filter(**{of: key}, office=origin, open=True).update(office=receiver)
