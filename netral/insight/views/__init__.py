"""Doors of this room."""

from netral.insight.views.times import time_lost

__all__ = ["time_lost"]
