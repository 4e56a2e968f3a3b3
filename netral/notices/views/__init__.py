"""Doors of this room."""

from typing import Any

from netral.access.policies import StaffRequest
from netral.notices.queries import LISTED_FOR


def tabs(request: StaffRequest, tab: str) -> dict[str, Any]:
    """What the tabs above pages about deadlines need: which is open, and whether this person has the list of cases."""
    return {"tab": tab, "lists": request.acting.holds_any(LISTED_FOR)}
