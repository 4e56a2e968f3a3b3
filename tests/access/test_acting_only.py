"""Seats that count for one thing only."""

from netral.access.states import Acting, HeldSeat

SEATS = (HeldSeat("pejabat_pembina", "pemkab-99.07"),)


def test_somebody_with_an_account_reaches_everything_in_their_offices() -> None:
    acting = Acting("akun:a", SEATS)

    assert acting.reaches("penanganan:x")
    assert acting.keys_of("penanganan") is None


def test_seats_for_one_thing_reach_that_thing_and_nothing_else() -> None:
    acting = Acting("tautan:a", SEATS, only=frozenset({"penanganan:x", "penerusan:y"}))

    assert acting.reaches("penanganan:x")
    assert not acting.reaches("penanganan:y")
    assert (acting.keys_of("penanganan"), acting.keys_of("penerusan"), acting.keys_of("jalur")) == (["x"], ["y"], [])
