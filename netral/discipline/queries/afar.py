"""Conflicts of interest in a hand-over from another house: what its message says, and the ways around by the rulebook.

There is no case here. The person, the norms and the agency are what the rulebook needs, and those are known once the
person is found. Where the message is silent, it is said who would know.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from netral import rulebook
from netral.cases.queries import Route
from netral.cases.queries.routing import ABOVE, NATIONAL
from netral.discipline.models import Penanganan
from netral.discipline.queries.handed import provisions_of
from netral.exchange.models import Partner
from netral.lib.dates import long_date
from netral.offices.models import Organisation
from netral.offices.queries import government_above
from netral.registry.conflicts import STANDS
from netral.registry.models import Kinship
from netral.registry.queries import conflict_flags

CONFLICT = "konflik_kepentingan"  # the situation of the rulebook


@dataclass(frozen=True)
class ToldConflict:
    """What the sender's officers had on record of the appointing official of an agency."""

    agency: str
    kind: str
    candidate: str
    election: str
    source: str
    source_on: date
    until: date


def is_silent(penanganan: Penanganan) -> bool:
    """Whether its sender says nothing at all of conflicts on record, not even that there are none."""
    masukan = penanganan.masukan
    return masukan is not None and not isinstance(masukan.content.get("conflicts"), list)


def told_conflicts(penanganan: Penanganan, on: date) -> list[ToldConflict]:
    """What its sender says that still counts on a day, of any agency. What cannot be read is left out."""
    rows = penanganan.masukan.content.get("conflicts") if penanganan.masukan else None
    found = [_read(row) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [each for each in found if each is not None and on <= each.until]


def _read(row: dict[str, Any]) -> ToldConflict | None:
    names = ("agency", "kind", "candidate", "election", "source", "source_on", "until")
    said = [each for each in (row.get(name) for name in names) if isinstance(each, str) and each]
    if len(said) < len(names) or row["kind"] not in (STANDS, *Kinship.values):
        return None
    agency, kind, candidate, election, source, source_on, until = said
    try:
        days = date.fromisoformat(source_on), date.fromisoformat(until)
    except ValueError:
        return None
    return ToldConflict(agency, kind, candidate, election, source, *days)


def told_of_agency(penanganan: Penanganan, on: date) -> list[ToldConflict]:
    """Of the agency whose official decides."""
    code = penanganan.agency.code if penanganan.agency else ""
    return [each for each in told_conflicts(penanganan, on) if each.agency == code]


def told_sentences(penanganan: Penanganan, on: date) -> list[str]:
    """The same as sentences that name who says so."""
    sender = penanganan.masukan.sender.name if penanganan.masukan else ""
    return [_words(each, sender) for each in told_of_agency(penanganan, on)]


def _words(told: ToldConflict, sender: str) -> str:
    said = {
        "sender": sender, "name": told.candidate, "election": told.election, "source": told.source,
        "day": long_date(told.source_on),
    }  # fmt: skip
    if told.kind == STANDS:
        return (
            _(
                "Menurut %(sender)s, Pejabat Pembina Kepegawaian adalah calon (%(name)s, %(election)s; %(source)s, "
                "%(day)s)."
            )
            % said
        )
    words = _(
        "Menurut %(sender)s, Pejabat Pembina Kepegawaian punya hubungan dengan calon: %(connection)s"
        " (%(name)s, %(election)s; %(source)s, %(day)s)."
    )
    return words % {**said, "connection": Kinship(told.kind).label}


def ways_by_person(penanganan: Penanganan, on: date) -> list[Route]:
    """Whom the rulebook proposes for this person and these norms, in this house or not; none who is in conflict too.

    An agency of the state is under no governor: for its people only ministries are proposed.
    """
    person = penanganan.person
    if person is None or penanganan.masukan is None:
        return []
    region = person.agency.region
    above = government_above(region, on=on) if region else None
    routes: dict[int, Route] = {}
    for named in _named(penanganan, on):
        receiver = above if named.to == ABOVE else _national(named.to)
        if receiver is not None:
            found = Route(receiver, named.via, named.basis, named.because, named.confidence)
            routes.setdefault(receiver.pk, found)
    flagged = conflict_flags([each.receiver for each in routes.values()], on=on)
    told = {each.agency for each in told_conflicts(penanganan, on)}
    return [
        route for pk, route in routes.items()
        if pk not in flagged and route.receiver.code not in told and pk != penanganan.agency_id
    ]  # fmt: skip


def _named(penanganan: Penanganan, on: date) -> Iterable[rulebook.Receiver]:
    """By the kinds of the norms its sender names."""
    person, masukan = penanganan.person, penanganan.masukan
    assert person is not None and masukan is not None  # noqa: S101, PT018 - the caller has just looked
    known = rulebook.current().provisions
    for kind in dict.fromkeys(str(known[code].kind) for code in provisions_of(masukan)):
        yield from rulebook.receivers(person.employment, kind, on, position=person.position, situation=CONFLICT)


def _national(code: str) -> Organisation | None:
    return Organisation.objects.filter(code=NATIONAL.get(code, "")).first()


def in_other_houses(routes: Iterable[Route]) -> set[int]:
    """Which of these receivers work in a house of their own: nothing can be led to their desk from here."""
    receivers = [route.receiver.pk for route in routes]
    return set(Partner.objects.filter(organisation__in=receivers).values_list("organisation", flat=True))
