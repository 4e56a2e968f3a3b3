"""A hand-over to another house leaves with its step, without the reporter, and what comes back moves the case."""

from typing import Any

import pytest
from django.utils import timezone

from netral.audit.actions import signing_key
from netral.cases import actions
from netral.cases.actions import replies
from netral.cases.actions.erasing import erase_texts
from netral.cases.models import Case, Penerusan
from netral.cases.states import Result
from netral.evidence import actions as evidence
from netral.evidence.actions import keep, redact, uncover
from netral.evidence.content import Box
from netral.evidence.models import Exhibit
from netral.evidence.states import NotShown
from netral.exchange import actions as exchange
from netral.exchange import handing, tickets
from netral.exchange.models import Kiriman, Masukan, Reply
from netral.exchange.states import Answer, Delivery, Outcome
from netral.procedure.queries import differences, milestones
from netral.procedure.states import NotAllowed
from tests.cases.builders import EXAMINER, day, decided, forwarded
from tests.cases.test_actions_around import led, of_village_head, on_record
from tests.evidence.builders import upload
from tests.evidence.test_actions_redacting import photo as picture
from tests.exchange.builders import House, clock, news_of, partner
from tests.exchange.test_actions_fetching import ask

pytestmark = pytest.mark.django_db


def handed(case: Case | None = None, **changes: Any) -> tuple[Penerusan, Kiriman]:
    """A case handed over to KASN, which works in a house of its own."""
    case = case or decided()
    partner("kasn")
    penerusan = forwarded(case, **changes)
    return penerusan, Kiriman.objects.get(subject=f"penerusan:{penerusan.key}")


def test_a_hand_over_to_another_house_is_written_with_its_step() -> None:
    penerusan, kiriman = handed()

    assert (kiriman.receiver, kiriman.document, kiriman.made_at) == (penerusan.receiver, penerusan.document, day(4))
    assert kiriman.about == [penerusan.case.reference, penerusan.case.laporan.reference]
    letter = kiriman.content["letter"]
    assert (letter["number"], letter["sha256"]) == (penerusan.document.number, penerusan.document.sha256)
    with penerusan.document.opened() as reader:
        assert letter["size"] == len(reader.read())
    assert kiriman.content["accused"]["name"] == penerusan.accused.name
    assert kiriman.content["provisions"]


def test_a_hand_over_inside_this_house_sends_nothing() -> None:
    forwarded()

    assert not Kiriman.objects.exists()


def test_the_whole_way_there_and_back() -> None:
    penerusan, kiriman = handed()
    exchange.deliver_due(clock=clock(day(4)), asked=House("kasn"))
    for place, answer in enumerate((Answer.RECEIVED, Answer.ACCEPTED), 1):
        exchange.receive(news_of(kiriman, answer, place), at=day(2))

    assert actions.apply_replies(day(5)) == 2
    assert actions.apply_replies(day(5)) == 0

    penerusan.refresh_from_db()
    penerusan.case.refresh_from_db()
    assert (penerusan.acknowledged_at, penerusan.case.status) == (day(5), "diteruskan")
    assert differences(penerusan.case) == []


def test_the_end_closes_the_case() -> None:
    penerusan, kiriman = handed()
    note = "Sanksi moral dijatuhkan dan diumumkan."
    exchange.receive(news_of(kiriman, Answer.RECEIVED, 1), at=day(2))
    exchange.receive(news_of(kiriman, Answer.ENDED, 2, outcome="dijatuhi_sanksi", note=note), at=day(2))

    actions.apply_replies(day(6))

    penerusan.refresh_from_db()
    penerusan.case.refresh_from_db()
    assert (penerusan.outcome, penerusan.outcome_note) == ("dijatuhi_sanksi", note)
    assert not penerusan.case.open


@pytest.mark.parametrize(("outcome", "note"), [("", "Selesai."), ("hadiah", "Selesai."), ("dihentikan", " ")])
def test_an_end_nobody_can_read_leaves_the_case_to_people(outcome: str, note: str) -> None:
    penerusan, kiriman = handed()
    exchange.receive(news_of(kiriman, Answer.ENDED, 1, outcome=outcome, note=note), at=day(2))

    actions.apply_replies(day(6))

    penerusan.refresh_from_db()
    assert (penerusan.acknowledged_at, penerusan.ended_at) == (day(6), None)


def test_what_is_returned_is_news_and_no_acknowledgement() -> None:
    penerusan, kiriman = handed()
    exchange.receive(news_of(kiriman, Answer.RETURNED, 1, gaps=("Surat keputusan",)), at=day(2))

    actions.apply_replies(day(6))

    penerusan.refresh_from_db()
    lines = milestones(penerusan.case.laporan.reference, public=True, language="id")
    assert penerusan.acknowledged_at is None
    assert "Lembaga penerima meminta berkas dilengkapi" in [line.text for line in lines]


def test_news_with_a_hole_wait_for_what_is_missing() -> None:
    _penerusan, kiriman = handed()
    exchange.receive(news_of(kiriman, Answer.ENDED, 3, outcome="dihentikan", note="Tidak terbukti."), at=day(2))
    assert actions.apply_replies(day(5)) == 0

    exchange.receive(news_of(kiriman, Answer.ACCEPTED, 2), at=day(2))
    assert actions.apply_replies(day(5)) == 0
    exchange.receive(news_of(kiriman, Answer.RECEIVED, 1), at=day(2))

    assert actions.apply_replies(day(5)) == 3


def test_what_the_case_no_longer_allows_is_applied_without_effect() -> None:
    penerusan, kiriman = handed()
    exchange.receive(news_of(kiriman, Answer.ENDED, 1, outcome="dihentikan", note="Tidak terbukti."), at=day(2))
    exchange.receive(news_of(kiriman, Answer.ENDED, 2, outcome="dihentikan", note="Sekali lagi."), at=day(2))

    assert actions.apply_replies(day(6)) == 2

    assert not Reply.objects.filter(applied_at=None).exists()
    penerusan.refresh_from_db()
    assert penerusan.outcome_note == "Tidak terbukti."


def test_what_was_sent_is_erased_with_its_case_and_its_proof_stays() -> None:
    penerusan, kiriman = handed()
    exchange.deliver_due(clock=clock(day(4)), asked=House("kasn"))
    exchange.receive(news_of(kiriman, Answer.RETURNED, gaps=("Surat Rekaan",), note="Rekaan."), at=day(2))

    erase_texts(penerusan.case, at=day(900))

    kiriman.refresh_from_db()
    reply, came = Reply.objects.get(), Masukan.objects.get()
    assert (kiriman.content, reply.gaps, reply.note, came.content) == ({}, [], "", {})
    assert kiriman.receipt
    assert kiriman.sha256


def test_what_was_applied_is_not_applied_again_and_what_follows_is() -> None:
    penerusan, kiriman = handed()
    exchange.receive(news_of(kiriman, Answer.RECEIVED, 1), at=day(2))
    first = Reply.objects.select_related("kiriman").get()
    assert actions.apply_replies(day(5)) == 1

    replies._apply(first, day(6))
    exchange.receive(news_of(kiriman, Answer.ACCEPTED, 2), at=day(2))

    assert actions.apply_replies(day(7)) == 1
    penerusan.refresh_from_db()
    assert penerusan.acknowledged_at == day(5)


def test_what_a_receiver_may_say_of_an_end_is_what_a_case_understands() -> None:
    assert Outcome.choices == Result.choices


def test_its_receiver_fetches_the_letter_and_the_copy_that_may_leave_and_nothing_else() -> None:
    case = decided()
    own = keep(case.laporan.reference, upload(), at=day(0))
    penerusan, kiriman = handed(case, exhibits=[own])
    letter, (copy,) = kiriman.content["letter"], kiriman.content["exhibits"]

    answers = {file: ask(kiriman, file) for file in (letter["sha256"], copy["sha256"], "c" * 64)}

    with penerusan.document.opened() as reader:
        assert answers[letter["sha256"]].getvalue() == reader.read()
    assert len(answers[copy["sha256"]].getvalue()) == copy["size"]
    assert answers["c" * 64].status_code == 404


def test_what_may_leave_no_more_is_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    case = decided()
    own = keep(case.laporan.reference, upload(), at=day(0))
    _penerusan, kiriman = handed(case, exhibits=[own])
    file = kiriman.content["exhibits"][0]["sha256"]

    def held_back(_exhibit: Exhibit) -> None:
        raise NotShown

    monkeypatch.setattr(handing.evidence, "leaving", held_back)
    answer = ask(kiriman, file)

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (410, "ditahan")
    assert answer.json()["replaced"]["leaves"] is None


@pytest.mark.django_db(transaction=True)
def test_what_was_blackened_since_is_announced_anew_and_fetched_under_its_own_fingerprint() -> None:
    case = decided()
    own = keep(case.laporan.reference, upload(picture()), at=day(0))
    penerusan, kiriman = handed(case, exhibits=[own])
    (before,) = kiriman.content["exhibits"]
    redact(penerusan.exhibits.get(), [Box(1, 100, 100, 300, 300)], acting=EXAMINER, at=day(5))
    redact(penerusan.exhibits.get(), [Box(1, 0, 0, 900, 900)], acting=EXAMINER, at=day(6))
    copy = own.copies.get(kind="tertutup")

    answer = ask(kiriman, before["sha256"])

    said = answer.json()["replaced"]
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (410, "diganti")
    assert said["leaves"] == {
        "label": before["label"], "sha256": copy.sha256, "media_type": "image/png", "size": copy.size,
    }  # fmt: skip
    key = signing_key()
    how = {"key": kiriman.key, "file": before["sha256"], "by": "kasn", "now": timezone.now()}
    assert tickets.check_replacement(said, {key.key_id: key.public_key}, **how) == said["leaves"]  # type: ignore[arg-type]
    assert len(ask(kiriman, copy.sha256).getvalue()) == copy.size


@pytest.mark.django_db(transaction=True)
def test_a_redacted_copy_taken_back_gives_way_to_what_leaves_now() -> None:
    case = decided()
    own = keep(case.laporan.reference, upload(picture()), at=day(0))
    redact(own, [Box(1, 100, 100, 300, 300)], acting=EXAMINER, at=day(1))
    _penerusan, kiriman = handed(case, exhibits=[own])
    uncover(own, reason="Kotaknya menutup yang salah.", acting=EXAMINER, at=day(5))
    evidence.make_ready_to_leave([own], at=day(5))

    answer = ask(kiriman, kiriman.content["exhibits"][0]["sha256"])

    assert answer.json()["replaced"]["leaves"]["sha256"] == evidence.leaving(own).sha256


def led_around(house: str = "pemkab-99.07") -> tuple[Penerusan, Kiriman]:
    """Written for the house of a receiver who turns out to stand in the election, and led around them."""
    partner(house)
    penerusan = of_village_head()
    kiriman = Kiriman.objects.get(receiver__code=house)
    on_record()
    led(penerusan)
    return penerusan, kiriman


def test_what_was_led_around_goes_no_more_to_the_receiver_before() -> None:
    _penerusan, kiriman = led_around()
    house = House(kiriman.receiver.code)

    exchange.deliver_due(clock=clock(day(5)), asked=house)

    kiriman.refresh_from_db()
    assert house.came == []
    assert (kiriman.delivery, kiriman.next_try_at) == (Delivery.CANCELLED, None)
    with pytest.raises(NotAllowed):
        exchange.send_again(kiriman, acting=EXAMINER, at=day(5))


def test_the_receiver_before_does_not_end_what_another_one_has() -> None:
    penerusan, kiriman = led_around()
    exchange.receive(news_of(kiriman, Answer.RECEIVED, 1), at=day(2))
    exchange.receive(news_of(kiriman, Answer.ENDED, 2, outcome="tidak_dijatuhi_sanksi", note="Selesai."), at=day(2))

    actions.apply_replies(day(6))

    penerusan.refresh_from_db()
    assert (penerusan.receiver.code, penerusan.acknowledged_at, penerusan.ended_at) == ("pemprov-99", None, None)


def test_what_the_receiver_before_says_later_is_no_milestone_of_the_reporter() -> None:
    partner("pemkab-99.07")
    penerusan = of_village_head()
    kiriman, report = Kiriman.objects.get(), penerusan.case.laporan.reference
    exchange.deliver_due(clock=clock(day(4)), asked=House("pemkab-99.07"))
    on_record()
    led(penerusan)
    before = milestones(report, public=True, language="id")

    exchange.receive(news_of(kiriman, Answer.RECEIVED, 1), at=day(2))
    exchange.receive(news_of(kiriman, Answer.ENDED, 2, outcome="dihentikan", note="Selesai."), at=day(2))

    staff = [line.text for line in milestones(penerusan.case.reference, public=False, language="id")]
    assert milestones(report, public=True, language="id") == before
    assert "Kabar dari penerima sebelumnya, sesudah penerusan beralih: selesai" in staff
    assert actions.apply_replies(day(6)) == 0


def test_the_receiver_before_fetches_no_more_files() -> None:
    partner("pemkab-99.07")
    penerusan = of_village_head()
    kiriman = Kiriman.objects.get()
    exchange.deliver_due(clock=clock(day(4)), asked=House("pemkab-99.07"))
    letter = kiriman.content["letter"]["sha256"]
    before = ask(kiriman, letter)
    on_record()
    led(penerusan)

    after = ask(kiriman, letter)

    assert (before.status_code, after.status_code) == (200, 410)
    assert after.json()["replaced"]["leaves"] is None


def test_what_came_before_it_moved_and_was_not_applied_yet_moves_nothing_after() -> None:
    partner("pemkab-99.07")
    penerusan = of_village_head()
    exchange.receive(news_of(Kiriman.objects.get(), Answer.RECEIVED, 1), at=day(2))
    on_record()
    led(penerusan)

    assert actions.apply_replies(day(6)) == 1

    penerusan.refresh_from_db()
    assert penerusan.acknowledged_at is None


def test_a_reply_waits_for_the_one_before_it() -> None:
    _penerusan, kiriman = handed()
    for place, answer in enumerate((Answer.RECEIVED, Answer.ACCEPTED), 1):
        exchange.receive(news_of(kiriman, answer, place), at=day(2))
    first, second = Reply.objects.filter(kiriman=kiriman).order_by("place")

    replies._apply(second, day(6))
    second.refresh_from_db()
    assert second.applied_at is None

    replies._apply(first, day(6))
    replies._apply(second, day(6))
    assert not Reply.objects.filter(applied_at=None).exists()


def test_one_reply_that_fails_keeps_only_those_of_its_own_hand_over(monkeypatch: pytest.MonkeyPatch) -> None:
    (broken, first), (whole, second) = handed(), handed()
    for kiriman in (first, second):
        exchange.receive(news_of(kiriman, Answer.RECEIVED, 1), at=day(2))
    exchange.receive(news_of(first, Answer.ACCEPTED, 2), at=day(2))
    moved = replies._move

    def fails(penerusan: Penerusan, *said: Any) -> None:
        if penerusan.pk == broken.pk:
            raise RuntimeError
        moved(penerusan, *said)

    monkeypatch.setattr(replies, "_move", fails)
    actions.apply_replies(day(5))
    whole.refresh_from_db()
    assert whole.acknowledged_at == day(5)
    assert Reply.objects.filter(kiriman=first, applied_at=None).count() == 2

    monkeypatch.undo()
    actions.apply_replies(day(6))

    broken.refresh_from_db()
    assert broken.acknowledged_at == day(6)
    assert not Reply.objects.filter(applied_at=None).exists()


def test_a_message_says_whose_day_it_is_and_what_was_on_record() -> None:
    _penerusan, kiriman = handed()

    assert kiriman.content["sent"] == {"by": "bawaslu-99.07", "on": day(4).date().isoformat()}
    assert kiriman.content["conflicts"] == []
