"""Doors of this room."""

from netral.oversight.views import blocks, board, inbox

__all__ = ["blocks", "board", "inbox"]
