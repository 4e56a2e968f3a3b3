"""Small pictures and words of the pages: the spark line, and the way of a list's rows into one table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from netral.oversight.queries import Row

WIDTH, HEIGHT, MARGIN = 72, 20, 2


@dataclass(frozen=True)
class Line:
    """One agency with its picture."""

    row: Row
    points: str
    told: str


def board_lines(rows: Sequence[Row]) -> list[Line]:
    return [Line(row, points(row.spark), spark_words(row.spark)) for row in rows]


def points(counts: Sequence[int]) -> str:
    """The spark line as SVG has it: left the oldest, high where many are of that age."""
    most = max(*counts, 1)
    step = (WIDTH - 2 * MARGIN) / (len(counts) - 1)
    room = HEIGHT - 2 * MARGIN
    return " ".join(
        f"{MARGIN + place * step:.1f},{HEIGHT - MARGIN - room * count / most:.1f}" for place, count in enumerate(counts)
    )


def spark_words(counts: Sequence[int]) -> str:
    """The same for whoever does not see it."""
    told = ", ".join(str(count) for count in counts)
    return _("Menurut umur, yang tertua dulu: %(counts)s") % {"counts": told}
