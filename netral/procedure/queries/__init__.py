"""Questions about subjects, their steps, clocks and history."""

from netral.procedure.queries.clocks import ClockView, clock_view, clocks_of, public_deadlines, running_clocks, title
from netral.procedure.queries.replay import differences, rebuild
from netral.procedure.queries.tables import pin, rows_like, say, table
from netral.procedure.queries.timeline import OPENED, chains_about, milestones

__all__ = [
    "OPENED",
    "ClockView",
    "chains_about",
    "clock_view",
    "clocks_of",
    "differences",
    "milestones",
    "pin",
    "public_deadlines",
    "rebuild",
    "rows_like",
    "running_clocks",
    "say",
    "table",
    "title",
]
