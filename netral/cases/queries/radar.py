"""Conflicts of interest on the way of a hand-over, and the ways around them. Names are compared by nobody."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from netral.cases.models import Accused, Case, Penerusan
from netral.cases.queries.routing import Route, employers_of, routes_of
from netral.lib.dates import long_date
from netral.offices.models import Organisation
from netral.registry.queries import ConflictFlag, conflict_flags

CONFLICT = "konflik_kepentingan"  # the situation of the rulebook


def flags_on_the_way(
    case: Case, people: Collection[Accused], on: date, receivers: Iterable[Organisation] = ()
) -> list[ConflictFlag]:
    """What is on record of these receivers and of the appointing officials who answer for these people."""
    asked = {each.pk: each for each in (*receivers, *employers_of(people, case, on))}
    found = conflict_flags(asked.values(), on=on)
    return [flag for pk in asked for flag in found.get(pk, [])]


def flags_of_office(office: Organisation | None, on: date) -> list[ConflictFlag]:
    """What is on record of one appointing official."""
    return conflict_flags([office], on=on).get(office.pk, []) if office else []


def alternatives(people: Sequence[Accused], case: Case, on: date) -> list[Route]:
    """The routes the rulebook opens around a conflict, for all of these people, without receivers in conflict too.

    An agency of the state is under no governor: for its people only ministries are proposed.
    """
    found: dict[int, Route] = {}
    for accused in people:
        for route in routes_of(accused, on, situation=CONFLICT):
            found.setdefault(route.receiver.pk, route)
    national = all(each.region_id is None for each in employers_of(people, case, on))
    flagged = conflict_flags([route.receiver for route in found.values()], on=on)
    return [
        route for pk, route in found.items()
        if pk not in flagged and not (national and route.receiver.region_id is not None)
    ]  # fmt: skip


def flag_words(flag: ConflictFlag) -> str:
    """A flag as a sentence with its source."""
    said = {
        "name": flag.candidate,
        "election": flag.election.name,
        "connection": flag.connection,
        "source": flag.source,
        "day": long_date(flag.source_on),
    }
    if flag.stands:
        return _("Pejabat Pembina Kepegawaian adalah calon (%(name)s, %(election)s; %(source)s, %(day)s).") % said
    words = _(
        "Pejabat Pembina Kepegawaian punya hubungan dengan calon: %(connection)s"
        " (%(name)s, %(election)s; %(source)s, %(day)s)."
    )
    return words % said


def ways_around(penerusan: Penerusan, on: date) -> list[Route]:
    """The same for a hand-over that was sent: never to where it lies."""
    found = alternatives([penerusan.accused], penerusan.case, on)
    return [route for route in found if route.receiver.pk != penerusan.receiver_id]
