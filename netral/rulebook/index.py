"""The rules sorted for asking: by day, by person and by act, so that an answer does not read the whole law."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from netral.rulebook import forwarding, sanctioning
from netral.rulebook.dated import Dated
from netral.rulebook.forwarding import Receiver, Route
from netral.rulebook.judging import Judge
from netral.rulebook.provisions import Provision
from netral.rulebook.sanctioning import Sanction
from netral.rulebook.vocabulary import Vocabulary

DAY = timedelta(days=1)
Known = dict[tuple[object, ...], tuple[Receiver, ...]]


@dataclass(frozen=True)
class Index:
    """Look-ups over one rulebook. Each is made when first asked for and kept: they are as many as codes and eras.

    An era lasts from one day on which any rule begins or ends to the next; within it, nothing changes.
    """

    words: Vocabulary
    provisions: Sequence[Provision]
    all_sanctions: Sequence[Sanction]
    routes: Sequence[Route]
    _fitting: dict[tuple[int, str, str, str | None], tuple[Provision, ...]] = field(default_factory=dict)
    _sanctions: dict[tuple[int, str | None, tuple[str, ...]], tuple[Sanction, ...]] = field(default_factory=dict)
    _open_to: dict[tuple[int, str, str], tuple[Sanction, ...]] = field(default_factory=dict)
    _routes: dict[tuple[str, str], tuple[Route, ...]] = field(default_factory=dict)
    _receivers: Known = field(default_factory=dict)

    @cached_property
    def judge(self) -> Judge:
        return Judge(self.words)

    @cached_property
    def eras(self) -> list[date]:
        """The days on which any rule begins, has ended, or reaches someone new."""
        dated: list[Dated] = [*self.provisions, *self.all_sanctions, *self.routes]
        added = {day for provision in self.provisions for day in provision.since.values()}
        return sorted(added | {day for entry in dated for day in _turns(entry)})

    def fitting(
        self, subject: str, conducts: Iterable[str], on: date, regime: str | None = None
    ) -> Iterable[Provision]:
        """The provisions in force that day that are about such a person and one of these acts, each once.

        With a `regime` those of the other election law are left out: they are about another matter.
        """
        era = bisect_right(self.eras, on)
        lists = [self._about(era, subject, conduct, regime, on) for conduct in conducts]
        return lists[0] if len(lists) == 1 else {each.code: each for found in lists for each in found}.values()

    def _about(self, era: int, subject: str, conduct: str, regime: str | None, on: date) -> tuple[Provision, ...]:
        key = (era, subject, conduct, regime)
        found = self._fitting.get(key)
        if found is None:
            known = [each for each in self._by_conduct.get(conduct, ()) if each.reaches(subject, on, self.words)]
            found = self._fitting[key] = tuple([each for each in known if not regime or each.under(regime)])
        return found

    @cached_property
    def _by_conduct(self) -> Mapping[str, list[Provision]]:
        about: dict[str, list[Provision]] = {}
        for provision in self.provisions:
            for conduct in provision.conducts:
                about.setdefault(conduct, []).append(provision)
        return about

    def sanctions(self, level: str | None, statuses: tuple[str, ...], on: date) -> tuple[Sanction, ...]:
        """Those of a level that may be imposed that day on someone of one of these statuses."""
        key = (bisect_right(self.eras, on), level, statuses)
        found = self._sanctions.get(key)
        if found is None:
            found = self._sanctions[key] = sanctioning.in_force(self.all_sanctions, level, on, statuses)
        return found

    def sanctions_for(self, provision: Provision, subject: str, on: date) -> tuple[Sanction, ...]:
        """Those a breach of this provision by such a person leads to, under the law of that day."""
        key = (bisect_right(self.eras, on), provision.code, subject)
        found = self._open_to.get(key)
        if found is None:
            statuses = [code for code in self.words.subjects[subject].one_of if code in provision.subjects]
            found = self._open_to[key] = self.sanctions(provision.level, tuple(statuses), on)
        return found

    def receivers(self, subject: str, kind: str, on: date, regime: str | None, position: str) -> tuple[Receiver, ...]:
        """To whom such a breach of such a person goes that day. Of the free text only what routes ask for is kept."""
        spoken = self._spoken(position) if position else ""
        key = (bisect_right(self.eras, on), subject, kind, regime, spoken)
        found = self._receivers.get(key)
        if found is None:
            routes = self._routes_of(subject, kind)
            found = forwarding.receivers(routes, subject=subject, kind=kind, on=on, regime=regime, position=spoken)
            self._receivers[key] = found
        return found

    def _spoken(self, position: str) -> str:
        """The words of routes that a free text names, with commas between them so that none arises anew."""
        words = position.lower().split()
        if self._route_words.keys().isdisjoint(words):
            return ""
        padded = f" {' '.join(words)} "
        begun = [phrase for word in dict.fromkeys(words) for phrase in self._route_words.get(word, ())]
        return " , ".join(sorted([phrase for phrase in begun if f" {phrase} " in padded]))

    @cached_property
    def _route_words(self) -> Mapping[str, list[str]]:
        """What routes look for in a position, by its first word."""
        by_first: dict[str, list[str]] = {}
        for phrase in {word for route in self.routes for word in (*route.position_has, *route.position_lacks)}:
            by_first.setdefault(phrase.split()[0], []).append(phrase)
        return by_first

    def _routes_of(self, subject: str, kind: str) -> tuple[Route, ...]:
        key = (subject, kind)
        found = self._routes.get(key)
        if found is None:
            open_to = [each for each in self.routes if subject in each.subjects]
            found = self._routes[key] = tuple(each for each in open_to if not each.kinds or kind in each.kinds)
        return found


def _turns(entry: Dated) -> Iterator[date]:
    if entry.effective:
        yield entry.effective
    if entry.until:
        yield entry.until + DAY
