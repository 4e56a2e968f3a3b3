"""Doors of this room."""

from netral.insight.views.reconciling import bring, reconciliations, result, result_csv
from netral.insight.views.times import time_lost

__all__ = ["bring", "reconciliations", "result", "result_csv", "time_lost"]
