"""What can be asked of this room: which figures somebody may see, and what they say."""

from netral.insight.queries.board import Board, board, seconds_spoken
from netral.insight.queries.cells import READERS, Cell, cells_of, cells_with_offices
from netral.insight.queries.reconciling import (
    HANDLERS,
    RowShown,
    due_for_erasing,
    hand_overs_between,
    handling_offices,
    other_house,
    partners_of,
    reconciliation_seen_by,
    rows_of,
    shown,
)

__all__ = [
    "HANDLERS",
    "READERS",
    "Board",
    "Cell",
    "RowShown",
    "board",
    "cells_of",
    "cells_with_offices",
    "due_for_erasing",
    "hand_overs_between",
    "handling_offices",
    "other_house",
    "partners_of",
    "reconciliation_seen_by",
    "rows_of",
    "seconds_spoken",
    "shown",
]
