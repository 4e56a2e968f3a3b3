"""Where a proven case goes, and what goes along."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from netral import rulebook
from netral.access.queries import today_in
from netral.cases.models import Accused, Case, Kajian
from netral.cases.queries.kajian import chosen_for, kajian_of
from netral.cases.queries.people import persons_of, waiting
from netral.evidence.models import Exhibit
from netral.evidence.queries import exhibits_of
from netral.offices.models import Organisation
from netral.offices.queries import UnknownOrganisation, government_of, kpu_for, organisation

# Receivers of the rulebook that are one organisation of our data, and those that the region's government holds. A
# commander or a village head is no organisation of ours: their names are for people to write.
NATIONAL = {
    "KASN": "kasn",
    "BKN": "bkn",
    "Kemendagri": "kemendagri",
    "KemenPANRB": "kemenpanrb",
    "Puspom_TNI": "tni",
    "Propam": "polri",
}
LOCAL = frozenset({"pejabat_pembina", "kepala_daerah", "camat"})


@dataclass(frozen=True)
class Route:
    """A receiver the rulebook names for this case on a day, as an organisation of our data."""

    receiver: Organisation
    via: str
    basis: str
    because: rulebook.Text
    confidence: str


def today_of(case: Case, at: datetime) -> date:
    """The calendar day at the case's office."""
    return today_in(case.office, now=at)


def routes(case: Case, on: date) -> list[Route]:
    """Whom the rulebook names for those who wait, by their status and norms: most certain first, each agency once."""
    people = waiting(case) or list(persons_of(case))
    found: dict[int, Route] = {}
    for route in (route for each in people for route in routes_of(each, on)):
        found.setdefault(route.receiver.pk, route)
    return list(found.values())


def routes_of(accused: Accused, on: date) -> list[Route]:
    """The same for one person: each has a status and norms of their own."""
    found: dict[int, Route] = {}
    for each in receivers_of(accused, on):
        agency = organisation_behind(each.to, accused.case, on)
        if agency:
            found.setdefault(agency.pk, _route(agency, each))
    return list(found.values())


def receivers_of(accused: Accused, on: date) -> tuple[rulebook.Receiver, ...]:
    """Whom the rulebook names for one person on a day, whether our data holds them or not; without a kajian nobody."""
    kajian = kajian_of(accused)
    if kajian is None:
        return ()
    subject, position = kajian.facts["subject"], kajian.facts.get("position", "")
    regime = accused.case.procedure
    return rulebook.receivers(subject, kind_of(kajian, accused), on, regime=regime, position=position)


def employer_route(accused: Accused, on: date) -> rulebook.Receiver | None:
    """By which the matter goes to whoever employs this person; only an officer knows which institution that is."""
    return next((each for each in receivers_of(accused, on) if each.employer), None)


def route_to(accused: Accused, receiver: Organisation, on: date) -> Route | None:
    """The route by which the rulebook leads this person to this receiver; None when it does not."""
    named = next((route for route in routes_of(accused, on) if route.receiver == receiver), None)
    employer = None if named else employer_route(accused, on)
    return _route(receiver, employer) if employer else named


def _route(agency: Organisation, each: rulebook.Receiver) -> Route:
    return Route(agency, each.via, each.basis, each.because, each.confidence)


def kind_of(kajian: Kajian, accused: Accused) -> str:
    """The kind of violation that decides the receiver: of the first norm taken over, else of the first proposed."""
    allegations = chosen_for([accused], kajian) or kajian.assessment["allegations"]
    return str(allegations[0]["kind"]) if allegations else ""


def organisation_behind(code: str, case: Case, on: date) -> Organisation | None:
    """The organisation of a receiver's code; None for receivers our data does not hold."""
    try:
        if code in NATIONAL:
            return organisation(NATIONAL[code])
        if code == "KPU":
            return kpu_for(case.region, on=on)
        return government_of(case.region, on=on) if code in LOCAL and case.region else None
    except UnknownOrganisation:
        return None


def exhibits_of_case(case: Case) -> list[Exhibit]:
    """What came with the laporan, what was added since, and what came with those joined to it, in that order.

    Labels begin anew with every laporan: of two with the same one each says with which it came.
    """
    numbers = {each.reference: each.number for each in case.reports()}
    first, *joined = numbers
    found = [*exhibits_of(first), *exhibits_of(case.reference), *exhibits_of(*joined)]
    labels = Counter(each.label for each in found)
    for each in found:
        each.source = numbers.get(each.subject, case.number) if labels[each.label] > 1 else ""
    return found
