"""What goes along when work moves to another office. The rooms above say what it is: this one knows no tracks."""

from collections.abc import Callable

from netral.offices.models import Organisation

Mover = Callable[[str, Organisation, Organisation], None]
_MOVERS: list[Mover] = []


def register_mover(mover: Mover) -> None:
    """Let a room move what hangs on a subject (by reference), from one office to another. Once, when it is ready."""
    if mover not in _MOVERS:
        _MOVERS.append(mover)


def move_along(reference: str, origin: Organisation, receiver: Organisation) -> None:
    """Move everything that hangs on it, inside the caller's transaction."""
    for mover in _MOVERS:
        mover(reference, origin, receiver)
