"""The ladder: drafted by the worker on its day, sent by a person, and dropped when the official acted."""

from datetime import timedelta

import pytest

from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.cases.desk_policies import allows
from netral.discipline import actions as discipline
from netral.intake.house_rules import house_rule
from netral.offices.queries import organisation
from netral.oversight import actions, jobs, policies, queries
from netral.oversight.actions import letters
from netral.oversight.models import Contact, Measure
from netral.oversight.states import LETTERS, Refused, Rung
from netral.procedure.queries import milestones
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import LONG, day
from tests.discipline.builders import AUDITOR, declined, someone, verified
from tests.documents.builders import words
from tests.intake.builders import staff
from tests.oversight.builders import AGENCY, DUE, MADE, again, climbed, draft, letters_of, silent
from tests.registry.facts import candidate

pytestmark = pytest.mark.django_db


def test_the_days_of_the_tests_are_those_of_the_house_rule() -> None:
    passed = MADE
    for rung, length in zip(DUE, house_rule("silence").lengths, strict=True):
        passed += length.days
        assert DUE[rung] == passed


def test_a_reminder_is_drafted_on_its_day_and_once() -> None:
    penanganan = silent()

    early = actions.prepare_due(day(DUE[Rung.REMINDER]) - timedelta(seconds=1))
    on_its_day = actions.prepare_due(day(DUE[Rung.REMINDER]))
    again_then = actions.prepare_due(day(DUE[Rung.REMINDER] + 1))

    assert (early, on_its_day, again_then) == (0, 1, 0)
    made = draft(penanganan)
    assert made.due_on == day(DUE[Rung.REMINDER]).date()
    assert not Contact.objects.exists()


def test_the_worker_sends_nothing() -> None:
    penanganan = silent()

    actions.prepare_due(day(400))

    assert letters_of(penanganan) == []
    assert [each.rung for each in Measure.objects.all()] == ["pengingat"]


def test_every_rung_follows_the_one_before() -> None:
    penanganan = climbed()

    assert letters_of(penanganan) == [rung.value for rung in LETTERS]
    actions.prepare_due(day(DUE[Rung.BLOCK]))
    assert draft(penanganan, Rung.BLOCK).due_on == day(DUE[Rung.BLOCK]).date()


def test_a_letter_is_a_contact_with_its_number_and_hash_in_the_journal() -> None:
    penanganan = climbed(to=Rung.REMINDER)

    contact = Contact.objects.select_related("document").get()
    entry = Entry.objects.get(chain=contact.reference)
    assert entry.verb == "kontak.pengingat"
    assert entry.hashes == [contact.document.sha256]
    assert penanganan.reference in entry.subjects
    assert penanganan.case.laporan.reference in entry.subjects
    assert verify().ok


def test_a_letter_names_what_waits_what_went_before_and_what_follows() -> None:
    penanganan = climbed(to=Rung.FIRST)

    first, second = Contact.objects.select_related("document").order_by("pk")
    with second.document.opened() as file:
        text = words(file.read())
    assert penanganan.rekomendasi.document.number in text
    assert first.document.number in text
    assert "belum ada batas resmi" in text
    assert "surat kedua" in text
    assert f"{DUE[Rung.FIRST] - MADE} hari" in text


def test_the_citizen_reads_that_the_agency_was_reminded() -> None:
    penanganan = climbed(to=Rung.REMINDER)

    told = [each.text for each in milestones(penanganan.case.laporan.reference, public=True, language="id")]

    assert "Pengawas ASN meminta instansi menindaklanjuti rekomendasi." in told


def test_drafts_of_one_agency_leave_as_one_letter() -> None:
    one, two = silent(), silent()
    actions.prepare_due(day(DUE[Rung.REMINDER]))
    (bundle,) = queries.bundles(queries.to_send(AUDITOR))

    contact = actions.send(bundle.measures, acting=AUDITOR, at=day(40))

    assert [letters_of(each) for each in (one, two)] == [["pengingat"], ["pengingat"]]
    with contact.document.opened() as file:
        text = words(file.read())
    assert one.rekomendasi.document.number in text
    assert two.rekomendasi.document.number in text


def test_drafts_toward_two_agencies_are_no_one_letter() -> None:
    one = silent()
    two = silent(penanganan=verified(person=someone(agency="pemkot-99.08")))
    actions.prepare_due(day(DUE[Rung.REMINDER]))

    with pytest.raises(SomeoneWasFaster):
        actions.send([draft(one), draft(two)], acting=AUDITOR, at=day(40))
    assert not Contact.objects.exists()


def test_a_letter_leaves_once() -> None:
    penanganan = silent()
    actions.prepare_due(day(DUE[Rung.REMINDER]))
    measure = draft(penanganan)
    actions.send([measure], acting=AUDITOR, at=day(40))

    with pytest.raises(NotAllowed, match="sudah dikirim"):
        actions.send([measure], acting=AUDITOR, at=day(40))


def test_drafts_are_dropped_when_the_official_acted() -> None:
    penanganan = silent()
    actions.prepare_due(day(DUE[Rung.REMINDER]))
    declined(penanganan)

    assert actions.prepare_due(day(DUE[Rung.REMINDER])) == 1

    measure = Measure.objects.get()
    assert measure.state == "gugur"
    assert Entry.objects.filter(chain=measure.reference).count() == 2


def test_a_draft_that_left_is_not_dropped() -> None:
    penanganan = silent()
    actions.prepare_due(day(DUE[Rung.REMINDER]))
    measure = draft(penanganan)
    actions.send([measure], acting=AUDITOR, at=day(40))

    actions.drop(measure, at=day(41))

    assert Measure.objects.get().state == "terkirim"


def test_an_answered_recommendation_is_not_reminded_of_even_from_an_old_draft() -> None:
    penanganan = silent()
    actions.prepare_due(day(DUE[Rung.REMINDER]))
    measure = draft(penanganan)
    declined(penanganan)

    with pytest.raises(NotAllowed, match="sudah dijawab"):
        actions.send([measure], acting=AUDITOR, at=day(40))


def test_reminding_uses_up_the_draft_and_counts_without_one() -> None:
    drafted, fresh = silent(), silent()
    actions.prepare(_due(drafted), rung=Rung.REMINDER, at=day(38))

    actions.remind(AGENCY, acting=AUDITOR, at=day(39))

    assert [letters_of(each) for each in (drafted, fresh)] == [["pengingat"], ["pengingat"]]
    assert Measure.objects.filter(state="konsep").count() == 0
    assert Contact.objects.count() == 1


def _due(penanganan: object) -> object:
    return queries.due(Rung.REMINDER, day(38)).get(pk=penanganan.pk)  # type: ignore[attr-defined]


def test_reminding_again_does_not_take_the_ladder_back() -> None:
    penanganan = climbed(to=Rung.FIRST)

    actions.remind(AGENCY, acting=AUDITOR, at=day(70))
    actions.prepare_due(day(DUE[Rung.SECOND]))

    assert draft(penanganan, Rung.SECOND)


def test_nothing_to_remind_of_is_said_and_nobody_else_may() -> None:
    silent()

    with pytest.raises(Refused, match="Tidak ada rekomendasi"):
        actions.remind("pemkot-99.08", acting=AUDITOR, at=day(40))
    with pytest.raises(Refused, match="Tidak ada rekomendasi"):
        actions.remind(AGENCY, acting=staff("auditor", "bkn"), at=day(40))


def test_of_several_agencies_all_are_reminded_or_none() -> None:
    silent()

    with pytest.raises(Refused):
        actions.remind_all([AGENCY, "pemkot-99.08"], acting=AUDITOR, at=day(40))
    assert not Contact.objects.exists()
    assert len(actions.remind_all([AGENCY, AGENCY], acting=AUDITOR, at=day(40))) == 1


def test_a_draft_is_seen_before_it_is_sent_and_stores_nothing() -> None:
    penanganan = silent()
    actions.prepare_due(day(DUE[Rung.REMINDER]))

    text = words(actions.draft_pdf([draft(penanganan)], acting=AUDITOR, at=day(40)))

    assert penanganan.rekomendasi.document.number in text
    assert not Contact.objects.exists()


def test_the_round_looks_after_silence() -> None:
    silent()

    assert jobs.look_after_silence.call() == 1
    assert jobs.look_after_silence.call() == 0
    assert jobs.forget_people.call() == 0


def test_what_has_no_person_yet_is_named_in_the_error() -> None:
    penanganan = again(silent())
    penanganan.person = penanganan.agency = None

    with pytest.raises(ValueError, match="has no agency"):
        queries.agency_of(penanganan)
    with pytest.raises(ValueError, match="has no person"):
        letters.line(penanganan, day(40))


def test_the_silence_of_one_official_is_not_held_against_the_next() -> None:
    penanganan = climbed()
    actions.prepare_due(day(DUE[Rung.BLOCK]))
    candidate(on=day(DUE[Rung.BLOCK]).date(), at=day(DUE[Rung.BLOCK]))
    led = day(DUE[Rung.BLOCK] + 1)
    discipline.lead_around(penanganan, receiver=organisation("kemendagri"), reason=LONG, acting=AUDITOR, at=led)
    found = again(penanganan)

    actions.prepare_due(led)

    assert not Measure.objects.filter(penanganan=found, state="konsep").exists()
    assert not allows(policies.check_can_request, found, AUDITOR)
    assert queries.standings([found], led)[0].next_rung == Rung.REMINDER
    actions.prepare_due(led + timedelta(days=DUE[Rung.REMINDER] - MADE))
    assert draft(found).due_on == (led + timedelta(days=DUE[Rung.REMINDER] - MADE)).date()
