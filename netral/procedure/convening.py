"""Convening a meeting: what was told of it becomes counts for the step that needs them, and rows once it was taken."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from netral.access.models import User
from netral.access.states import Acting
from netral.lib.keys import new_key
from netral.offices.models import Organisation
from netral.procedure.meetings import Attendance, Counts, counted, votes_hash, wrong_rows, wrong_seats
from netral.procedure.models import Meeting, Tracked, Vote
from netral.procedure.states import VOTED
from netral.rulebook.quorum import body_of


class Unfit(Exception):  # noqa: N818 - named as it reads where it is raised
    """A meeting that cannot have been so. `field` is `held_on`, `members`, `seats` or `seats_reason`."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


@dataclass(frozen=True)
class Told:
    """A meeting as it was told and found possible; nothing is stored yet."""

    office: Organisation
    held_on: date
    rows: tuple[tuple[User, Attendance], ...]
    counts: Counts
    seats_reason: str
    key: str = field(default_factory=new_key)
    salt: str = field(default_factory=new_key)

    def facts(self) -> dict[str, Any]:
        """For the journal: counts, who was there by reference, and a hash of the votes with their words."""
        return {
            "meeting": self.key,
            "held_on": self.held_on.isoformat(),
            **self.counts.facts(),
            "members": [user.reference for user, row in self.rows if row.part in VOTED],
            "votes": votes_hash([row for _, row in self.rows], self.salt),
        }


def told(
    office: Organisation,
    *,
    held_on: date,
    seated: Sequence[User],
    members: Sequence[Attendance],
    seats: int | None = None,
    seats_reason: str = "",
) -> Told:
    """The meeting, or Unfit. `seated` held a seat on that day: each has one row; `seats` is their number unless said.

    Whether it was quorate and carried is asked of `counts`.
    """
    people = {user.key: user for user in seated}
    if wrong := wrong_rows(members, {user.key: user.name for user in seated}):
        name = people[wrong[0].member].name if wrong[0].member else ""
        raise Unfit("members", f"{name}: {wrong[0].message}" if name else wrong[0].message)
    counts = counted(office.kind, len(seated) if seats is None else seats, members)
    if problem := wrong_seats(counts.seats, len(seated), seats_reason, counts.present):
        raise Unfit(*problem)
    rows = tuple((people[row.member], row) for row in members)
    return Told(office, held_on, rows, counts, seats_reason.strip() if counts.seats != len(seated) else "")


def keep(meeting: Told, *, subject: Tracked, acting: Acting, at: datetime) -> Meeting:
    """Store the meeting and its votes, inside the transaction of the step it decided."""
    kept = Meeting.objects.create(
        key=meeting.key,
        subject=subject.reference,
        office=meeting.office,
        body=body_of(meeting.office.kind),
        held_on=meeting.held_on,
        seats=meeting.counts.seats,
        seats_reason=meeting.seats_reason,
        present=meeting.counts.present,
        in_favour=meeting.counts.in_favour,
        salt=meeting.salt,
        recorded_at=at,
        recorded_by=acting.reference,
    )
    Vote.objects.bulk_create(
        Vote(meeting=kept, user=user, part=row.part, note=row.note.strip()) for user, row in meeting.rows
    )
    return kept
