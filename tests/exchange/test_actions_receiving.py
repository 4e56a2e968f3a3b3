"""Exactly once: the same message again is the same receipt; what is not genuine is refused, counted and journalled."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError

from netral.audit.actions import signing_key
from netral.audit.models import Entry
from netral.exchange import actions, messages
from netral.exchange.actions import receiving
from netral.exchange.models import Masukan, Refusal, Reply
from netral.exchange.states import Answer, Door, NotGenuine, SaidOtherwise, Unreadable
from tests.exchange.builders import CONTENT, foreign_key, incoming, news_of, office, partner, sent
from tests.intake.builders import day

pytestmark = pytest.mark.django_db
NOW = day(2)


def refusals() -> list[dict[str, Any]]:
    return list(Entry.objects.filter(verb="kiriman.ditolak").order_by("pk").values_list("facts", flat=True))


def test_a_message_is_written_down_and_signed_for() -> None:
    message = incoming()

    receipt, new = actions.receive(message, at=NOW)

    masukan, key = Masukan.objects.get(), signing_key()
    entry = Entry.objects.get(chain=masukan.reference)
    assert new
    assert messages.receipt_holds(
        receipt, key=message["id"], sha256=message["sha256"], by="pemkab-99.07", keys={key.key_id: key.public_key}
    )
    assert (entry.verb, entry.hash, entry.hashes) == ("masukan.masuk", receipt["entry_hash"], [message["sha256"]])
    assert entry.facts == {"message": message["id"], "sender": "bkn", "matter": "penerusan"}
    assert (masukan.content, masukan.answer) == (CONTENT, "masuk")


def test_the_same_message_again_is_the_same_receipt_and_nothing_more() -> None:
    message = incoming()
    first, _new = actions.receive(message, at=NOW)

    second, new = actions.receive({**message}, at=NOW + timedelta(minutes=4))

    assert (second, new) == (first, False)
    assert Masukan.objects.count() == 1
    assert Entry.objects.filter(verb="masukan.masuk").count() == 1


def test_a_later_try_at_the_same_message_is_the_same_message() -> None:
    key = "7k4m2pxd91qf0"
    first, _new = actions.receive(_tried(key, NOW), at=NOW)

    second, new = actions.receive(_tried(key, day(3)), at=day(3))

    assert (second, new) == (first, False)


def _tried(key: str, at: Any, content: dict[str, Any] | None = None) -> dict[str, Any]:
    partner()
    office("pemkab-99.07")
    body = messages.message(
        key=key, matter="penerusan", sender="bkn", receiver="pemkab-99.07", audience=settings.BASE_URL, at=at,
        content=content or CONTENT,
    )  # fmt: skip
    used = foreign_key()
    return messages.sealed(body, key_id=used.key_id, sign=used.sign_json)


def test_other_words_under_the_same_key_are_refused_and_journalled() -> None:
    actions.receive(_tried("7k4m2pxd91qf0", NOW), at=NOW)

    with pytest.raises(SaidOtherwise):
        actions.receive(_tried("7k4m2pxd91qf0", NOW, {"lain": 1}), at=NOW)

    assert Masukan.objects.get().content == CONTENT
    assert refusals() == [{"sender": "bkn", "reason": "isi_berbeda"}]


def test_two_partners_may_use_the_same_key() -> None:
    actions.receive(incoming(sender="bkn"), at=NOW)
    message = incoming(sender="kasn")
    actions.receive(message, at=NOW)
    twin = {**message}

    assert Masukan.objects.count() == 2
    assert actions.receive(twin, at=NOW)[1] is False


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"signed_by": "penipu"}, "tidak_dikenal"),
        ({"at": day(1)}, "basi"),
        ({"at": day(3)}, "basi"),
        ({"audience": "https://lain.example"}, "bukan_untuk_kita"),
        ({"receiver": "kasn"}, "bukan_untuk_kita"),
    ],
)
def test_what_is_not_genuine_is_refused_and_journalled(options: dict[str, Any], reason: str) -> None:
    partner("kasn")  # an organisation of another house
    message = incoming(**options)

    with pytest.raises(NotGenuine) as refusal:
        actions.receive(message, at=NOW)

    assert refusal.value.reason == reason
    assert refusals() == [{"sender": "bkn", "reason": reason}]
    assert not Masukan.objects.exists()


def test_a_stranger_is_called_a_stranger_whatever_he_calls_himself() -> None:
    message = {**incoming(), "from": "Budi 3374000000000001"}

    with pytest.raises(NotGenuine, match="tidak_dikenal"):
        actions.receive(message, at=NOW)

    assert refusals() == [{"sender": "asing", "reason": "tidak_dikenal"}]


@pytest.mark.parametrize("door", [Door.PACKAGE, Door.WEBHOOK])
def test_a_partner_who_has_no_house_of_this_kind_sends_no_messages(door: Door) -> None:
    message = incoming()
    partner(door=door)

    with pytest.raises(NotGenuine, match="tidak_dikenal"):
        actions.receive(message, at=NOW)


def test_a_flood_is_counted_and_journalled_once_an_hour() -> None:
    message = {**incoming(), "signature": "x" * 88}
    for minute in range(5):
        with pytest.raises(NotGenuine):
            actions.receive(message, at=NOW + timedelta(minutes=minute))
    with pytest.raises(NotGenuine):
        actions.receive(message, at=NOW + timedelta(hours=1))

    assert list(Refusal.objects.order_by("hour").values_list("count", flat=True)) == [5, 1]
    assert len(refusals()) == 2


@pytest.mark.parametrize("given", [[], None, {}, {"format": "netral-kiriman-1"}])
def test_what_is_no_message_is_named_and_not_journalled(given: Any) -> None:
    with pytest.raises(Unreadable):
        actions.receive(given, at=NOW)

    assert not Entry.objects.filter(verb="kiriman.ditolak").exists()


def test_a_matter_nobody_knows_is_named() -> None:
    with pytest.raises(Unreadable) as refusal:
        actions.receive(incoming(matter="hadiah"), at=NOW)

    assert refusal.value.field == "matter"


def test_news_about_a_hand_over_to_somebody_else_are_refused_and_leave_nothing() -> None:
    kiriman = sent("bkn")
    message = news_of(kiriman)
    stolen = incoming(message["content"], sender="kasn", receiver=kiriman.sender.code, matter="kabar")

    with pytest.raises(NotGenuine, match="bukan_miliknya"):
        actions.receive(stolen, at=NOW)

    assert refusals() == [{"sender": "kasn", "reason": "bukan_miliknya"}]
    assert (Masukan.objects.count(), Reply.objects.count()) == (0, 0)


def test_news_that_are_none_leave_nothing() -> None:
    kiriman = sent()
    message = incoming({"thread": kiriman.key}, sender="bkn", receiver=kiriman.sender.code, matter="kabar")

    with pytest.raises(Unreadable):
        actions.receive(message, at=NOW)

    assert not Masukan.objects.exists()


def test_one_place_is_told_once() -> None:
    kiriman = sent()
    actions.receive(news_of(kiriman, Answer.RECEIVED), at=NOW)

    with pytest.raises(SaidOtherwise):
        actions.receive(news_of(kiriman, Answer.RETURNED), at=NOW)

    assert Reply.objects.count() == 1


def test_a_row_the_database_refuses_for_another_reason_is_no_second_message(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_arguments: Any) -> None:
        raise IntegrityError

    monkeypatch.setattr(receiving, "_written", refused)

    with pytest.raises(IntegrityError):
        actions.receive(incoming(), at=NOW)
