"""Who follows a piece of work, and who of them may still hear of it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, OuterRef, QuerySet, Subquery

from netral.access.models import Seat, User
from netral.access.queries import offices_seen_by, seat_counts, today_in
from netral.access.states import Acting, HeldSeat
from netral.audit.models import Chain
from netral.notices.models import Follow


def follows(user: User, subject: str) -> bool:
    return Follow.objects.filter(user=user, subject=subject).exists()


def followed_by(user: User) -> QuerySet[Follow]:
    """What somebody follows, oldest first."""
    return Follow.objects.filter(user=user).order_by("since", "pk")


def followers(subject: str) -> list[User]:
    """Who follows, by name."""
    return list(User.objects.filter(follows__subject=subject).order_by("name", "pk"))


def behind() -> QuerySet[Follow]:
    """Those whose subject has moved on since they were told."""
    length = Chain.objects.filter(subject=OuterRef("subject")).values("length")[:1]
    found = Follow.objects.annotate(length=Subquery(length)).filter(length__gt=F("told"), user__is_active=True)
    return found.select_related("user").order_by("pk")


class Listeners:
    """Which of these people see which office at a moment: a seat that ended hears nothing any more.

    One query for all seats, and one a person for the offices below theirs.
    """

    def __init__(self, users: Iterable[User], at: datetime) -> None:
        self._actings = _actings({user.pk: user for user in users}, at)
        self._scopes: dict[int, frozenset[int]] = {}

    def hears(self, user: int, office: int) -> bool:
        """Whether the person (by primary key) sees the work of the office (the same)."""
        if user not in self._actings:
            return False
        if user not in self._scopes:
            scope = offices_seen_by(self._actings[user]).organisations()
            self._scopes[user] = frozenset(scope.values_list("pk", flat=True))
        return office in self._scopes[user]


def _actings(users: dict[int, User], at: datetime) -> dict[int, Acting]:
    seats: dict[int, list[HeldSeat]] = defaultdict(list)
    rows = Seat.objects.filter(user__in=users, user__is_active=True).select_related("office")
    for seat in rows:
        if seat_counts(seat, today_in(seat.office, now=at)):
            seats[seat.user_id].append(HeldSeat(seat.role, seat.office.code))
    return {pk: Acting(users[pk].reference, tuple(held)) for pk, held in seats.items()}


def listening(subjects: dict[str, int], at: datetime) -> dict[str, list[User]]:
    """Who follows each subject and may still hear of it; `subjects` names the office that holds each."""
    rows = list(Follow.objects.filter(subject__in=subjects).select_related("user").order_by("pk"))
    listeners = Listeners((row.user for row in rows), at)
    found: dict[str, list[User]] = defaultdict(list)
    for row in rows:
        if listeners.hears(row.user_id, subjects[row.subject]):
            found[row.subject].append(row.user)
    return found
