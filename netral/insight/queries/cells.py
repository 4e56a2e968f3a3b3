"""Which offices a figure is about: one alone, or one with every office below it; and who may ask for it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from netral.access.models import Role
from netral.access.queries import offices_seen_by
from netral.access.states import Acting, HeldSeat
from netral.cases.queries import ROLES
from netral.insight.states import WITH_ALL_BELOW
from netral.offices.models import Organisation, OrganisationKind

# Who reads where time goes: supervisors what their offices work on, auditors what was handed to their authority.
READERS = (*ROLES, Role.AUDITOR.value)
SUPERVISING = (OrganisationKind.BAWASLU, OrganisationKind.BAWASLU_PROVINCE)


@dataclass(frozen=True)
class Cell:
    """A choice of offices. `own`: everything in it is of offices in which the asker works, so nothing is hidden.

    `handles`: an authority, told of what was handed to it, from the day that handling began.
    """

    code: str
    office: str
    name: str
    below: bool
    own: bool
    handles: bool = False


def cells_of(acting: Acting) -> list[Cell]:
    """What somebody may ask for: first the widest of each seat, then every office in scope by name; an auditor the own
    authority. At most four queries."""
    seats = {seat.office_code for seat in acting.seats if seat.role in ROLES}
    seen = offices_seen_by(acting, roles=ROLES).organisations()
    offices = list(seen.order_by("name").values_list("code", "name", "kind"))
    above = [
        Cell(code + WITH_ALL_BELOW, code, name, below=True, own=False)
        for code, name, kind in offices
        if kind in SUPERVISING and code in seats
    ]
    alone = [Cell(code, code, name, below=False, own=code in seats) for code, name, _kind in offices]
    return [*above, *alone, *_authorities(acting)]


def _authorities(acting: Acting) -> list[Cell]:
    codes = acting.offices_for(Role.AUDITOR)
    found = Organisation.objects.filter(code__in=codes, kind=OrganisationKind.ASN_SUPERVISOR).order_by("name")
    names = found.values_list("code", "name") if codes else []
    return [Cell(code, code, name, below=False, own=True, handles=True) for code, name in names]


def cells_with_offices(told: Collection[str]) -> Iterator[tuple[str, list[str]]]:
    """(cell, its offices) for every cell that has a story: `told` are the codes of the offices that have one."""
    for code in sorted(told):
        yield code, [code]
    for code in Organisation.objects.filter(kind__in=SUPERVISING).order_by("code").values_list("code", flat=True):
        one_seat = Acting("", (HeldSeat(Role.MEMBER, code),))
        inside = sorted(offices_seen_by(one_seat, roles=ROLES).codes & set(told))
        if inside:
            yield code + WITH_ALL_BELOW, inside
