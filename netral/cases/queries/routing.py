"""Where a proven case goes by the rulebook, and what goes along."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from netral import rulebook
from netral.access.queries import today_in
from netral.cases.models import Accused, Case, Kajian
from netral.cases.queries.kajian import kajian_by_person, taken_norms
from netral.cases.queries.people import going_on, waiting
from netral.evidence.models import Exhibit
from netral.evidence.queries import exhibits_of
from netral.offices.models import Organisation
from netral.offices.queries import (
    UnknownOrganisation,
    agencies_named,
    bawaslu_for,
    government_above,
    government_of,
    kpu_for,
    organisation,
)

# Receivers of the rulebook that are one organisation of our data, and those that the region's government holds. A
# commander or a village head is no organisation of ours: their names are for people to write.
NATIONAL = {
    "KASN": "kasn",
    "BKN": "bkn",
    "Kemendagri": "kemendagri",
    "KemenPANRB": "kemenpanrb",
    "DKPP": "dkpp",
    "Polri": "polri",
    "Kejaksaan": "kejaksaan",
    "Puspom_TNI": "tni",
    "Propam": "polri",
}
LOCAL = frozenset({"kepala_daerah", "camat"})
EMPLOYER, ABOVE, KPU, BAWASLU = "pejabat_pembina", "Gubernur", "KPU", "Bawaslu"


@dataclass(frozen=True)
class Route:
    """A receiver the rulebook names for this case on a day, as an organisation of our data."""

    receiver: Organisation
    via: str
    basis: str
    because: rulebook.Text
    confidence: str


@dataclass(frozen=True)
class Lead:
    """What the rulebook names, and the organisation behind it; None where our data holds none, or it is one's own."""

    named: rulebook.Receiver
    organisation: Organisation | None

    def route(self) -> Route | None:
        if self.organisation is None:
            return None
        named = self.named
        return Route(self.organisation, named.via, named.basis, named.because, named.confidence)


def today_of(case: Case, at: datetime) -> date:
    """The calendar day at the case's office."""
    return today_in(case.office, now=at)


def leads(case: Case, people: Collection[Accused], on: date, *, situation: str = "") -> dict[int, list[Lead]]:
    """By primary key, whom the rulebook names for each person by status, kind of violation and day, most certain first.

    As many queries for one person as for ten.
    """
    kajian, chosen = kajian_by_person(case, people), _chosen(people)
    behind = _Organisations(case, people, on)
    return {each.pk: _leads(each, kajian.get(each.pk), chosen, behind, situation) for each in people}


def _leads(
    accused: Accused, kajian: Kajian | None, chosen: dict[int, set[str]], behind: "_Organisations", situation: str
) -> list[Lead]:
    if kajian is None:
        return []
    found: dict[str, rulebook.Receiver] = {}
    subject, position = kajian.facts["subject"], kajian.facts.get("position", "")
    for kind in _kinds(kajian, chosen.get(accused.pk, set())):
        for each in rulebook.receivers(
            subject, kind, behind.on, regime=behind.case.procedure, position=position, situation=situation
        ):
            found.setdefault(each.to, each)
    return [Lead(each, behind.of(each.to, accused)) for each in found.values()]


def _chosen(people: Collection[Accused]) -> dict[int, set[str]]:
    """The norms people took over, by person."""
    found: dict[int, set[str]] = {}
    for norm in taken_norms(people):
        found.setdefault(norm.accused_id, set()).add(norm.provision)
    return found


def _kinds(kajian: Kajian, taken: Collection[str]) -> Iterable[str]:
    """The kinds of violation that decide the receiver: of every norm taken over, else of the first proposed."""
    rows = kajian.assessment["allegations"]
    own = [row for row in rows if row["provision"] in taken]
    return dict.fromkeys(str(row["kind"]) for row in own or rows[:1]) or [""]


def routes(case: Case, on: date) -> list[Route]:
    """Whom the rulebook names for those who wait: most certain first, each agency once."""
    people = waiting(case) or list(going_on(case))
    return _each_once(lead for found in leads(case, people, on).values() for lead in found)


def routes_of(accused: Accused, on: date, *, situation: str = "") -> list[Route]:
    """The same for one person: each has a status and norms of their own."""
    return _each_once(leads(accused.case, [accused], on, situation=situation)[accused.pk])


def employer_route(accused: Accused, on: date) -> rulebook.Receiver | None:
    """By which the matter goes to whoever employs this person; only an officer knows which institution that is."""
    found = leads(accused.case, [accused], on)[accused.pk]
    return next((lead.named for lead in found if lead.named.employer), None)


def route_to(accused: Accused, receiver: Organisation, on: date, *, situation: str = "") -> Route | None:
    """The route by which the rulebook leads this person to this receiver; None when it does not."""
    found = routes_of(accused, on, situation=situation)
    named = next((route for route in found if route.receiver == receiver), None)
    employer = None if named else employer_route(accused, on)
    return Lead(employer, receiver).route() if employer else named


def _each_once(found: Iterable[Lead]) -> list[Route]:
    routes: dict[int, Route] = {}
    for route in (lead.route() for lead in found):
        if route:
            routes.setdefault(route.receiver.pk, route)
    return list(routes.values())


def employers_of(people: Collection[Accused], case: Case, on: date) -> list[Organisation]:
    """Whose officials answer for people, each once: the agency named exactly, else the government of the region."""
    behind = _Organisations(case, people, on)
    found = [behind.of(EMPLOYER, each) for each in people]
    return list({each.pk: each for each in found if each}.values())


class _Organisations:
    """The organisations behind the receivers' codes, each looked up once."""

    def __init__(self, case: Case, people: Iterable[Accused], on: date) -> None:
        self.case, self.on = case, on
        self._named = agencies_named({each.agency_text for each in people}, on=on)
        self._known: dict[str, Organisation | None] = {}

    def of(self, code: str, accused: Accused) -> Organisation | None:
        if code == EMPLOYER and accused.agency_text in self._named:
            return self._named[accused.agency_text]
        if code not in self._known:
            self._known[code] = self._found(code)
        return self._known[code]

    def _found(self, code: str) -> Organisation | None:
        region, on = self.case.region, self.on
        try:
            if code in NATIONAL:
                return organisation(NATIONAL[code])
            if code == KPU:
                return kpu_for(region, on=on)
            if code == BAWASLU:  # an office hands nothing over to itself
                found = bawaslu_for(region, on=on)
                return found if found != self.case.office else None
            if code == ABOVE:
                return government_above(region, on=on) if region else None
            return government_of(region, on=on) if code in LOCAL | {EMPLOYER} and region else None
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


def shown_leads(case: Case, people: Sequence[Accused], on: date) -> list[tuple[Accused, list[Lead]]]:
    """For a page: each person with their receivers, in the order of the case."""
    found = leads(case, people, on)
    return [(each, found[each.pk]) for each in people]
