"""A hand-over that was led around a conflict takes its track along: whoever was in conflict takes no step of it."""

import pytest

from netral.cases import actions as cases
from netral.offices.queries import organisation
from netral.procedure.policies import check_can_take
from netral.procedure.queries import table
from netral.procedure.states import NotAllowed
from netral.tracks.queries import worked_at
from tests.cases.builders import EXAMINER, LONG, day
from tests.intake.builders import staff
from tests.registry.facts import candidate
from tests.tracks.builders import OFFICIAL, again, followed

pytestmark = pytest.mark.django_db


def test_the_track_goes_on_with_the_new_receiver() -> None:
    track = followed("desa", "kades")
    candidate(on=day(5).date(), at=day(5))
    steps = [step for step in table(track).steps if step.subject == "kades" and track.status in step.froms]
    code = next(step.code for step in steps if "pejabat_pembina" in step.by)

    cases.lead_around(track.penerusan, receiver=organisation("pemprov-99"), reason=LONG, acting=EXAMINER, at=day(6))

    found = again(track)
    with pytest.raises(NotAllowed):
        check_can_take(found, code, OFFICIAL)
    check_can_take(found, code, staff("pejabat_pembina", "pemprov-99"))
    assert worked_at(found.penerusan) == found
