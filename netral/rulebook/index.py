"""The rules sorted for asking: by day, by person and by act, so that an answer does not read the whole law."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from netral.rulebook.elements import Judge
from netral.rulebook.forwarding import Route
from netral.rulebook.provisions import Provision
from netral.rulebook.sanctioning import Sanction
from netral.rulebook.vocabulary import Vocabulary

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Index:
    """Look-ups over one rulebook. Each is made when first asked for and kept: they are as many as codes and eras."""

    words: Vocabulary
    provisions: Sequence[Provision]
    sanctions: Sequence[Sanction]
    routes: Sequence[Route]
    _found: dict[tuple[int, str, str], tuple[Provision, ...]] = field(default_factory=dict)
    _sanctions: dict[tuple[str | None, tuple[str, ...]], tuple[Sanction, ...]] = field(default_factory=dict)
    _routes: dict[tuple[str, str], tuple[Route, ...]] = field(default_factory=dict)

    @cached_property
    def judge(self) -> Judge:
        return Judge(self.words)

    @cached_property
    def eras(self) -> list[date]:
        """The days on which any rule begins, ends, or reaches someone new."""
        return sorted({day for provision in self.provisions for day in _turns(provision)})

    def fitting(self, subject: str, conducts: Iterable[str], on: date) -> Iterable[Provision]:
        """The provisions in force that day that are about such a person and one of these acts, each once."""
        era = bisect_right(self.eras, on)
        lists = [self._fitting(era, subject, conduct, on) for conduct in conducts]
        return lists[0] if len(lists) == 1 else {each.code: each for found in lists for each in found}.values()

    def _fitting(self, era: int, subject: str, conduct: str, on: date) -> tuple[Provision, ...]:
        key = (era, subject, conduct)
        found = self._found.get(key)
        if found is None:
            known = self._about.get(conduct, ())
            found = self._found[key] = tuple(each for each in known if each.reaches(subject, on, self.words))
        return found

    @cached_property
    def _about(self) -> Mapping[str, list[Provision]]:
        about: dict[str, list[Provision]] = {}
        for provision in self.provisions:
            for conduct in provision.conducts:
                about.setdefault(conduct, []).append(provision)
        return about

    def sanctions_of(self, level: str | None, statuses: tuple[str, ...]) -> tuple[Sanction, ...]:
        """Those of a level for one of these statuses, of every day."""
        key = (level, statuses)
        found = self._sanctions.get(key)
        if found is None:
            fitting = [each for each in self.sanctions if each.level == level and set(each.subjects) & set(statuses)]
            found = self._sanctions[key] = tuple(fitting)
        return found

    def routes_of(self, subject: str, kind: str) -> tuple[Route, ...]:
        """Those for such a person and breach, of every day, regime and position."""
        key = (subject, kind)
        found = self._routes.get(key)
        if found is None:
            open_to = [each for each in self.routes if subject in each.subjects]
            found = self._routes[key] = tuple(each for each in open_to if not each.kinds or kind in each.kinds)
        return found


def _turns(provision: Provision) -> Iterator[date]:
    yield from provision.since.values()
    if provision.effective:
        yield provision.effective
    if provision.until:
        yield provision.until + DAY
