from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from netral.access.actions import deactivate
from netral.access.models import User
from netral.audit.models import Entry
from netral.cases import actions, queries
from netral.cases.forms.hearing import KlarifikasiForm
from netral.cases.models import AnswerLink, Case, HearingInvitation, Klarifikasi
from netral.cases.states import LinkState, Refused
from netral.documents.models import Document
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.access.builders import LONG_AGO, office, seated
from tests.cases.builders import (
    EXAMINER,
    FULL,
    INTAKE,
    MEMBER,
    OFFICE,
    SECRETIVE,
    acting_at,
    day,
    heard,
    hearing,
    invitation,
    invited,
    link_for,
    opened,
    proposed,
)
from tests.cases.stations import nothing_left_behind
from tests.cases.test_actions_people import THREE
from tests.documents.builders import words

pytestmark = pytest.mark.django_db


def text_of(document: Document | None) -> str:
    assert document is not None
    with document.opened() as file:
        return words(file.read())


def absent(first: HearingInvitation, **changes: Any) -> Case:
    """The person of an invitation did not come."""
    values = {"invitation": first, "attended": False, "minutes": "", "at": day(4), "held_on": day(3).date(), **changes}
    return heard(Case.objects.get(pk=first.case_id), **values)


def refused_at(verb: Any, case: Case, field: str, **values: Any) -> None:
    with nothing_left_behind(case), pytest.raises(Refused) as refusal:
        verb(case, acting=EXAMINER, **values)
    assert refusal.value.field == field


def test_an_invitation_is_a_numbered_letter_of_the_case() -> None:
    case = opened()
    first = invited(case, case.accused_set.get())

    assert first.document is not None
    assert first.document.number == "001/Undangan/BAWASLU-99.07/I/2024"
    assert first.document in queries.papers_of(case, EXAMINER)
    told = text_of(first.document)
    assert "Rabu, 18 Januari 2024" in told or "18 Januari 2024" in told
    assert "WITA" in told
    assert case.number in told
    assert case.title in told
    assert "tautan" not in told
    assert differences(Case.objects.get(pk=case.pk)) == []


def test_the_journal_learns_of_an_invitation_neither_name_nor_place() -> None:
    first = invited(name="Saksi Rekaan", place="Balai desa")

    entry = Entry.objects.get(verb="perkara.undang_klarifikasi")
    assert entry.facts.items() >= {"party": "saksi", "round": 1, "meets_on": "2024-01-18"}.items()
    assert not [word for word in ("Rekaan", "Balai", first.name) if word in str(entry.facts)]


def test_a_witness_is_not_told_what_the_case_is_called() -> None:
    first = invited(opened(title="Ajakan di lapangan"))

    assert "Ajakan" not in text_of(first.document)


def test_a_reporter_is_invited_by_the_pseudonym() -> None:
    case = opened()
    first = invited(case, party="pelapor", name=SECRETIVE.name)

    assert first.name == case.laporan.pseudonym
    assert SECRETIVE.name not in text_of(first.document)


def test_numbers_of_invitations_have_no_gap_where_one_was_refused() -> None:
    case = opened()
    invited(case)
    refused_at(actions.invite, case, "place", **invitation(place=" "))
    second = invited(case)

    assert second.document is not None
    assert second.document.number.startswith("002/Undangan/")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"meets_at": day(1)}, "meets_at"),
        ({"meets_at": day(0)}, "meets_at"),
        ({"meets_at": day(400)}, "meets_at"),
        ({"place": " "}, "place"),
        ({"name": "  "}, "name"),
        ({"party": ""}, "party"),
        ({"party": "hakim"}, "party"),
        ({"with_link": True}, "with_link"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_at_its_field(changes: dict[str, Any], field: str) -> None:
    refused_at(actions.invite, opened(), field, **invitation(**changes))


def test_of_several_accused_the_one_invited_is_chosen() -> None:
    case = opened(report=THREE)

    refused_at(actions.invite, case, "accused", **invitation(party="terlapor", name="Seseorang"))


def test_somebody_of_another_case_cannot_be_invited() -> None:
    stranger = opened().accused_set.get()

    refused_at(actions.invite, opened(), "accused", **invitation(stranger))


def test_somebody_of_whom_nothing_is_known_is_invited_as_the_person_reported() -> None:
    case = opened()
    case.accused_set.update(name="", job="", agency_text="")

    assert invited(case, case.accused_set.get()).name == "Terlapor"


def test_the_letter_announces_a_link_made_with_it_and_never_its_address() -> None:
    case = opened()
    first = invited(case, case.accused_set.get(), with_link=True)

    link = AnswerLink.objects.get()
    assert first.link == link
    told = text_of(first.document)
    assert "pada lembar tersendiri" in told
    assert "30 Januari 2024" in told
    assert queries.token_of(link) not in "".join(told.split())
    assert "/tautan/" not in told
    entry = Entry.objects.get(verb="perkara.undang_klarifikasi")
    assert entry.facts["link"] == link.key
    assert queries.token_of(link) not in str(entry.facts)


def test_the_letter_announces_the_link_there_is() -> None:
    case = opened()
    link = link_for(case)
    first = invited(case, case.accused_set.get(), with_link=True, at=day(2))

    assert first.link == link
    assert "link" not in Entry.objects.get(verb="perkara.undang_klarifikasi").facts


def test_a_link_whose_address_was_taken_is_renewed_with_what_was_told() -> None:
    case = opened()
    link = link_for(case, told="Diduga mengajak.")
    actions.hand_out_link(case, link=link, acting=EXAMINER, at=day(2))
    first = invited(case, case.accused_set.get(), with_link=True, at=day(2))

    assert first.link is not None
    assert (first.link == link, first.link.told) == (False, "Diduga mengajak.")
    assert queries.state_of(AnswerLink.objects.get(pk=link.pk), day(2)) == LinkState.REVOKED


@pytest.mark.parametrize("field", ["note", "place"])
def test_the_reporters_own_words_are_not_sent_with_an_invitation(field: str) -> None:
    refused_at(actions.invite, opened(), field, **invitation(**{field: FULL.what}))


def test_minutes_are_in_indonesian_whatever_the_officer_reads_in() -> None:
    with translation.override("en"):
        heard(opened(), party="saksi", name="Saksi Rekaan", issue=True)

    told = text_of(Klarifikasi.objects.get().document)
    assert "Pemeriksa" in told
    assert not [word for word in ("Witness", "Examiner") if word in told]


def test_who_did_not_come_is_invited_again_by_the_same_name() -> None:
    first = invited()
    case = absent(first, absent_reason="Sakit.")
    second = invited(case, previous=first, name="", party="", at=day(4))

    assert (second.name, second.party, second.round, second.previous) == (first.name, "saksi", 2, first)
    assert first.document is not None
    assert first.document.number in text_of(second.document)
    assert Klarifikasi.objects.get().absent_reason == "Sakit."


def test_nobody_is_invited_again_who_came_or_was_invited_again_or_whose_day_is_not_over() -> None:
    first = invited()
    case = first.case
    again = invitation(previous=first, at=day(4))
    refused_at(actions.invite, case, "previous", **again)

    case = absent(first)
    invited(case, previous=first, at=day(4))
    refused_at(actions.invite, case, "previous", **again)

    other = invited(at=day(1))
    came = heard(other.case, invitation=other, at=day(4), held_on=day(3).date())
    refused_at(actions.invite, came, "previous", **invitation(previous=other, at=day(4)))


def test_before_the_hour_of_the_meeting_nobody_stayed_away_without_having_said_so() -> None:
    first = invited(meets_at=day(3, 14))
    early: dict[str, Any] = {"invitation": first, "attended": False, "minutes": "", "held_on": day(3).date()}

    refused_at(actions.hold_klarifikasi, first.case, "absent_reason", **hearing(**early, at=day(3, 13)))

    case = absent(first, at=day(3, 13), absent_reason="Berkabar: sedang dirawat.")
    assert queries.not_followed(case) == [first]
    assert absent(invited(meets_at=day(3, 14)), at=day(3, 14)).status == "pemeriksaan"


def test_the_minutes_of_an_invitation_are_of_its_person_and_name_its_number() -> None:
    first = invited(name="Saksi Rekaan")
    case = first.case
    actions.hold_klarifikasi(
        case, acting=EXAMINER, **hearing(invitation=first, party="", name="", at=day(4), issue=True)
    )

    kept = Klarifikasi.objects.get()
    assert (kept.name, kept.party, kept.invitation) == ("Saksi Rekaan", "saksi", first)
    assert first.document is not None
    assert first.document.number in text_of(kept.document)
    refused_at(actions.hold_klarifikasi, case, "invitation", **hearing(invitation=first, at=day(4)))


def test_a_hearing_of_the_only_accused_marks_them_as_heard_and_needs_no_invitation() -> None:
    case = heard()

    kept = Klarifikasi.objects.get()
    assert (kept.invitation, kept.accused) == (None, case.accused_set.get())
    assert [right.heard for right in queries.rights_of_answer(case, day(2))] == [True]


def test_of_several_accused_a_name_alone_marks_nobody_and_a_choice_one() -> None:
    case = heard(opened(report=THREE))
    assert Klarifikasi.objects.get().accused is None

    second = case.accused_set.all()[1]
    heard(case, accused=second, name="")
    assert Klarifikasi.objects.latest("pk").name == str(second)
    assert [right.heard for right in queries.rights_of_answer(case, day(2))] == [False, True, False]


def test_signatures_are_printed_with_who_signs_for_the_office() -> None:
    heard()  # founds the office
    officer = seated("pemeriksa", office(OFFICE), email="lain@contoh.id")
    User.objects.filter(pk=officer.pk).update(name="Rima Pemeriksa Rekaan")
    officer.refresh_from_db()
    heard(officer=officer, signing="ditandatangani", issue=True)

    kept = Klarifikasi.objects.latest("pk")
    told = text_of(kept.document)
    assert "Rima Pemeriksa Rekaan" in told
    assert "menandatangani berita acara ini sesudah membacanya" in told


def test_a_refusal_to_sign_is_kept_and_printed_with_its_reason() -> None:
    heard(signing="menolak", refusal_reason="Tidak sependapat dengan jawaban ke-2.", issue=True)

    kept = Klarifikasi.objects.get()
    told = text_of(kept.document)
    assert "menolak menandatangani" in told
    assert "Tidak sependapat dengan jawaban ke-2." in told
    entry = Entry.objects.get(verb="perkara.klarifikasi")
    assert entry.facts["signing"] == "menolak"
    assert "sependapat" not in str(entry.facts)


def test_a_reason_without_refusal_and_without_absence_is_not_kept() -> None:
    heard(signing="ditandatangani", refusal_reason="Iseng.", absent_reason="Iseng.")

    kept = Klarifikasi.objects.get()
    assert (kept.refusal_reason, kept.absent_reason) == ("", "")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"signing": "menolak"}, "refusal_reason"),
        ({"signing": "menolak", "refusal_reason": "  "}, "refusal_reason"),
        ({"signing": "ragu"}, "signing"),
        ({"signing": "ditandatangani", "attended": False, "minutes": ""}, "signing"),
    ],
)
def test_a_signature_that_cannot_be_is_refused_at_its_field(changes: dict[str, Any], field: str) -> None:
    refused_at(actions.hold_klarifikasi, opened(), field, **hearing(**changes))


def test_only_an_examiner_of_that_day_signs_for_the_office() -> None:
    case = opened()
    member = seated("anggota", office(OFFICE), email="anggota.lain@contoh.id")
    gone = seated("pemeriksa", office(OFFICE), email="dulu@contoh.id", until=LONG_AGO)

    for other in (member, gone):
        refused_at(actions.hold_klarifikasi, case, "officer", **hearing(officer=other))


def test_an_examiner_whose_account_was_shut_since_still_signs_for_that_day() -> None:
    case = opened()
    officer = seated("pemeriksa", office(OFFICE), email="pamit@contoh.id")
    deactivate(officer, acting=acting_at("admin", "bawaslu"), at=day(2))

    heard(case, officer=officer)

    assert Klarifikasi.objects.get().officer == officer
    assert officer.key in KlarifikasiForm(case=case).officers


@pytest.mark.parametrize("acting", [INTAKE, MEMBER, acting_at("pemeriksa", "bawaslu-99.08")])
def test_only_an_examiner_of_the_office_invites(acting: Any) -> None:
    case = opened()

    with nothing_left_behind(case), pytest.raises(NotAllowed):
        actions.invite(case, acting=acting, **invitation())


def test_nobody_is_invited_once_the_examination_is_over_or_to_a_case_that_moved() -> None:
    case = proposed()
    with nothing_left_behind(case), pytest.raises(NotAllowed):
        actions.invite(case, acting=EXAMINER, **invitation(at=day(4)))

    young = opened()
    with nothing_left_behind(young), pytest.raises(SomeoneWasFaster):
        actions.invite(young, acting=EXAMINER, version=0, **invitation())


def test_the_meeting_is_kept_with_the_zone_of_its_office() -> None:
    first = invited(meets_at=day(3) + timedelta(minutes=30))

    assert first.zone == "Asia/Makassar"
    assert [each.pk for each in queries.waiting_invitations(first.case)] == [first.pk]
    assert queries.not_followed(first.case) == []
    assert [each.pk for each in queries.invitations_of(first.case)] == [first.pk]


def test_minutes_printed_to_be_signed_are_signed_or_refused_later_and_once() -> None:
    case = heard(issue=True)
    kept = Klarifikasi.objects.get()
    said: dict[str, Any] = {"case": case, "acting": EXAMINER, "at": day(2)}
    for changes, field in (({"signing": "ragu"}, "signing"), ({"signing": "menolak"}, "refusal_reason")):
        with nothing_left_behind(case), pytest.raises(Refused) as refusal:
            actions.sign_minutes(kept, **said, **changes)
        assert refusal.value.field == field
    with pytest.raises(NotAllowed):
        actions.sign_minutes(kept, **{**said, "acting": MEMBER}, signing="ditandatangani")

    entry = actions.sign_minutes(kept, **said, signing="menolak", refusal_reason=" Jawaban ke-2 lain. ")

    kept.refresh_from_db()
    assert (kept.signing, kept.refusal_reason) == ("menolak", "Jawaban ke-2 lain.")
    assert entry.facts == {"hearing": kept.key, "signing": "menolak"}
    with pytest.raises(SomeoneWasFaster):
        actions.sign_minutes(kept, **said, signing="ditandatangani")
    assert differences(case) == []


def test_who_did_not_come_signs_nothing_later_either() -> None:
    case = absent(invited())

    with pytest.raises(Refused):
        actions.sign_minutes(Klarifikasi.objects.get(), case=case, acting=EXAMINER, at=day(5), signing="ditandatangani")
