"""Who is told of a block and of what came back: those who must act or know, never whoever did it."""

import pytest

from netral.access.models import User
from netral.access.queries import acting
from netral.access.states import Acting
from netral.notices.models import Notice
from netral.notices.states import Told
from netral.offices.models import Organisation
from netral.oversight import actions, queries
from netral.oversight.models import Block
from tests.access.builders import seated
from tests.cases.builders import EXAMINER, LONG, day, forwarded
from tests.discipline.builders import AUDITOR, taken_in
from tests.intake.builders import country
from tests.oversight.builders import AGENCY, climbed, executed, read

pytestmark = pytest.mark.django_db


def auditors() -> tuple[User, User]:
    Organisation.objects.filter(code="kasn").update(valid_until=None)
    here = Organisation.objects.get(code="kasn")
    return seated("auditor", here, email="satu@kasn.example"), seated("auditor", here, email="dua@kasn.example")


def asked_by(user: User) -> Block:
    return read(actions.request_block(climbed(), acting=as_seated(user), at=day(111), reason=LONG))


def as_seated(user: User) -> Acting:
    return acting(user)


def told(kind: Told) -> set[User]:
    return {notice.user for notice in Notice.objects.filter(kind=kind).select_related("user")}


@pytest.fixture
def people() -> tuple[User, User, User]:
    """One who asks, one who answers, and the official whose agency it is."""
    country()
    asks, answers = auditors()
    return asks, answers, seated("pejabat_pembina", Organisation.objects.get(code=AGENCY))


def test_a_request_is_told_to_those_who_may_answer(people: tuple[User, User, User]) -> None:
    asks, answers, _official = people

    block = asked_by(asks)

    assert told(Told.BLOCK_ASKED) == {answers}
    notice = Notice.objects.get(kind=Told.BLOCK_ASKED)
    assert (notice.subject, notice.mark) == (block.penanganan.reference, block.key)
    assert LONG not in f"{notice.subject}{notice.mark}{notice.kind}"


def test_a_block_and_its_end_are_told_to_the_agency_too(people: tuple[User, User, User]) -> None:
    asks, answers, official = people
    block = asked_by(asks)

    actions.approve(block, acting=as_seated(answers), at=day(112))
    assert told(Told.BLOCKED) == {asks, official}
    assert told(Told.BLOCK_REFUSED) == set()

    actions.lift(read(block), acting=as_seated(asks), at=day(113), reason=LONG)
    assert told(Told.UNBLOCKED) == {answers, official}


def test_a_block_that_ends_by_itself_is_told_to_everybody(people: tuple[User, User, User]) -> None:
    asks, answers, official = people
    block = asked_by(asks)
    actions.approve(block, acting=as_seated(answers), at=day(112))
    executed(block.penanganan)

    actions.end_without_reason(day(161))

    assert told(Told.UNBLOCKED) == {asks, answers, official}


def test_a_refusal_is_told_to_whoever_asked(people: tuple[User, User, User]) -> None:
    asks, answers, _official = people

    actions.refuse(asked_by(asks), acting=as_seated(answers), at=day(112), reason=LONG)

    assert told(Told.BLOCK_REFUSED) == {asks}


def test_what_comes_back_is_told_to_the_sender_and_the_answer_to_the_auditors() -> None:
    penerusan = forwarded()
    one, _two = auditors()
    member = seated("anggota", penerusan.case.office)
    penerusan.accused.job = ""
    penerusan.accused.save(update_fields=["job"])
    found = queries.inbox(AUDITOR).get()

    returned = actions.give_back(found, acting=AUDITOR, at=day(5))

    notice = Notice.objects.get(kind=Told.GIVEN_BACK, user=member)
    assert notice.subject == penerusan.case.reference
    actions.complete(returned, acting=EXAMINER, at=day(6), answer="Jabatannya camat.")
    assert Notice.objects.get(kind=Told.COMPLETED, user=one).subject == penerusan.case.reference


def test_an_answer_about_what_was_taken_in_leads_to_its_handling() -> None:
    penanganan = taken_in()
    one, _two = auditors()
    penanganan.penerusan.accused.job = ""
    penanganan.penerusan.accused.save(update_fields=["job"])
    returned = actions.give_back(queries.inbox(AUDITOR).get(), acting=AUDITOR, at=day(6))

    actions.complete(returned, acting=EXAMINER, at=day(7), answer="Jabatannya camat.")

    assert Notice.objects.get(kind=Told.COMPLETED, user=one).subject == penanganan.reference
