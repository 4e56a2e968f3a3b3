"""At least once: until the receiver's own signature is here, the message goes on waiting."""

import json
from datetime import timedelta
from itertools import repeat

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from netral.audit.actions import signing_key
from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.exchange import actions, messages
from netral.exchange.actions import delivering
from netral.exchange.models import Kiriman
from netral.exchange.states import LEASE, Delivery, Door
from netral.exchange.wire import Heard
from netral.procedure.queries import milestones
from tests.exchange.builders import ADDRESS, BOSS, EXAMINER, House, clock, moods, office, partner, sent
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
        told = json.loads(body)
        tried.append(told["messages"][0]["to"] if "messages" in told else told["to"])
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
    assert delivering._take(NOW, set(), LEASE) == [kiriman]  # and the worker dies here

    assert deliver(House(), NOW + LEASE - timedelta(seconds=1)) == 0
    assert deliver(House(), NOW + LEASE) == 1


def test_a_worker_killed_after_the_answer_sends_again_and_hears_the_same_receipt() -> None:
    kiriman, house = sent(), House()
    taken = delivering._take(NOW, set(), LEASE)
    assert taken == [kiriman]
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

    assert [each.delivery for each in actions.deliver(slow, clock=clock(day(2)), asked=house)] == [Delivery.ARRIVED]
    actions.deliver(slow, clock=clock(day(2)), asked=moods("422"))
    actions.deliver(slow, clock=clock(day(2)), asked=moods("away"))

    kiriman.refresh_from_db()
    assert kiriman.delivery == Delivery.ARRIVED
    assert Entry.objects.filter(chain=kiriman.reference).count() == 2


def test_what_another_worker_holds_at_this_moment_is_left_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = sent("bkn"), sent("kasn")
    whole = delivering.queries.due

    def held(at: object, **options: object) -> object:
        """The rows of the first receiver are locked: whoever asks for rows to take does not see them."""
        found = whole(at, **options)  # type: ignore[arg-type]
        return found if options else found.exclude(pk=first.pk)

    monkeypatch.setattr(delivering.queries, "due", held)

    assert delivering._take(NOW, set(), LEASE) == [second]
    assert delivering._take(NOW, set(), LEASE) == []
    assert delivering.house() == settings.BASE_URL


def test_many_for_one_house_go_in_one_request_and_are_written_down_together() -> None:
    rows, house = [sent() for _each in range(3)], House()

    with CaptureQueriesContext(connection) as three:
        assert deliver(house) == 3
    for _each in range(9):
        sent()
    with CaptureQueriesContext(connection) as nine:
        assert deliver(house, day(2)) == 9

    assert {message["address"] for message in house.came} == {f"{ADDRESS}/api/v1/kiriman-sekaligus/"}
    assert [message["id"] for message in house.came[:3]] == [row.key for row in rows]
    assert {row.receipt == house.kept[row.key] for row in Kiriman.objects.all()} == {True}
    assert Entry.objects.filter(verb="kiriman.sampai").count() == 12
    assert len(nine) - len(three) == 6  # one for each row that arrived, and no more
    assert verify().ok


def test_one_that_is_refused_among_many_is_held_and_keeps_no_other() -> None:
    rows = [sent() for _each in range(3)]

    assert deliver(House(spoiled={rows[1].key})) == 2

    assert [Kiriman.objects.get(pk=row.pk).delivery for row in rows] == ["sampai", "tertahan", "sampai"]


@pytest.mark.parametrize("mood", ["404", "500", "422", "garbled", "list"])
def test_a_house_that_cannot_take_many_gets_them_one_by_one(mood: str) -> None:
    sent(), sent()
    house = moods(mood)

    assert deliver(house) == 2

    assert {message["address"] for message in house.came[-2:]} == {f"{ADDRESS}/api/v1/kiriman/"}
    assert Kiriman.objects.filter(tries=1, delivery="sampai").count() == 2


def test_one_by_one_ends_at_the_first_silence() -> None:
    sent(), sent(), sent()
    house = moods("500", "", "late")

    assert deliver(house) == 1

    assert list(Kiriman.objects.order_by("pk").values_list("said_last", flat=True)) == [
        "http_201",
        *["tidak_menjawab"] * 2,
    ]
    assert len(house.came) == 2


def test_rows_that_answer_nothing_leave_theirs_waiting() -> None:
    sent(), sent()

    assert deliver(moods("rows")) == 0

    assert set(Kiriman.objects.values_list("delivery", "said_last")) == {("menunggu", "tanda_terima_tidak_sah")}


@pytest.mark.parametrize("mood", ["429", "503"])
def test_a_house_that_is_busy_is_not_asked_again_for_each(mood: str) -> None:
    sent(), sent()
    house = moods(mood)

    assert deliver(house) == 0

    assert house.came == []
    assert set(Kiriman.objects.values_list("said_last", flat=True)) == {f"http_{mood}"}


def test_no_request_is_larger_than_the_other_side_reads() -> None:
    for _each in range(3):
        with transaction.atomic():
            actions.enqueue(
                {"summary": "x" * 400_000}, subject="penerusan:1", sender=office(), receiver=partner().organisation,
                acting=EXAMINER, at=NOW,
            )  # fmt: skip
    house = House()

    assert deliver(house) == 3

    assert [message["address"].rsplit("/", 2)[-2] for message in house.came] == [*["kiriman-sekaligus"] * 2, "kiriman"]


def test_after_a_silence_the_rest_of_what_was_taken_waits() -> None:
    for _each in range(3):
        with transaction.atomic():
            actions.enqueue(
                {"summary": "x" * 600_000}, subject="penerusan:1", sender=office(), receiver=partner().organisation,
                acting=EXAMINER, at=NOW,
            )  # fmt: skip
    house = moods("", "late")

    assert deliver(house) == 1

    assert len(house.came) == 2
    assert Kiriman.objects.filter(said_last="tidak_menjawab", next_try_at=NOW + timedelta(seconds=15)).count() == 2


def test_a_line_that_breaks_at_once_is_tried_three_times_in_a_round(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivering, "TOGETHER", 1)
    for _each in range(6):
        sent()
    house = moods("away", "away", "", "away", "away", "away")

    assert deliver(house) == 1

    assert Kiriman.objects.filter(tries=1).count() == 6


def test_a_round_ends_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    sent()
    monkeypatch.setattr(delivering, "ROUND", 0.0)

    assert deliver(House()) == 0


def test_a_round_ends_after_so_many_messages() -> None:
    sent(), sent()

    assert deliver(House(), most=1) == 1
    assert Kiriman.objects.filter(delivery="menunggu").count() == 1
