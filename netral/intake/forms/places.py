"""Which place somebody means who typed a name: the only one so called, or one to be chosen from a short list."""

import re
from dataclasses import dataclass

from netral.offices import queries as offices
from netral.offices.models import Region

MOST = 8
LONGEST = 120


@dataclass(frozen=True)
class Places:
    """The places that fit what was typed: (code, full name). `sure` when the only one bears exactly that name."""

    found: tuple[tuple[str, str], ...]
    sure: bool

    @property
    def asks(self) -> bool:
        """Whether a person must choose: several fit, or the one that fits was spelled otherwise."""
        return bool(self.found) and not self.sure


def places_for(typed: str) -> Places:
    """The best few regions of any level for some words."""
    typed = typed.strip()[:LONGEST]
    found = offices.find_regions(typed, MOST) if typed and typed.isprintable() else []
    labels = offices.region_labels(found) if found else {}
    choices = tuple((region.code, labels[region.code]) for region in found)
    return Places(choices, sure=len(found) == 1 and _bears(found[0], typed))


def _bears(region: Region, typed: str) -> bool:
    bare = re.sub(r"^(Kabupaten|Kota|Provinsi)\s+", "", region.name)
    return region.code == typed or bare.casefold() in typed.casefold()
