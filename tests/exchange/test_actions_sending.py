"""What leaves is written with its step: both stay or neither; what arrived is not sent again."""

import pytest
from django.db import transaction

from netral.audit.models import Entry
from netral.exchange import actions
from netral.exchange.models import Kiriman
from netral.exchange.states import Delivery, Door, Matter
from netral.procedure.queries import milestones
from netral.procedure.states import NotAllowed
from tests.exchange.builders import CONTENT, EXAMINER, OFFICIAL, House, clock, moods, office, partner, sent
from tests.intake.builders import day

pytestmark = pytest.mark.django_db


def test_a_message_is_written_with_its_entry() -> None:
    kiriman = sent()

    entry = Entry.objects.get(chain=kiriman.reference)
    assert (kiriman.delivery, kiriman.next_try_at, kiriman.matter) == ("menunggu", day(1), "penerusan")
    assert (entry.verb, entry.hashes) == ("kiriman.dicatat", [kiriman.sha256])
    assert entry.subjects == [kiriman.reference, kiriman.subject, *kiriman.about]
    assert entry.facts == {"receiver": "bkn", "matter": "penerusan", "door": "netral"}


@pytest.mark.django_db(transaction=True)
def test_a_step_that_fails_takes_its_message_along() -> None:
    partner()

    @transaction.atomic
    def step() -> None:
        sent()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        step()

    assert not Kiriman.objects.exists()
    assert not Entry.objects.filter(chain__startswith="kiriman:").exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_written() -> None:
    partner()
    with pytest.raises(RuntimeError, match="transaction of the step"):
        actions.enqueue(CONTENT, subject="x:y", sender=office(), receiver=office("bkn"), acting=EXAMINER, at=day(1))


def test_to_an_office_of_this_house_nothing_is_sent() -> None:
    nothing = actions.enqueue(
        CONTENT, subject="x:y", sender=office(), receiver=office("pemkab-99.07"), acting=EXAMINER, at=day(1)
    )

    assert nothing is None
    assert not Kiriman.objects.exists()


def test_the_content_is_unreadable_at_rest() -> None:
    kiriman = sent()

    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT content FROM exchange_kiriman")
        assert b"Ringkasan" not in bytes(cursor.fetchone()[0])
    assert Kiriman.objects.get(pk=kiriman.pk).content["summary"] == CONTENT["summary"]


def test_what_is_held_is_tried_again_when_somebody_says_so() -> None:
    kiriman = sent()
    actions.deliver_due(clock=clock(day(1)), asked=moods("422"))
    kiriman.refresh_from_db()
    assert kiriman.delivery == Delivery.HELD

    actions.send_again(kiriman, acting=EXAMINER, at=day(3))
    arrived = actions.deliver_due(clock=clock(day(3)), asked=House())

    assert arrived == 1
    verbs = list(Entry.objects.filter(chain=kiriman.reference).order_by("position").values_list("verb", flat=True))
    assert verbs == ["kiriman.dicatat", "kiriman.tertahan", "kiriman.kirim_ulang", "kiriman.sampai"]


def test_what_arrived_is_not_sent_again() -> None:
    kiriman = sent()
    actions.deliver_due(clock=clock(day(1)), asked=House())
    kiriman.refresh_from_db()

    with pytest.raises(NotAllowed, match="sudah sampai"):
        actions.send_again(kiriman, acting=EXAMINER, at=day(2))


def test_another_office_sends_nothing_again() -> None:
    with pytest.raises(NotAllowed, match="petugas"):
        actions.send_again(sent(), acting=OFFICIAL, at=day(2))


def test_a_package_waits_for_a_person_and_not_for_the_worker() -> None:
    partner(door=Door.PACKAGE)
    kiriman = sent()
    assert actions.deliver_due(clock=clock(day(9)), asked=House()) == 0

    actions.hand_over_package(kiriman, acting=EXAMINER, at=day(2))

    kiriman.refresh_from_db()
    assert (kiriman.delivery, kiriman.delivered_at) == (Delivery.ARRIVED, day(2))
    told = [line.text for line in milestones("laporan:7k4m2pxd91qf1", public=True, language="id")]
    assert told == ["Berkas diserahkan kepada lembaga penerima"]


def test_a_package_is_handed_over_once() -> None:
    partner(door=Door.PACKAGE)
    kiriman = sent()
    actions.hand_over_package(kiriman, acting=EXAMINER, at=day(2))

    with pytest.raises(NotAllowed, match="sudah dicatat"):
        actions.hand_over_package(kiriman, acting=EXAMINER, at=day(2))


def test_what_goes_by_wire_is_not_handed_over_by_hand() -> None:
    with pytest.raises(NotAllowed, match="berjalan sendiri"):
        actions.hand_over_package(sent(), acting=EXAMINER, at=day(2))


def test_news_are_written_like_any_message() -> None:
    assert sent(matter=Matter.NEWS).matter == "kabar"
