"""When a meeting that decides is valid, and when its decision is carried."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from netral.rulebook.law_files import Cited, Table, read

LAW = Path(__file__).parent / "law"
ABSENT, PRESENT = "absent", "present"
CONFLICT = "conflict"  # the one entry of the file that is not a body


@dataclass(frozen=True)
class Least:
    """The fewest members present, and in favour, that the law names for a body of so many seats."""

    present: int
    in_favour: int


@dataclass(frozen=True, kw_only=True)
class Conflict(Cited):
    """Whether a member who declared a conflict of interest is there for the quorum; such a member never votes."""

    counts: str

    @property
    def present(self) -> bool:
        return self.counts == PRESENT


@dataclass(frozen=True, kw_only=True)
class Quorum(Cited):
    """Shares of the members present among the seats, and in favour among those present.

    `present_above` must be exceeded, `present_from` is enough when reached; `by_seats` goes before both where the law
    names whole numbers for a body of that size. `offices` are the kinds of office whose body this is.
    """

    offices: tuple[str, ...]
    conflict: Conflict

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

    def carried(self, *, seats: int, present: int, in_favour: int) -> bool:
        if seats in self.by_seats:
            return in_favour >= self.by_seats[seats].in_favour
        return in_favour > present * self.in_favour_above


@cache
def quorums() -> dict[str, Quorum]:
    """The quorums of this release, read once."""
    return load_quorums(LAW)


def body_of(kind: str) -> str:
    """The body that decides in an office of this kind (`bawaslu_kabkota` → `pleno_pengawas`). LookupError for none."""
    for body, rule in quorums().items():
        if kind in rule.offices:
            return body
    raise LookupError(f"quorum.toml: no body decides in an office of kind {kind!r}; add the kind to `offices` of one")


def load_quorums(law: Path) -> dict[str, Quorum]:
    """Read `law/quorum.toml`: one entry per body that decides, and `[conflict]`, which holds for all of them."""
    with read(law / "quorum.toml", law) as table:
        with table.table(CONFLICT) as entry:
            conflict = Conflict(counts=entry.choice("counts", (ABSENT, PRESENT)), **entry.cited())
        found = {body: _quorum(entry, conflict) for body, entry in table.entries().items()}
        _check_one_body_each(table, found)
        return found


def _quorum(table: Table, conflict: Conflict) -> Quorum:
    with table:
        above = _share(table, "present_above") if table.has("present_above") else None
        return Quorum(
            offices=table.some("offices"),
            conflict=conflict,
            present_above=above,
            present_from=_share(table, "present_from") if above is None else Fraction(0),
            in_favour_above=_share(table, "in_favour_above"),
            by_seats=dict(_least(row) for row in table.tables("body")),
            **table.cited(),
        )


def _check_one_body_each(table: Table, found: Mapping[str, Quorum]) -> None:
    taken: dict[str, str] = {}
    for body, rule in found.items():
        for kind in rule.offices:
            if kind in taken:
                table.refuse(f"{body} → offices", kind, f"a kind that is not yet at {taken[kind]}", "Name it once.")
            taken[kind] = body


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
