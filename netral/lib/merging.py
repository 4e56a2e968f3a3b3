"""Several sorted lists shown as one: read only as far as somebody leafs."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import TypeVar, overload

from netral.lib.counting import MOST

Place = TypeVar("Place")


class Merged(Sequence[Place]):
    """The places of such a list in order, of which the first MOST are reached; a paginator cuts it as any other.

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
        last = wanted.stop if isinstance(wanted, slice) else wanted + 1
        return self.upto(min(last, MOST))[wanted]
