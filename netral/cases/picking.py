"""Rows picked in the queue: by their boxes, or all that a line shows. Only what the person sees is ever picked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict

from netral.access.models import Role, User
from netral.access.queries import today_in
from netral.access.states import Acting
from netral.cases import queries
from netral.cases.actions.bulk import MOST_AT_ONCE
from netral.cases.models import Case
from netral.intake.models import Laporan
from netral.intake.queries import laporan_seen_by
from netral.offices.models import Organisation

ALL, LEFT = "semua", "tersisa"
LONGEST_COUNT = 7
LONGEST_QUERY = 200


@dataclass(frozen=True)
class Picked:
    """The picked rows in the order of the queue, with the view they were picked in."""

    rows: list[Case | Laporan]
    view: str
    text: str
    left_out: int = 0
    """How many more rows there were than are taken at once; of very many, at least so many."""

    @property
    def cases(self) -> list[Case]:
        return [row for row in self.rows if isinstance(row, Case)]

    @property
    def references(self) -> list[str]:
        return [row.reference for row in self.rows]

    @property
    def offices(self) -> list[Organisation]:
        """The offices of the picked cases, each once."""
        return list({case.office_id: case.office for case in self.cases}.values())


def picked(asked: QueryDict, acting: Acting, *, now: datetime) -> Picked:
    """What a submitted queue asks for. Unknown references are as absent as those of other offices."""
    view = asked.get("tampilan", "")
    view = view if view in queries.VIEWS else queries.VIEWS[0]
    text = asked.get("q", "").strip()[:LONGEST_QUERY]
    keys: list[tuple[str, int | str]]
    if asked.get(ALL):
        places = queries.filtered(acting, view, queries.parse(text), now=now)
        keys, by = [(kind, pk) for kind, pk, _due in places[:MOST_AT_ONCE]], "pk"
        left_out = max(0, len(places) - MOST_AT_ONCE)
    else:
        named = (reference.partition(":") for reference in asked.getlist("pilih")[:MOST_AT_ONCE])
        keys = [(kind, key) for kind, _colon, key in dict.fromkeys(named) if key.isascii() and key.isalnum()]
        by, left_out = "key", _left_before(asked)
    return Picked(_rows(keys, by, acting), view, text, left_out)


def _left_before(asked: QueryDict) -> int:
    """What the page before said: from there on the rows are named one by one."""
    told = asked.get(LEFT, "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < LONGEST_COUNT else 0


def _rows(keys: list[tuple[str, int | str]], by: str, acting: Acting) -> list[Case | Laporan]:
    """As many queries for five hundred as for one; rows of one office share it."""
    wanted = {kind: [key for named, key in keys if named == kind] for kind in (Case.KIND, Laporan.KIND)}
    cases = queries.case_seen_by(acting).select_related("laporan").prefetch_related("office__region", "region")
    reports = laporan_seen_by(acting).select_related(None).prefetch_related("office", "region")
    found: dict[tuple[str, int | str], Case | Laporan] = {}
    for row in cases.filter(**{f"{by}__in": wanted[Case.KIND]}):
        found[Case.KIND, getattr(row, by)] = row
    for report in reports.filter(**{f"{by}__in": wanted[Laporan.KIND]}):
        found[Laporan.KIND, getattr(report, by)] = report
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def examiners_at(offices: Iterable[Organisation]) -> list[User]:
    """Who examines at any of these offices today, by name."""
    people = {user for office in offices for user in queries.people_at(office, Role.EXAMINER, today_in(office))}
    return sorted(people, key=lambda user: (user.name, user.pk))


def workers_at(offices: Iterable[Organisation]) -> list[User]:
    """Who works with cases at any of these offices today, by name."""
    people = {user for office in offices for user in queries.people_working_at(office, today_in(office))}
    return sorted(people, key=lambda user: (user.name, user.pk))
