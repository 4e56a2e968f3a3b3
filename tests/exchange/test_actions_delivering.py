"""At least once: until the receiver's own signature is here, the message goes on waiting."""

import json
from datetime import timedelta
from itertools import repeat

import pytest
from django.conf import settings

from netral.audit.actions import signing_key
from netral.audit.models import Entry
from netral.exchange import actions, messages
from netral.exchange.actions import delivering
from netral.exchange.models import Kiriman
from netral.exchange.states import LEASE, Delivery, Door
from netral.exchange.wire import Heard
from netral.procedure.queries import milestones
from tests.exchange.builders import ADDRESS, BOSS, EXAMINER, House, clock, moods, partner, sent
from tests.intake.builders import day

pytestmark = pytest.mark.django_db
NOW = day(1)


def deliver(house: object, at: object = NOW, **options: object) -> int:
    return actions.deliver_due(clock=clock(at), asked=house, **options)  # type: ignore[arg-type]


def test_a_message_arrives_with_a_signed_receipt() -> None:
    kiriman, house = sent(), House()

    assert deliver(house) == 1

    kiriman.refresh_from_db()
    entry = Entry.objects.get(chain=kiriman.reference, verb="kiriman.sampai")
    assert (kiriman.delivery, kiriman.delivered_at, kiriman.tries) == ("sampai", NOW, 1)
    assert kiriman.receipt == house.kept[kiriman.key]
    assert entry.hashes == [kiriman.sha256, "a" * 64]
    told = [line.text for line in milestones("laporan:7k4m2pxd91qf1", public=True, language="id")]
    assert told == ["Berkas sampai di lembaga penerima"]


def test_it_goes_signed_to_the_receivers_door_and_for_that_house_alone() -> None:
    kiriman, house = sent(), House()

    deliver(house)

    came = house.came[0]
    assert (came.pop("method"), came.pop("address")) == ("POST", f"{ADDRESS}/api/v1/kiriman/")
    key = signing_key()
    messages.check_genuine(messages.check_shape(came), {key.key_id: key.public_key}, audience=ADDRESS, now=NOW)
    assert (came["id"], came["from"], came["to"]) == (kiriman.key, "bawaslu-99.07", "bkn")


@pytest.mark.parametrize(
    ("mood", "said"),
    [
        ("away", "tidak_menjawab"),
        ("late", "tidak_menjawab"),
        ("500", "http_500"),
        ("404", "http_404"),
        ("401", "http_401"),
        ("302", "http_302"),
        ("garbled", "tanda_terima_tidak_sah"),
        ("list", "tanda_terima_tidak_sah"),
        ("unsigned", "tanda_terima_tidak_sah"),
    ],
)
def test_whatever_is_no_receipt_leaves_it_waiting(mood: str, said: str) -> None:
    kiriman = sent()

    assert deliver(moods(mood)) == 0

    kiriman.refresh_from_db()
    assert (kiriman.delivery, kiriman.said_last, kiriman.tries) == ("menunggu", said, 1)
    assert kiriman.next_try_at == NOW + timedelta(seconds=15)


def test_it_is_tried_more_and_more_seldom_and_then_every_quarter_hour() -> None:
    kiriman, house, at, pauses = sent(), House(moods=repeat("500")), NOW, []
    for _try in range(6):
        deliver(house, at)
        kiriman.refresh_from_db()
        assert kiriman.next_try_at
        pauses.append((kiriman.next_try_at - at).total_seconds())
        assert deliver(house, at) == 0  # not before its time
        at = kiriman.next_try_at

    assert pauses == [15, 60, 300, 900, 900, 900]


def test_a_receiver_that_asks_for_patience_gets_an_hour_at_most() -> None:
    kiriman = sent()

    deliver(moods("429"))

    kiriman.refresh_from_db()
    assert kiriman.next_try_at == NOW + timedelta(hours=1)


def test_a_receiver_away_for_an_hour_gets_it_once_and_the_receipt_is_whole() -> None:
    kiriman, house, at = sent(), House(moods=iter(["away", "late", "500", "late", "garbled", "away", "429"])), NOW
    for _try in range(12):
        deliver(house, at)
        at += timedelta(minutes=61)

    kiriman.refresh_from_db()
    assert kiriman.delivery == Delivery.ARRIVED
    assert list(house.kept) == [kiriman.key]
    assert Entry.objects.filter(chain=kiriman.reference, verb="kiriman.sampai").count() == 1


@pytest.mark.parametrize("status", ["409", "413", "422"])
def test_what_only_a_person_can_mend_is_held(status: str) -> None:
    kiriman = sent()

    deliver(moods(status))
    assert deliver(House(), day(30)) == 0

    kiriman.refresh_from_db()
    assert (kiriman.delivery, kiriman.said_last) == ("tertahan", f"http_{status}")
    assert Entry.objects.get(chain=kiriman.reference, verb="kiriman.tertahan").facts["said"] == f"http_{status}"


def test_one_silent_receiver_keeps_no_other_waiting() -> None:
    for _each in range(3):
        sent("bkn")
    other = sent("kasn")
    tried = []

    def asked(method: str, address: str, body: bytes, **_options: object) -> Heard:
        tried.append(json.loads(body)["to"])
        return House(moods=iter(["away"] if "bkn" in address else []), code="kasn")(method, address, body)

    assert deliver(asked) == 1
    other.refresh_from_db()
    assert other.delivery == Delivery.ARRIVED
    assert tried == ["bkn", "kasn"]


def test_to_a_paused_partner_it_waits_and_goes_when_the_pause_is_over() -> None:
    kiriman = sent()
    actions.pause(partner(), paused=True, acting=BOSS, at=NOW)
    assert deliver(House()) == 0
    kiriman.refresh_from_db()
    assert kiriman.said_last == "tanpa_alamat"

    actions.pause(partner(), paused=False, acting=BOSS, at=NOW)

    assert deliver(House(), day(2)) == 1


def test_a_partner_that_is_none_any_more_loses_nothing() -> None:
    kiriman = sent()
    partner(door=Door.PACKAGE)

    assert deliver(House()) == 0

    actions.hand_over_package(kiriman, acting=EXAMINER, at=day(2))


def test_a_webhook_is_signed_alike_and_arrives_when_it_is_taken() -> None:
    partner(door=Door.WEBHOOK, address="https://sbt.example/masuk?x=1")
    kiriman, house = sent(), House()

    assert deliver(house) == 1

    kiriman.refresh_from_db()
    assert house.came[0]["address"] == "https://sbt.example/masuk?x=1"
    assert kiriman.receipt == {"status": 201}


def test_what_a_killed_worker_held_comes_back_after_its_lease() -> None:
    kiriman = sent()
    assert delivering._take(NOW, set(), LEASE) == kiriman  # and the worker dies here

    assert deliver(House(), NOW + LEASE - timedelta(seconds=1)) == 0
    assert deliver(House(), NOW + LEASE) == 1


def test_a_worker_killed_after_the_answer_sends_again_and_hears_the_same_receipt() -> None:
    kiriman, house = sent(), House()
    taken = delivering._take(NOW, set(), LEASE)
    assert taken
    delivering._tried(taken, partner(), NOW, house)  # answered, and the worker dies before it is written down

    assert deliver(house, NOW + LEASE) == 1

    kiriman.refresh_from_db()
    assert [message["id"] for message in house.came] == [kiriman.key] * 2
    assert Entry.objects.filter(chain=kiriman.reference, verb="kiriman.sampai").count() == 1


def test_a_worker_that_was_too_slow_neither_writes_twice_nor_takes_back() -> None:
    kiriman, house = sent(), House()
    slow = delivering._take(NOW, set(), LEASE)
    assert slow
    assert deliver(house, NOW + LEASE) == 1

    assert actions.deliver(slow, clock=clock(day(2)), asked=house).delivery == Delivery.ARRIVED
    actions.deliver(slow, clock=clock(day(2)), asked=moods("422"))
    actions.deliver(slow, clock=clock(day(2)), asked=moods("away"))

    kiriman.refresh_from_db()
    assert kiriman.delivery == Delivery.ARRIVED
    assert Entry.objects.filter(chain=kiriman.reference).count() == 2


def test_a_row_taken_between_look_and_grasp_is_left_to_the_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = sent(), sent()
    rows = iter([first, second])
    looked = delivering.queries.due

    class Stale:
        """The first look finds what another worker takes a moment later."""

        def select_related(self, *_names: str) -> "Stale":
            return self

        def first(self) -> Kiriman:
            found = next(rows)
            if found == first:
                Kiriman.objects.filter(pk=first.pk).update(next_try_at=day(5))
            return found

    monkeypatch.setattr(delivering.queries, "due", lambda *_a, **_o: Stale())

    assert delivering._take(NOW, set(), LEASE) == second
    monkeypatch.setattr(delivering.queries, "due", looked)
    assert delivering.house() == settings.BASE_URL


def test_a_round_ends_after_so_many_messages() -> None:
    sent(), sent()

    assert deliver(House(), most=1) == 1
    assert Kiriman.objects.filter(delivery="menunggu").count() == 1
