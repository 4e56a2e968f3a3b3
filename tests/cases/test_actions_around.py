"""Conflicts of interest on the way of a hand-over: said where they are on record, and led around by a human."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from netral.audit.models import Entry
from netral.cases import actions, policies, queries
from netral.cases.forms import ForwardForm
from netral.cases.models import Penerusan, Peralihan
from netral.cases.states import Refused
from netral.exchange.models import Kiriman
from netral.offices.models import Organisation
from netral.offices.queries import organisation
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed
from tests.cases.builders import EXAMINER, FACTS, LONG, OFFICE, assessed, day, decided, forwarded, heard
from tests.exchange.builders import partner
from tests.intake.builders import staff
from tests.registry.facts import candidate, connection

pytestmark = pytest.mark.django_db
AT = day(4)


def on_record() -> None:
    """The regent of the regency stands in an election that runs on the day of the hand-over."""
    candidate(on=AT.date(), at=AT)


def of_village_head() -> Penerusan:
    """Handed to the regent, before anything was on record."""
    return forwarded(decided(case=assessed(heard(), facts={**FACTS, "subject": "kades"})), at=AT)


def led(penerusan: Penerusan, **changes: Any) -> Peralihan:
    values = {"receiver": organisation("pemprov-99"), "reason": LONG, "acting": EXAMINER, "at": AT, **changes}
    return actions.lead_around(penerusan, **values)


def test_what_is_on_record_cannot_be_left_unsaid() -> None:
    case = decided()
    on_record()

    with pytest.raises(Refused) as refusal:
        forwarded(case)
    penerusan = forwarded(case, conflict_of_interest=True, conflict_note="Tembusan ke gubernur.")

    assert refusal.value.field == "conflict_of_interest"
    assert "Calon Rekaan" in refusal.value.message
    assert penerusan.receiver.code == "kasn"


def test_a_connection_on_record_is_said_too() -> None:
    case = decided()
    connection(on=AT.date(), at=AT)

    with pytest.raises(Refused) as refusal:
        forwarded(case)

    assert "Suami atau istri" in refusal.value.message


def test_the_way_around_needs_no_further_basis_and_the_journal_says_so() -> None:
    case = decided()
    on_record()

    said = {"conflict_of_interest": True, "conflict_note": "Bupati calon."}
    penerusan = forwarded(case, receiver=organisation("kemendagri"), **said)

    facts = Entry.objects.get(verb="perkara.teruskan").facts
    assert (facts["around_conflict"], facts["receiver_by_law"], facts["conflict_of_interest"]) == (True, True, True)
    assert "UU 30/2014" in penerusan.basis
    assert penerusan.override_reason == ""


def test_without_a_conflict_that_way_is_none_of_the_rulebook() -> None:
    with pytest.raises(Refused) as refusal:
        forwarded(decided(), receiver=organisation("kemendagri"))

    assert refusal.value.field == "override_reason"


def test_the_form_shows_what_is_on_record_and_offers_the_ways_around(monkeypatch: pytest.MonkeyPatch) -> None:
    case = decided()
    on_record()
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)

    form = ForwardForm(case=case)

    assert [code for code, _name in form.fields["receiver"].choices] == [  # type: ignore[attr-defined]
        "kasn", "pemkab-99.07", "pemprov-99", "kemendagri", "kemenpanrb", "lain",
    ]  # fmt: skip
    assert form["conflict_of_interest"].value() == "ya"
    assert len(form.flag_sentences) == 1


def test_no_way_leads_to_another_in_conflict() -> None:
    case = decided()
    on_record()
    candidate(on=AT.date(), at=AT, name="Gubernur Rekaan", agency="pemprov-99")

    found = queries.alternatives(list(queries.persons_of(case)), case, AT.date())

    assert [route.receiver.code for route in found] == ["kemendagri", "kemenpanrb"]


def test_people_of_a_ministry_are_under_no_governor() -> None:
    case = decided()
    case.accused_set.update(agency_text="Kementerian Keuangan")

    found = queries.alternatives(list(queries.persons_of(case)), case, AT.date())

    assert [route.receiver.code for route in found] == ["kemendagri", "kemenpanrb"]


def test_a_hand_over_that_was_sent_is_led_around_with_key_and_letter() -> None:
    penerusan = of_village_head()
    on_record()
    key, letter = penerusan.key, penerusan.document_id

    moved = led(penerusan)

    now = Penerusan.objects.get(pk=penerusan.pk)
    assert (now.key, now.document_id, now.receiver.code) == (key, letter, "pemprov-99")
    assert (moved.cause, moved.origin.code, moved.reason) == ("konflik", "pemkab-99.07", LONG)
    entry = Entry.objects.get(verb="perkara.penerusan_dialihkan")
    assert (entry.actor, entry.facts["to_office"]) == (EXAMINER.reference, "pemprov-99")
    assert LONG not in str(entry.facts)
    assert differences(now.case) == []


def test_led_to_where_an_earlier_one_has_ended_it_goes_on_there() -> None:
    penerusan = of_village_head()
    said = {"receiver": organisation("pemprov-99"), "override_reason": LONG, "further_reason": LONG}
    actions.forward_further(
        penerusan.case, acting=EXAMINER, at=AT, conflict_of_interest=False, summary="Ringkasan.", **said
    )
    ended = Penerusan.objects.get(receiver__code="pemprov-99")
    actions.report_outcome(ended, acting=EXAMINER, at=AT, outcome="dihentikan", note="Tidak terbukti.")
    on_record()

    led(penerusan)

    now = Penerusan.objects.get(pk=penerusan.pk)
    assert (now.receiver.code, now.ended_at, now.outcome) == ("pemprov-99", None, "")
    assert Entry.objects.get(verb="perkara.penerusan_dialihkan").facts["joins_another"] is False
    with pytest.raises(IntegrityError), transaction.atomic():
        Penerusan.objects.filter(pk=ended.pk).update(ended_at=None, outcome="")


@pytest.mark.parametrize(
    ("changes", "field"), [({"reason": "pendek"}, "reason"), ({"receiver": "pemkot-99.08"}, "receiver")]
)
def test_it_needs_a_reason_and_a_receiver_the_rulebook_proposes(changes: dict[str, str], field: str) -> None:
    penerusan = of_village_head()
    on_record()
    given: dict[str, Any] = dict(changes)
    if "receiver" in given:
        given["receiver"] = Organisation.objects.get(code=given["receiver"])

    with pytest.raises(Refused) as refusal:
        led(penerusan, **given)

    assert refusal.value.field == field
    assert not Peralihan.objects.exists()


def test_where_nothing_is_on_record_nothing_is_led_around() -> None:
    with pytest.raises(NotAllowed):
        led(of_village_head())


def test_what_has_ended_is_not_led_around() -> None:
    penerusan = of_village_head()
    on_record()
    Penerusan.objects.filter(pk=penerusan.pk).update(ended_at=AT, outcome="dihentikan")
    penerusan.refresh_from_db()

    with pytest.raises(NotAllowed):
        led(penerusan)


@pytest.mark.parametrize(
    ("role", "office", "allowed"),
    [
        ("pemeriksa", OFFICE, True),
        ("petugas_laporan", OFFICE, False),
        ("anggota", OFFICE, False),
        ("pemeriksa", "bawaslu-99.08", False),
        ("pemeriksa", "bawaslu-99", False),
        ("auditor", "kasn", False),
        ("pejabat_pembina", "pemkab-99.07", False),
        ("admin", "bawaslu", False),
    ],
)
def test_the_examiner_who_sent_it_leads_it_around_and_nobody_else(role: str, office: str, allowed: bool) -> None:
    penerusan = of_village_head()
    on_record()

    assert policies.can_lead_around(penerusan, staff(role, office), on=AT.date()) is allowed


def test_what_still_waits_for_the_official_in_conflict_is_cancelled() -> None:
    partner("pemkab-99.07")
    penerusan = of_village_head()
    on_record()

    led(penerusan)

    kiriman = Kiriman.objects.get()
    assert (kiriman.receiver.code, kiriman.delivery, kiriman.said_last) == ("pemkab-99.07", "dibatalkan", "konflik")
