"""Two offices at one case, in real transactions: one wins, the other is told, nothing is half done."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.cases import actions
from netral.cases.models import Case
from netral.procedure.models import Transfer
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import EXAMINER, LONG, MEMBER, NEIGHBOUR, PROVINCE, acting_at, day, hearing, opened
from tests.cases.transfers import handed, own, taken

pytestmark = pytest.mark.django_db(transaction=True)
THERE, ABOVE = acting_at("anggota", NEIGHBOUR), acting_at("anggota", PROVINCE)
Verb = Callable[[Transfer | None, Case], object]


def accept(transfer: Transfer | None, case: Case) -> object:
    assert transfer
    return actions.accept(transfer, case, acting=THERE, at=day(1, 12))


def withdraw(transfer: Transfer | None, case: Case) -> object:
    assert transfer
    return actions.withdraw_transfer(transfer, case, acting=MEMBER, at=day(1, 12))


def send_back(transfer: Transfer | None, case: Case) -> object:
    assert transfer
    return actions.send_back_transfer(transfer, case, acting=THERE, at=day(1, 12), reason=LONG)


def take_over(transfer: Transfer | None, case: Case) -> object:
    return taken(case, at=day(1, 12), acting=ABOVE)


def hand_over(transfer: Transfer | None, case: Case) -> object:
    return handed(case, at=day(1, 12))


def step(transfer: Transfer | None, case: Case) -> object:
    return actions.hold_klarifikasi(case, acting=EXAMINER, **hearing(at=day(1, 12)))


def raced(case: Case, transfer: Transfer | None, first: Verb, second: Verb) -> list[str]:
    """What became of each: both have read the case before either acts."""
    barrier = Barrier(2)

    def act(verb: Verb) -> str:
        try:
            read, waits = own(case), Transfer.objects.filter(pk=transfer.pk).first() if transfer else None
            barrier.wait(timeout=20)
            verb(waits, read)
        except (NotAllowed, SomeoneWasFaster):
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(act, (first, second)))


@pytest.mark.parametrize(
    ("first", "second"),
    [(accept, withdraw), (accept, send_back), (accept, accept), (withdraw, send_back), (accept, take_over)],
)
def test_of_two_answers_one_wins(first: Verb, second: Verb) -> None:
    case = opened()
    transfer = handed(case)

    assert raced(case, transfer, first, second) == ["done", "refused"]

    assert Entry.objects.filter(chain=case.reference, position__gt=2).count() == 1
    assert differences(own(case)) == []
    assert own(case).laporan.office == own(case).office
    assert verify().ok


@pytest.mark.parametrize(("first", "second"), [(hand_over, step), (hand_over, hand_over), (take_over, step)])
def test_of_a_transfer_and_a_step_one_wins(first: Verb, second: Verb) -> None:
    case = opened()

    assert raced(case, None, first, second) == ["done", "refused"]

    assert Entry.objects.filter(chain=case.reference).count() == 2
    assert differences(own(case)) == []
    assert verify().ok
