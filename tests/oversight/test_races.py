"""Two people at one block or one draft in real transactions: it is done once, and the other person hears that."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from netral.access.states import Acting, HeldSeat
from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.discipline.models import Penanganan
from netral.documents.models import Document
from netral.oversight import actions, queries
from netral.oversight.models import Block, Contact, Measure, Pengembalian
from netral.oversight.states import Rung
from netral.procedure.models import NumberSeries
from netral.procedure.states import NotAllowed
from tests.cases.builders import LONG, day
from tests.discipline.builders import AUDITOR
from tests.discipline.test_races import LATE, at_once
from tests.oversight.builders import AGENCY, DUE, SECOND, again, asked, blocked, climbed, draft, read, silent
from tests.oversight.test_policies import lacking

pytestmark = pytest.mark.django_db(transaction=True)
THIRD = Acting("akun:auditorketiga", (HeldSeat("auditor", "kasn"),), "Auditor Ketiga")


def refused_alike(act: Callable[[], Any]) -> Callable[[], Any]:
    """Whoever reads after the other one committed is refused by policy; that is hearing it as well."""

    def alone() -> Any:
        try:
            return act()
        except NotAllowed:
            return LATE

    return alone


def both(one: Callable[[], Any], two: Callable[[], Any]) -> list[Any]:
    return at_once(refused_alike(one), refused_alike(two))


def approving(block: Block, who: Acting) -> Callable[[], Any]:
    return partial(_state, actions.approve, read(block), acting=who, at=day(112))


def sending(measure: Measure, who: Acting) -> Callable[[], Any]:
    return partial(actions.send, [measure], acting=who, at=day(40))


def _state(verb: Callable[..., Block], *given: Any, **more: Any) -> str:
    return verb(*given, **more).state


def test_two_auditors_approve_at_once_and_one_letter_goes() -> None:
    block = asked()

    answers = both(approving(block, SECOND), approving(block, THIRD))

    assert sorted(answers) == sorted(["berlaku", LATE])
    assert Contact.objects.filter(rung=Rung.BLOCK).count() == 1
    assert Document.objects.filter(kind="surat_pemblokiran").count() == 1
    assert NumberSeries.objects.get(series="surat_pemblokiran").last == 1
    assert Entry.objects.filter(chain=block.reference, verb="blokir.disetujui").count() == 1
    assert verify().ok


def test_the_requester_at_the_same_moment_approves_nothing() -> None:
    block = asked()

    answers = both(approving(block, AUDITOR), approving(block, SECOND))

    assert answers == [LATE, "berlaku"]
    assert Block.objects.get().decided_by == SECOND.reference


def test_approved_and_refused_at_once_is_one_of_the_two() -> None:
    block = asked()
    refusing = partial(_state, actions.refuse, read(block), acting=THIRD, at=day(112), reason=LONG)

    answers = both(approving(block, SECOND), refusing)

    assert answers.count(LATE) == 1
    state = Block.objects.get().state
    assert Contact.objects.filter(rung=Rung.BLOCK).exists() is (state == "berlaku")


def test_two_ask_at_once_and_there_is_one_request() -> None:
    penanganan = climbed()
    ask = partial(_state, actions.request_block, at=day(111), reason=LONG)

    answers = both(
        partial(ask, again(penanganan), acting=AUDITOR),
        partial(ask, again(penanganan), acting=SECOND),
    )

    assert answers.count(LATE) == 1
    assert Block.objects.count() == 1


def test_lifted_by_hand_and_by_the_worker_at_once_ends_once() -> None:
    block = blocked()
    Penanganan.objects.filter(pk=block.penanganan.pk).update(status="dilaksanakan", open=False)

    both(
        partial(_state, actions.lift, read(block), acting=AUDITOR, at=day(130), reason=LONG),
        partial(actions.end_without_reason, day(130)),
    )

    assert Block.objects.get().state == "dibuka"
    ends = Entry.objects.filter(chain=block.reference, verb__in=["blokir.dibuka", "blokir.berakhir"])
    assert ends.count() == 1
    assert Measure.objects.filter(rung=Rung.UNBLOCK).count() == 1


def test_one_draft_sent_by_two_leaves_once() -> None:
    penanganan = silent()
    actions.prepare_due(day(DUE[Rung.REMINDER]))

    answers = both(sending(draft(penanganan), AUDITOR), sending(draft(penanganan), SECOND))

    assert answers.count(LATE) == 1
    assert Contact.objects.count() == 1
    assert NumberSeries.objects.get(series="surat_pengawasan").last == 1


def test_two_workers_draft_once() -> None:
    silent()

    at_once(partial(actions.prepare_due, day(38)), partial(actions.prepare_due, day(38)))

    assert Measure.objects.count() == 1


def test_the_same_hand_over_is_given_back_once() -> None:
    found = lacking()

    answers = both(
        *(
            partial(actions.give_back, queries.inbox(AUDITOR).get(pk=found.pk), acting=who, at=day(5))
            for who in (AUDITOR, SECOND)
        )
    )

    assert answers.count(LATE) == 1
    assert Pengembalian.objects.count() == 1


def test_a_reminder_and_a_draft_at_once_keep_the_ladder_whole() -> None:
    penanganan = silent()
    actions.prepare_due(day(38))

    both(sending(draft(penanganan), AUDITOR), partial(actions.remind, AGENCY, acting=SECOND, at=day(40)))

    assert not Measure.objects.filter(state="konsep").exists()
    assert verify().ok
