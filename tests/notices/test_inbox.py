"""The own notices on their page, their number in the rail, and the daily e-mail."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netral.access.models import User
from netral.access.queries import acting
from netral.cases.models import Case
from netral.notices import actions, jobs, queries
from netral.notices.models import Digest, Notice
from netral.procedure.models import Clock
from tests.cases.builders import opened
from tests.cases.pages import client, url
from tests.cases.transfers import accepted

pytestmark = pytest.mark.django_db
PAGE = "/kerja/pemberitahuan/"
NOON = timezone.now().replace(hour=5)  # noon in Jakarta


@pytest.fixture
def browser() -> Client:
    return client()


@pytest.fixture
def case(browser: Client) -> Case:
    """A case about whose two running clocks the one person there was told."""
    made = opened()
    clock = Clock.objects.get(subject=made.reference)
    tell(clock)
    clock.pk, clock.key = None, "kedua"
    clock.save()
    tell(clock)
    return made


def tell(clock: Clock) -> Notice:
    return Notice.objects.create(user=person(), clock=clock, subject=clock.subject, kind="segera", at=NOON)


def person() -> User:
    return User.objects.get(email__startswith="pemeriksa@bawaslu-99.07")


def test_the_page_shows_number_rule_and_calculation_and_no_title(browser: Client, case: Case) -> None:
    page = browser.get(PAGE).content.decode()

    assert url(case) in page
    assert case.number in page
    assert case.title not in page
    assert "Cara menghitung" in page


def test_unread_ones_stand_first_and_are_counted_in_the_rail(browser: Client, case: Case) -> None:
    first, second = Notice.objects.order_by("pk")
    assert queries.unread_count(acting(person())) == 2

    browser.post(PAGE, {"langkah": "baca", "kunci": second.key})

    assert [line.notice for line in browser.get(PAGE).context["lines"]] == [first, second]
    assert "Pemberitahuan <b>1</b>" in browser.get(PAGE).content.decode()
    browser.post(PAGE, {"langkah": "baca"})
    assert queries.unread_count(acting(person())) == 0
    assert "Pemberitahuan <b>" not in browser.get(PAGE).content.decode()


def test_nobody_marks_the_notices_of_others(browser: Client, case: Case) -> None:
    other = client("anggota")

    for given in ({"langkah": "baca"}, {"langkah": "baca", "kunci": Notice.objects.all()[0].key}, {}):
        assert other.post(PAGE, given).status_code == 303

    assert not Notice.objects.exclude(read_at=None).exists()
    assert other.get(PAGE).context["lines"] == []


def test_thirty_notices_take_as_many_queries_as_one(browser: Client, case: Case) -> None:
    Notice.objects.all()[0].delete()

    def counted() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(PAGE).status_code == 200
        return len(captured)

    few = counted()
    clock = Clock.objects.filter(subject=case.reference)[0]
    for number in range(29):
        clock.pk, clock.key = None, f"salinan{number}"
        clock.save()
        tell(clock)

    assert counted() == few


def test_a_notice_of_what_is_gone_is_left_out(browser: Client, case: Case) -> None:
    Notice.objects.update(subject="perkara:tidakada")

    assert browser.get(PAGE).context["lines"] == []


def test_one_e_mail_a_day_tells_how_many_and_where(case: Case) -> None:
    assert jobs.send_digests_at(NOON) == 1
    assert jobs.send_digests_at(NOON + timedelta(hours=1)) == 0

    (letter,) = mail.outbox
    assert letter.to == [person().email]
    assert "Ada 2 pemberitahuan" in letter.body
    assert PAGE in letter.body
    for word in (case.number, case.title, case.key):
        assert word not in letter.body + letter.subject
    assert jobs.send_digests_at(NOON + timedelta(days=1)) == 1


def test_nobody_is_written_to_at_night_or_about_nothing(case: Case) -> None:
    assert jobs.send_digests_at(NOON.replace(hour=22)) == 0  # 05.00 in Jakarta
    actions.mark_read(person(), at=NOON)

    assert jobs.send_digests_at(NOON) == 0
    assert mail.outbox == []


def test_the_e_mail_is_switched_off_and_on_by_its_reader(browser: Client, case: Case) -> None:
    browser.post(PAGE, {"langkah": "surel", "mau": "tidak"})
    assert "Sekarang mati." in browser.get(PAGE).content.decode()
    assert jobs.send_digests_at(NOON) == 0

    browser.post(PAGE, {"langkah": "surel", "mau": "ya"})

    assert "Sekarang hidup." in browser.get(PAGE).content.decode()
    assert jobs.send_digests_at(NOON) == 1


def test_somebody_without_a_seat_is_not_written_to(case: Case) -> None:
    person().seats.all().delete()

    assert jobs.send_digests_at(NOON) == 0


def test_a_letter_the_server_did_not_take_is_sent_again(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_words: object) -> None:
        raise OSError("nama@contoh.example")

    with monkeypatch.context() as patch:
        patch.setattr(jobs, "send_mail", broken)
        with pytest.raises(jobs.NotSent, match=r"^1 of 1$"):
            jobs.send_digests_at(NOON)

    assert jobs.send_digests_at(NOON) == 1


def test_what_another_round_sent_is_not_sent_again(case: Case) -> None:
    Digest.objects.create(user=person(), last_day=NOON.date())

    assert jobs._send(person(), NOON.date()) is False
    assert mail.outbox == []


def test_the_rounds_do_what_the_verbs_do(case: Case) -> None:
    Notice.objects.all().delete()
    Clock.objects.filter(stopped_at=None).update(due_at=timezone.now() + timedelta(hours=5))

    assert jobs.tell_of_deadlines.func() == 2
    assert jobs.send_digests.func() in {0, 1}


def test_of_a_case_that_went_to_another_office_the_number_is_left_and_nothing_that_moves(
    browser: Client, case: Case
) -> None:
    accepted(case)

    page = browser.get(PAGE).content.decode()

    assert case.number in page
    assert url(case) not in page
    assert "Cara menghitung" not in page
    [line, _second] = queries.inbox_lines(queries.inbox(person()), acting(person()), now=NOON)
    assert (line.clock, line.address) == (None, "")
