"""What can be asked of this room: which figures somebody may see, and what they say."""

from netral.insight.queries.board import Board, board, seconds_spoken
from netral.insight.queries.cells import Cell, cells_of, cells_with_offices

__all__ = ["Board", "Cell", "board", "cells_of", "cells_with_offices", "seconds_spoken"]
