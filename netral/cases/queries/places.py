"""The order of the queue: two sorted lists, laporan and cases, read from their indexes and merged as far as needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import Any

from django.db.models import QuerySet

from netral.cases.models import Case
from netral.intake.models import Laporan
from netral.lib.counting import MOST, lengths
from netral.lib.merging import Merged

Place = tuple[str, int, datetime]
"""(kind, primary key, due) of one line: cheap to order and to cut into pages before anything is loaded."""
_Line = tuple[str, int, datetime, datetime]


@dataclass(frozen=True)
class Places(Merged[Place]):
    """Lines of the queue, of which the first thousand are counted and reached."""

    reports: QuerySet[Laporan]
    cases: QuerySet[Case]
    newest: bool = False
    length: int | None = None  # where somebody has counted already

    def __len__(self) -> int:
        """At most MOST, so that counting never takes longer than reading so many lines."""
        return min(sum(lengths([self.reports, self.cases])), MOST) if self.length is None else self.length

    def upto(self, last: int) -> list[Place]:
        lists = (self._first(self.reports, Laporan.KIND, last), self._first(self.cases, Case.KIND, last))
        order = _newest_first if self.newest else _soonest_first
        return [(kind, pk, due) for kind, pk, due, _opened in islice(sorted(chain(*lists), key=order), last)]

    def _first(self, found: QuerySet[Any], kind: str, last: int) -> Iterator[_Line]:
        """The first so many lines of one list: enough, whatever the other one holds. By key the newest are last."""
        rows = found.order_by("-pk") if self.newest else found.order_by("due_at", "pk")
        return ((kind, *row) for row in rows.values_list("pk", "due_at", "opened_at")[:last])


def _soonest_first(line: _Line) -> Any:
    kind, pk, due, _opened = line
    return due, kind, pk


def _newest_first(line: _Line) -> Any:
    kind, pk, _due, opened = line
    return -opened.timestamp(), kind, -pk
