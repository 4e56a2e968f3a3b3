"""What the house asks of senders at this moment."""

from datetime import datetime

from netral.intake import proofs
from netral.intake.addresses import counted_client
from netral.intake.states import Gate


def gate_for(address: str, at: datetime, *, ticket: str = "") -> Gate:
    """Nothing at rest; else a challenge and a ticket. A ticket already in hand is kept."""
    client = counted_client(address, at)
    return proofs.gate(client, at, ticket=ticket) if client else Gate()
