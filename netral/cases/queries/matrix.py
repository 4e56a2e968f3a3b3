"""The matrix of one person: norms taken over, what people found of each element, its pins, and what is still asked."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from netral import rulebook
from netral.cases.matrix_states import OF_MACHINE, TONES, ElementState, RequestStatus
from netral.cases.models import Accused, Case, ElementAssessment, Kajian, Klarifikasi, Pin, ProofRequest, TakenNorm
from netral.cases.queries.kajian import kajian_by_person, taken_norms
from netral.cases.queries.names import names_of
from netral.cases.queries.routing import exhibits_of_case

UNNAMED = "lain"  # an element nobody has a code for, by its place


@dataclass(frozen=True)
class Proposal:
    """What the machine says of one element, with the rule and the rulebook that say it. Never counted."""

    state: str
    because: str
    rule: str
    rulebook: str

    @property
    def label(self) -> str:
        return str(ElementState(self.state).label)


@dataclass(frozen=True)
class Said:
    """What a person found, with their name and what it rests on."""

    row: ElementAssessment
    by: str
    pins: tuple[Pin, ...]

    @property
    def tone(self) -> str:
        return TONES[ElementState(self.row.state)]


@dataclass(frozen=True)
class ElementLine:
    """One element of a norm: the human answer, the machine's beside it, and how a gap is closed."""

    norm: TakenNorm
    code: str
    text: str
    machine: Proposal | None
    said: Said | None
    proofs: tuple[rulebook.Proof, ...]
    requests: tuple[ProofRequest, ...]

    @property
    def number(self) -> int:
        """The number of the newest assessment; 0 while nobody has said anything."""
        return self.said.row.number if self.said else 0

    @property
    def state(self) -> str:
        return self.said.row.state if self.said else ""

    @property
    def met(self) -> bool:
        return self.state == ElementState.MET

    @property
    def differs(self) -> bool:
        return bool(self.said and self.machine and self.said.row.state != self.machine.state)

    @property
    def open_requests(self) -> list[ProofRequest]:
        return [each for each in self.requests if each.status == RequestStatus.ASKED]


@dataclass(frozen=True)
class NormSheet:
    """A norm in use with its elements. `row` is the answer it is shown by; `proposed`: the newest still names it."""

    norm: TakenNorm
    row: dict[str, Any]
    kajian: Kajian
    lines: tuple[ElementLine, ...]
    proposed: bool

    @property
    def complete(self) -> bool:
        return all(line.met for line in self.lines)

    @property
    def met(self) -> int:
        return sum(line.met for line in self.lines)

    @property
    def gaps(self) -> list[ElementLine]:
        return [line for line in self.lines if not line.met]


@dataclass(frozen=True)
class Matrix:
    """Everything about one person: the edition of the kajian and the norms in use."""

    accused: Accused
    kajian: Kajian | None
    sheets: tuple[NormSheet, ...]

    @property
    def gaps(self) -> list[ElementLine]:
        return [line for sheet in self.sheets for line in sheet.gaps]

    @cached_property
    def taken(self) -> frozenset[str]:
        return frozenset(sheet.norm.provision for sheet in self.sheets)


def matrices(case: Case, people: Collection[Accused], language: str | None = "id") -> list[Matrix]:
    """The matrix of each of these people. As many queries for one element as for all."""
    about, norms = kajian_by_person(case, people), list(taken_norms(people))
    book = _Book.of(norms)
    sheets: dict[int, list[NormSheet]] = {}
    for norm in norms:
        sheets.setdefault(norm.accused_id, []).append(_sheet(norm, about.get(norm.accused_id), book, language))
    return [Matrix(each, about.get(each.pk), tuple(sheets.get(each.pk, ()))) for each in people]


def matrix_of(accused: Accused, language: str | None = "id") -> Matrix:
    return matrices(accused.case, [accused], language)[0]


def line_of(norm: TakenNorm, element: str, language: str | None = "id") -> ElementLine | None:
    """One element of a norm in use; None for one the norm does not have."""
    lines = (line for sheet in matrix_of(norm.accused, language).sheets if sheet.norm == norm for line in sheet.lines)
    return next((line for line in lines if line.code == element), None)


def history_of(norm: TakenNorm, element: str) -> list[Said]:
    """Everything people ever said of it, newest first."""
    rows = ElementAssessment.objects.filter(norm=norm, element=element).order_by("-number")
    return _said(rows)


def requests_of(case: Case) -> QuerySet[ProofRequest]:
    """Every request of a case, newest first."""
    found = ProofRequest.objects.filter(norm__accused__case=case)
    return found.select_related("norm__accused__case", "document").order_by("-pk")


def pinnable(case: Case) -> dict[str, Any]:
    """What an assessment may rest on, by `<kind>:<key>`: exhibits, hearings, answered requests. Four queries."""
    answered = requests_of(case).filter(status=RequestStatus.ANSWERED).order_by("pk")
    hearings = Klarifikasi.objects.filter(case=case).order_by("held_on", "pk")
    return {
        **{f"bukti:{each.key}": each for each in exhibits_of_case(case)},
        **{f"klarifikasi:{each.key}": each for each in hearings},
        **{f"permintaan:{each.key}": each for each in answered},
    }


def element_codes(kajian: Kajian, provision: str) -> list[str]:
    """The codes of a norm's elements in an edition, in order; by their names where the edition kept none."""
    kept = kajian.parts.get(provision)
    if kept:
        return list(kept)
    known = rulebook.current().provisions.get(provision)
    names = [each["element"] for each in _row(kajian, provision, "id")["elements"]]
    return [rulebook.code_of(name, known) or f"{UNNAMED}_{place}" for place, name in enumerate(names, start=1)]


@dataclass(frozen=True)
class _Book:
    """What was said and asked about some norms, by (norm, element)."""

    said: dict[tuple[int, str], Said]
    requests: dict[tuple[int, str], list[ProofRequest]]

    @classmethod
    def of(cls, norms: Collection[TakenNorm]) -> "_Book":
        keys = [norm.pk for norm in norms]
        later = ElementAssessment.objects.filter(
            norm=OuterRef("norm"), element=OuterRef("element"), number__gt=OuterRef("number")
        )
        newest = ElementAssessment.objects.filter(~Exists(later), norm__in=keys)
        requests: dict[tuple[int, str], list[ProofRequest]] = {}
        for each in ProofRequest.objects.filter(norm__in=keys).select_related("document").order_by("pk"):
            requests.setdefault((each.norm_id, each.element), []).append(each)
        return cls({(each.row.norm_id, each.row.element): each for each in _said(newest)}, requests)


def _said(rows: Iterable[ElementAssessment]) -> list[Said]:
    found = list(rows)
    pins: dict[int, list[Pin]] = {}
    linked = Pin.objects.filter(assessment__in=[each.pk for each in found])
    for pin in linked.select_related("exhibit", "klarifikasi", "request__document").order_by("pk"):
        pins.setdefault(pin.assessment_id, []).append(pin)
    names = names_of(each.assessed_by for each in found)
    return [Said(each, names.get(each.assessed_by, ""), tuple(pins.get(each.pk, ()))) for each in found]


def _row(kajian: Kajian, provision: str, language: str | None) -> dict[str, Any]:
    """The allegation in an edition; an empty one where it does not propose it."""
    rows = kajian.told(language)["allegations"]
    return next((row for row in rows if row["provision"] == provision), {})


def _sheet(norm: TakenNorm, newest: Kajian | None, book: _Book, language: str | None) -> NormSheet:
    """By the newest edition where it still proposes the norm, else by the one it was taken from."""
    now = _row(newest, norm.provision, language) if newest else {}
    kajian, row = (newest, now) if newest and now else (norm.kajian, _row(norm.kajian, norm.provision, language))
    lines = tuple(
        _line(norm, code, each, kajian, book)
        for code, each in zip(element_codes(kajian, norm.provision), row["elements"], strict=True)
    )
    return NormSheet(norm, row, kajian, lines, bool(now))


def _line(norm: TakenNorm, code: str, row: dict[str, Any], kajian: Kajian, book: _Book) -> ElementLine:
    place = (norm.pk, code)
    return ElementLine(
        norm=norm,
        code=code,
        text=row["element"],
        machine=Proposal(OF_MACHINE[row["state"]], row["because"], norm.provision, kajian.rulebook_version),
        said=book.said.get(place),
        proofs=rulebook.current().proofs_for(code, kajian.facts.get("conduct", ())),
        requests=tuple(book.requests.get(place, ())),
    )
