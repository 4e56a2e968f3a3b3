"""Two people at one desk, in real transactions: nothing is lost, nothing is done twice."""

from typing import Any

import pytest

from netral.access.models import Role
from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.cases import actions
from netral.cases.actions import leaving
from netral.cases.actions.assigning import Known
from netral.cases.actions.bulk import Outcome
from netral.cases.models import Case, Label, NoteEdition, SavedView, Task
from netral.cases.states import ASSIGNED, TASK_DONE, TASK_MOVED
from netral.notices.actions import follow, tell_of_steps
from netral.notices.models import Follow, Notice
from netral.procedure.queries import differences
from tests.cases.builders import day, heard, opened
from tests.cases.people import as_acting, at_office
from tests.cases.test_races import at_once, kinds, own

pytestmark = pytest.mark.django_db(transaction=True)


def examiners(case: Case) -> list[str]:
    return sorted(case.examiners.values_list("name", flat=True))


def test_of_two_who_set_the_examiners_one_wins_and_the_other_is_told() -> None:
    case, member = opened(), as_acting(Role.MEMBER)
    people = [at_office(name="Ayu"), at_office(name="Bima")]

    results: list[Any] = at_once(
        *(
            lambda user=user: actions.assign(own(case), acting=member, at=day(1), examiners=[user], seen=[])
            for user in people
        )  # type: ignore[misc]
    )

    assert kinds(results) == ["Entry", "SomeoneWasFaster"]
    assert len(examiners(case)) == 1
    assert differences(own(case)) == []


def test_two_who_add_different_examiners_both_count_and_the_journal_ends_with_both() -> None:
    case, member = opened(), as_acting(Role.MEMBER)
    people = [at_office(name="Ayu"), at_office(name="Bima")]

    results = at_once(
        *(
            lambda user=user: actions.add_examiner([(case.number, own(case))], user, acting=member, at=day(1))
            for user in people
        )  # type: ignore[misc]
    )

    assert [outcome.done for outcome in results] == [1, 1]
    assert examiners(case) == ["Ayu", "Bima"]
    last = Entry.objects.filter(chain=case.reference, verb=ASSIGNED).latest("position")
    assert last.facts["examiners"] == sorted(user.reference for user in people)


def test_two_bulk_runs_over_the_same_cases_assign_each_once() -> None:
    keys = [opened().pk for _ in range(6)]
    member, ayu = as_acting(Role.MEMBER), at_office(name="Ayu")

    def run(pks: list[int]) -> Outcome:
        cases = [own(Case(pk=pk)) for pk in pks]
        return actions.add_examiner([(case.number, case) for case in cases], ayu, acting=member, at=day(1))

    results: list[Any] = at_once(lambda: run(keys), lambda: run(keys[::-1]))

    assert sum(outcome.done for outcome in results) == 6
    assert [outcome.of for outcome in results] == [6, 6]
    assert {reason for outcome in results for reason in outcome.skipped} <= {"sudah menjadi pemeriksanya"}
    assert Entry.objects.filter(verb=ASSIGNED).count() == 6
    assert Notice.objects.filter(user=ayu, kind="penugasan").count() == 6
    assert verify().ok


def test_a_task_is_done_once_and_done_or_handed_over_never_both() -> None:
    case, member, ayu = opened(), as_acting(Role.MEMBER), at_office(name="Ayu")
    task = actions.give_task(case, acting=member, at=day(1), text="Panggil.", user=at_office())

    def mine() -> Task:
        return Task.objects.select_related("user", "case__office__region", "case__laporan").get(pk=task.pk)

    results = at_once(
        lambda: actions.finish_task(mine(), case=own(case), acting=member, at=day(2)),
        lambda: actions.finish_task(mine(), case=own(case), acting=as_acting(), at=day(2)),
        lambda: leaving.give_on_task(mine(), to=ayu, acting=member, at=day(2)),
    )

    done = Entry.objects.filter(verb=TASK_DONE).count()
    moved = Entry.objects.filter(verb=TASK_MOVED).count()
    assert done == 1
    assert kinds(results).count("Entry") == done + moved


def test_a_case_is_handed_over_to_one_successor() -> None:
    case, member, leaver = opened(), as_acting(Role.MEMBER), at_office(name="Ayu")
    actions.add_examiner([(case.number, case)], leaver, acting=member, at=day(1))
    successors = [at_office(name="Bima"), at_office(name="Citra")]
    known = Known.of([own(case)], at=day(1))

    def give(to: Any) -> Entry:
        return leaving.give_on_case(own(case), leaving=leaver, to=to, acting=member, at=day(2), known=known)

    results = at_once(*(lambda to=to: give(to) for to in successors))  # type: ignore[misc]

    assert kinds(results) == ["Entry", "SomeoneWasFaster"]
    assert len(examiners(case)) == 1
    assert "Ayu" not in examiners(case)


def test_an_edition_of_a_note_is_written_once() -> None:
    case, who = opened(), as_acting()
    note = actions.write_note(case, acting=who, at=day(1), text="Satu.")

    results = at_once(
        *(
            lambda text=text: actions.edit_note(note, case=own(case), acting=who, at=day(2), text=text, seen=1)
            for text in ("Dua.", "Tiga.")
        )  # type: ignore[misc]
    )

    assert kinds(results) == ["Entry", "SomeoneWasFaster"]
    assert NoteEdition.objects.count() == 2


def test_views_saved_at_once_get_places_of_their_own() -> None:
    user = at_office()

    at_once(
        *(
            lambda name=name: actions.save_view(user, name=name, view="tenggat", line="")
            for name in ("Satu", "Dua", "Tiga")
        )  # type: ignore[misc]
    )

    assert sorted(SavedView.objects.values_list("place", flat=True)) == [1, 2, 3]


def test_followed_twice_at_once_is_followed_once_and_told_once() -> None:
    case, ayu = opened(), at_office(name="Ayu")
    at_once(*(lambda: follow(ayu, case.reference, at=day(0)) for _ in range(3)))
    heard(own(case))

    at_once(*(lambda: tell_of_steps(at=day(1)) for _ in range(3)))

    assert Follow.objects.count() == 1
    assert Notice.objects.filter(user=ayu, kind="langkah").count() == 1


def test_two_who_bring_the_same_word_to_two_cases_share_one_label() -> None:
    cases, member = [opened(), opened()], as_acting(Role.MEMBER)

    results: list[Any] = at_once(
        *(lambda case=case: actions.add_label(own(case), acting=member, at=day(1), word="mendesak") for case in cases)  # type: ignore[misc]
    )

    assert kinds(results) == ["Entry", "Entry"]
    assert Label.objects.count() == 1


def test_of_two_who_take_the_same_act_back_one_is_told() -> None:
    case, member = opened(), at_office(Role.MEMBER)
    acting = as_acting(Role.MEMBER)
    entry = actions.add_label(case, acting=acting, at=day(1), word="mendesak")
    assert entry is not None

    def back() -> Any:
        return actions.undo(own(case), acting=acting, user=member, at=day(1), name=str(entry.position))

    assert kinds(at_once(back, back)) == ["Entry", "SomeoneWasFaster"]
    assert not case.labels.exists()
    assert differences(own(case)) == []
