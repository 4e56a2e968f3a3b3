"""What procedures keep: where each subject stands, its clocks, the numbers given, and the meetings that decided."""

from netral.procedure.models.meetings import Meeting, Vote
from netral.procedure.models.tracking import (
    DOCUMENT_LENGTH,
    FAR,
    ON_DAY,
    RIGHT,
    WITHOUT_DUTY,
    Clock,
    NumberSeries,
    Tracked,
)
from netral.procedure.models.transfers import Transfer, TransferKind, TransferState

__all__ = [
    "DOCUMENT_LENGTH",
    "FAR",
    "ON_DAY",
    "RIGHT",
    "WITHOUT_DUTY",
    "Clock",
    "Meeting",
    "NumberSeries",
    "Tracked",
    "Transfer",
    "TransferKind",
    "TransferState",
    "Vote",
]
