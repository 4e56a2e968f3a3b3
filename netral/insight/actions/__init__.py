"""What is done here."""

from netral.insight.actions.reconciling import erase_expired, reconcile, sign
from netral.insight.actions.recounting import recount

__all__ = ["erase_expired", "reconcile", "recount", "sign"]
