"""Questions about subjects, their steps, clocks and history."""

from netral.procedure.queries.beside import Beside, beside, opened_beside, ways
from netral.procedure.queries.clocks import ClockView, clock_view, clocks_of, public_deadlines, running_clocks, title
from netral.procedure.queries.extensions import lengthenable, longer, permit_of
from netral.procedure.queries.holding import Held, OfficeOverdue, clocks_held, held, kinds, missed, overdue_by_office
from netral.procedure.queries.replay import differences, rebuild
from netral.procedure.queries.tables import pin, rows_like, say, table
from netral.procedure.queries.timeline import (
    LET_GO,
    OPENED,
    TAKEN_IN,
    chains_about,
    last_words,
    milestones,
    openings,
    tables_of,
    told_by_each,
)
from netral.procedure.queries.transfers import (
    arrived_at,
    offices_over_time,
    remember_waiting,
    stays_of,
    waiting_transfer,
)

__all__ = [
    "LET_GO",
    "OPENED",
    "TAKEN_IN",
    "Beside",
    "ClockView",
    "Held",
    "OfficeOverdue",
    "arrived_at",
    "beside",
    "chains_about",
    "clock_view",
    "clocks_held",
    "clocks_of",
    "differences",
    "held",
    "kinds",
    "last_words",
    "lengthenable",
    "longer",
    "milestones",
    "missed",
    "offices_over_time",
    "opened_beside",
    "openings",
    "overdue_by_office",
    "permit_of",
    "pin",
    "public_deadlines",
    "rebuild",
    "remember_waiting",
    "rows_like",
    "running_clocks",
    "say",
    "stays_of",
    "table",
    "tables_of",
    "title",
    "told_by_each",
    "waiting_transfer",
    "ways",
]
