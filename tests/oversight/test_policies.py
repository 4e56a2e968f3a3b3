"""Who may do what at this desk, row by row."""

from collections.abc import Callable
from typing import Any

import pytest

from netral.access.states import Acting, HeldSeat
from netral.cases.models import Penerusan
from netral.oversight import actions, policies, queries
from netral.oversight.models import Block, Pengembalian
from netral.oversight.states import Rung
from netral.procedure.states import NotAllowed
from tests.cases.builders import LONG, day, forwarded
from tests.discipline.builders import AUDITOR, taken_in, verified
from tests.intake.builders import staff
from tests.oversight.builders import DUE, SECOND, asked, blocked, climbed, draft, silent

pytestmark = pytest.mark.django_db

# Role and office → may audit here, reads the book of contacts, answers what came back.
PERSONAS = [
    ("auditor", "kasn", True, True, False),
    ("auditor", "bkn", False, False, False),
    ("pejabat_pembina", "pemkab-99.07", False, True, False),
    ("petugas_kepegawaian", "pemkab-99.07", False, True, False),
    ("pejabat_pembina", "pemkot-99.08", False, False, False),
    ("petugas_laporan", "bawaslu-99.07", False, False, True),
    ("pemeriksa", "bawaslu-99.07", False, False, True),
    ("anggota", "bawaslu-99.07", False, False, True),
    ("pemeriksa", "bawaslu-99.08", False, False, False),
    ("pemeriksa", "bawaslu-99", False, False, False),
    ("kustodian", "bawaslu-99.07", False, False, False),
    ("anggota_kpu", "kpu-99.07", False, False, False),
    ("pemeriksa_kpu", "kpu-99.07", False, False, False),
    ("admin", "bawaslu", False, False, False),
    ("auditor", "pemkab-99.07", False, False, False),
]
IDS = [f"{role} {office}" for role, office, *_rest in PERSONAS]


def may(check: Callable[..., object], *given: Any) -> bool:
    try:
        check(*given)
    except NotAllowed:
        return False
    return True


def lacking() -> Penerusan:
    """A hand-over without job and proof, as the inbox reads it."""
    given = forwarded()
    given.accused.job = ""
    given.accused.save()
    return queries.inbox(AUDITOR).get(pk=given.pk)


@pytest.mark.parametrize(("role", "office", "audits", "reads", "answers"), PERSONAS, ids=IDS)
def test_every_persona(role: str, office: str, audits: bool, reads: bool, answers: bool) -> None:
    person = staff(role, office)
    given = lacking()
    returned = Pengembalian.objects.create(penerusan=given, gaps=["jabatan"], made_at=day(5), made_by="akun:x")
    assert may(policies.check_can_complete, returned, person) is answers
    assert queries.returns_to(person).exists() is answers
    assert queries.unanswered(person).count() == int(answers)
    returned.delete()
    assert may(policies.check_can_give_back, given, person) is audits
    assert queries.inbox(person).exists() is audits

    penanganan = silent()
    actions.prepare_due(day(DUE[Rung.REMINDER]))
    first = draft(penanganan)
    assert may(policies.check_can_send, first, person) is audits
    assert queries.drafts(person).exists() is audits
    assert may(policies.check_can_remind, [penanganan], person) is audits
    assert bool(queries.board(person, day(50)).rows) is audits
    climbed(penanganan)
    assert queries.contacts_seen_by(person).exists() is reads
    assert may(policies.check_can_request, penanganan, person) is audits
    block = asked(penanganan, by=SECOND)
    assert policies.can_decide(block, person) is audits
    assert may(policies.check_can_approve, block, person) is audits
    assert queries.blocks_seen_by(person).exists() is audits
    actions.approve(block, acting=AUDITOR, at=day(113))
    assert policies.can_lift(Block.objects.select_related("penanganan__authority").get(), person) is audits


def test_nobody_without_a_seat_sees_anything() -> None:
    blocked()
    nobody = Acting("akun:tanpa", ())

    assert not queries.blocks_seen_by(nobody).exists()
    assert not queries.contacts_seen_by(nobody).exists()
    assert queries.board(nobody, day(50)).rows == []


def test_whoever_asked_sees_no_button_to_answer() -> None:
    block = asked()

    assert not policies.can_decide(block, AUDITOR)
    assert policies.can_decide(block, SECOND)
    assert not policies.can_lift(block, SECOND)


def test_one_person_with_two_seats_is_still_one_person() -> None:
    both = Acting(AUDITOR.reference, (HeldSeat("auditor", "kasn"), HeldSeat("auditor", "bkn")))

    assert not policies.can_decide(asked(), both)


def test_a_request_to_block_is_not_sent_from_its_draft() -> None:
    penanganan = climbed()
    actions.prepare_due(day(DUE[Rung.BLOCK]))

    with pytest.raises(NotAllowed, match="disetujui auditor lain, tidak dikirim"):
        policies.check_can_send(draft(penanganan, Rung.BLOCK), AUDITOR)
    assert [each.rung for each in queries.to_ask(AUDITOR)] == [Rung.BLOCK]
    assert not queries.to_send(AUDITOR).exists()


def test_what_lacks_nothing_or_was_verified_is_not_given_back() -> None:
    whole = queries.inbox(AUDITOR).get(pk=forwarded().pk)
    whole.proven = True  # type: ignore[attr-defined]
    with pytest.raises(NotAllowed, match="Tidak ada yang kurang"):
        policies.check_can_give_back(whole, AUDITOR)
    handled = verified()
    with pytest.raises(NotAllowed, match="sudah diverifikasi"):
        policies.check_can_give_back(handled.penerusan, AUDITOR)


def test_what_was_taken_in_may_be_given_back_once() -> None:
    given = lacking()
    taken_in(given)
    found = queries.inbox(AUDITOR).get(pk=given.pk)
    returned = actions.give_back(found, acting=AUDITOR, at=day(6))

    with pytest.raises(NotAllowed, match="belum dijawab"):
        policies.check_can_give_back(found, AUDITOR)
    actions.complete(returned, acting=staff("pemeriksa"), at=day(7), answer=LONG)
    with pytest.raises(NotAllowed, match="sudah dijawab"):
        policies.check_can_complete(returned, staff("pemeriksa"))
    policies.check_can_give_back(found, AUDITOR)
