"""One verb over many rows: each on its own, told in words, in few statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netral.access.models import Role
from netral.audit.models import Entry
from netral.cases import actions
from netral.cases.actions.assigning import Known
from netral.cases.actions.bulk import each, note_export
from netral.cases.actions.tasks import seated_at
from netral.cases.models import Case
from netral.cases.states import EXPORTED, Refused
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import day, opened
from tests.cases.people import as_acting, at_office

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 14  # a row of a bulk, with its savepoint, its lock, its entry and its notice


def test_what_is_refused_stands_under_its_reason_and_does_not_stop_the_others() -> None:
    problems = {
        2: NotAllowed("tidak boleh"),
        3: Refused("x", "kosong"),
        4: SomeoneWasFaster("x"),
        5: NotAllowed("tidak boleh"),
    }

    def verb(row: int) -> None:
        if row in problems:
            raise problems[row]

    outcome = each([(f"{row:03}", row) for row in range(1, 7)], verb)

    assert (outcome.done, outcome.of) == (2, 6)
    assert list(outcome.skipped.values()) == [["002", "005"], ["003"], ["004"]]


def test_anything_unexpected_is_no_reason_to_go_on() -> None:
    with pytest.raises(ZeroDivisionError):
        each([("1", 0)], lambda row: 1 // row)


def stored() -> list[Case]:
    return list(Case.objects.select_related("laporan", "office__region").order_by("pk"))


def test_a_row_of_a_bulk_takes_few_statements_and_the_last_as_many_as_the_first() -> None:
    for _ in range(4):
        opened()
    cases, member, ayu = stored(), as_acting(Role.MEMBER), at_office(name="Ayu")
    seated = seated_at(cases[0], at=day(1))

    def counted(case: Case) -> int:
        with CaptureQueriesContext(connection) as giving:
            actions.give_task(case, acting=member, at=day(1), text="Panggil.", user=ayu, seated=seated)
        return len(giving)

    counts = [counted(case) for case in cases]

    assert len(set(counts)) == 1
    assert counts[0] <= MOST_STATEMENTS


def test_thirty_cases_are_assigned_in_as_many_statements_as_one() -> None:
    member = as_acting(Role.MEMBER)

    def counted(name: str) -> int:
        rows, user = [(case.number, case) for case in stored()], at_office(name=name)
        with CaptureQueriesContext(connection) as captured:
            outcome = actions.add_examiner(rows, user, acting=member, at=day(1))
        assert outcome.done == len(rows)
        return len(captured)

    opened()
    one = counted("Ayu")
    for _ in range(29):
        opened()

    # PostgreSQL's driver sends the heads of thirty chains in one batch, SQLite's runs one statement thirty times.
    assert counted("Bima") == one


def test_what_is_known_beforehand_is_asked_once_for_all_cases() -> None:
    def counted() -> int:
        cases = stored()
        with CaptureQueriesContext(connection) as captured:
            Known.of(cases, at=day(1))
        return len(captured)

    opened()
    few = counted()
    for _ in range(3):
        opened()

    assert counted() == few


def test_an_export_is_recorded_with_its_size_on_the_chain_of_the_account() -> None:
    who = as_acting()
    note_export(12, acting=who, at=day(1))

    entry = Entry.objects.get(verb=EXPORTED)
    assert (entry.chain, entry.facts) == (who.reference, {"rows": 12})
