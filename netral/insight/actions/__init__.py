"""What is done here."""

from netral.insight.actions.recounting import recount

__all__ = ["recount"]
