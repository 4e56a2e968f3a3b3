"""Many messages in one request: each is answered as if it came alone, and none keeps the others out."""

from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from netral.audit.actions import signing_key
from netral.audit.queries import verify
from netral.exchange import actions, messages
from netral.exchange.actions import receiving
from netral.exchange.models import Masukan, Refusal, Reply
from netral.exchange.states import Answer, NotGenuine, SaidOtherwise, Unreadable
from tests.exchange.builders import CONTENT, incoming, news_of, sent
from tests.intake.builders import day

pytestmark = pytest.mark.django_db
NOW = day(2)


def numbered(count: int) -> list[dict[str, Any]]:
    return [incoming({**CONTENT, "n": number}) for number in range(count)]


def test_each_gets_a_receipt_of_its_own_and_again_the_same() -> None:
    given, key = numbered(3), signing_key()

    first, again = actions.receive_many(given, at=NOW), actions.receive_many(given, at=NOW)

    assert [new for _receipt, new in first] == [True] * 3  # type: ignore[misc]
    assert again == [(receipt, False) for receipt, _new in first]  # type: ignore[misc]
    keys = {key.key_id: key.public_key}
    for message, (receipt, _new) in zip(given, first, strict=True):  # type: ignore[misc]
        told = {"key": message["id"], "sha256": message["sha256"], "by": message["to"]}
        assert messages.receipt_holds(receipt, **told, keys=keys)
    assert Masukan.objects.count() == 3
    assert verify().ok


def test_twenty_take_as_many_statements_as_two() -> None:
    two, twenty = numbered(2), numbered(20)

    with CaptureQueriesContext(connection) as few:
        actions.receive_many(two, at=NOW)
    with CaptureQueriesContext(connection) as many:
        actions.receive_many(twenty, at=NOW)

    assert len(many) == len(few)


def test_news_and_hand_overs_come_together() -> None:
    kiriman = sent()
    way = [news_of(kiriman, answer, place) for place, answer in enumerate((Answer.RECEIVED, Answer.ACCEPTED), 1)]

    taken = actions.receive_many([*reversed(way), *numbered(1)], at=NOW)

    kiriman.refresh_from_db()
    assert [new for _receipt, new in taken] == [True] * 3  # type: ignore[misc]
    assert (kiriman.answer, Reply.objects.count()) == ("ditindaklanjuti", 2)


def test_one_that_is_wrong_keeps_no_other_out() -> None:
    good, forged, late = numbered(3)
    forged["signature"] = "x" * 88
    other = incoming({"lain": 1}, key=good["id"])

    taken = actions.receive_many([good, forged, "no message", other, late, good], at=NOW)

    assert [type(each) for each in taken] == [tuple, NotGenuine, Unreadable, SaidOtherwise, tuple, tuple]
    assert [taken[place][1] for place in (0, 4, 5)] == [True, True, False]  # type: ignore[index]
    assert sorted(Refusal.objects.values_list("reason", flat=True)) == ["isi_berbeda", "tanda_tangan"]
    assert Masukan.objects.count() == 2


def test_other_words_under_a_key_that_came_before_are_refused_among_many() -> None:
    (first,) = numbered(1)
    actions.receive(first, at=NOW)
    other = incoming({"lain": 1}, key=first["id"])

    taken = actions.receive_many([other, *numbered(1)], at=NOW)

    assert [type(each) for each in taken] == [SaidOtherwise, tuple]


def test_what_the_database_cannot_take_is_said_of_that_one(monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = numbered(2)
    whole = receiving.receive

    def receive(given: Any, *, at: Any) -> Any:
        if given is bad:
            raise DatabaseError
        return whole(given, at=at)

    def together(*_arguments: Any) -> Any:
        raise DatabaseError

    monkeypatch.setattr(receiving, "receive", receive)
    monkeypatch.setattr(receiving, "_together", together)

    taken = actions.receive_many([bad, good], at=NOW)

    assert [type(each) for each in taken] == [DatabaseError, tuple]
