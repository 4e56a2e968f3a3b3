"""What a receiver says reaches every sender upstream, once, in its order however it arrives, and the reporter."""

from itertools import permutations
from typing import Any

import pytest

from netral.audit.models import Entry
from netral.exchange import actions, news
from netral.exchange.models import Kiriman, Masukan, Partner, Reply
from netral.exchange.states import NEXT, Answer, Door, Matter, Refused
from netral.offices.models import Organisation
from netral.procedure.queries import milestones
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.exchange.builders import EXAMINER, OFFICIAL, came_in, news_of, office, partner, sent
from tests.intake.builders import day, staff

pytestmark = pytest.mark.django_db
NOW = day(2)
WAY = (Answer.RECEIVED, Answer.ACCEPTED, Answer.ENDED)
# What each answer cannot do without.
NEEDS: dict[Answer, dict[str, Any]] = {
    Answer.RETURNED: {"gaps": ["Surat"]},
    Answer.ENDED: {"outcome": "dihentikan", "note": "Tidak terbukti."},
}


def told(masukan: Masukan) -> list[dict[str, Any]]:
    """What goes back to whoever sent it."""
    rows = Kiriman.objects.filter(matter=Matter.NEWS, receiver=masukan.sender).order_by("pk")
    return [row.content for row in rows]


@pytest.mark.parametrize("to", WAY)
def test_an_answer_is_written_down_and_goes_back(to: Answer) -> None:
    masukan = came_in()
    for each in WAY[: WAY.index(to) + 1]:
        said = {"note": "Sedang dipelajari.", **NEEDS.get(each, {})}
        entry = actions.answer(masukan, each, acting=OFFICIAL, at=NOW, **said)

    masukan.refresh_from_db()
    last = news.read(told(masukan)[-1])
    assert (masukan.answer, entry.verb, entry.office) == (to, f"masukan.{to}", "pemkab-99.07")
    assert (last.answer, last.place, last.thread, last.by) == (to, masukan.said, masukan.message, "pemkab-99.07")


def test_what_is_returned_says_what_it_misses() -> None:
    masukan = came_in()

    actions.answer(masukan, Answer.RETURNED, acting=OFFICIAL, at=NOW, gaps=[" Surat keputusan ", "", "Foto asli"])

    assert told(masukan)[0]["gaps"] == ["Surat keputusan", "Foto asli"]
    assert Entry.objects.get(chain=masukan.reference, verb="masukan.dikembalikan").facts["gaps"] == 2


@pytest.mark.parametrize(
    ("gaps", "note", "field"),
    [([], "", "gaps"), ([" "], "", "gaps"), (["x" * 301], "", "gaps"), (["a"], "x" * 2001, "note")],
)
def test_a_return_without_its_gaps_changes_nothing(gaps: list[str], note: str, field: str) -> None:
    masukan = came_in()

    with pytest.raises(Refused) as refusal:
        actions.answer(masukan, Answer.RETURNED, acting=OFFICIAL, at=NOW, gaps=gaps, note=note)

    masukan.refresh_from_db()
    assert refusal.value.field == field
    assert (masukan.answer, told(masukan)) == ("masuk", [])


@pytest.mark.parametrize("now", Answer)
@pytest.mark.parametrize("to", Answer)
def test_only_what_follows_can_be_answered(now: Answer, to: Answer) -> None:
    masukan = came_in()
    masukan.answer = now
    masukan.save()

    if to in NEXT[now]:
        actions.answer(masukan, to, acting=OFFICIAL, at=NOW, **NEEDS.get(to, {}))
        return
    with pytest.raises(NotAllowed):
        actions.answer(masukan, to, acting=OFFICIAL, at=NOW, gaps=["Surat"])


def test_another_office_answers_nothing() -> None:
    with pytest.raises(NotAllowed, match="dijawab oleh"):
        actions.answer(came_in(), Answer.RECEIVED, acting=EXAMINER, at=NOW)


def test_of_two_answers_at_once_one_stands() -> None:
    masukan = came_in()
    same = Masukan.objects.select_related("sender", "receiver").get(pk=masukan.pk)
    actions.answer(masukan, Answer.RECEIVED, acting=OFFICIAL, at=NOW)

    with pytest.raises(SomeoneWasFaster):
        actions.answer(same, Answer.RETURNED, acting=OFFICIAL, at=NOW, gaps=["Surat"])

    assert [each["answer"] for each in told(masukan)] == ["diterima"]


def test_news_reach_the_sender_and_the_reporter() -> None:
    kiriman = sent()
    for place, answer in enumerate((Answer.RECEIVED, Answer.RETURNED), 1):
        actions.receive(news_of(kiriman, answer, place, gaps=("Surat",) * (place - 1)), at=NOW)

    kiriman.refresh_from_db()
    lines = milestones("laporan:7k4m2pxd91qf1", public=True, language="id")
    assert kiriman.answer == "dikembalikan"
    assert [line.text for line in lines] == [
        "Lembaga penerima menerima perkara ini",
        "Lembaga penerima meminta berkas dilengkapi",
    ]
    assert Reply.objects.get(place=2).gaps == ["Surat"]
    assert Entry.objects.get(verb="kiriman.kabar_dikembalikan").facts == {"place": 2, "gaps": 1, "further": False}


def test_news_of_being_led_around_move_nothing_and_reach_sender_and_reporter() -> None:
    kiriman = sent()
    actions.receive(news_of(kiriman, Answer.ACCEPTED, 1), at=NOW)

    actions.receive(news_of(kiriman, Answer.ACCEPTED, 2, led_to="kemendagri"), at=NOW)

    kiriman.refresh_from_db()
    (last,) = milestones("laporan:7k4m2pxd91qf1", public=True, language="id")[1:]
    assert (kiriman.answer, Reply.objects.get(place=2).led_to) == ("ditindaklanjuti", "kemendagri")
    assert last.text == "Keputusan dialihkan ke Kementerian Dalam Negeri. Batas waktu yang berjalan tetap."
    assert Entry.objects.get(verb="kiriman.kabar_dialihkan").facts["to_office"] == "kemendagri"


def test_news_of_being_led_around_that_come_late_tell_the_reporter_nothing() -> None:
    kiriman = sent()
    Kiriman.objects.filter(pk=kiriman.pk).update(moved_on_at=NOW)

    actions.receive(news_of(kiriman, Answer.ACCEPTED, 1, led_to="kemendagri"), at=NOW)

    assert Entry.objects.get(verb="kiriman.kabar_lama_dialihkan").facts["to_office"] == "kemendagri"
    assert milestones("laporan:7k4m2pxd91qf1", public=True, language="id") == []


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))))
def test_whatever_order_news_come_in_the_last_one_said_stands(order: tuple[int, ...]) -> None:
    kiriman = sent()
    messages = {place: news_of(kiriman, answer, place) for place, answer in enumerate(WAY, 1)}

    for place in (*order, *order):  # and each twice
        actions.receive(messages[place], at=NOW)

    kiriman.refresh_from_db()
    assert kiriman.answer == "selesai"
    assert list(Reply.objects.order_by("place").values_list("answer", flat=True)) == list(WAY)
    assert Entry.objects.filter(chain=kiriman.reference, verb__startswith="kiriman.kabar_").count() == 3


# ---- further on ------------------------------------------------------------------------------------------------------


def further() -> Organisation:
    partner("kasn")
    return office("kasn")


def passed() -> tuple[Masukan, Kiriman]:
    masukan = came_in()
    actions.answer(masukan, Answer.RECEIVED, acting=OFFICIAL, at=NOW)
    return masukan, actions.pass_on(masukan, receiver=further(), acting=OFFICIAL, at=NOW)


def test_what_is_passed_on_goes_as_it_came() -> None:
    masukan, kiriman = passed()

    assert (kiriman.content, kiriman.receiver.code) == (masukan.content, "kasn")
    assert [each["answer"] for each in told(masukan)] == ["diterima", "diteruskan"]


def test_news_from_further_on_go_upstream_by_themselves() -> None:
    masukan, kiriman = passed()

    for place, answer in enumerate(WAY, 1):
        actions.receive(news_of(kiriman, answer, place), at=NOW)

    masukan.refresh_from_db()
    assert masukan.answer == "selesai"
    assert [(each["place"], each["answer"], each["by"]) for each in told(masukan)] == [
        (1, "diterima", "pemkab-99.07"),
        (2, "diteruskan", "pemkab-99.07"),
        (3, "diterima", "kasn"),
        (4, "ditindaklanjuti", "kasn"),
        (5, "selesai", "kasn"),
    ]


def test_being_led_around_further_on_goes_upstream_with_its_office() -> None:
    masukan, kiriman = passed()

    actions.receive(news_of(kiriman, Answer.ACCEPTED, 1, led_to="kemendagri"), at=NOW)

    masukan.refresh_from_db()
    last = told(masukan)[-1]
    assert (masukan.answer, last["place"], last["by"], last["led_to"]) == ("diteruskan", 3, "kasn", "kemendagri")


def test_what_was_given_back_further_on_does_not_lie_here_again() -> None:
    masukan, kiriman = passed()
    actions.receive(news_of(kiriman, Answer.PASSED_ON, 1), at=NOW)

    actions.receive(news_of(kiriman, Answer.RETURNED, 2, by="bkn", gaps=("Surat",)), at=NOW)

    masukan.refresh_from_db()
    assert masukan.answer == "diteruskan"
    assert told(masukan)[-1]["by"] == "bkn"


def test_what_one_further_on_says_is_not_the_receivers_own_word_until_the_end() -> None:
    kiriman = sent()
    for place, (answer, by) in enumerate(
        [(Answer.PASSED_ON, "bkn"), (Answer.RECEIVED, "kasn"), (Answer.ENDED, "kasn")], 1
    ):
        actions.receive(news_of(kiriman, answer, place, by=by), at=NOW)
        kiriman.refresh_from_db()
        assert kiriman.answer == ("selesai" if place == 3 else "diteruskan")


@pytest.mark.parametrize("to", ["bkn", "pemkab-99.07"])
def test_nothing_is_passed_back_or_where_no_way_leads(to: str) -> None:
    masukan = came_in()
    actions.answer(masukan, Answer.RECEIVED, acting=OFFICIAL, at=NOW)

    with pytest.raises(Refused) as refusal:
        actions.pass_on(masukan, receiver=office(to), acting=OFFICIAL, at=NOW)

    masukan.refresh_from_db()
    assert (refusal.value.field, masukan.answer) == ("receiver", "diterima")


def test_an_answer_to_a_partner_without_a_door_waits_for_a_person() -> None:
    masukan = came_in()
    partner(door=Door.PACKAGE)

    actions.answer(masukan, Answer.RECEIVED, acting=OFFICIAL, at=NOW)

    assert Partner.objects.get().door == "paket"
    assert Kiriman.objects.get().next_try_at is None


def test_inside_the_house_the_other_office_has_it_at_once_and_its_news_reach_the_sender() -> None:
    masukan = came_in()
    actions.answer(masukan, Answer.RECEIVED, acting=OFFICIAL, at=NOW)

    brought = actions.pass_on(masukan, receiver=office("pemkot-99.08"), acting=OFFICIAL, at=NOW, note="Pegawai sana.")
    assert isinstance(brought, Masukan)
    there = staff("petugas_kepegawaian", "pemkot-99.08")
    actions.answer(brought, Answer.RECEIVED, acting=there, at=NOW)
    actions.answer(brought, Answer.ENDED, acting=there, at=NOW, **NEEDS[Answer.ENDED])

    masukan.refresh_from_db()
    assert [(row["answer"], row["by"], row["outcome"]) for row in told(masukan)] == [
        ("diterima", "pemkab-99.07", ""),
        ("diteruskan", "pemkab-99.07", ""),
        ("diterima", "pemkot-99.08", ""),
        ("selesai", "pemkot-99.08", "dihentikan"),
    ]
    assert {row["thread"] for row in told(masukan)} == {masukan.message}
    assert (masukan.answer, brought.content, brought.receipt["by"]) == ("selesai", masukan.content, "pemkot-99.08")
    assert brought.passed_from == masukan


def test_nothing_goes_to_an_organisation_that_is_no_more() -> None:
    masukan = came_in()
    actions.answer(masukan, Answer.RECEIVED, acting=OFFICIAL, at=NOW)
    Organisation.objects.filter(code="kasn").update(valid_until=day(0).date())

    with pytest.raises(Refused, match="sudah tidak ada"):
        actions.pass_on(masukan, receiver=office("kasn"), acting=OFFICIAL, at=NOW)


def test_a_room_that_works_on_it_says_what_its_steps_mean_and_nothing_twice() -> None:
    masukan = came_in()

    actions.take_up(masukan, "penanganan:x", acting=OFFICIAL, at=NOW)
    assert actions.follow(masukan, Answer.RECEIVED, acting=OFFICIAL, at=NOW) is None
    assert actions.follow(masukan, Answer.ACCEPTED, acting=EXAMINER, at=NOW) is not None
    with pytest.raises(NotAllowed):
        actions.follow(masukan, Answer.RETURNED, acting=EXAMINER, at=NOW, gaps=["Surat"])

    assert [row["answer"] for row in told(masukan)] == ["diterima", "ditindaklanjuti"]


def test_what_the_next_office_gives_back_can_be_sent_on_again() -> None:
    masukan = came_in()
    actions.answer(masukan, Answer.RECEIVED, acting=OFFICIAL, at=NOW)
    further = actions.pass_on(masukan, receiver=office("kasn"), acting=OFFICIAL, at=NOW)
    assert isinstance(further, Masukan)
    actions.answer(further, Answer.RETURNED, acting=staff("auditor", "kasn"), at=NOW, gaps=["Surat"])
    masukan.refresh_from_db()

    again = actions.pass_on(masukan, receiver=office("kemendagri"), acting=OFFICIAL, at=NOW)

    assert again.passed_from == masukan  # type: ignore[union-attr]
    assert [each["answer"] for each in told(masukan)] == ["diterima", "diteruskan", "dikembalikan", "diteruskan"]
