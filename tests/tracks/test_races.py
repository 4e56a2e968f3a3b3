"""Two people at one track in real transactions: one step is taken, one track opens, nothing doubles."""

from typing import Any

import pytest

from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.cases.models import Penerusan
from netral.cases.states import Refused
from netral.discipline import actions as discipline
from netral.procedure.queries import differences
from netral.tracks import actions
from netral.tracks.models import StepRecord, TeamMember, Track
from tests.cases.builders import day, opened
from tests.cases.test_races import at_once as raced
from tests.tracks.builders import EXAMINER, OFFICIAL, PERSONNEL, again, at_station, followed, handed, take

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Any) -> list[str]:
    """The kinds of what each returned or raised."""

    def careful(act: Any) -> Any:
        def run() -> object:
            try:
                return act()
            except Refused as refusal:
                return refusal

        return run

    return sorted(type(each).__name__ for each in raced(*(careful(act) for act in acts)))


def fresh(penerusan: Penerusan) -> Penerusan:
    joined = ("case__office", "case__laporan", "receiver", "accused")
    return Penerusan.objects.select_related(*joined).get(pk=penerusan.pk)


def test_of_two_who_take_the_same_step_one_wins() -> None:
    track = followed()
    people = [again(track), again(track)]

    kinds = at_once(*(lambda each=each: take(each, "catat_diterima_tni") for each in people))

    assert kinds == ["Entry", "SomeoneWasFaster"]
    assert StepRecord.objects.filter(track=track).count() == 1
    assert Entry.objects.filter(chain=track.case.reference, verb="perkara.catat_diterima").count() == 1
    assert (differences(again(track)), differences(again(track).case), verify().ok) == ([], [], True)


def test_of_two_who_open_the_track_of_one_hand_over_one_opens_it() -> None:
    penerusan = handed("TNI", "tni")
    rows = [fresh(penerusan), fresh(penerusan)]

    kinds = at_once(*(lambda each=each: actions.open_from(each, at=day(5)) for each in rows))

    assert kinds == ["NoneType", "Track"]
    assert Track.objects.count() == 1


def test_a_regency_that_takes_in_while_the_worker_looks_gets_one_track() -> None:
    penerusan = handed("kades", "pemkab-99.07")

    at_once(
        lambda: discipline.take_in(fresh(penerusan), acting=OFFICIAL, at=day(5)),
        lambda: actions.open_waiting(day(5)),
    )
    actions.open_waiting(day(5))

    assert Track.objects.filter(penerusan=penerusan).count() == 1
    assert verify().ok


def test_of_two_who_open_a_criminal_track_one_opens_it() -> None:
    case = opened()
    person = case.accused_set.get()
    values = {"acting": EXAMINER, "at": day(1), "accused": person}

    kinds = at_once(*(lambda: actions.open_criminal(case, **values) for _ in range(2)))

    assert kinds == ["Refused", "Track"]
    assert Track.objects.count() == 1


def test_an_employer_and_an_examiner_end_one_hand_over_once() -> None:
    track = at_station("kontrak", "penerusan_kontrak", "di_pemberi_kerja")
    assert track.penerusan
    penerusan = track.penerusan

    at_once(
        lambda: take(again(track), "catat_ditindak"),
        lambda: discipline.report_outcome(
            fresh(penerusan), acting=PERSONNEL, at=day(40), outcome="dijatuhi_sanksi", note="SK 1/2024."
        ),
    )

    assert Entry.objects.filter(chain=track.case.reference, verb="perkara.tutup").count() == 1
    assert (differences(again(track)), differences(again(track).case), verify().ok) == ([], [], True)


def test_of_two_who_replace_somebody_in_the_team_one_wins() -> None:
    track = at_station("kpu_etik", "adhoc", "diperiksa_tim")
    rows = [again(track), again(track)]

    kinds = at_once(*(lambda each=each: take(each, "ganti_tim_pemeriksa") for each in rows))

    assert kinds in (["Entry", "SomeoneWasFaster"], ["Entry", "Refused"])  # the second may see the team as it wanted it
    assert TeamMember.objects.filter(track=track).count() == 3
    assert (differences(again(track)), verify().ok) == ([], True)
