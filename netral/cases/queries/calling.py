"""What the exhibits of a case are called where several reports meet: labels begin anew with each of them."""

from collections.abc import Iterable, Mapping, Sequence

from netral.cases.models import Case
from netral.cases.queries.matrix import Matrix, Said
from netral.cases.queries.routing import exhibits_of_case
from netral.evidence.models import Exhibit


def as_in_case(case: Case, exhibits: Iterable[Exhibit]) -> list[Exhibit]:
    """These exhibits, called as everywhere else in their case: for whoever sees only some of them."""
    some = list(exhibits)
    known = {each.pk: each for each in exhibits_of_case(case)} if some else {}
    return [known.get(each.pk, each) for each in some]


def call_pins(said: Iterable[Said], exhibits: Sequence[Exhibit]) -> None:
    """Let what assessments rest on be called as in this list of the case's exhibits."""
    sources: Mapping[int, str] = {each.pk: each.source for each in exhibits}
    for pin in (pin for each in said for pin in each.pins):
        if pin.exhibit:
            pin.exhibit.source = sources.get(pin.exhibit.pk, "")


def said_in(matrix: Matrix) -> list[Said]:
    """Everything people found, in the order of the matrix."""
    return [line.said for sheet in matrix.sheets for line in sheet.lines if line.said]
