"""Work that hangs on a seat. The rooms above say what it is: this one knows seats and no cases."""

from collections.abc import Callable, Iterator

from netral.access.models import Seat

Told = Callable[[Seat], str]
_TOLD: list[Told] = []


def register_holding(told: Told) -> None:
    """Let a room say what somebody still holds by a seat, as a sentence, empty for nothing. Once, when it is ready."""
    if told not in _TOLD:
        _TOLD.append(told)


def held_by_seat(seat: Seat) -> Iterator[str]:
    """Every sentence about work that would be left without somebody."""
    return (sentence for told in _TOLD if (sentence := told(seat)))
