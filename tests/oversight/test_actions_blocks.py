"""A block takes two people in and one out, and ends by itself when its reason is gone."""

from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction

from netral.access.states import Acting, HeldSeat
from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.discipline import actions as discipline
from netral.discipline.models import Penanganan
from netral.notices.models import Notice
from netral.notices.states import Told
from netral.offices.queries import organisation
from netral.oversight import actions, policies, queries
from netral.oversight.models import Block, Contact, Measure
from netral.oversight.states import Refused, Rung
from netral.procedure.queries import milestones
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.access.builders import seated
from tests.cases.builders import LONG, day
from tests.discipline.builders import AUDITOR, declined, imposed
from tests.documents.builders import words
from tests.oversight.builders import (
    AGENCY,
    SECOND,
    again,
    asked,
    blocked,
    climbed,
    draft,
    executed,
    letters_of,
    read,
    silent,
)
from tests.registry.facts import candidate

pytestmark = pytest.mark.django_db


def test_asking_blocks_nothing() -> None:
    block = asked()

    assert block.state == "diminta"
    assert block.reason == LONG
    assert Contact.objects.filter(rung=Rung.BLOCK).count() == 0


def test_a_block_is_asked_for_last_and_once_and_with_a_reason() -> None:
    with pytest.raises(NotAllowed, match="Kirim dulu peringatan"):
        asked(silent())
    penanganan = climbed()
    with pytest.raises(Refused, match="Isi bagian ini"):
        asked(penanganan, reason="  ")
    asked(penanganan)
    with pytest.raises(NotAllowed, match="sudah diminta atau sedang berlaku"):
        asked(penanganan, by=SECOND)


def test_whoever_asked_does_not_approve() -> None:
    block = asked()

    with pytest.raises(NotAllowed, match=r"^Pemblokiran butuh persetujuan auditor lain\.$"):
        actions.approve(block, acting=AUDITOR, at=day(112))
    with pytest.raises(NotAllowed, match="auditor lain"):
        actions.refuse(block, acting=AUDITOR, at=day(112), reason=LONG)
    with pytest.raises(IntegrityError), transaction.atomic():
        Block.objects.filter(pk=block.pk).update(decided_by=block.requested_by)


def test_another_auditor_approves_and_the_letter_goes_with_a_copy_to_the_terlapor() -> None:
    block = blocked()

    assert (block.state, block.decided_by) == ("berlaku", SECOND.reference)
    assert block.contact is not None
    with block.contact.document.opened() as file:
        text = words(file.read())
    assert LONG in text
    assert f"Sdr. {block.penanganan.person.name_with_titles}" in text
    assert "bukan hukuman bagi pegawai" in text
    assert letters_of(block.penanganan)[-1] == Rung.BLOCK


def test_the_draft_of_the_rung_is_used_up() -> None:
    penanganan = climbed()
    actions.prepare_due(day(110))

    blocked(penanganan)

    assert not Measure.objects.filter(state="konsep").exists()
    assert Measure.objects.filter(rung=Rung.BLOCK).count() == 1


def test_the_journal_says_that_and_not_why() -> None:
    block = blocked()

    verbs = list(Entry.objects.filter(chain=block.reference).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["blokir.diminta", "blokir.disetujui"]
    facts = str(list(Entry.objects.filter(chain=block.reference).values_list("facts", flat=True)))
    assert LONG not in facts
    assert verify().ok


def test_the_citizen_hears_of_the_block_not_of_the_request() -> None:
    block = asked()
    laporan = block.penanganan.case.laporan.reference

    before = [each.text for each in milestones(laporan, public=True, language="id")]
    actions.approve(block, acting=SECOND, at=day(112))
    after = [each.text for each in milestones(laporan, public=True, language="id")]

    assert not any("blokir" in text for text in before)
    assert "Layanan data instansi pegawai diblokir sampai ada tindak lanjut." in after


def test_a_request_may_be_refused_with_a_reason_and_made_again() -> None:
    block = asked()

    with pytest.raises(Refused):
        actions.refuse(block, acting=SECOND, at=day(112), reason="")
    actions.refuse(block, acting=SECOND, at=day(112), reason="Belum perlu.")

    assert (read(block).state, read(block).answer) == ("ditolak", "Belum perlu.")
    with pytest.raises(NotAllowed, match="sudah dijawab"):
        actions.approve(block, acting=SECOND, at=day(113))
    assert asked(block.penanganan).state == "diminta"


def test_an_answered_recommendation_is_not_blocked_for() -> None:
    block = asked()
    declined(block.penanganan)

    with pytest.raises(NotAllowed, match="sudah dijawab"):
        actions.approve(block, acting=SECOND, at=day(113))
    assert actions.end_without_reason(day(113)) == 1
    assert (read(block).state, read(block).by_itself) == ("gugur", True)


def test_one_auditor_lifts_it_by_letter() -> None:
    block = blocked()

    with pytest.raises(Refused):
        actions.lift(block, acting=AUDITOR, at=day(120), reason=" ")
    actions.lift(block, acting=AUDITOR, at=day(120), reason="Salah instansi.")

    assert (read(block).state, read(block).by_itself) == ("dibuka", False)
    contact = Contact.objects.get(rung=Rung.UNBLOCK)
    with contact.document.opened() as file:
        assert "Salah instansi." in words(file.read())
    with pytest.raises(NotAllowed, match="tidak sedang berlaku"):
        actions.lift(block, acting=AUDITOR, at=day(121), reason=LONG)


def test_a_decision_flags_the_block_and_its_execution_ends_it() -> None:
    block = blocked()
    assert not queries.reason_gone(block)

    imposed(block.penanganan, at=day(120), decided_on=day(120).date())

    assert queries.reason_gone(block)
    assert actions.end_without_reason(day(121)) == 0
    assert read(block).state == "berlaku"


def test_a_block_whose_reason_is_gone_ends_by_itself_and_its_letter_waits_for_a_person() -> None:
    block = blocked()
    executed(block.penanganan)

    assert actions.end_without_reason(day(161)) == 1
    assert actions.end_without_reason(day(162)) == 0

    ended = read(block)
    assert (ended.state, ended.by_itself, ended.ended_by) == ("dibuka", True, "sistem")
    waiting = draft(block.penanganan, Rung.UNBLOCK)
    contact = actions.send([waiting], acting=AUDITOR, at=day(163))
    with contact.document.opened() as file:
        text = words(file.read())
    assert "Sebab blokir tidak ada lagi" in text
    assert ended.contact is not None
    assert ended.contact.document.number in text
    verbs = Entry.objects.filter(chain=block.reference).order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[-1] == "blokir.berakhir"


def test_a_block_that_was_lifted_meanwhile_is_left_alone() -> None:
    block = blocked()
    executed(block.penanganan)
    actions.lift(read(block), acting=AUDITOR, at=day(161), reason=LONG)

    actions.end(block, at=day(162))

    assert not Measure.objects.filter(rung=Rung.UNBLOCK, state="konsep").exists()


def test_two_requests_from_two_pages_are_one() -> None:
    penanganan = climbed()
    block = asked(penanganan)

    with patch("netral.oversight.policies.queries.is_live", return_value=False), pytest.raises(SomeoneWasFaster):
        asked(penanganan, by=SECOND)
    assert Block.objects.get() == block


def test_a_block_that_runs_has_no_day_it_ended() -> None:
    with pytest.raises(ValueError, match="has not ended"):
        queries.ended_on(blocked())


def led_around(block: Block, at: int = 115) -> Block:
    """Another official decides from now on: the one whose service is blocked stands in the election."""
    candidate(on=day(at - 1).date(), at=day(at - 1))
    ministry, found = organisation("kemendagri"), again(block.penanganan)
    discipline.lead_around(found, receiver=ministry, reason=LONG, acting=AUDITOR, at=day(at))
    return read(block)


def test_led_around_nobody_stays_blocked_unseen() -> None:
    block = led_around(blocked())

    assert block.agency.code == AGENCY
    assert queries.reason_gone(block)
    assert actions.end_without_reason(day(116)) == 1
    assert actions.end_without_reason(day(117)) == 0

    ended = read(block)
    assert (ended.state, ended.by_itself, ended.agency.code) == ("dibuka", True, AGENCY)
    assert Entry.objects.get(verb="blokir.berakhir").facts == {"agency": AGENCY}


def test_the_letter_that_opens_it_goes_to_whom_it_hit() -> None:
    block = led_around(blocked())
    official = seated("pejabat_pembina", organisation(AGENCY))
    actions.end_without_reason(day(116))

    waiting = draft(block.penanganan, Rung.UNBLOCK)
    (bundle,) = queries.bundles(queries.to_send(AUDITOR))
    contact = actions.send([waiting], acting=AUDITOR, at=day(117))

    with contact.document.opened() as file:
        text = words(file.read())
    assert (bundle.agency.code, bundle.measures, contact.agency.code) == (AGENCY, (waiting,), AGENCY)
    assert "Pejabat Pembina Kepegawaian Pemerintah Kabupaten Tirta Buana" in text
    assert "tidak lagi diputus oleh Saudara" in text
    assert Notice.objects.filter(user=official, kind=Told.UNBLOCKED).count() == 1


def test_until_then_every_auditor_may_lift_it_and_the_letter_goes_there_too() -> None:
    block = led_around(blocked())
    assert all(policies.can_lift(block, each) for each in (AUDITOR, SECOND))

    actions.lift(block, acting=SECOND, at=day(116), reason="Dialihkan.")

    assert Contact.objects.get(rung=Rung.UNBLOCK).agency.code == AGENCY
    assert actions.end_without_reason(day(117)) == 0


def test_one_only_asked_for_lapses_and_hits_nobody_else() -> None:
    block = led_around(asked())

    with pytest.raises(NotAllowed, match="tidak lagi diputus Pemerintah Kabupaten Tirta Buana"):
        actions.approve(block, acting=SECOND, at=day(116))
    assert actions.end_without_reason(day(116)) == 1

    assert (read(block).state, read(block).agency.code) == ("gugur", AGENCY)


def test_the_next_official_may_be_blocked_while_the_letter_to_the_first_still_waits() -> None:
    first = led_around(blocked())
    actions.end_without_reason(day(116))
    Block.objects.create(
        penanganan=first.penanganan, agency=organisation("kemendagri"), state="berlaku", requested_at=day(240),
        requested_by=AUDITOR.reference,
    )  # fmt: skip
    Penanganan.objects.filter(pk=first.penanganan_id).update(open=False)

    assert actions.end_without_reason(day(300)) == 1

    found = queries.bundles(queries.to_send(AUDITOR))
    assert [each.agency.code for each in found] == [AGENCY, "kemendagri"]
    assert len({each.name for each in found}) == 2
    with pytest.raises(SomeoneWasFaster):
        actions.send([row for each in found for row in each.measures], acting=AUDITOR, at=day(301))


def test_two_blocks_of_one_agency_are_opened_by_a_letter_each() -> None:
    ended = [blocked(), blocked()]
    for block in ended:
        executed(block.penanganan)
    actions.end_without_reason(day(161))

    for bundle in queries.bundles(queries.to_send(AUDITOR)):
        actions.send(bundle.measures, acting=AUDITOR, at=day(162))

    letters = Contact.objects.filter(rung=Rung.UNBLOCK)
    assert letters.count() == 2


def test_the_successor_of_the_authority_sees_and_lifts_it() -> None:
    block = blocked()
    discipline.move_to_successors(datetime(2024, 9, 3, 17, 0, tzinfo=UTC))
    one, other = (Acting(f"akun:{name}", (HeldSeat("auditor", "kemenpanrb"),), name) for name in ("satu", "dua"))
    found = read(block)

    assert [list(queries.blocks_seen_by(each)) for each in (one, other, AUDITOR)] == [[block], [block], []]
    assert all(policies.can_lift(found, each) for each in (one, other))
    actions.lift(found, acting=one, at=day(240), reason="Dialihkan ke kami.")

    contact = Contact.objects.get(rung=Rung.UNBLOCK)
    assert (contact.authority.code, contact.agency.code) == ("kemenpanrb", AGENCY)
