"""Rooms above say what hangs on a seat; this room asks them all and knows none."""

from datetime import timedelta

import pytest
from django.utils import timezone

from netral.access import holding
from netral.access.actions import end_seat
from netral.access.models import Role, Seat
from netral.access.queries import acting
from netral.access.states import NotAllowed
from tests.access.builders import national_admin, seated

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two rooms: one holds nothing, the other whatever stands in the list."""
    said: list[str] = []
    monkeypatch.setattr(holding, "_TOLD", [])
    holding.register_holding(lambda seat: "")
    holding.register_holding(lambda seat: " ".join(said))
    return said


def ended(days: int = 0, seat: Seat | None = None) -> Seat:
    seat = seat or seated(Role.EXAMINER).seats.get()
    return end_seat(seat, last_day=timezone.localdate() + timedelta(days=days), acting=acting(national_admin()), at=NOW)


def test_a_seat_without_work_ends_today() -> None:
    assert ended().valid_until == timezone.localdate()


def test_a_seat_with_work_ends_by_no_day_up_to_today(told: list[str]) -> None:
    told.append("Masih memegang sesuatu.")
    seat = seated(Role.EXAMINER).seats.get()

    with pytest.raises(NotAllowed, match="Masih memegang sesuatu"):
        ended(0, seat)

    assert Seat.objects.get(pk=seat.pk).valid_until is None


def test_a_later_last_day_leaves_time_to_hand_over(told: list[str]) -> None:
    told.append("Masih memegang sesuatu.")

    assert ended(9).valid_until == timezone.localdate() + timedelta(days=9)


def test_a_seat_that_has_not_begun_holds_nothing(told: list[str]) -> None:
    told.append("Masih memegang sesuatu.")
    seat = seated(Role.EXAMINER, since=timezone.localdate() + timedelta(days=30)).seats.get()

    assert ended(0, seat).valid_until == timezone.localdate()


def test_a_room_registers_once() -> None:
    def twice(seat: Seat) -> str:
        return "sekali"

    holding.register_holding(twice)
    holding.register_holding(twice)

    assert list(holding.held_by_seat(seated(Role.EXAMINER).seats.get())) == ["sekali"]
