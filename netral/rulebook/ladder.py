"""What the supervisor of civil servants may do, rung by rung, when an appointing official does not answer."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from netral.rulebook.law_files import Cited, Table, read
from netral.rulebook.texts import Text

LAW = Path(__file__).parent / "law"


@dataclass(frozen=True, kw_only=True)
class Rung(Cited):
    """One measure. `count`: days the law wants after the measure before it, None where no number was found."""

    code: str
    title: Text
    count: int | None


@cache
def rungs() -> dict[str, Rung]:
    """The measures of this release in their order, lightest first, read once."""
    return load_rungs(LAW)


def load_rungs(law: Path) -> dict[str, Rung]:
    """Read `law/ladder.toml`: one entry per measure."""
    with read(law / "ladder.toml", law) as table:
        return {code: _rung(code, entry) for code, entry in table.entries().items()}


def _rung(code: str, table: Table) -> Rung:
    with table:
        return Rung(code=code, title=table.text("title"), count=table.integer("count"), **table.cited())
