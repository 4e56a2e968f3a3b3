"""A case of a temuan that grew from an informasi awal: its sender reads along, its evidence goes along."""

from typing import Any

import pytest

from netral.audit.queries import verify
from netral.cases import actions, queries
from netral.cases.models import Case
from netral.cases.queries.going_out import printed_outside
from netral.intake.models import Laporan
from netral.intake.queries import chains_of, exhibit_rows, public_status
from netral.procedure.queries import differences, stays_of
from tests.cases.builders import INTAKE, NEIGHBOUR, day, heard, opened
from tests.cases.transfers import accepted, own
from tests.intake import builders as intake
from tests.intake.test_actions_growing import fresh, grown, tip

pytestmark = pytest.mark.django_db


def of_a_tip(**options: Any) -> tuple[Case, Laporan]:
    """A case, and the informasi awal its temuan was recorded from."""
    source = tip(**options)
    made = intake.decided(grown(source).laporan, at=day(1))
    return actions.open_from(made, acting=INTAKE, at=day(1)), source


def told(source: Laporan) -> list[str]:
    return [line["what"] for line in public_status(fresh(source), "id")["milestones"]]


def test_the_sender_of_the_tip_reads_the_milestones_of_the_case() -> None:
    case, source = of_a_tip()
    before = len(told(source))

    heard(case)

    assert len(told(source)) == before + 1
    assert chains_of(fresh(source)) == [source.reference, case.laporan.reference, case.reference]
    assert differences(own(case)) == []
    assert verify().ok


def test_its_evidence_stands_among_that_of_the_case() -> None:
    case, source = of_a_tip(uploads=[intake.photo()])

    [exhibit] = queries.exhibits_of_case(own(case))
    [pane] = queries.panes(own(case), exhibit_rows(source), [exhibit.label])
    assert (exhibit.subject, pane.source) == (source.reference, source.number)
    assert source in own(case).ever_about()
    assert printed_outside(exhibit) == 0


def test_a_finding_that_joins_a_case_and_leaves_it_takes_the_sender_along() -> None:
    case, source = opened(), tip()
    made = grown(source).laporan

    actions.join(case, made, acting=INTAKE, at=day(2))
    assert case.reference in chains_of(fresh(source))
    heard(own(case))
    assert told(source)[-1] == told(made)[-1]

    actions.separate(own(case), fresh(made), acting=INTAKE, at=day(3))
    assert case.reference not in chains_of(fresh(source))


@pytest.mark.parametrize("registered", [False, True])
def test_what_it_grew_from_moves_along_to_another_office(registered: bool) -> None:
    if registered:
        case, source = of_a_tip()
        subject: Any = own(case)
    else:
        source = tip()
        subject = fresh(grown(source).laporan)

    accepted(subject)

    assert fresh(source).office.code == NEIGHBOUR
    [stay] = stays_of(fresh(source))
    assert stay.part_of is not None
    assert stay.part_of.subject == subject.reference
