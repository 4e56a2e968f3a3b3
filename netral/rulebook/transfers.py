"""How work goes from one supervising office to another: which way, from which statuses, and what it does to periods."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from netral.rulebook.law_files import Cited, Table, read
from netral.rulebook.texts import Text

LAW = Path(__file__).parent / "law"
TRANSFER, REQUEST, TAKEOVER = "pelimpahan", "permintaan", "pengambilalihan"


@dataclass(frozen=True, kw_only=True)
class Basis(Cited):
    """Where a kind of transfer stands under one regime."""


@dataclass(frozen=True, kw_only=True)
class TransferRule:
    """One kind of transfer. `waits`: nothing moves until the receiver accepts. `up`: only to the office right above.

    `statuses` are those it is possible from; none named means every open one. `count` is the days the law gives the
    receiver to answer, None where no number was found. `fresh`: whether the receiver's periods begin anew;
    `new_number`: whether the receiver numbers by its own book.
    """

    code: str
    title: Text
    waits: bool
    up: bool
    fresh: bool
    new_number: bool
    count: int | None
    statuses: tuple[str, ...]
    receivers: Mapping[str, tuple[str, ...]]
    bases: Mapping[str, Basis]

    def goes(self, origin: str, receiver: str) -> bool:
        """Whether it leads from an office of one kind to one of another; upwards the caller knows the one office."""
        return self.up or receiver in self.receivers.get(origin, ())

    def possible_from(self, status: str) -> bool:
        return not self.statuses or status in self.statuses

    def basis(self, regime: str) -> Basis:
        """Raises LookupError for a regime whose article nobody has entered."""
        if regime not in self.bases:
            known = ", ".join(self.bases)
            raise LookupError(f"transfers.toml: {self.code} has no basis for {regime!r}; it has {known}")
        return self.bases[regime]


@cache
def transfer_rules() -> dict[str, TransferRule]:
    """The transfers of this release, read once."""
    return load_transfers(LAW)


def load_transfers(law: Path) -> dict[str, TransferRule]:
    """Read `law/transfers.toml`: one entry per kind, each with a `basis` for every regime."""
    with read(law / "transfers.toml", law) as table:
        return {code: _rule(code, entry) for code, entry in table.entries().items()}


def _rule(code: str, table: Table) -> TransferRule:
    with table:
        up = table.flag("up")
        rule = TransferRule(
            code=code,
            title=table.text("title"),
            waits=table.truth("waits"),
            up=up,
            fresh=table.truth("fresh"),
            new_number=table.truth("new_number"),
            count=table.integer("count"),
            statuses=table.strings("statuses"),
            receivers={} if up else table.values_of("receivers", Table.some),
            bases={regime: _basis(row) for regime, row in table.named_tables("basis").items()},
        )
        if not rule.bases:
            table.refuse("basis", None, "at least one regime", "Add [….basis.pemilu] with its article.")
        return rule


def _basis(table: Table) -> Basis:
    with table:
        return Basis(**table.cited())
