"""Who someone is today and what they may see; what a link or token opens; the directory of `/kelola/`."""

from netral.access.queries.credentials import (
    TOKEN_PREFIX,
    hash_of,
    invitation_link,
    invitation_token,
    is_invited,
    open_invitation,
    user_for_token,
)
from netral.access.queries.directory import (
    invitations_administered,
    journal_seen_by,
    offices_administered,
    people_in,
    people_seen_by,
    role_counts,
    running_seats,
    seats_of,
    seats_seen_by,
    waiting_invitations,
    with_people,
)
from netral.access.queries.feeds import feed_link, feed_token, feeds_of, open_feed
from netral.access.queries.seats import (
    ROLES_THAT_SEE_CASES,
    OfficeScope,
    acting,
    offices_seen_by,
    seat_counts,
    today_in,
)

__all__ = [
    "ROLES_THAT_SEE_CASES",
    "TOKEN_PREFIX",
    "OfficeScope",
    "acting",
    "feed_link",
    "feed_token",
    "feeds_of",
    "hash_of",
    "invitation_link",
    "invitation_token",
    "invitations_administered",
    "is_invited",
    "journal_seen_by",
    "offices_administered",
    "offices_seen_by",
    "open_feed",
    "open_invitation",
    "people_in",
    "people_seen_by",
    "role_counts",
    "running_seats",
    "seat_counts",
    "seats_of",
    "seats_seen_by",
    "today_in",
    "user_for_token",
    "waiting_invitations",
    "with_people",
]
