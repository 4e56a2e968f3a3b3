"""Followers hear of steps and deadlines; nobody hears what they may not see, and nothing twice."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from netral.access.models import Role, Seat, User
from netral.cases import actions as cases
from netral.cases.models import Case
from netral.notices import actions, jobs, queries
from netral.notices.models import Follow, Notice
from netral.notices.queries.following import Listeners
from netral.notices.states import Told
from netral.procedure.models import Clock
from tests.cases.builders import EXAMINER, day, heard, hearing, opened
from tests.cases.pages import client
from tests.cases.people import as_acting, at_office

pytestmark = pytest.mark.django_db


def followed(*users: User) -> Case:
    case = opened()
    for user in users:
        assert actions.follow(user, case.reference, at=day(0))
    return case


def told() -> list[tuple[str, str]]:
    return [(row.user.name, row.kind) for row in Notice.objects.select_related("user").order_by("pk")]


def test_a_step_is_told_once_to_whoever_followed_before_it() -> None:
    ayu, bima = at_office(name="Ayu"), at_office(Role.EXAMINER, "bawaslu-99", name="Bima")
    case = followed(ayu, bima)
    heard(case)
    actions.follow(at_office(name="Citra"), case.reference, at=day(1))

    assert [actions.tell_of_steps(at=day(1)) for _ in range(2)] == [2, 0]

    assert told() == [("Ayu", "langkah"), ("Bima", "langkah")]
    assert {notice.mark for notice in Notice.objects.all()} != {""}


def test_who_took_the_step_is_not_told_of_it_and_notes_are_no_steps() -> None:
    ayu = at_office(name="Ayu")
    case = followed(ayu)
    cases.hold_klarifikasi(case, acting=as_acting(name="Ayu"), **hearing())
    cases.write_note(case, acting=as_acting(Role.MEMBER), at=day(1), text="Catatan.")

    actions.tell_of_steps(at=day(1))

    assert told() == []
    assert Follow.objects.get().told == 3


def test_who_sees_the_case_no_more_hears_nothing_more() -> None:
    gone, moved, off = at_office(name="Gone"), at_office(name="Moved"), at_office(name="Off")
    case = followed(gone, moved, off, at_office(Role.EXAMINER, "bawaslu-99.08"))
    Seat.objects.filter(user=gone).update(valid_until=day(-1).date())
    Seat.objects.filter(user=moved).update(role=Role.ADMINISTRATOR)
    User.objects.filter(pk=off.pk).update(is_active=False)
    heard(case)

    jobs.tell_of_steps.func()

    assert told() == []


def test_followers_hear_of_deadlines_but_not_of_what_others_must_do() -> None:
    province = at_office(Role.CUSTODIAN, "bawaslu-99.07")
    case = followed(province, at_office())
    due = day(9)
    Clock.objects.filter(subject=case.reference).update(due_at=due)

    for days in (-1, 0.5, 2, 4):
        actions.tell_of_deadlines(at=due + timedelta(days=days))

    assert told().count((province.name, "segera")) == 1
    assert told().count((province.name, "lewat")) == 1
    assert told().count((at_office().name, "segera")) == 1
    assert (province.name, "anggota") not in told()


def test_following_twice_is_following_once_and_it_ends() -> None:
    ayu = at_office(name="Ayu")
    case = followed(ayu)

    assert not actions.follow(ayu, case.reference, at=day(1))
    assert queries.follows(ayu, case.reference)
    assert queries.followers(case.reference) == [ayu]
    assert [row.subject for row in queries.followed_by(ayu)] == [case.reference]
    assert [actions.unfollow(ayu, case.reference) for _ in range(2)] == [True, False]
    assert not queries.follows(ayu, case.reference)


def test_a_subject_without_a_chain_can_be_followed_and_tells_nothing() -> None:
    actions.follow(at_office(), "perkara:tidakada", at=day(0))

    assert actions.tell_of_steps(at=day(1)) == 0


def test_more_followers_take_no_query_more_than_their_scope() -> None:
    def counted(*users: User) -> int:
        case = followed(*users)
        cases.hold_klarifikasi(case, acting=EXAMINER, **hearing())
        with CaptureQueriesContext(connection) as captured:
            actions.tell_of_steps(at=day(1))
        return len(captured)

    few = counted(at_office(name="A"))
    many = counted(*(at_office(name=letter) for letter in "ABCD"))

    assert many - few <= 2 * 3


def test_what_is_told_without_a_clock_is_told_once() -> None:
    for _ in range(2):
        actions.tell([at_office()], subject="perkara:x", kind=Told.TASK, mark="satu", at=day(0))
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(user=at_office(), subject="perkara:x", kind=Told.TASK, mark="satu", at=day(0))

    assert Notice.objects.count() == 1


def test_nobody_unknown_hears_anything() -> None:
    assert not Listeners([], day(0)).hears(0, 0)


def test_the_inbox_shows_notices_without_a_clock() -> None:
    browser, case = client(), followed()
    user = User.objects.get(email__startswith="pemeriksa@")
    actions.tell([user], subject=case.reference, kind=Told.STEP, mark="satu", at=day(0))

    page = browser.get("/kerja/pemberitahuan/").content.decode()

    assert "Langkah baru pada yang Anda ikuti" in page
    assert case.number in page
    assert "Cara menghitung" not in page
