"""A hand-over goes back with what it lacks; the sender answers; words are forgotten in time."""

from unittest.mock import patch

import pytest

from netral.audit.models import Entry
from netral.cases.models import Case
from netral.discipline.models import Penanganan
from netral.oversight import actions, queries
from netral.oversight.actions import erasing
from netral.oversight.models import Pengembalian
from netral.oversight.states import Refused
from netral.procedure.queries import milestones
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import LONG, day
from tests.discipline.builders import AUDITOR
from tests.intake.builders import staff
from tests.oversight.builders import blocked, read
from tests.oversight.test_policies import lacking

pytestmark = pytest.mark.django_db
EXAMINER = staff("pemeriksa")


def given_back() -> Pengembalian:
    return actions.give_back(lacking(), acting=AUDITOR, at=day(5))


def test_what_is_missing_was_found_before_anybody_presses() -> None:
    returned = given_back()

    assert "jabatan" in returned.gaps
    assert "nama" not in returned.gaps
    entry = Entry.objects.get(chain=returned.reference)
    assert entry.facts == {"gaps": returned.gaps}
    laporan = returned.penerusan.case.laporan.reference
    told = [each.text for each in milestones(laporan, public=True, language="id")]
    assert "Pengawas ASN meminta berkas penerusan dilengkapi." in told


def test_the_sender_says_what_was_done() -> None:
    returned = given_back()

    with pytest.raises(Refused, match="Isi bagian ini"):
        actions.complete(returned, acting=EXAMINER, at=day(6), answer=" ")
    actions.complete(returned, acting=EXAMINER, at=day(6), answer=LONG)

    assert Pengembalian.objects.get().answer == LONG
    assert LONG not in str(list(Entry.objects.filter(chain=returned.reference).values()))


def test_of_two_answers_the_second_hears_that() -> None:
    returned = given_back()
    other = Pengembalian.objects.select_related("penerusan__case__office").get(pk=returned.pk)
    actions.complete(returned, acting=EXAMINER, at=day(6), answer=LONG)

    with pytest.raises(SomeoneWasFaster):
        actions.complete(other, acting=EXAMINER, at=day(6), answer="Lain.")


def test_two_presses_are_one_return() -> None:
    found = lacking()
    actions.give_back(found, acting=AUDITOR, at=day(5))

    with pytest.raises(NotAllowed):
        actions.give_back(found, acting=AUDITOR, at=day(5))
    with patch("netral.oversight.policies.check_can_give_back"), pytest.raises(SomeoneWasFaster):
        actions.give_back(found, acting=AUDITOR, at=day(5))


def test_words_go_when_the_case_has_none_any_more() -> None:
    returned = given_back()
    actions.complete(returned, acting=EXAMINER, at=day(6), answer=LONG)
    block = blocked()
    actions.lift(block, acting=AUDITOR, at=day(120), reason=LONG)
    assert actions.erase_expired(day(800)) == 0

    Penanganan.objects.filter(pk=block.penanganan.pk).update(texts_erased_at=day(700))
    Case.objects.filter(pk=returned.penerusan.case.pk).update(texts_erased_at=day(700))

    assert actions.erase_expired(day(800)) == 2
    assert actions.erase_expired(day(801)) == 0
    gone = read(block)
    assert (gone.reason, gone.end_reason, gone.state) == ("", "", "dibuka")
    assert Pengembalian.objects.get().answer == ""
    erasing.erase_block(block, at=day(802))
    assert Entry.objects.filter(chain=block.reference, verb="blokir.isi_dihapus").count() == 1


def test_the_inbox_shows_clock_completeness_and_what_may_be_the_same() -> None:
    one, two = lacking(), lacking()

    lines = queries.lines(queries.inbox(AUDITOR), AUDITOR, day(8))

    assert [line.penerusan.pk for line in lines] == [one.pk, two.pk]
    assert [each.pk for each in lines[0].same] == [two.pk]
    assert lines[0].left is None or isinstance(lines[0].left, int)
    assert [str(gap.label) for gap in lines[0].gaps] == queries.gap_words(lines[0].gaps)
