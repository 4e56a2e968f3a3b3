"""Private addresses of calendars: what one opens, and which somebody has."""

from django.conf import settings
from django.urls import reverse

from netral.access.models import FeedToken, User
from netral.access.queries.credentials import hash_of
from netral.access.queries.seats import acting
from netral.access.states import Acting
from netral.lib.secret_tokens import derived_token


def feed_token(key: str) -> str:
    """The secret of a calendar's address, derived from the server's own: it stands in no table."""
    return derived_token("netral.access.feed", key)


def feed_link(feed: FeedToken) -> str:
    """The address to give to a calendar program."""
    return str(settings.BASE_URL).rstrip("/") + reverse("calendar:feed", args=[feed_token(feed.key)])


def open_feed(token: str) -> tuple[FeedToken, Acting] | None:
    """The calendar of this token and who reads it, with today's seats.

    None when it is unknown, revoked, or the person has left: the three look the same.
    """
    rows = FeedToken.objects.select_related("user", "office").filter(ended_at=None)
    found = rows.filter(token_hash=hash_of(token)).first()
    if found is None:
        return None
    reader = acting(found.user)
    codes = {seat.office_code for seat in reader.seats}
    wanted = {found.office.code} if found.office else codes
    return (found, reader) if codes & wanted else None


def feeds_of(user: User) -> dict[str, FeedToken]:
    """The open calendars of a person by the code of their office; the personal one under the empty code."""
    found = FeedToken.objects.select_related("office").filter(user=user, ended_at=None)
    return {feed.office.code if feed.office else "": feed for feed in found}
