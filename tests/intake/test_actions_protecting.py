"""Does somebody retaliate? Asked three times through the code; a worrying answer starts a clock."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from netral.access.states import Acting
from netral.audit.queries import entries_about
from netral.intake import actions
from netral.intake.actions import protecting
from netral.intake.models import CheckIn, Laporan
from netral.intake.queries import askings, mailbox_of, open_check_in, public_status, unhandled
from netral.intake.states import Refused
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.intake.builders import MONDAY, NEIGHBOUR, PROVINCE, TIP, day, laporan, staff

pytestmark = pytest.mark.django_db
OFFICER = staff()


def answered(made: Laporan | None = None, answer: str = "ada_tekanan", at: int = 31) -> CheckIn:
    return actions.answer_check_in(made or laporan(TIP), answer=answer, at=day(at), note="Atasan saya tahu.")


@pytest.mark.parametrize(
    ("days", "number"), [(0, None), (29, None), (30, 1), (89, 1), (90, 2), (179, 2), (180, 3), (400, 3)]
)
def test_the_question_opens_after_thirty_ninety_and_a_hundred_and_eighty_days(days: int, number: int | None) -> None:
    assert open_check_in(laporan(), MONDAY + timedelta(days=days)) == number


def test_a_question_is_answered_once_and_the_next_one_comes_in_its_time() -> None:
    made = laporan()
    answered(made, "aman")

    assert [open_check_in(made, day(days)) for days in (31, 89, 90)] == [None, None, 2]
    with pytest.raises(Refused, match="sudah dijawab"):
        answered(made, "aman")
    assert [asking.answered is not None for asking in askings(made)] == [True, False, False]


def test_before_its_time_there_is_nothing_to_answer() -> None:
    with pytest.raises(Refused, match="belum waktunya"):
        answered(at=29)


@pytest.mark.parametrize("answer", ["", "baik"])
def test_an_unknown_answer_is_none(answer: str) -> None:
    with pytest.raises(Refused, match="Pilih satu"):
        answered(answer=answer)


@pytest.mark.parametrize(("answer", "waits"), [("aman", False), ("ada_tekanan", True), ("butuh_bantuan", True)])
def test_a_worrying_answer_is_flagged_with_a_day(answer: str, waits: bool) -> None:
    made = laporan()

    row = answered(made, answer)

    assert (row.due_at == day(34), unhandled(made) == [row], made in mailbox_of(OFFICER)) == (waits, waits, waits)


def test_the_journal_holds_the_answer_as_a_code_and_no_word_of_it() -> None:
    made = laporan()
    answered(made)

    entry = entries_about(made.reference).last()

    assert entry is not None
    assert (entry.verb, entry.facts) == ("pelindungan.dijawab", {"number": 1, "answer": "ada_tekanan"})


def test_what_was_done_is_told_to_the_reporter() -> None:
    made = laporan()
    row = answered(made)

    actions.handle_check_in(row, acting=OFFICER, at=day(32), done="Pendampingan LPSK ditawarkan.")

    row.refresh_from_db()
    assert (row.done, row.handled_at, unhandled(made)) == ("Pendampingan LPSK ditawarkan.", day(32), [])
    told = public_status(made, "id")["milestones"][-1]["what"]
    assert told == "Kantor menindaklanjuti jawaban Anda tentang keamanan"


def test_doing_something_needs_words() -> None:
    with pytest.raises(Refused, match="Tulis apa"):
        actions.handle_check_in(answered(), acting=OFFICER, at=day(32), done=" ")


def test_a_colleague_who_was_faster_is_told_of() -> None:
    row = answered()
    actions.handle_check_in(row, acting=OFFICER, at=day(32), done="Sudah dihubungi.")

    with pytest.raises(SomeoneWasFaster):
        actions.handle_check_in(row, acting=staff("pemeriksa"), at=day(32), done="Sudah dihubungi juga.")


@pytest.mark.parametrize("who", [staff(office=NEIGHBOUR), staff("pemeriksa", PROVINCE), staff("kustodian")])
def test_only_the_office_of_the_laporan_acts_on_it(who: Acting) -> None:
    with pytest.raises(NotAllowed):
        actions.handle_check_in(answered(), acting=who, at=day(32), done="Sudah.")


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_counts() -> None:
    made = laporan()
    told: list[str] = []
    start = threading.Barrier(2)

    def answer(word: str) -> None:
        start.wait()
        try:
            answered(made, word)
            told.append("diterima")
        except Refused:
            told.append("sudah dijawab")
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=[word]) for word in ("aman", "butuh_bantuan")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == ["diterima", "sudah dijawab"]
    assert CheckIn.objects.count() == 1


def test_of_two_answers_at_once_the_second_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The look before the leap still finds the question open; the first answer stands in the way of the second."""
    made = laporan(TIP)
    answered(made)
    monkeypatch.setattr(protecting.queries, "open_check_in", lambda *_given: 1)

    with pytest.raises(Refused):
        answered(made)

    assert made.check_ins.count() == 1
