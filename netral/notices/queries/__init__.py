"""Questions of this room."""

from netral.notices.queries.feed import feed_file
from netral.notices.queries.following import followed_by, followers, follows
from netral.notices.queries.holidays import Preview, added_holidays, preview
from netral.notices.queries.inbox import Line, digest_readers, inbox, inbox_lines, unread, unread_count, wants_digest
from netral.notices.queries.month import LISTED_FOR, Month, address_of, month_of
from netral.notices.queries.numbers import address_of_check, address_of_work, number_of, senders_waiting_for_news
from netral.notices.queries.standing import Standing, offices_watched, standing_of

__all__ = [
    "LISTED_FOR",
    "Line",
    "Month",
    "Preview",
    "Standing",
    "added_holidays",
    "address_of",
    "address_of_check",
    "address_of_work",
    "digest_readers",
    "feed_file",
    "followed_by",
    "followers",
    "follows",
    "inbox",
    "inbox_lines",
    "month_of",
    "number_of",
    "offices_watched",
    "preview",
    "senders_waiting_for_news",
    "standing_of",
    "unread",
    "unread_count",
    "wants_digest",
]
