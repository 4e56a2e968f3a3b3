"""Notes for colleagues: their editions, their author, and that they go nowhere else."""

from datetime import date
from typing import Any

import pytest

from netral.access.models import Role
from netral.audit.models import Entry
from netral.cases import actions, queries
from netral.cases.actions import erasing
from netral.cases.models import Note, NoteEdition
from netral.cases.states import NOTED, Refused
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import EXAMINER, day, decided, opened
from tests.cases.people import as_acting, at_office
from tests.cases.transfers import accepted, own

pytestmark = pytest.mark.django_db
SAID = "Saksi kedua minta waktu sampai Kamis."


def noted(case: Any, text: str = SAID, **options: Any) -> Note:
    return actions.write_note(case, acting=options.pop("who", as_acting()), at=day(1), text=text)


def test_a_note_stands_in_its_table_and_the_journal_says_only_that_one_was_written() -> None:
    case = opened()
    note = noted(case)

    entry = Entry.objects.get(chain=case.reference, verb=NOTED)
    assert entry.facts == {"note": note.key, "edition": 1}
    assert SAID not in str(vars(entry))
    assert NoteEdition.objects.get().text == SAID


def test_every_edition_is_kept_and_the_newest_is_shown() -> None:
    case, who = opened(), as_acting()
    note = noted(case)

    actions.edit_note(note, case=case, acting=who, at=day(2), text="Sampai Jumat.", seen=1)
    actions.edit_note(note, case=case, acting=who, at=day(3), text="Sudah datang.", seen=2)

    (shown,) = queries.notes_of(case)
    assert shown.latest.text == "Sudah datang."
    assert [each.text for each in shown.earlier] == ["Sampai Jumat.", SAID]
    assert shown.author == who.name
    assert [entry.facts["edition"] for entry in Entry.objects.filter(verb=NOTED).order_by("pk")] == [1, 2, 3]


def test_the_same_words_make_no_edition() -> None:
    case = opened()
    note = noted(case)

    assert actions.edit_note(note, case=case, acting=as_acting(), at=day(2), text=f" {SAID} ", seen=1) is None
    assert NoteEdition.objects.count() == 1


def test_of_two_who_edit_the_same_edition_the_second_is_told() -> None:
    case, who = opened(), as_acting()
    note = noted(case)
    actions.edit_note(note, case=case, acting=who, at=day(2), text="Satu.", seen=1)

    with pytest.raises(SomeoneWasFaster):
        actions.edit_note(note, case=case, acting=who, at=day(2), text="Dua.", seen=1)


def test_only_its_author_edits_a_note() -> None:
    case = opened()
    note = noted(case)

    with pytest.raises(NotAllowed, match="penulisnya"):
        actions.edit_note(note, case=case, acting=as_acting(Role.MEMBER), at=day(2), text="Lain.", seen=1)


@pytest.mark.parametrize(
    ("role", "office", "may"),
    [
        (Role.EXAMINER, "bawaslu-99.07", True),
        (Role.MEMBER, "bawaslu-99.07", True),
        (Role.INTAKE_OFFICER, "bawaslu-99.07", True),
        (Role.CUSTODIAN, "bawaslu-99.07", False),
        (Role.ADMINISTRATOR, "bawaslu-99.07", False),
        (Role.EXAMINER, "bawaslu-99", False),
        (Role.EXAMINER, "bawaslu-99.08", False),
        (Role.AUDITOR, "bkn", False),
    ],
)
def test_people_of_the_office_write_notes(role: str, office: str, may: bool) -> None:
    case, who = opened(), as_acting(role, office)

    if may:
        assert noted(case, who=who)
        return
    with pytest.raises(NotAllowed, match="diurus di"):
        noted(case, who=who)
    assert not Note.objects.exists()


@pytest.mark.parametrize("text", ["", "   \n"])
def test_an_empty_note_is_none(text: str) -> None:
    case = opened()

    with pytest.raises(Refused):
        noted(case, text)
    note = noted(case)
    with pytest.raises(Refused):
        actions.edit_note(note, case=case, acting=as_acting(), at=day(2), text=text, seen=1)


def test_the_texts_of_the_desk_go_with_those_of_the_case_and_none_is_written_after() -> None:
    case, who = opened(), as_acting()
    noted(case)
    actions.give_task(case, acting=who, at=day(1), text=SAID, user=at_office(), due_on=date(2024, 2, 1))

    erasing.erase_texts(case, at=day(9))
    case.refresh_from_db()

    assert [each.text for each in NoteEdition.objects.all()] == [""]
    assert [task.text for task in case.tasks.all()] == [""]
    with pytest.raises(NotAllowed, match="masa simpannya berakhir"):
        noted(case)


def test_a_case_that_is_over_still_takes_notes_but_no_tasks() -> None:
    case, who = decided("tidak_terbukti"), as_acting()

    assert noted(case)
    with pytest.raises(NotAllowed, match="sudah berakhir"):
        actions.give_task(case, acting=who, at=day(5), text="Arsipkan.", user=at_office())


def test_whoever_read_the_case_before_it_went_writes_nothing_at_its_new_office() -> None:
    case = opened()
    note = actions.write_note(case, acting=EXAMINER, at=day(0), text="Di kantor lama.")
    read = own(case)
    accepted(case)

    with pytest.raises(SomeoneWasFaster):
        actions.write_note(read, acting=EXAMINER, at=day(2), text="Rahasia kantor lama.")
    with pytest.raises(SomeoneWasFaster):
        actions.edit_note(note, case=read, acting=EXAMINER, at=day(2), text="Lain.", seen=1)

    assert queries.notes_of(own(case)) == []
