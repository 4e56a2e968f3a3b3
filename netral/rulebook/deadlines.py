"""The periods of the law: one rule per code, with its dated versions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from pathlib import Path
from typing import TypedDict

from netral.rulebook.calendar import DAY
from netral.rulebook.dated import Dated, span
from netral.rulebook.law_files import Cited, Table, files, read
from netral.rulebook.texts import Text

UNIT_NAMES = {
    "working": Text("hari kerja", "working days"),
    "calendar": Text("hari kalender", "calendar days"),
    "hours": Text("jam", "hours"),
    "months": Text("bulan", "months"),
    "years": Text("tahun", "years"),
}
COUNTED = tuple(UNIT_NAMES)
# The law says "hari" and does not say which: the rule then says what it is counted as.
OPEN = "unspecified"
# max: at the latest · min: backward, at the latest this long before · on_day: exactly then ·
# right: at the latest, for somebody who may act and need not ·
# ban: backward, forbidden from then on, so the answer is the day before.
BOUNDS = ("max", "min", "on_day", "ban", "right")
BACKWARD = ("min", "ban")
PRECISIONS = ("day", "year")
# extend: another period takes over · stop, resume: it stands still, and what was left goes on ·
# settle: that day itself ends it.
EFFECTS = ("extend", "stop", "resume", "settle")
COUNTED_FROM = ("start", "end", "event")
DAYS = ("working", "calendar")


@dataclass(frozen=True)
class OfficeHours:
    """When an office closes (by ISO weekday), and the stages of an election in which it never does."""

    closes: Mapping[int, time]
    open_stages: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Permit(Cited, Dated):
    """What the law lets happen to a running period, and the kind of document that proves it.

    `extend` puts `period` (the code of a deadline) in its place, counted from its start, its end, or the event.
    `after`: the kind of stop it must follow. `repeats`: it may happen more than once.
    """

    kind: str
    does: str
    document: Text
    after: str
    period: str
    counted_from: str
    repeats: bool


class _Head(TypedDict):
    """What all versions of a rule share."""

    code: str
    regime: str
    title: Text
    starts: Text
    # The period begins where that other one ends, not at the step that starts it.
    after: str | None


@dataclass(frozen=True, kw_only=True)
class DeadlineRule(Cited):
    """One version of a period. `count` is None where the law gives no number; `assumption` then says why."""

    code: str
    regime: str
    title: Text
    starts: Text
    effective: date
    until: date | None
    precision: str
    count: int | None
    unit: str | None
    counted_as: str | None
    bound: str
    after: str | None
    office_hours: OfficeHours | None
    permits: Mapping[str, Permit]

    @cached_property
    def version(self) -> str:
        """The day this version took effect; a bare year where only the year is known."""
        return self.effective.isoformat() if self.precision == "day" else str(self.effective.year)

    @cached_property
    def doubts(self) -> tuple[Text, ...]:
        """What every count of it assumes: the unit where the law leaves it open, and what the entry says."""
        open_unit = [_open_unit(UNIT_NAMES[self.counted_as])] if self.unit == OPEN and self.counted_as else []
        return (*open_unit, *([self.assumption] if self.assumption else ()))

    @property
    def backward(self) -> bool:
        return self.bound in BACKWARD

    def in_force(self, on: date) -> bool:
        return self.effective <= on and (self.until is None or on <= self.until)


def _open_unit(unit: Text) -> Text:
    return Text(
        id=f"Aturan menulis “hari” tanpa menyebut jenisnya; dihitung sebagai {unit.id}.",
        en=f"The rule says “day” without saying which kind; counted in {unit.en}.",
    )


def in_force(versions: tuple[DeadlineRule, ...], on: date) -> DeadlineRule:
    """The version of that day; else the last one that had begun; else the first."""
    begun = [version for version in versions if version.effective <= on]
    return begun[-1] if begun else versions[0]


def load_deadlines(law: Path, stages: Collection[str]) -> tuple[dict[str, tuple[DeadlineRule, ...]], dict[str, Text]]:
    """Every rule of `law/deadlines/*.toml` by its code, its versions in the order of their dates; and the families.

    The families of rules are named as their files call them. `stages` are the codes of the stages of elections that
    office hours may name.
    """
    rules: dict[str, tuple[DeadlineRule, ...]] = {}
    regimes: dict[str, Text] = {}
    after: dict[str, tuple[Table, str]] = {}
    named: list[tuple[Table, str]] = []
    for path in files(law / "deadlines"):
        with read(path, law) as table:
            regime = table.string("regime")
            regimes[regime] = table.text("title")
            for code, entry in table.entries().items():
                if code in rules:
                    table.refuse(code, code, "a code used once", "Give the rule another code.")
                rules[code] = _rule(entry, code, regime, stages)
                named.append((entry, code))
                if previous := rules[code][0].after:
                    after[code] = entry, previous
    for entry, previous in after.values():
        if previous not in rules:
            entry.refuse("after", previous, "the code of a deadline", "Correct the code or add that deadline.")
    for entry, code in named:
        _check_longer(entry, rules[code], rules)
    return rules, regimes


def _check_longer(entry: Table, versions: tuple[DeadlineRule, ...], rules: Collection[str]) -> None:
    """The period of an extension is another one of this law."""
    for permit in (permit for version in versions for permit in version.permits.values()):
        if permit.period and permit.period not in rules:
            entry.refuse(permit.kind, permit.period, "the code of a deadline", "Correct the code or add that deadline.")


def _rule(entry: Table, code: str, regime: str, stages: Collection[str]) -> tuple[DeadlineRule, ...]:
    with entry:
        head = _Head(
            code=code,
            regime=regime,
            title=entry.text("title"),
            starts=entry.text("starts"),
            after=entry.string("after") if entry.has("after") else None,
        )
        rows = entry.tables("version")
        versions = tuple(_version(row, head, stages) for row in rows)
        if not versions:
            entry.refuse("version", None, "at least one [[version]]", "Add the version with its effective date.")
        _check_order(rows, versions)
        return versions


def _check_order(rows: list[Table], versions: tuple[DeadlineRule, ...]) -> None:
    """Neither an overlap nor a gap: on every day since the first there is one version, or the last has ended."""
    for row, earlier, later in zip(rows[1:], versions, versions[1:], strict=False):
        if earlier.until is None or earlier.until + DAY != later.effective:
            row.refuse(
                "effective",
                later.effective.isoformat(),
                "the day after `until` of the version above",
                "End the version above on the day before this one begins.",
            )


def _version(row: Table, head: _Head, stages: Collection[str]) -> DeadlineRule:
    with row:
        unit = row.choice("unit", (*COUNTED, OPEN)) if row.has("unit") else None
        rule = DeadlineRule(
            **head,
            effective=row.day("effective"),
            until=row.optional_day("until"),
            precision=row.choice("precision", PRECISIONS, default="day"),
            count=row.integer("count"),
            unit=unit,
            counted_as=_counted_as(row, unit),
            bound=row.choice("bound", BOUNDS, default="max"),
            office_hours=_office_hours(row, stages),
            permits=_permits(row),
            **row.cited(),
        )
        _check_number(row, rule)
        _check_permits(row, rule)
        return rule


def _counted_as(row: Table, unit: str | None) -> str | None:
    return row.choice("counted_as", COUNTED) if unit == OPEN else unit


def _check_number(row: Table, rule: DeadlineRule) -> None:
    if (rule.count is None) != (rule.unit is None):
        row.refuse("unit", rule.unit, "count and unit together, or neither", "Write both, or remove both.")
    if rule.count is None and rule.assumption is None:
        row.refuse("assumption", None, "the reason why there is no number", "Say it in both languages.")


def _office_hours(row: Table, stages: Collection[str]) -> OfficeHours | None:
    if not row.has("office_hours"):
        return None
    with row.table("office_hours") as table:
        closes = {int(day): table.clock(day) for day in "1234567" if table.has(day)}
        return OfficeHours(closes=closes, open_stages=table.strings("open_stages", stages))


def _permits(row: Table) -> dict[str, Permit]:
    permits: dict[str, Permit] = {}
    for entry in row.tables("permit"):
        permit = _permit(entry)
        if permit.kind in permits:
            entry.refuse("kind", permit.kind, "a kind used once", "Give the permission another kind.")
        if permit.after and permit.after not in permits:
            entry.refuse("after", permit.after, "the kind of a stop above it", "Write the stop first.")
        permits[permit.kind] = permit
    return permits


def _permit(entry: Table) -> Permit:
    with entry:
        does = entry.choice("does", EFFECTS)
        longer = does == "extend"
        return Permit(
            kind=entry.string("kind"),
            does=does,
            document=entry.text("document"),
            after=entry.string("after") if does == "resume" else entry.optional_string("after"),
            period=entry.string("period") if longer else "",
            counted_from=entry.choice("counted_from", COUNTED_FROM) if longer else "",
            repeats=entry.flag("repeats"),
            **span(entry),
            **entry.cited(),
        )


def _check_permits(row: Table, rule: DeadlineRule) -> None:
    """Only a period that runs forward can be changed, and only days can be stopped and taken up again."""
    if rule.permits and (rule.count is None or rule.backward):
        row.refuse("permit", rule.bound, "a number and a bound that runs forward", "Remove the permission.")
    if rule.counted_as not in DAYS and any(permit.does == "stop" for permit in rule.permits.values()):
        row.refuse("permit", rule.counted_as, f"a unit of {', '.join(DAYS)} for a stop", "Correct the unit.")
