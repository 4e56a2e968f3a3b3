"""Doors of this room."""

from typing import Any


def tabs(tab: str) -> dict[str, Any]:
    """What the tabs above pages about deadlines need: which is open."""
    return {"tab": tab}
