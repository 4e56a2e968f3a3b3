"""News from a system that shares a secret: signed, fresh, once, and about its own hand-overs alone."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.audit.models import Entry
from netral.exchange import actions, shared_secret
from netral.exchange.models import Kiriman, Reply
from netral.exchange.states import Door, NotGenuine, SaidOtherwise, Unreadable
from tests.exchange.builders import House, clock, partner, sent
from tests.intake.builders import day

pytestmark = pytest.mark.django_db
NOW, SECRET = day(2), "rahasia-bersama-yang-panjang"
SAID = {"event": "e1", "answer": "diterima", "said_at": "2024-01-17T09:00:00+08:00"}


def closed(code: str = "bkn", secret: str = SECRET) -> Kiriman:
    """A hand-over to a system that takes webhooks."""
    partner(code, door=Door.WEBHOOK, address="https://sbt.example/masuk", secret=secret)
    return sent(code)


def told(kiriman: Kiriman, at: Any = NOW, secret: str = SECRET, **changes: Any) -> tuple[dict[str, Any], bool]:
    body = json.dumps({**SAID, **changes}).encode()
    said_at = at.isoformat()
    signature = shared_secret.signature(secret, said_at, body)
    return actions.receive_webhook(kiriman.key, body, said_at=said_at, signature=signature, at=NOW)


def refusals() -> list[dict[str, Any]]:
    return list(Entry.objects.filter(verb="kiriman.ditolak").order_by("pk").values_list("facts", flat=True))


def test_what_it_says_is_written_down_in_the_order_it_comes() -> None:
    kiriman = closed()

    told(kiriman)
    receipt, new = told(kiriman, event="e2", answer="dikembalikan", gaps=["Surat keputusan"])

    kiriman.refresh_from_db()
    assert (kiriman.answer, new, receipt["id"]) == ("dikembalikan", True, "e2")
    assert list(Reply.objects.order_by("place").values_list("place", "answer", "by")) == [
        (1, "diterima", "bkn"),
        (2, "dikembalikan", "bkn"),
    ]


def test_the_same_event_again_changes_nothing() -> None:
    kiriman = closed()
    first, _new = told(kiriman)

    assert told(kiriman, at=NOW + timedelta(minutes=2)) == (first, False)
    assert Reply.objects.count() == 1


def test_it_speaks_for_itself_and_of_this_hand_over_whatever_it_says() -> None:
    kiriman, other = closed(), closed("kasn", "lain-yang-juga-panjang")

    told(kiriman, by="kasn", thread=other.key, place=99)

    reply = Reply.objects.get()
    assert (reply.kiriman, reply.by, reply.place) == (kiriman, "bkn", 1)


def test_other_words_for_the_same_event_are_refused_and_journalled() -> None:
    kiriman = closed()
    told(kiriman)

    with pytest.raises(SaidOtherwise):
        told(kiriman, answer="selesai")

    assert refusals() == [{"sender": "bkn", "reason": "isi_berbeda"}]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"secret": "yang-lain"}, "tanda_tangan"),
        ({"at": NOW - timedelta(minutes=6)}, "basi"),
        ({"at": NOW + timedelta(minutes=6)}, "basi"),
    ],
)
def test_forged_and_replayed_ones_are_refused_and_journalled(changes: dict[str, Any], reason: str) -> None:
    kiriman = closed()

    with pytest.raises(NotGenuine) as refusal:
        told(kiriman, **changes)

    assert refusal.value.reason == reason
    assert refusals() == [{"sender": "bkn", "reason": reason}]
    assert not Reply.objects.exists()


def test_one_system_says_nothing_of_what_went_to_another() -> None:
    closed(), closed("kasn", "lain-yang-juga-panjang")

    with pytest.raises(NotGenuine, match="tanda_tangan"):
        told(Kiriman.objects.get(receiver__code="kasn"), secret=SECRET)


def test_about_what_went_elsewhere_or_nowhere_nobody_is_heard_and_nothing_is_kept() -> None:
    by_wire, unsigned = sent("kasn"), closed(secret="")
    for kiriman in (by_wire, unsigned, Kiriman(key="tidakada")):
        with pytest.raises(NotGenuine, match="tidak_dikenal"):
            told(kiriman)

    assert refusals() == []


@pytest.mark.parametrize("event", [None, "", 5, "x" * 27, "a b", "é"])
def test_an_event_without_a_key_is_named(event: Any) -> None:
    with pytest.raises(Unreadable) as refusal:
        told(closed(), event=event)

    assert refusal.value.field == "event"


@pytest.mark.parametrize("body", [b"{", b"[]", b"5", b'{"event": NaN}', b"\xff"])
def test_a_body_that_is_no_object_is_named(body: bytes) -> None:
    kiriman, said_at = closed(), NOW.isoformat()
    signature = shared_secret.signature(SECRET, said_at, body)

    with pytest.raises(Unreadable):
        actions.receive_webhook(kiriman.key, body, said_at=said_at, signature=signature, at=NOW)


def test_what_leaves_is_signed_with_the_secret_too() -> None:
    closed()
    heard: list[dict[str, str]] = []

    def asked(method: str, address: str, body: bytes, *, headers: dict[str, str]) -> Any:
        shared_secret.check(SECRET, body, said_at=headers["Netral-Time"], given=headers["Netral-Signature"], now=day(1))
        heard.append(headers)
        return House()(method, address, body)

    assert actions.deliver_due(clock=clock(day(1)), asked=asked) == 1
    assert len(heard) == 1


def test_the_door_answers_as_for_messages() -> None:
    kiriman, now = closed(), timezone.now()
    body = json.dumps(SAID)
    signed = shared_secret.headers(SECRET, body.encode(), at=now)
    door = f"/api/v1/kiriman/{kiriman.key}/kabar/"

    answers = [Client().post(door, body, content_type="application/json", headers=signed) for _try in range(2)]
    unsigned = Client().post(door, body, content_type="application/json")

    assert [answer.status_code for answer in (*answers, unsigned)] == [201, 200, 401]
    assert unsigned.json()["errors"][0]["code"] == "tanda_tangan"


def test_an_event_of_one_hand_over_does_not_swallow_that_of_another() -> None:
    first = closed()
    second = sent("bkn")
    told(first)

    with pytest.raises(SaidOtherwise):
        told(second)

    assert told(second, event="e2")[1]
    assert Reply.objects.filter(kiriman=second).count() == 1
