"""The own notices of somebody, and who waits for the daily e-mail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from netral.access.models import User
from netral.access.queries import offices_seen_by
from netral.access.states import Acting
from netral.notices.models import Digest, Notice
from netral.notices.queries.lines import LISTED_FOR, address_of
from netral.procedure.queries import ClockView, Held, clock_view, held

MOVING = ("laporan", "perkara")  # what an office hands to another one with all that is read of it


@dataclass(frozen=True)
class Line:
    """One notice: the clock as it stands now if it is about one, the number of its subject, and where that is shown.

    Of what has gone to an office one does not see neither clock nor address.
    """

    notice: Notice
    clock: ClockView | None
    number: str
    address: str


def inbox(user: User) -> QuerySet[Notice]:
    """Unread first, then the newest."""
    is_read = ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField())
    found = Notice.objects.filter(user=user).select_related("clock").annotate(is_read=is_read)
    return found.order_by("is_read", "-at", "-pk")


def inbox_lines(notices: Iterable[Notice], acting: Acting, *, now: datetime) -> list[Line]:
    """The lines of one page, in as many queries for one as for thirty."""
    listed = list(notices)
    told = held(notice.subject for notice in listed)
    away = _away(told.values(), acting)
    return [
        _line(notice, told[notice.subject], acting, now, away=notice.subject in away)
        for notice in listed
        if notice.subject in told
    ]


def _line(notice: Notice, about: Held, acting: Acting, now: datetime, *, away: bool) -> Line:
    """Of what has gone to another office the number is left: how it stands there is read there."""
    if away:
        return Line(notice, None, about.number, "")
    clock = clock_view(notice.clock, now) if notice.clock else None
    return Line(notice, clock, about.number, address_of(about, acting))


def _away(told: Iterable[Held], acting: Acting) -> frozenset[str]:
    """Reports and cases that lie with no office in scope any more. One query, none where there are none."""
    moving = [about for about in told if about.kind in MOVING]
    if not moving:
        return frozenset()
    scope = offices_seen_by(acting, roles=LISTED_FOR).organisations()
    mine = set(scope.filter(pk__in={about.office for about in moving}).values_list("pk", flat=True))
    return frozenset(about.reference for about in moving if about.office not in mine)


def unread(acting: Acting) -> QuerySet[Notice]:
    """What somebody has not read."""
    return Notice.objects.filter(user__key=acting.reference.partition(":")[2], read_at=None)


def unread_count(acting: Acting) -> int:
    """How much that is."""
    return unread(acting).count()


def wants_digest(user: User) -> bool:
    """Whether the daily e-mail is on; it is until somebody switches it off."""
    return not Digest.objects.filter(user=user, wanted=False).exists()


def digest_readers() -> QuerySet[User]:
    """People with unread notices who did not switch the daily e-mail off."""
    waiting = User.objects.filter(is_active=True, pk__in=Notice.objects.filter(read_at=None).values("user"))
    return waiting.exclude(pk__in=Digest.objects.filter(wanted=False).values("user")).order_by("pk")
