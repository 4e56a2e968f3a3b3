"""Several sorted lists shown as one: read only as far as somebody leafs."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import TypeVar, overload

from netral.lib.counting import MOST

Place = TypeVar("Place")


class Merged(Sequence[Place]):
    """The places of such a list in order, of which the first MOST are reached; cut and counted as any other list.

    What is a list of its own says in `__len__` how long it is, and in `upto` which places come first.
    """

    @abstractmethod
    def upto(self, last: int) -> list[Place]:
        """The first so many places."""

    def __iter__(self) -> Iterator[Place]:
        return iter(self.upto(MOST))

    @overload
    def __getitem__(self, wanted: int) -> Place: ...
    @overload
    def __getitem__(self, wanted: slice) -> list[Place]: ...
    def __getitem__(self, wanted: int | slice) -> Place | list[Place]:
        return self.upto(_last_of(wanted))[wanted]


def _last_of(wanted: int | slice) -> int:
    """How far to read: an open end, and whatever counts from the end, needs all that is reached."""
    if isinstance(wanted, int):
        return min(wanted + 1, MOST) if wanted >= 0 else MOST
    counted_from_the_end = (wanted.start or 0) < 0 or (wanted.step or 1) < 0
    if wanted.stop is None or wanted.stop < 0 or counted_from_the_end:
        return MOST
    return min(int(wanted.stop), MOST)
