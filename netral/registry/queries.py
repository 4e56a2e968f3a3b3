"""Questions about persons and elections."""

from netral.registry.elections import (
    UnknownElection,
    current_stage,
    election,
    election_law,
    running_elections,
    shifted_stages,
)
from netral.registry.people import Match, find_people, likeness, masked_nip

__all__ = [
    "Match",
    "UnknownElection",
    "current_stage",
    "election",
    "election_law",
    "find_people",
    "likeness",
    "masked_nip",
    "running_elections",
    "shifted_stages",
]
