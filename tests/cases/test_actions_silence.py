"""A receiver that does not acknowledge: the sender, its heads and the office above hear of it, each stage once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netral.access.models import Role
from netral.cases import actions, jobs
from netral.cases.actions.silence import tell_of_silent_receivers
from netral.cases.models import Penerusan
from netral.exchange import actions as exchange
from netral.exchange.states import Answer
from netral.notices.models import Notice
from netral.notices.states import Told
from netral.offices.models import Organisation
from tests.cases.builders import OFFICE, PROVINCE, day, decided, forwarded
from tests.cases.test_actions_exchanging import handed
from tests.cases.transfers import seated
from tests.discipline.builders import taken_in
from tests.exchange.builders import news_of

pytestmark = pytest.mark.django_db


def told(kind: Told = Told.RECEIVER_SILENT) -> list[str]:
    return list(Notice.objects.filter(kind=kind).order_by("pk").values_list("user__email", flat=True))


def people() -> list[str]:
    """An examiner and a member of the office, and a member of the one above."""
    circles = ((Role.EXAMINER, OFFICE), (Role.MEMBER, OFFICE), (Role.MEMBER, PROVINCE))
    return [seated(role, office).email for role, office in circles]


def test_each_stage_tells_one_circle_more_and_nobody_twice() -> None:
    penerusan = forwarded()
    circles = people()

    for days, heard in ((7, 0), (8, 1), (9, 1), (15, 2), (31, 3), (60, 3)):
        tell_of_silent_receivers(penerusan.sent_at + timedelta(days=days))
        assert [each for each in told() if each in circles] == circles[:heard], days
    assert len(told()) == len(set(told()))

    assert set(Notice.objects.values_list("subject", flat=True)) == {penerusan.case.reference}


def test_three_silent_receivers_cost_as_many_queries_as_one() -> None:
    people()
    later = forwarded().sent_at + timedelta(days=60)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            tell_of_silent_receivers(later)
        return len(seen)

    one = asked()
    forwarded()
    forwarded()

    assert asked() == one
    assert Notice.objects.filter(kind=Told.RECEIVER_SILENT).values("mark").distinct().count() == 9


def test_what_was_acknowledged_or_ended_is_told_to_nobody() -> None:
    people()
    taken_in()
    Penerusan.objects.filter(pk=forwarded().pk).update(ended_at=day(20), outcome="dihentikan")

    assert tell_of_silent_receivers(day(400)) == 0
    assert told() == []


def test_a_receiver_it_went_on_with_has_its_own_time() -> None:
    penerusan = forwarded()
    (examiner, *_others) = people()
    moved = penerusan.sent_at + timedelta(days=40)
    to = Organisation.objects.get(code="bkn")
    penerusan.peralihan_set.create(
        cause="undang_undang", rule="contoh", origin=penerusan.receiver, receiver=to, basis="Dasar", moved_at=moved,
        moved_by="sistem",
    )  # fmt: skip

    assert tell_of_silent_receivers(moved + timedelta(days=7)) == 0
    assert tell_of_silent_receivers(moved + timedelta(days=8)) == 1
    assert told() == [examiner]


def test_the_national_office_has_nobody_above_to_tell() -> None:
    penerusan = forwarded()
    national = Organisation.objects.get(code="bawaslu")
    type(penerusan.case).objects.filter(pk=penerusan.case.pk).update(office=national)

    assert tell_of_silent_receivers(penerusan.sent_at + timedelta(days=100)) == 1
    assert told() == []


def test_the_round_looks_after_it() -> None:
    forwarded()
    circles = people()

    assert jobs.tell_of_transfers.call() == 1
    assert set(circles) <= set(told())


def test_what_another_house_gives_back_is_told_to_whoever_sent_it() -> None:
    penerusan, kiriman = handed(decided())
    examiner = people()[0]
    exchange.receive(news_of(kiriman, Answer.RETURNED, 1, gaps=("Surat keputusan",)), at=day(2))

    assert actions.apply_replies(day(6)) == 1
    assert actions.apply_replies(day(7)) == 0

    assert told(Told.GIVEN_BACK) == [examiner]
    assert Notice.objects.get().subject == penerusan.case.reference
