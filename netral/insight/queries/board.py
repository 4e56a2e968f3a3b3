"""The page "Di mana waktu hilang": the figures of one cell and one election, small ones hidden from other offices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.insight.models import Figure, Recount
from netral.insight.queries.cells import Cell, cells_of
from netral.insight.states import FEWEST_TOLD, Measure, Told
from netral.registry.models import Election

HOUR, DAY = 3_600, 86_400
TEN_DAYS = 10 * DAY


@dataclass(frozen=True)
class Board:
    """Everything the page and the door for programs tell. `offices` and `elections` hold (name, code, whole)."""

    cell: Cell
    cells: Sequence[Cell]
    election: str
    election_names: Mapping[str, str]
    counted_at: datetime | None
    whole: Told | None
    steps: Sequence[Told]
    routes: Sequence[Told]
    order: Sequence[Told]
    deadlines: Sequence[Told]
    offices: Sequence[tuple[str, str, Told]]
    elections: Sequence[tuple[str, str, Told]]

    @property
    def hides(self) -> bool:
        """Whether small numbers are hidden from this person here."""
        return not self.cell.own


def board(acting: Acting, *, cell: str, election: str) -> Board | None:
    """The figures asked for; None for offices somebody does not see or an election nobody knows.

    As many queries for one story as for ten thousand: everything was counted before.
    """
    cells = cells_of(acting)
    chosen = next((each for each in cells if each.code == cell or not cell), None)
    names = _election_names()
    if chosen is None or (election and election not in names):
        return None
    found = _by_measure(Figure.objects.filter(cell=chosen.code, election=election).order_by("pk"))
    told = {measure: _told(found.get(measure, ()), own=chosen.own) for measure in Measure.values}
    last = Recount.objects.order_by("-pk").first()
    return Board(
        cell=chosen,
        cells=cells,
        election=election,
        election_names=names,
        counted_at=last.at if last else None,
        whole=next(iter(told[Measure.WHOLE]), None),
        steps=sorted(told[Measure.STEP], key=lambda each: -(each.median or 0)),
        routes=told[Measure.ROUTE],
        order=told[Measure.ORDER],
        deadlines=sorted(told[Measure.DEADLINE], key=lambda each: -(each.number or 0)),
        offices=_by_office(cells, election),
        elections=_by_election(chosen, names),
    )


def _by_measure(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.measure, []).append(figure)
    return found


def _told(figures: Iterable[Figure], *, own: bool) -> list[Told]:
    return [tell(figure, own=own) for figure in figures]


def tell(figure: Figure, *, own: bool) -> Told:
    """A figure, or the fact that it is too small to be told.

    Of missed deadlines and steps out of order nothing may be read but that there were none, or several, among several.
    """
    of_few = (Measure.DEADLINE, Measure.ORDER)
    small = figure.of if figure.measure in of_few else figure.number
    few = 0 < figure.number < FEWEST_TOLD and figure.measure in of_few
    if own or not (few or (small or 0) < FEWEST_TOLD):
        return Told(figure.what, figure.rule, figure.number, figure.of, figure.median, figure.p90)
    return Told(figure.what, figure.rule, None, None, None, None)


def _by_office(cells: Sequence[Cell], election: str) -> list[tuple[str, str, Told]]:
    """Each office alone. One hidden number could be told from the sum: then the next smallest is hidden as well."""
    alone = {cell.code: cell for cell in cells if not cell.below}
    figures = Figure.objects.filter(measure=Measure.WHOLE, election=election, cell__in=alone).order_by("-median")
    told = [(alone[each.cell].name, each.cell, tell(each, own=alone[each.cell].own)) for each in figures]
    if not any(cell.below for cell in cells):
        return told
    return _without_a_lonely_gap(told, keep={code for code, cell in alone.items() if cell.own})


def _by_election(cell: Cell, names: Mapping[str, str]) -> list[tuple[str, str, Told]]:
    figures = Figure.objects.filter(measure=Measure.WHOLE, cell=cell.code).exclude(election="").order_by("election")
    told = [(names.get(each.election, each.election), each.election, tell(each, own=cell.own)) for each in figures]
    return _without_a_lonely_gap(told, keep=set())


def _without_a_lonely_gap(told: list[tuple[str, str, Told]], *, keep: set[str]) -> list[tuple[str, str, Told]]:
    hidden = [code for _name, code, each in told if each.number is None]
    open_ones = [(each.number, code) for _name, code, each in told if each.number is not None and code not in keep]
    if len(hidden) != 1 or not open_ones:
        return told
    beside = min(open_ones)[1]
    return [(name, code, _nothing(each) if code == beside else each) for name, code, each in told]


def _nothing(told: Told) -> Told:
    return Told(told.what, told.rule, None, None, None, None)


def _election_names() -> dict[str, str]:
    english = (get_language() or "id").startswith("en")
    rows = Election.objects.order_by("-voting_day", "code").values_list("code", "name", "name_en")
    return {code: name_en if english else name for code, name, name_en in rows}


def seconds_spoken(seconds: int | None) -> str:
    """`12 menit`, `5,3 jam`, `2,5 hari`, `41 hari`: as exact as anybody needs it."""
    if seconds is None:
        return ""
    if seconds < HOUR:
        return _("%(number)s menit") % {"number": seconds // 60}
    if seconds < DAY:
        return _("%(number)s jam") % {"number": number_format(seconds / HOUR, 1)}
    return _("%(number)s hari") % {"number": number_format(seconds / DAY, 1 if seconds < TEN_DAYS else 0)}
