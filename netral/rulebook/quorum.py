"""When a meeting that decides is valid, and when its decision is carried."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from netral.rulebook.law_files import Cited, Table, read

LAW = Path(__file__).parent / "law"


@dataclass(frozen=True)
class Least:
    """The fewest members present, and in favour, that the law names for a body of so many seats."""

    present: int
    in_favour: int


@dataclass(frozen=True, kw_only=True)
class Quorum(Cited):
    """Shares of the members present among the seats, and in favour among those present.

    `present_above` must be exceeded, `present_from` is enough when reached; `by_seats` goes before both where the law
    names whole numbers for a body of that size.
    """

    present_above: Fraction | None
    present_from: Fraction
    in_favour_above: Fraction
    by_seats: Mapping[int, Least]

    def reached(self, *, seats: int, present: int) -> bool:
        if seats in self.by_seats:
            return present >= self.by_seats[seats].present
        if self.present_above is not None:
            return present > seats * self.present_above
        return present >= seats * self.present_from

    def carried(self, *, present: int, in_favour: int, seats: int = 0) -> bool:
        if seats in self.by_seats:
            return in_favour >= self.by_seats[seats].in_favour
        return in_favour > present * self.in_favour_above


@cache
def quorums() -> dict[str, Quorum]:
    """The quorums of this release, read once."""
    return load_quorums(LAW)


def load_quorums(law: Path) -> dict[str, Quorum]:
    """Read `law/quorum.toml`: one entry per body that decides."""
    with read(law / "quorum.toml", law) as table:
        return {body: _quorum(entry) for body, entry in table.entries().items()}


def _quorum(table: Table) -> Quorum:
    with table:
        above = _share(table, "present_above") if table.has("present_above") else None
        return Quorum(
            present_above=above,
            present_from=_share(table, "present_from") if above is None else Fraction(0),
            in_favour_above=_share(table, "in_favour_above"),
            by_seats=dict(_least(row) for row in table.tables("body")),
            **table.cited(),
        )


def _least(row: Table) -> tuple[int, Least]:
    with row:
        seats, present, in_favour = (row.integer(name) or 0 for name in ("seats", "present", "in_favour"))
        if not seats >= present >= in_favour > 0:
            row.refuse("seats", seats, "seats, present and in_favour, none above the one before", "Correct them.")
        return seats, Least(present, in_favour)


def _share(table: Table, name: str) -> Fraction:
    text = table.string(name)
    try:
        share = Fraction(text)
    except (ValueError, ZeroDivisionError):
        share = Fraction(-1)
    if not 0 <= share < 1:
        table.refuse(name, text, "a share from 0 to below 1 such as 1/2", "Write the share that must be exceeded.")
    return share
