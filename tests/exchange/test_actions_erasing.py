"""What other houses handed over is kept no longer than it is needed; that it came, and how it ended, stays."""

from datetime import timedelta

import pytest

from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.evidence.models import Exhibit
from netral.exchange import actions
from netral.exchange.actions import erasing
from netral.exchange.models import Kiriman, Masukan
from netral.exchange.states import Answer
from netral.intake.actions import erase_incoming
from netral.intake.house_rules import house_rule
from tests.exchange.builders import OFFICIAL, came_in
from tests.exchange.test_actions_fetching import LETTER, Shelf, content, fetch
from tests.intake.builders import day

pytestmark = pytest.mark.django_db
KEPT = house_rule("incoming_kept").length
END = day(3)


def returned() -> Masukan:
    masukan = came_in(content={**content(LETTER), "summary": "Ringkasan."})
    fetch(Shelf(LETTER))
    actions.answer(masukan, Answer.RETURNED, acting=OFFICIAL, at=END, gaps=["Surat"])
    return masukan


def test_what_ended_long_ago_says_nothing_of_people_any_more() -> None:
    masukan = returned()
    before = masukan.receipt

    assert erase_incoming(END + KEPT) == 0
    assert erase_incoming(END + KEPT + timedelta(seconds=1)) == 1
    assert erase_incoming(END + 2 * KEPT) == 0

    masukan.refresh_from_db()
    exhibit = Exhibit.objects.get(subject=masukan.reference)
    assert (masukan.content, masukan.receipt, masukan.answer) == ({}, before, "dikembalikan")
    assert (exhibit.arrival, bool(exhibit.file), exhibit.filename) == ("dihapus", False, "")
    assert Kiriman.objects.get(subject=masukan.reference).content == {}
    assert Entry.objects.filter(chain=masukan.reference, verb="masukan.isi_dihapus").count() == 1
    assert verify().ok


@pytest.mark.parametrize("answer", [Answer.ARRIVED, Answer.RECEIVED, Answer.ACCEPTED, Answer.PASSED_ON])
def test_what_is_not_over_stays(answer: Answer) -> None:
    masukan = came_in()
    Masukan.objects.filter(pk=masukan.pk).update(answer=answer, answered_at=END)

    assert erase_incoming(END + 2 * KEPT) == 0


def test_of_two_rounds_at_once_one_erases() -> None:
    masukan = returned()

    for _each in range(2):
        erasing.erase_texts(masukan, at=END + KEPT)

    assert Entry.objects.filter(chain=masukan.reference, verb="masukan.isi_dihapus").count() == 1
