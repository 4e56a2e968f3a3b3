"""Sanctions in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import ngettext

from netral.rulebook import Sanction
from netral.rulebook.penalties import Penalty


@dataclass(frozen=True)
class Measure:
    """A sanction and how long it lasts, in words; empty where it has no length of its own."""

    sanction: Sanction | Penalty
    length: str


def measures_of(sanctions: Iterable[Sanction | Penalty]) -> list[Measure]:
    return [Measure(each, lasting(each)) for each in sanctions]


def lasting(sanction: Sanction | Penalty) -> str:
    """`12 bulan`, `1 tahun`, or nothing; nothing either where the name says it, as that of a penalty does."""
    if isinstance(sanction, Penalty):
        return ""
    months, years = sanction.months, sanction.years
    if months and f"{months} bulan" not in sanction.name.id:
        return ngettext("%(count)s bulan", "%(count)s bulan", months) % {"count": months}
    if years and f"{years} tahun" not in sanction.name.id:
        return ngettext("%(count)s tahun", "%(count)s tahun", years) % {"count": years}
    return ""
