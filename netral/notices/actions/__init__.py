"""Verbs of this room."""

from netral.notices.actions.holidays import add_holiday, check_can_add

__all__ = ["add_holiday", "check_can_add"]
