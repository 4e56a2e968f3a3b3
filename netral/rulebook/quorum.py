"""When a meeting that decides is valid, and when its decision is carried."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from netral.rulebook.law_files import Cited, Table, read

LAW = Path(__file__).parent / "law"


@dataclass(frozen=True, kw_only=True)
class Quorum(Cited):
    """Both shares must be exceeded: of the members present among the seats, and in favour among those present."""

    present_above: Fraction
    in_favour_above: Fraction

    def reached(self, *, seats: int, present: int) -> bool:
        return present > seats * self.present_above

    def carried(self, *, present: int, in_favour: int) -> bool:
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
        return Quorum(
            present_above=_share(table, "present_above"),
            in_favour_above=_share(table, "in_favour_above"),
            **table.cited(),
        )


def _share(table: Table, name: str) -> Fraction:
    text = table.string(name)
    try:
        share = Fraction(text)
    except (ValueError, ZeroDivisionError):
        share = Fraction(-1)
    if not 0 <= share < 1:
        table.refuse(name, text, "a share from 0 to below 1 such as 1/2", "Write the share that must be exceeded.")
    return share
