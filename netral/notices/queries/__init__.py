"""Questions of this room."""

from netral.notices.queries.agenda import AHEAD, Agenda, NextDue, agenda, next_due
from netral.notices.queries.feed import feed_file
from netral.notices.queries.following import followed_by, followers, follows
from netral.notices.queries.happenings import days_off_between, stages_between
from netral.notices.queries.holidays import Preview, added_holidays, preview
from netral.notices.queries.inbox import Line, digest_readers, inbox, inbox_lines, unread, unread_count, wants_digest
from netral.notices.queries.lines import Line as DueLine
from netral.notices.queries.lines import address_of, clocks_seen, ending_between, lines_of
from netral.notices.queries.month import Month, month_of
from netral.notices.queries.numbers import address_of_check, address_of_work, number_of, senders_waiting_for_news
from netral.notices.queries.standing import Standing, offices_watched, standing_of

__all__ = [
    "AHEAD",
    "Agenda",
    "DueLine",
    "Line",
    "Month",
    "NextDue",
    "Preview",
    "Standing",
    "added_holidays",
    "address_of",
    "address_of_check",
    "address_of_work",
    "agenda",
    "clocks_seen",
    "days_off_between",
    "digest_readers",
    "ending_between",
    "feed_file",
    "followed_by",
    "followers",
    "follows",
    "inbox",
    "inbox_lines",
    "lines_of",
    "month_of",
    "next_due",
    "number_of",
    "offices_watched",
    "preview",
    "senders_waiting_for_news",
    "stages_between",
    "standing_of",
    "unread",
    "unread_count",
    "wants_digest",
]
