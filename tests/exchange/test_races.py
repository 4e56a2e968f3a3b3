"""Everything at once, with real threads on real connections: one row, one effect, one receipt."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.exchange import actions
from netral.exchange.models import Kiriman, Masukan, Reply
from netral.exchange.states import Answer
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.exchange.builders import OFFICIAL, House, came_in, clock, incoming, news_of, sent
from tests.intake.builders import day

pytestmark = pytest.mark.django_db(transaction=True)
NOW = day(2)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run acts in threads that start together; what each returned or was refused with."""
    ready = Barrier(len(acts))

    def alone(act: Callable[[], object]) -> object:
        ready.wait(timeout=30)
        try:
            return act()
        except (NotAllowed, SomeoneWasFaster) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(alone, acts))


def test_one_message_four_times_at_once_is_one_row_and_one_receipt() -> None:
    message = incoming()

    answers = at_once(*[lambda: actions.receive(message, at=NOW)] * 4)

    assert Masukan.objects.count() == Entry.objects.filter(verb="masukan.masuk").count() == 1
    assert sum(new for _receipt, new in answers) == 1  # type: ignore[misc]
    assert [receipt for receipt, _new in answers] == [Masukan.objects.get().receipt] * 4  # type: ignore[misc]


def test_four_workers_at_once_send_each_message_once() -> None:
    for _each in range(12):
        sent()
    house = House()

    arrived = at_once(*[lambda: actions.deliver_due(clock=clock(NOW), asked=house)] * 4)

    assert sum(arrived) == 12  # type: ignore[arg-type]
    assert len(house.came) == len(house.kept) == 12
    assert set(Kiriman.objects.values_list("delivery", "tries")) == {("sampai", 1)}
    assert Entry.objects.filter(verb="kiriman.sampai").count() == 12


def test_news_at_once_leave_the_last_one_said() -> None:
    kiriman = sent()
    way = (Answer.RECEIVED, Answer.ACCEPTED, Answer.ENDED)
    messages = [news_of(kiriman, answer, place) for place, answer in enumerate(way, 1)]

    at_once(*[lambda message=message: actions.receive(message, at=NOW) for message in messages * 2])  # type: ignore[misc]

    kiriman.refresh_from_db()
    assert kiriman.answer == "selesai"
    assert Reply.objects.count() == Entry.objects.filter(verb__startswith="kiriman.kabar_").count() == 3
    assert verify().ok


def test_of_two_people_who_answer_at_once_one_is_told() -> None:
    masukan = came_in()

    def say(answer: Answer) -> object:
        own = Masukan.objects.select_related("sender", "receiver").get(pk=masukan.pk)
        time.sleep(0.05)
        return actions.answer(own, answer, acting=OFFICIAL, at=NOW, gaps=["Surat"])

    answers = at_once(lambda: say(Answer.RECEIVED), lambda: say(Answer.RETURNED))

    assert sum(isinstance(answer, (SomeoneWasFaster, NotAllowed)) for answer in answers) <= 1
    assert Kiriman.objects.filter(matter="kabar").count() == Masukan.objects.get().said
