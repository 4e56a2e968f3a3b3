"""The list of the supervising authority held against the hand-overs of one office, signed by one of the two sides."""

from datetime import datetime, timedelta

from netral.access.models import User
from netral.access.queries import acting as acting_of
from netral.insight import actions as insight
from netral.insight.listed import Listed
from netral.insight.matching import Ours
from netral.insight.queries import hand_overs_between
from netral.offices.queries import organisation

OFFICE, PARTNER, EXAMINER = "bawaslu-99.07", "bkn", "pemeriksa@tirtabuana.example"


def hold_lists_against_each_other(*, now: datetime) -> None:
    """The examiner brings the other side's list and agrees; the other side has not agreed yet."""
    office, partner = organisation(OFFICE), organisation(PARTNER)
    acting = acting_of(User.objects.get(email=EXAMINER))
    listed = _theirs(hand_overs_between(office, partner))
    made = insight.reconcile(listed, office=office, partner=partner, acting=acting, at=now - timedelta(hours=1))
    insight.sign(made, acting=acting, at=now - timedelta(minutes=50))


def _theirs(ours: list[Ours]) -> list[Listed]:
    """Their list as people keep lists: the oldest is missing, days and names are written otherwise, one is unknown."""
    rows = [Listed(place, each.number, each.name, each.day, each.status) for place, each in enumerate(ours[1:], 2)]
    rows[0] = _but(rows[0], day=rows[0].day + timedelta(days=1) if rows[0].day else None)
    rows[1] = _but(rows[1], name=f"{rows[1].name} (contoh)")
    rows[2] = _but(rows[2], status="selesai" if rows[2].status != "selesai" else "diterima")
    stranger = Listed(len(rows) + 2, "099/Reg/LP/99.07/2024", "Nama Rekaan Lain", ours[0].day, "diterima")
    return [*rows, stranger]


def _but(row: Listed, **changes: object) -> Listed:
    values = {"place": row.place, "number": row.number, "name": row.name, "day": row.day, "status": row.status}
    return Listed(**{**values, **changes})  # type: ignore[arg-type]
