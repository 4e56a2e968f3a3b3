"""The exhibits of a case as they are looked at: one by its name, its way through the house, and what rests on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from netral import rulebook
from netral.cases.models import Case, Pin
from netral.cases.queries.names import names_of
from netral.evidence.models import Exhibit
from netral.evidence.queries import custodies
from netral.evidence.states import CHECKED, KEPT, VERIFIED
from netral.intake.queries import ExhibitRow, milestone_of
from netral.procedure.states import Milestone

SAME, DIFFERENT, UNKNOWN = "cocok", "tidak_cocok", ""
WHOLE = frozenset({KEPT, VERIFIED})


@dataclass(frozen=True)
class Rest:
    """A norm of which somebody rested an element on this exhibit, and where in it."""

    title: rulebook.Text | str
    place: str


@dataclass(frozen=True)
class Pane:
    """One exhibit beside another. `source` is the number of what it came with; `name` is how an address asks for it.

    `fingerprint` is what the newest look at its bytes found: `cocok`, `tidak_cocok`, or empty while nothing is here.
    """

    row: ExhibitRow
    name: str
    source: str
    custody: tuple[Milestone, ...]
    fingerprint: str
    rests: tuple[Rest, ...]

    @property
    def exhibit(self) -> Exhibit:
        return self.row.exhibit


def exhibit_names(exhibits: Sequence[Exhibit]) -> dict[str, Exhibit]:
    """By what an address calls each: its label, or its key where an earlier one has that label."""
    found: dict[str, Exhibit] = {}
    for each in exhibits:
        found[each.key if each.label in found else each.label] = each
    return found


def exhibit_choices(exhibits: Sequence[Exhibit]) -> list[tuple[str, str]]:
    """Each name with what people read."""
    return [(name, each.called) for name, each in exhibit_names(exhibits).items()]


def panes(case: Case, rows: Sequence[ExhibitRow], wanted: Sequence[str]) -> list[Pane]:
    """The exhibits of these names, in their order; unknown names are left out. Four queries, for any of them."""
    named = exhibit_names([row.exhibit for row in rows])
    by_key = {row.exhibit.pk: row for row in rows}
    asked = [(name, named[name]) for name in wanted if name in named]
    ways = custodies([exhibit for _name, exhibit in asked])
    names = names_of({entry.actor for entries in ways.values() for entry in entries})
    pinned, sources = _pinned(case, [exhibit for _name, exhibit in asked]), _sources(case)
    return [
        Pane(
            row=by_key[exhibit.pk],
            name=name,
            source=sources.get(exhibit.subject, case.number),
            custody=tuple(milestone_of(entry, names) for entry in ways[exhibit.pk]),
            fingerprint=_found([(entry.verb, entry.facts.get("result", "")) for entry in ways[exhibit.pk]]),
            rests=tuple(pinned.get(exhibit.pk, ())),
        )
        for name, exhibit in asked
    ]


def _sources(case: Case) -> dict[str, str]:
    """The numbers of the reports the exhibits came with."""
    return {each.reference: each.number for each in case.reports()}


def _found(told: Sequence[tuple[str, str]]) -> str:
    """What came in was measured when it came; since then whoever looked again said so."""
    for verb, result in reversed(told):
        if verb == CHECKED:
            return result
        if verb in WHOLE:
            return SAME
    return UNKNOWN


def _pinned(case: Case, exhibits: Sequence[Exhibit]) -> dict[int, list[Rest]]:
    """What people rested on them, each norm and place once."""
    rows = Pin.objects.filter(exhibit__in=[each.pk for each in exhibits], assessment__norm__accused__case=case)
    found: dict[int, dict[Rest, None]] = {}
    for pin in rows.select_related("assessment__norm").order_by("pk"):
        provision = pin.assessment.norm.provision
        known = rulebook.current().provisions.get(provision)
        found.setdefault(pin.exhibit_id or 0, {})[Rest(known.title if known else provision, pin.place)] = None
    return {pk: list(rests) for pk, rests in found.items()}
