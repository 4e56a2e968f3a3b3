"""Periods of this house where no law gives one, with the reason for each; read from house_rules.toml once."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

FILE = Path(__file__).parent / "house_rules.toml"


@dataclass(frozen=True)
class HouseRule:
    """One period, or several in a row. `review`: somebody who knows the law should look at it before real use."""

    code: str
    lengths: tuple[timedelta, ...]
    reason: str
    review: bool

    @property
    def length(self) -> timedelta:
        return self.lengths[0]


class HouseRuleError(Exception):
    """A rule cannot be read: the message says which file, which rule, and what was expected."""


def house_rule(code: str) -> HouseRule:
    """The rule of this code, as this house has set it."""
    return house_rules()[code]


def house_rules() -> dict[str, HouseRule]:
    """Every rule: ours, changed by the file of NETRAL_HOUSE_RULES where there is one."""
    return _read(str(settings.HOUSE_RULES))


@lru_cache(maxsize=2)
def _read(changes: str) -> dict[str, HouseRule]:
    entries = tomllib.loads(FILE.read_text())
    for code, changed in _changes(changes).items():
        if code not in entries:
            raise HouseRuleError(f"{changes}: there is no rule [{code}]; the rules are {', '.join(entries)}")
        entries[code] = {**entries[code], **changed}
    return {code: _rule(code, entry, changes) for code, entry in entries.items()}


def _changes(path: str) -> dict[str, dict[str, Any]]:
    if not path:
        return {}
    try:
        return tomllib.loads(Path(path).read_text())
    except (OSError, tomllib.TOMLDecodeError) as problem:
        raise HouseRuleError(f"{path}: {problem}. NETRAL_HOUSE_RULES names a TOML file like {FILE.name}") from problem


def _rule(code: str, entry: dict[str, Any], changes: str) -> HouseRule:
    lengths = entry["length"] if isinstance(entry["length"], list) else [entry["length"]]
    if entry["unit"] not in ("minutes", "days") or not all(type(each) is int and each > 0 for each in lengths):
        raise HouseRuleError(f'{changes}: [{code}] needs a whole number above 0 and unit "minutes" or "days"')
    unit = timedelta(minutes=1) if entry["unit"] == "minutes" else timedelta(days=1)
    periods = tuple(unit * each for each in lengths)
    return HouseRule(code, periods, str(entry["reason"]), bool(entry["review"]))
