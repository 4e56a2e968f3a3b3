"""A track goes where its case goes: its steps are written down at the office that has the case."""

from netral.offices.models import Organisation
from netral.tracks.models import Track


def move_tracks(reference: str, origin: Organisation, receiver: Organisation) -> None:
    """Running tracks of this case that are recorded at the office it leaves; those recorded elsewhere stay there."""
    kind, _, key = reference.partition(":")
    if kind == "perkara":
        Track.objects.filter(case__key=key, office=origin, open=True).update(office=receiver)
