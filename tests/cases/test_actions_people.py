"""People of a case: copied at registration, added, left out; and no name of theirs in the journal."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netral.audit.models import Entry
from netral.cases import actions, queries
from netral.cases.models import Accused
from netral.cases.states import Refused
from netral.intake.content import NewReport, Who
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import EXAMINER, FULL, INTAKE, LONG, MEMBER, day, forwarded, opened, proposed
from tests.sizes import examples

pytestmark = pytest.mark.django_db
THREE: NewReport = replace(
    FULL,
    who=(
        Who(name="Anu Satu", job="Camat", agency="Pemkab Contoh", subject="PNS"),
        Who(name="Anu Dua", job="Lurah", agency="Pemkab Contoh", subject="PNS"),
        Who(name="", job="Ajudan", agency="", subject=""),
    ),
)


def test_everybody_the_laporan_names_is_copied_at_registration() -> None:
    case = opened(report=THREE)

    assert [(each.place, str(each), each.job) for each in case.accused_set.all()] == [
        (0, "Anu Satu", "Camat"), (1, "Anu Dua", "Lurah"), (2, "Ajudan", "Ajudan"),
    ]  # fmt: skip
    assert {each.added_by for each in case.accused_set.all()} == {INTAKE.reference}


def test_a_laporan_that_names_nobody_opens_a_case_about_somebody_unknown() -> None:
    case = opened(report=replace(FULL, who=()))

    assert [str(each) for each in case.accused_set.all()] == [""]


def test_a_person_is_added_last_and_the_journal_knows_a_key_only() -> None:
    case = opened()

    entry = actions.add_accused(case, acting=EXAMINER, at=day(1), name=" Anu Baru ", job="Lurah")

    added = queries.persons_of(case).last()
    assert added is not None
    assert (added.place, added.name, added.job) == (1, "Anu Baru", "Lurah")
    assert entry.facts["accused"] == added.key
    assert differences(case) == []


@pytest.mark.parametrize("said", [{}, {"name": "  ", "job": " "}, {"agency_text": "Pemkab"}])
def test_somebody_without_name_and_job_is_nobody(said: dict[str, str]) -> None:
    case = opened()

    with pytest.raises(Refused) as refusal:
        actions.add_accused(case, acting=EXAMINER, at=day(1), **said)

    assert (refusal.value.field, Accused.objects.count()) == ("name", 1)


def test_who_is_left_out_stays_on_record_with_the_reason() -> None:
    case = opened(report=THREE)
    gone = case.accused_set.all()[1]

    entry = actions.leave_out(case, accused=gone, acting=EXAMINER, at=day(1), reason=LONG)

    gone.refresh_from_db()
    assert (gone.left_at, gone.left_reason) == (day(1), LONG)
    assert [each.place for each in queries.persons_of(case)] == [0, 2]
    assert entry.facts["accused"] == gone.key


def test_a_case_is_always_about_somebody_and_nobody_leaves_twice() -> None:
    case, other = opened(report=THREE), opened()
    first, second, third = case.accused_set.all()
    for each in (first, second):
        actions.leave_out(case, accused=each, acting=EXAMINER, at=day(1), reason=LONG)

    for wrong in (third, first, other.accused_set.get()):
        with pytest.raises(Refused) as refusal:
            actions.leave_out(case, accused=wrong, acting=EXAMINER, at=day(1), reason=LONG)
        assert refusal.value.field == "accused"
    with pytest.raises(Refused, match="huruf"):
        actions.leave_out(case, accused=third, acting=EXAMINER, at=day(1), reason="Salah.")


def test_people_change_only_while_the_examination_runs_and_by_an_examiner() -> None:
    case, later = opened(), proposed()

    with pytest.raises(NotAllowed):
        actions.add_accused(case, acting=MEMBER, at=day(1), name="Anu")
    with pytest.raises(NotAllowed):
        actions.add_accused(later, acting=EXAMINER, at=day(3), name="Anu")
    with pytest.raises(SomeoneWasFaster):
        actions.add_accused(case, acting=EXAMINER, at=day(1), name="Anu", version=0)


@settings(max_examples=examples(4), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(word=st.text("abcdefghijklmnop", min_size=8, max_size=30))
def test_no_name_of_anybody_is_in_the_journal(word: str) -> None:
    name = f"Zq{word}"
    case = opened(report=replace(THREE, who=(Who(name=name, job=name, agency=name, subject="PNS"),)))
    actions.add_accused(case, acting=EXAMINER, at=day(1), name=name, job=name, agency_text=name)
    gone = queries.persons_of(case)[0]
    actions.leave_out(case, accused=gone, acting=EXAMINER, at=day(1), reason=f"{LONG} {name}")

    assert name not in "".join(str(row) for row in Entry.objects.values_list("facts", "subjects", "verb"))


def test_a_hand_over_tells_the_journal_the_keys_of_its_people() -> None:
    penerusan = forwarded()

    entry = Entry.objects.get(chain=penerusan.case.reference, verb="perkara.teruskan")

    assert entry.facts["accused"] == [penerusan.accused.key]
