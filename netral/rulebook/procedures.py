"""A procedure: one total table of statuses and steps from which buttons, checks, diagrams and letters follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from netral.rulebook.law_files import Cited
from netral.rulebook.texts import Text


@dataclass(frozen=True, kw_only=True)
class Status:
    """Where a subject stands. `headline` is what the public reads; `starts` are clocks of a subject that opens here.

    `starts_for` names the variants of a subject (such as a temuan) whose clocks are others.
    """

    code: str
    subject: str
    label: Text
    headline: Text
    initial: bool
    final: bool
    starts: tuple[str, ...]
    starts_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def starts_of(self, variant: str) -> tuple[str, ...]:
        """The clocks that start when a subject of this variant opens here."""
        return self.starts_for.get(variant, self.starts)


@dataclass(frozen=True)
class Extension:
    """A running deadline that a step lengthens: the permission it uses (its kind), and the period that takes over."""

    rule: str
    permit: str
    period: str


@dataclass(frozen=True, kw_only=True)
class Step(Cited):
    """What may be done from some statuses, by whom, at which place, and what follows.

    `to` is None where the subject stays where it is. `starts` and `stops` are codes of deadlines; a stop may name a
    clock that is not running. `may_start` are deadlines that begin only where what was decided calls for them.
    `extends` are deadlines it lengthens, by a document the deadline permits it with.
    `letter` is the kind of document the step issues, or empty.
    """

    code: str
    subject: str
    froms: tuple[str, ...]
    to: str | None
    by: tuple[str, ...]
    place: str
    needs: tuple[str, ...]
    starts: tuple[str, ...]
    may_start: tuple[str, ...]
    stops: tuple[str, ...]
    extends: tuple[Extension, ...] = ()
    letter: str
    label: Text
    done: Text
    public: Text | None

    def targets(self) -> tuple[str, ...]:
        """The statuses a subject can be in after this step."""
        return self.froms if self.to is None else (self.to,)


@dataclass(frozen=True, kw_only=True)
class Team(Cited):
    """Of how many a team consists that a requirement asks for. One of them is in the chair."""

    size: int


@dataclass(frozen=True, kw_only=True)
class Procedure(Cited):
    """One version of a procedure table. Codes of statuses and of steps are unique in the whole table.

    `teams` are by the requirement that asks for one.
    """

    code: str
    version: str
    effective: date
    title: Text
    subjects: Mapping[str, Text]
    statuses: Mapping[str, Status]
    steps: tuple[Step, ...]
    requirements: Mapping[str, Text]
    teams: Mapping[str, Team] = field(default_factory=dict)
    roles: Mapping[str, Text]
    places: Mapping[str, Text]

    def initial(self, subject: str) -> Status:
        """The status in which such a subject opens."""
        return next(status for status in self.statuses_of(subject) if status.initial)

    def statuses_of(self, subject: str) -> tuple[Status, ...]:
        return tuple(status for status in self.statuses.values() if status.subject == subject)

    def status(self, subject: str, code: str) -> Status:
        """Raises KeyError for a status this subject does not know."""
        found = self.statuses[code]
        if found.subject != subject:
            raise KeyError(f"{self.code} {self.version}: {code!r} is a status of {found.subject}, not of {subject}")
        return found

    def steps_from(self, subject: str, status: str) -> tuple[Step, ...]:
        """The steps of the table from this status; none from a final one."""
        return tuple(step for step in self.steps if step.subject == subject and status in step.froms)

    def step(self, code: str) -> Step:
        """Raises KeyError, naming the steps there are."""
        for step in self.steps:
            if step.code == code:
                return step
        known = ", ".join(step.code for step in self.steps)
        raise KeyError(f"{self.code} {self.version} has no step {code!r}; it has {known}")
