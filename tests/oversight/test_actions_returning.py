"""A hand-over goes back with what it lacks; the sender answers; words are forgotten in time."""

from functools import partial
from unittest.mock import patch

import pytest

from netral.audit.models import Entry
from netral.cases.models import Accused, Case
from netral.cases.queries import exhibits_not_sent
from netral.cases.states import Refused as CaseRefused
from netral.discipline.models import Penanganan
from netral.evidence.actions import keep, leaving
from netral.oversight import actions, queries
from netral.oversight.actions import erasing
from netral.oversight.models import Pengembalian
from netral.oversight.states import Gap, Refused
from netral.procedure.queries import milestones
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import LONG, day
from tests.discipline.builders import AUDITOR
from tests.evidence.builders import PDF, upload
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


def test_what_was_lacking_is_filled_in_and_the_receiver_sees_it() -> None:
    returned = given_back()
    laporan = returned.penerusan.case.laporan
    proof, kept = keep(laporan.reference, upload(), at=day(0)), keep(laporan.reference, upload(PDF, "b.pdf"), at=day(0))

    actions.complete(
        returned,
        acting=EXAMINER,
        at=day(6),
        answer=LONG,
        person={"job": " Camat Rekaan ", "name": ""},
        exhibits=[proof],
    )

    given = queries.inbox(AUDITOR).get()
    assert (given.accused.job, given.accused.name) == ("Camat Rekaan", returned.penerusan.accused.name)
    assert list(given.exhibits.all()) == [proof]
    assert exhibits_not_sent(given, EXAMINER) == [kept]
    assert not set(queries.gaps_of(given)) & {Gap.JOB, Gap.EXHIBIT}
    entry = Entry.objects.filter(chain=returned.reference).latest("position")
    assert entry.facts["supplied"] == ["jabatan", "bukti"]
    assert entry.hashes == [leaving(given.exhibits.get()).sha256]
    assert "Camat Rekaan" not in str(entry.facts)
    told = [each.text for each in milestones(laporan.reference, public=True, language="id")]
    assert "Kekurangan berkas penerusan sudah dijawab." in told


def test_only_what_was_asked_for_and_is_empty_is_filled_in() -> None:
    returned = given_back()
    answers = partial(actions.complete, returned, acting=EXAMINER, at=day(6), answer=LONG)

    for field in ("name", "office"):
        with pytest.raises(Refused, match="tidak diminta"):
            answers(person={field: "Lain"})
    Accused.objects.filter(pk=returned.penerusan.accused_id).update(job="Camat")
    returned.penerusan.accused.refresh_from_db()
    with pytest.raises(CaseRefused, match="sudah terisi"):
        answers(person={"job": "Lurah"})
    proof = keep(returned.penerusan.case.laporan.reference, upload(), at=day(0))
    returned.penerusan.exhibits.add(proof)
    with pytest.raises(CaseRefused, match="sudah ikut"):
        answers(exhibits=[proof])
    with pytest.raises(CaseRefused, match="bukan milik"):
        answers(exhibits=[keep("perkara:lain", upload(PDF, "x.pdf"), at=day(0))])
    assert Pengembalian.objects.get().answered_at is None


def test_a_reporter_is_not_known_by_their_words_in_an_answer() -> None:
    returned = given_back()
    own = returned.penerusan.case.laporan.what

    with pytest.raises(CaseRefused, match="Kata-kata pelapor"):
        actions.complete(returned, acting=EXAMINER, at=day(6), answer=own)
    with pytest.raises(CaseRefused, match="Kata-kata pelapor"):
        actions.complete(returned, acting=EXAMINER, at=day(6), answer=LONG, person={"job": own})


def test_what_keeps_no_texts_is_not_completed() -> None:
    returned = given_back()
    returned.penerusan.case.texts_erased_at = day(700)

    with pytest.raises(NotAllowed, match="tidak ditulisi lagi"):
        actions.complete(returned, acting=EXAMINER, at=day(701), answer=LONG)


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
