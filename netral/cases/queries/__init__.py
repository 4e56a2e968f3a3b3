"""Questions about cases: who sees which, what stands in the queue, what a page shows, where a case goes next."""

from netral.cases.queries.joined import Proposal, joined_of, outliving_their_case, proposals, waiting_alike
from netral.cases.queries.meetings import deciders, is_inside, members_on, papers_of, votes_of
from netral.cases.queries.people import Standing, persons_of, standings, waiting
from netral.cases.queries.queue import VIEWS, Due, Row, due_lines, queue, rows, running_in, search
from netral.cases.queries.routing import Route, exhibits_of_case, route_to, routes, today_of
from netral.cases.queries.scope import (
    MORE_TIME,
    ROLES,
    case_seen_by,
    extensions,
    first_list,
    latest_kajian,
    met,
    met_of,
    outliving_their_laporan,
    people_at,
)

__all__ = [
    "MORE_TIME",
    "ROLES",
    "VIEWS",
    "Due",
    "Proposal",
    "Route",
    "Row",
    "Standing",
    "case_seen_by",
    "deciders",
    "due_lines",
    "exhibits_of_case",
    "extensions",
    "first_list",
    "is_inside",
    "joined_of",
    "latest_kajian",
    "members_on",
    "met",
    "met_of",
    "outliving_their_case",
    "outliving_their_laporan",
    "papers_of",
    "people_at",
    "persons_of",
    "proposals",
    "queue",
    "route_to",
    "routes",
    "rows",
    "running_in",
    "search",
    "standings",
    "today_of",
    "votes_of",
    "waiting",
    "waiting_alike",
]
