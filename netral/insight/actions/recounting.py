"""Counting again where time goes. Nothing is journalled: nothing happened to any case."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from netral.audit.streams import CHUNK
from netral.insight import counting
from netral.insight.conformance import is_permitted
from netral.insight.models import Figure, Recount
from netral.insight.queries import cells_with_offices
from netral.insight.states import Measure

# (election, what, rule) → [how many, of how many]
Counts = dict[tuple[str, str, str], list[int]]


def recount(at: datetime) -> int:
    """Count everything anew, cell by cell, and replace what was counted before; how many steps there are.

    Each cell is replaced in a transaction of its own, so that nobody waits long and a page never shows half a cell.
    """
    with counting.laid_out():
        number = counting.step_count()
        cells = dict(cells_with_offices(counting.offices_told()))
        order, late = _out_of_order(cells), _late(cells, at)
        for cell, offices in cells.items():
            figures = [*_timed(cell, offices), *_counted(cell, Measure.ORDER, order[cell])]
            _replace(cell, [*figures, *_counted(cell, Measure.DEADLINE, late[cell])])
    with transaction.atomic():
        Figure.objects.exclude(cell__in=cells).delete()
        Recount.objects.all().delete()
        Recount.objects.create(at=at, steps=number)
    return number


@transaction.atomic
def _replace(cell: str, figures: Sequence[Figure]) -> None:
    Figure.objects.filter(cell=cell).delete()
    Figure.objects.bulk_create(figures, batch_size=CHUNK)


def _timed(cell: str, offices: Sequence[str]) -> Iterator[Figure]:
    """Whole stories, steps and routes, each with its durations."""
    finished: dict[str, int] = {}
    for election, what, number, median, p90 in counting.wholes(offices):
        finished[election] = number
        yield Figure(
            measure=Measure.WHOLE, cell=cell, election=election, what=what, number=number, median=median, p90=p90
        )
    for measure, rows in ((Measure.STEP, counting.steps(offices)), (Measure.ROUTE, counting.routes(offices))):
        for election, what, number, median, p90 in rows:
            of = finished[election] if measure == Measure.ROUTE else None
            yield Figure(
                measure=measure, cell=cell, election=election, what=what, number=number, of=of, median=median, p90=p90
            )


def _counted(cell: str, measure: Measure, counts: Counts) -> Iterator[Figure]:
    """Of every verb that was ever counted; of steps out of order only where there is one."""
    for (election, what, rule), (number, of) in sorted(counts.items()):
        if number or measure == Measure.DEADLINE:
            yield Figure(measure=measure, cell=cell, election=election, what=what, rule=rule, number=number, of=of)


def _out_of_order(cells: Mapping[str, Sequence[str]]) -> Mapping[str, Counts]:
    rows = (
        (office, election, verb, "", 0 if fine else often, often)
        for office, election, *pinned, verb, came_from, led_to, stood_at, often in counting.taken()
        for fine in [is_permitted((pinned[0], pinned[1]), verb, came_from=came_from, led_to=led_to, stood_at=stood_at)]
    )
    return _spread(cells, rows)


def _late(cells: Mapping[str, Sequence[str]], at: datetime) -> Mapping[str, Counts]:
    rows = (
        (office, election, verb, rule, late, often) for office, election, rule, verb, often, late in counting.ended(at)
    )
    return _spread(cells, rows)


def _spread(
    cells: Mapping[str, Sequence[str]], rows: Iterable[tuple[str, str, str, str, int, int]]
) -> Mapping[str, Counts]:
    """Each number in every cell its office belongs to, under its election and under all of them together."""
    of_office: dict[str, list[str]] = defaultdict(list)
    for cell, offices in cells.items():
        for office in offices:
            of_office[office].append(cell)
    found: dict[str, Counts] = {cell: defaultdict(lambda: [0, 0]) for cell in cells}
    for office, election, verb, rule, number, of in rows:
        for cell in of_office[office]:
            for each in dict.fromkeys((election, "")):
                counts = found[cell][each, verb, rule]
                counts[0], counts[1] = counts[0] + number, counts[1] + of
    return found
