"""Every verb of a track: one transaction and one journal entry on its chain each."""

from netral.tracks.actions.erasing import erase_expired, erase_texts
from netral.tracks.actions.opening import open_criminal, open_ethics, open_from, open_waiting
from netral.tracks.actions.stepping import take

__all__ = ["erase_expired", "erase_texts", "open_criminal", "open_ethics", "open_from", "open_waiting", "take"]
