"""A hand-over that moved on: what waited for the old receiver is cancelled; what comes later is only kept."""

from typing import Any

import pytest

from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.exchange import actions
from netral.exchange.actions import cancelling, delivering
from netral.exchange.models import Kiriman, Reply
from netral.exchange.queries import unapplied
from netral.exchange.states import LEASE, Answer, Cancelled
from netral.exchange.words import said_last
from netral.procedure.queries import milestones
from netral.procedure.states import NotAllowed
from tests.exchange.builders import EXAMINER, House, clock, moods, news_of, office, sent
from tests.intake.builders import day

pytestmark = pytest.mark.django_db
NOW = day(1)


def cancelled(kiriman: Kiriman, because: Cancelled = Cancelled.SUCCEEDED) -> int:
    how = {"because": because, "acting": EXAMINER, "at": NOW}
    return actions.cancel(kiriman.subject, kiriman.receiver, to=office("bkn"), **how)  # type: ignore[arg-type]


def test_what_waits_is_cancelled_with_its_reason_and_never_sent() -> None:
    kiriman, house = sent("kasn"), House(code="kasn")

    assert cancelled(kiriman) == 1

    assert actions.deliver_due(clock=clock(day(2)), asked=house) == 0
    kiriman.refresh_from_db()
    entry = Entry.objects.get(chain=kiriman.reference, verb="kiriman.dibatalkan")
    assert (kiriman.delivery, kiriman.next_try_at, house.came) == ("dibatalkan", None, [])
    assert entry.facts == {"receiver": "kasn", "to_office": "bkn", "because": "beralih", "tries": 0}
    assert "perkara:7k4m2pxd91qf0" in entry.subjects
    assert "digantikan" in said_last(kiriman)


def test_a_conflict_is_another_reason() -> None:
    kiriman = sent("kasn")

    cancelled(kiriman, Cancelled.CONFLICT)

    kiriman.refresh_from_db()
    assert "konflik kepentingan" in said_last(kiriman)


def test_what_is_held_is_cancelled_too_and_what_arrived_is_not() -> None:
    held, arrived, other = sent("kasn"), sent("kasn"), sent("bkn")
    actions.deliver_due(clock=clock(NOW), asked=House(code="kasn", spoiled={held.key}), most=2)
    Kiriman.objects.update(subject=held.subject)
    held.refresh_from_db()

    assert cancelled(held) == 1
    assert cancelled(held) == 0

    told = Kiriman.objects.in_bulk([held.pk, arrived.pk, other.pk])
    assert [told[row.pk].delivery for row in (held, arrived, other)] == ["dibatalkan", "sampai", "menunggu"]


def test_a_receipt_that_comes_later_is_kept_once_and_changes_nothing() -> None:
    kiriman, house = sent("kasn"), House(code="kasn")
    taken = delivering._take(NOW, set(), LEASE)
    cancelled(kiriman)

    actions.deliver(taken, clock=clock(day(2)), asked=house)
    actions.deliver(taken, clock=clock(day(2)), asked=house)
    actions.deliver(taken, clock=clock(day(2)), asked=moods("422"))
    actions.deliver(taken, clock=clock(day(2)), asked=moods("away"))

    kiriman.refresh_from_db()
    assert (kiriman.delivery, kiriman.delivered_at, kiriman.next_try_at) == ("dibatalkan", None, None)
    assert kiriman.receipt == house.kept[kiriman.key]
    late = Entry.objects.get(chain=kiriman.reference, verb="kiriman.sampai_sesudah_batal")
    assert late.hashes == [kiriman.sha256, "a" * 64]
    assert verify().ok


def test_what_the_old_receiver_says_later_is_kept_and_moves_nothing() -> None:
    kiriman = sent("kasn")
    cancelled(kiriman)

    actions.receive(news_of(kiriman, Answer.RECEIVED), at=day(2))

    kiriman.refresh_from_db()
    assert kiriman.answer == ""
    assert Reply.objects.get().applied_at == day(2)
    assert unapplied("penerusan") == []
    entry = Entry.objects.get(chain=kiriman.reference, verb="kiriman.kabar_lama_diterima")
    assert set(kiriman.about) <= set(entry.subjects)


@pytest.mark.parametrize(("answer", "more"), [
    (Answer.ACCEPTED, {}), (Answer.RETURNED, {"gaps": ("Surat",)}), (Answer.PASSED_ON, {}),
    (Answer.ENDED, {"outcome": "dihentikan", "note": "Tidak terbukti."}),
])  # fmt: skip
def test_of_what_had_arrived_too_later_news_are_for_the_office_alone(answer: Answer, more: dict[str, Any]) -> None:
    kiriman = sent("kasn")
    actions.deliver_due(clock=clock(NOW), asked=House(code="kasn"))
    actions.receive(news_of(kiriman, Answer.RECEIVED), at=day(2))
    assert cancelled(kiriman) == 0
    report, before = kiriman.about[1], Reply.objects.count()

    actions.receive(news_of(kiriman, answer, 2, **more), at=day(2))

    kiriman.refresh_from_db()
    told = [line.text for line in milestones(report, public=True, language="id")]
    read = [line.text for line in milestones(report, public=False, language="id")]
    assert told == ["Berkas sampai di lembaga penerima", "Lembaga penerima menerima perkara ini"]
    assert read[-1].startswith("Kabar dari penerima sebelumnya, sesudah penerusan beralih: ")
    assert (kiriman.delivery, kiriman.answer, kiriman.moved_on_at) == ("sampai", "diterima", NOW)
    assert Reply.objects.count() == before + 1
    assert Reply.objects.latest("pk").applied_at == day(2)


def test_nobody_sends_it_again_or_hands_it_over() -> None:
    kiriman = sent("kasn")
    cancelled(kiriman)
    kiriman.refresh_from_db()

    with pytest.raises(NotAllowed, match="dibatalkan"):
        actions.send_again(kiriman, acting=EXAMINER, at=NOW)
    with pytest.raises(NotAllowed, match="dibatalkan"):
        actions.hand_over_package(kiriman, acting=EXAMINER, at=NOW)


def test_one_whose_receipt_came_in_this_very_moment_is_not_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    kiriman = sent("kasn")
    locked = cancelling.Chain.objects.select_for_update

    def late() -> object:
        Kiriman.objects.filter(pk=kiriman.pk).update(delivery="sampai", delivered_at=NOW, next_try_at=None)
        return locked()

    monkeypatch.setattr(cancelling.Chain.objects, "select_for_update", late)

    assert cancelled(kiriman) == 0
