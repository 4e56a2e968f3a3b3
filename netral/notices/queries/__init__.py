"""Questions of this room."""

from netral.notices.queries.feed import feed_file
from netral.notices.queries.holidays import Preview, added_holidays, preview
from netral.notices.queries.month import Month, address_of, month_of
from netral.notices.queries.standing import Standing, offices_watched, standing_of

__all__ = [
    "Month",
    "Preview",
    "Standing",
    "added_holidays",
    "address_of",
    "feed_file",
    "month_of",
    "offices_watched",
    "preview",
    "standing_of",
]
