"""Questions about persons and elections."""

from netral.registry.conflicts import ConflictFlag, candidates, conflict_flags, connections, running_election_ids
from netral.registry.elections import (
    UnknownElection,
    current_stage,
    election,
    election_law,
    running_elections,
)
from netral.registry.people import Match, find_people, likeness, masked_nip

__all__ = [
    "ConflictFlag",
    "Match",
    "UnknownElection",
    "candidates",
    "conflict_flags",
    "connections",
    "current_stage",
    "election",
    "election_law",
    "find_people",
    "likeness",
    "masked_nip",
    "running_election_ids",
    "running_elections",
]
