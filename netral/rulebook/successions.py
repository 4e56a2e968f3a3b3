"""Receivers that end, and who goes on with what is still open with them: from which day, on which basis."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from netral.rulebook.dated import Dated, span
from netral.rulebook.forwarding import RECEIVERS
from netral.rulebook.law_files import Cited, Table, read
from netral.rulebook.texts import Text

LAW = Path(__file__).parent / "law"


@dataclass(frozen=True, kw_only=True)
class Succession(Cited, Dated):
    """From `effective` on, what is open with `origin` goes on with `to`, or with `processed` if dealt with."""

    code: str
    origin: str
    to: str
    processed: str
    because: Text

    def receiver(self, *, processed: bool) -> str:
        """The code of the one who goes on with it."""
        return self.processed if processed and self.processed else self.to


@cache
def successions() -> dict[str, Succession]:
    """The successions of this release, read once, the oldest first."""
    return load_successions(LAW)


def load_successions(law: Path) -> dict[str, Succession]:
    """Read `law/successions.toml`."""
    with read(law / "successions.toml", law) as table:
        found = [_succession(code, entry) for code, entry in table.entries().items()]
    found.sort(key=lambda each: (each.not_yet, each.effective or date.min))
    return {each.code: each for each in found}


def in_force(on: date) -> list[Succession]:
    """Those whose day has come, the oldest first: what passes twice does so one after the other."""
    return [each for each in successions().values() if each.in_force(on)]


def _succession(code: str, row: Table) -> Succession:
    with row:
        return Succession(
            code=code,
            origin=row.choice("origin", RECEIVERS),
            to=row.choice("to", RECEIVERS),
            processed=row.choice("processed", RECEIVERS) if row.has("processed") else "",
            because=row.text("because"),
            **span(row),
            **row.cited(),
        )
