"""Missed duties by office, for everybody: the count of the workspace, as it stood when this day began."""

from datetime import datetime, time
from typing import Any

from django.core.paginator import Paginator

from netral.audit.states import PUBLIC_ZONE
from netral.procedure.queries import OfficeOverdue, overdue_by_office

OFFICES_ON_A_PAGE = 50


def public_clock(now: datetime, number: str | None = None) -> dict[str, Any]:
    """Offices with missed duties, most first, and the sum.

    Counted at midnight, so nobody reads from a changing number at which hour a step was recorded.
    """
    midnight = datetime.combine(now.astimezone(PUBLIC_ZONE).date(), time(), PUBLIC_ZONE)
    rows = overdue_by_office(midnight)
    page = Paginator(rows, OFFICES_ON_A_PAGE).get_page(number)
    return {
        "page": page,
        "rows": [(row, _days_late(row, midnight)) for row in page],
        "at": midnight,
        "total": sum(row.count for row in rows),
    }


def _days_late(row: OfficeOverdue, at: datetime) -> int:
    """Whole days since the last moment of the oldest; the day on which it was missed is the first."""
    return (at - row.oldest).days + 1
