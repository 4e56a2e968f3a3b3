"""Whether an appointing official stands in a conflict of interest, by what officers wrote down."""

from collections.abc import Collection
from datetime import date

from netral.offices.models import Organisation
from netral.registry.queries import conflict_flags


def conflicted(agencies: Collection[Organisation], on: date) -> frozenset[int]:
    """Primary keys of those agencies whose official has a conflict of interest on record that day."""
    return frozenset(conflict_flags(agencies, on=on))
