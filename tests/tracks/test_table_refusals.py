"""Every step of every table of the tracks: by the right person, at the wrong status, by the wrong person, bare."""

import pytest

from netral import rulebook
from netral.access.states import REPORTER, SYSTEM
from netral.cases.states import Refused, Result
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed
from netral.rulebook import Procedure
from netral.tracks.models import StepRecord
from netral.tracks.states import OUTCOMES, wanted_by
from tests.cases.builders import acting_at
from tests.tracks.builders import (
    CRIMES,
    HANDED,
    KINDS,
    at_station,
    begun,
    holder,
    statuses_of,
    steps_of,
    take,
    traces,
    values,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CELLS = [(*kind, status) for kind in KINDS for status in statuses_of(*kind)]
STEPS = [(*kind, step.code) for kind in KINDS for step in steps_of(*kind)]
ROLES = [
    "anggota_kpu",
    "pemeriksa_kpu",
    "petugas_laporan",
    "pemeriksa",
    "anggota",
    "kustodian",
    "admin",
    "auditor",
    "pejabat_pembina",
]
OTHER_OFFICES = ["bawaslu-99.08", "bawaslu-99", "bawaslu", "bkn", "pemkot-99.08"]


def law(procedure: str) -> Procedure:
    return rulebook.current().procedures[procedure][-1]


def instead(procedure: str, subject: str, status: str) -> str:
    """The sentence about what is possible, put together from the table's words alone."""
    kind, label = law(procedure).subjects[subject].id, law(procedure).statuses[status].label.id
    steps = [step.label.id for step in law(procedure).steps_from(subject, status)]
    if not steps:
        return f"{kind} ini sudah berakhir dengan status “{label}”; tidak ada langkah lagi."
    return f"{kind} ini berstatus “{label}”; langkah yang mungkin sekarang: {', '.join(steps)}."


@pytest.mark.parametrize(("procedure", "subject", "status"), CELLS)
def test_a_step_at_the_wrong_status_says_what_is_possible_and_leaves_nothing(
    procedure: str, subject: str, status: str
) -> None:
    track = at_station(procedure, subject, status)
    before, possible = traces(track), law(procedure).steps_from(subject, status)

    assert (track.status, differences(track)) == (status, [])
    for step in steps_of(procedure, subject):
        if status in step.froms:
            continue
        with pytest.raises(NotAllowed) as refusal:
            take(track, step.code)
        assert str(refusal.value) == instead(procedure, subject, status), step.code
        assert refusal.value.steps == [each.code for each in possible], step.code
    assert traces(track) == before


@pytest.mark.parametrize(("procedure", "subject", "code"), STEPS)
def test_a_step_by_the_right_person_goes_where_the_table_says(procedure: str, subject: str, code: str) -> None:
    step = law(procedure).step(code)
    track = at_station(procedure, subject, step.froms[0])
    version = track.version

    entry = take(track, code)

    here, there = step.froms[0], step.to or step.froms[0]
    assert (track.status, track.version) == (there, version + 1)
    assert (entry.verb, entry.before, entry.after) == (f"jalur.{code}", here, there)
    assert entry.office == track.office.code
    assert track.case
    assert {track.reference, track.case.reference, track.case.laporan.reference} <= set(entry.subjects)
    assert "Alasan rekaan" not in str(entry.facts)
    record = StepRecord.objects.get(track=track, version=track.version)
    assert (record.step, record.exhibit is not None) == (code, wanted_by(step).file)
    assert differences(track) == []


@pytest.mark.parametrize(("procedure", "subject", "code"), STEPS)
def test_a_step_by_the_wrong_person_or_from_elsewhere_names_the_right_one(
    procedure: str, subject: str, code: str
) -> None:
    step = law(procedure).step(code)
    track = at_station(procedure, subject, step.froms[0])
    before = traces(track)
    names = " atau ".join(law(procedure).roles[role].id for role in step.by)
    here = [acting_at(role, track.office.code) for role in ROLES if role not in step.by]
    elsewhere = [acting_at(step.by[0], office) for office in OTHER_OFFICES if office != track.office.code]

    for stranger in (*here, *elsewhere, REPORTER, SYSTEM):
        with pytest.raises(NotAllowed) as refusal:
            take(track, code, stranger)
        assert str(refusal.value) == f"Langkah ini diambil oleh {names} di {track.office.name}.", stranger
    assert traces(track) == before


@pytest.mark.parametrize(("procedure", "subject", "code"), STEPS)
def test_what_a_step_needs_is_asked_for_one_by_one(procedure: str, subject: str, code: str) -> None:
    step = law(procedure).step(code)
    track = at_station(procedure, subject, step.froms[0])
    before, wanted = traces(track), wanted_by(step)
    bare = {
        "letter_number": ("", wanted.letter),
        "note": (" ", wanted.reason),
        "upload": (None, wanted.file),
        "declared": ((), bool(wanted.declared)),
        "members": ((), wanted.meeting),
        "chair": ((), wanted.team),
    }

    for name, (nothing, needed) in bare.items():
        if not needed:
            continue
        with pytest.raises(Refused) as refusal:
            take(track, code, **{"team" if name == "chair" else name: nothing})
        assert refusal.value.field == name
    assert traces(track) == before


@pytest.mark.parametrize(("procedure", "subject"), list(HANDED))
def test_every_end_of_a_hand_over_says_how_it_ended(procedure: str, subject: str) -> None:
    ends = [status.code for status in law(procedure).statuses_of(subject) if status.final]

    assert ends
    for end in ends:
        track = at_station(procedure, subject, end)
        assert track.penerusan
        assert track.penerusan.outcome == OUTCOMES[end]
        assert track.penerusan.acknowledged_at is not None
        assert track.case
        assert (track.case.status, track.open) == ("selesai", False)
        assert differences(track.case) == []


def test_outcomes_are_of_the_closed_list_and_of_known_statuses() -> None:
    known = {status for procedure, _subject in HANDED for status in law(procedure).statuses}

    assert set(OUTCOMES) <= known
    assert set(OUTCOMES.values()) <= set(Result)


@pytest.mark.parametrize(("procedure", "subject"), list(CRIMES))
def test_a_crime_ends_without_touching_the_examination(procedure: str, subject: str) -> None:
    track = at_station(procedure, subject, "dihentikan_gakkumdu")

    assert track.case
    assert (track.open, track.case.status) == (False, "pemeriksaan")
    assert track.penerusan is None


@pytest.mark.parametrize(("procedure", "subject"), KINDS)
def test_the_first_steps_are_open_to_their_holder(procedure: str, subject: str) -> None:
    track = begun(procedure, subject)
    first = law(procedure).steps_from(subject, track.status)

    assert first
    assert all(values(step, track)["at"] for step in first)
    assert {holder(step, track).reference for step in first}
