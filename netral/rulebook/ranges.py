"""Which sanctions are open for a breach, and whether one that was imposed lies inside. It is flagged, never refused."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from netral.rulebook.dated import Dated, span
from netral.rulebook.law_files import CONFIDENCES, Cited, Table, read
from netral.rulebook.sanctioning import Sanction, in_force
from netral.rulebook.texts import Text
from netral.rulebook.vocabulary import LEVELS, Vocabulary

# Rules about the choice itself.
CHOICE = ("several", "repeat", "repeat_top", "once", "switch", "no_level", "court", "contract", "conflict", "effect")
# Why an imposed sanction lies outside, or needs a second look although it is inside.
WHY = (
    "unlisted",
    "other_person",
    "waiting",
    "other_days",
    "not_heavier",
    "lighter",
    "heavier",
    "other_track",
    "length",
)
# Why there may be nothing to choose from.
EMPTY = ("no_level", "court", "contract", "repeat_top")
ALONGSIDE = ("superior", "idle", "too_early")
RULE_KINDS = (*CHOICE, *WHY, *ALONGSIDE)


@dataclass(frozen=True, kw_only=True)
class RangeRule(Cited, Dated):
    """One rule about choosing or judging sanctions. Empty `subjects` or `levels` mean all."""

    code: str
    kind: str
    subjects: tuple[str, ...]
    levels: tuple[str, ...]
    says: Text

    def speaks(self, level: str | None, on: date, subjects: Collection[str]) -> bool:
        """Whether it holds that day for such a person and level."""
        meant = not self.subjects or bool(set(self.subjects) & set(subjects))
        return self.in_force(on) and meant and (not self.levels or level in self.levels)


@dataclass(frozen=True)
class Catalogue:
    """All sanctions, the rules about choosing among them, and the levels that can be compared, lightest first."""

    sanctions: Mapping[str, Sanction]
    rules: tuple[RangeRule, ...]
    scale: tuple[str, ...]

    def weight(self, sanction: Sanction) -> tuple[int, int]:
        """Its place on the scale: level first, then the order of its list."""
        return self.rank(sanction.level), sanction.place

    def rank(self, level: str | None) -> int:
        """From 0; -1 for a level the law does not compare with others."""
        return self.scale.index(level) if level in self.scale else -1

    def heaviest(self, levels: Iterable[str | None]) -> str | None:
        """The heaviest of the levels, the first one where they cannot be compared."""
        first, *others = levels
        return max((first, *others), key=self.rank) if first in self.scale else first


@dataclass(frozen=True)
class SanctionCheck:
    """An imposed sanction against its range: `reasons` say why it lies outside, `notes` what else follows."""

    inside: bool
    reasons: tuple[RangeRule, ...]
    notes: tuple[RangeRule, ...]


@dataclass(frozen=True)
class SanctionRange:
    """The sanctions open for one breach, lightest first. `later`: written in the law, waiting for their day.

    `on` is the day whose list applies, `last` the sanction for the same kind of breach before, `rules` what to observe.
    """

    level: str | None
    on: date
    subjects: tuple[str, ...]
    sanctions: tuple[Sanction, ...]
    later: tuple[Sanction, ...]
    last: Sanction | None
    rules: tuple[RangeRule, ...]
    catalogue: Catalogue

    @property
    def needs_review(self) -> bool:
        """Whether a lawyer must look before anybody relies on it."""
        doubted = any(each.needs_review or each.confidence == CONFIDENCES[-1] for each in self.sanctions)
        return doubted or not self.sanctions

    @property
    def confidence(self) -> str:
        """The least of its sanctions and rules; low where nothing is open."""
        known = [each.confidence for each in (*self.sanctions, *self.rules)] if self.sanctions else [CONFIDENCES[-1]]
        return max(known, key=CONFIDENCES.index)

    def judge(
        self, code: str = "", *, level: str | None = None, months: int | None = None, years: int | None = None
    ) -> SanctionCheck:
        """Hold a sanction against the range: by its code, or an unlisted one by the level its decision names.

        `months` and `years` are its length as decided, when known.
        """
        sanction = self.catalogue.sanctions.get(code)
        why = _outside(self, sanction, sanction.level if sanction else level)
        why += ["length"] if sanction and _other_length(sanction, months, years) else []
        notes = ["superior"] if "lighter" in why else []
        notes += ["too_early"] if sanction and sanction.after and not _was_warned(self, sanction) else []
        return SanctionCheck(not why, self._say(why), self._say(notes))

    def _say(self, kinds: Collection[str]) -> tuple[RangeRule, ...]:
        return _rules(self.catalogue, kinds, self.level, self.on, self.subjects)


def sanction_range(
    catalogue: Catalogue,
    levels: Collection[str | None],
    on: date,
    subjects: tuple[str, ...],
    *,
    last: Sanction | None = None,
    crime: bool = False,
) -> SanctionRange:
    """The range for breaches of these levels (the one asked about first) by such a person under the law of that day."""
    level = catalogue.heaviest(levels)
    listed = in_force(catalogue.sanctions.values(), level, on, subjects)
    heavier = _heavier(catalogue, listed, last, on, subjects)
    later = tuple(each for each in catalogue.sanctions.values() if each.not_yet and _meant(each, level, subjects))
    return SanctionRange(
        level=level,
        on=on,
        subjects=subjects,
        sanctions=tuple(sorted(heavier, key=catalogue.weight)),
        later=later,
        last=last,
        rules=_rules(
            catalogue,
            _observed(levels, listed, heavier, later=bool(later), repeat=last is not None, crime=crime),
            level,
            on,
            subjects,
        ),
        catalogue=catalogue,
    )


def _heavier(
    catalogue: Catalogue, listed: tuple[Sanction, ...], last: Sanction | None, on: date, subjects: tuple[str, ...]
) -> tuple[Sanction, ...]:
    """Those of the list heavier than the last sanction; else heavier ones of the levels above."""
    if last is None or last.level not in catalogue.scale:
        return listed
    above = [each for level in catalogue.scale for each in in_force(catalogue.sanctions.values(), level, on, subjects)]
    return tuple(
        [each for each in listed if catalogue.weight(each) > catalogue.weight(last)]
        or [each for each in above if catalogue.weight(each) > catalogue.weight(last)]
    )


def _meant(sanction: Sanction, level: str | None, subjects: Collection[str]) -> bool:
    return sanction.level == level and bool(set(sanction.subjects) & set(subjects))


def _observed(
    levels: Collection[str | None],
    listed: Collection[Sanction],
    heavier: Collection[Sanction],
    *,
    later: bool,
    repeat: bool,
    crime: bool,
) -> list[str]:
    """The kinds of rules that matter for this choice."""
    wanted = {
        "several": len(levels) > 1,
        "repeat": repeat,
        "repeat_top": repeat and not heavier,
        "switch": later,
        "court": crime,
        "contract": not listed,
        "no_level": not listed and not crime,
        "once": True,
        "idle": True,
        "conflict": True,
        "effect": True,
    }
    return [kind for kind, matters in wanted.items() if matters]


def _outside(open_range: SanctionRange, sanction: Sanction | None, level: str | None) -> list[str]:
    """The kinds of reasons why it is not one of the range; empty when it is."""
    if sanction in open_range.sanctions:
        return []
    if not open_range.sanctions:
        return [rule.kind for rule in open_range.rules if rule.kind in EMPTY] or ["unlisted"]
    weight = _by_level(open_range, level)
    if sanction is None:
        return ["unlisted", *weight]
    if not set(sanction.subjects) & set(open_range.subjects):
        return ["other_person"]
    if not sanction.in_force(open_range.on):
        return ["waiting" if sanction.not_yet else "other_days", *weight]
    return weight or ["not_heavier"]


def _by_level(open_range: SanctionRange, level: str | None) -> list[str]:
    rank = open_range.catalogue.rank
    if level == open_range.level:
        return []
    if rank(level) < 0 or rank(open_range.level) < 0:
        return ["other_track"] if level else []
    return ["lighter" if rank(level) < rank(open_range.level) else "heavier"]


def _other_length(sanction: Sanction, months: int | None, years: int | None) -> bool:
    fixed = sanction.months is not None or sanction.years is not None
    said = months is not None or years is not None
    return fixed and said and (months, years) != (sanction.months, sanction.years)


def _was_warned(open_range: SanctionRange, sanction: Sanction) -> bool:
    return open_range.last is not None and open_range.last.code in sanction.after


def _rules(
    catalogue: Catalogue, kinds: Collection[str], level: str | None, on: date, subjects: Collection[str]
) -> tuple[RangeRule, ...]:
    return tuple(rule for rule in catalogue.rules if rule.kind in kinds and rule.speaks(level, on, subjects))


def load_catalogue(law: Path, vocabulary: Vocabulary, sanctions: Mapping[str, Sanction]) -> Catalogue:
    """Read `law/ranges.toml` beside the sanctions already read."""
    with read(law / "ranges.toml", law) as table:
        scale = table.some("scale", LEVELS)
        rules = tuple(_rule(row, code, vocabulary) for code, row in table.entries().items())
        for kind in WHY:
            if not any(rule.kind == kind for rule in rules):
                table.refuse(kind, None, "a rule of that kind", f'Add an entry with kind = "{kind}".')
    return Catalogue(sanctions, rules, scale)


def _rule(row: Table, code: str, vocabulary: Vocabulary) -> RangeRule:
    with row:
        return RangeRule(
            code=code,
            kind=row.choice("kind", RULE_KINDS),
            subjects=row.strings("subjects", vocabulary.subjects),
            levels=row.strings("levels", LEVELS),
            says=row.text("says"),
            **span(row),
            **row.cited(),
        )
