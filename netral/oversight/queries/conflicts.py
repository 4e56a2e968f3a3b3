"""Which appointing officials stand in a running election, or are connected with somebody who does."""

from collections.abc import Iterable
from datetime import date

from netral.offices.models import Organisation
from netral.registry.queries import conflict_flags


def conflicted(agencies: Iterable[Organisation], *, on: date) -> frozenset[str]:
    """Codes of those agencies whose official has a conflict of interest on record on this day."""
    asked = list(agencies)
    flagged = conflict_flags(asked, on=on)
    return frozenset(each.code for each in asked if each.pk in flagged)
