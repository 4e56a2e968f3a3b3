"""Conflicts of interest on the way of a hand-over, and the ways around them. Names are compared by nobody."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from netral.cases.models import Accused, Case, Declaration, Penerusan
from netral.cases.queries.routing import Route, employers_of, routes_of
from netral.lib.dates import local_day, long_date
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


def ties_in(offices: Mapping[str, int | None]) -> dict[str, list[Declaration]]:
    """By subject, the conflicts of interest declared by people of the office it lies with, oldest first. One query.

    `offices` says with which office, by primary key, each subject lies now: what was said where it lay before is over.
    """
    found: dict[str, list[Declaration]] = {}
    rows = Declaration.objects.filter(subject__in=offices, conflicted=True).select_related("office")
    for said in rows.order_by("at", "pk"):
        if said.office_id == offices[said.subject]:
            found.setdefault(said.subject, []).append(said)
    return found


def ties_of(penerusan: Penerusan) -> list[Declaration]:
    """The same for one hand-over, at its receiver."""
    return ties_in({penerusan.reference: penerusan.receiver_id}).get(penerusan.reference, [])


def declared_by(subject: str, reference: str) -> Declaration | None:
    """What an account or a link has said of a conflict of interest in one matter."""
    return Declaration.objects.filter(subject=subject, by=reference).first()


def tie_words(said: Declaration) -> str:
    """A declared conflict as a sentence, for those who decide about the way around it."""
    words = _("Pejabat menyatakan benturan kepentingan pada %(day)s: %(note)s")
    return words % {"day": long_date(local_day(said.at, said.office.zone)), "note": said.note}


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
