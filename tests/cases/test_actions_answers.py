from datetime import datetime, timedelta
from typing import Any

import pytest

from netral.audit.models import Entry
from netral.cases import actions, queries
from netral.cases.actions.erasing import erase_texts
from netral.cases.models import AccusedAnswer, AnswerLink, Case
from netral.cases.states import LinkState, LinkUnusable, Refused
from netral.evidence.models import Exhibit
from netral.intake.states import Refused as IntakeRefused
from netral.procedure.queries import differences, milestones
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import (
    EXAMINER,
    FULL,
    INTAKE,
    LONG,
    MEMBER,
    acting_at,
    answered,
    assessed,
    day,
    invited,
    link_for,
    opened,
    photo,
    proposed,
)
from tests.cases.stations import nothing_left_behind
from tests.cases.test_actions_people import THREE
from tests.intake.builders import WITA

pytestmark = pytest.mark.django_db


def unusable(link: AnswerLink, state: LinkState, at: Any = None) -> None:
    with pytest.raises(LinkUnusable) as refusal:
        actions.answer(queries.link_by_token(queries.token_of(link)) or link, at=at or day(2), text="Terlambat.")
    assert refusal.value.state == state
    assert not AccusedAnswer.objects.exists()


def test_a_link_is_for_one_person_and_fourteen_days_and_its_token_is_kept_nowhere() -> None:
    case = opened()
    link = link_for(case, told="Diduga mengajak.")
    token = queries.token_of(link)

    assert (link.accused, link.expires_at) == (case.accused_set.get(), datetime(2024, 1, 30, 23, 59, 59, tzinfo=WITA))
    assert queries.link_by_token(token) == link
    assert link.token_hash != token
    entry = Entry.objects.get(verb="perkara.minta_jawaban")
    assert entry.facts.items() >= {"accused": link.accused.key, "link": link.key}.items()
    assert token not in str(entry.facts)
    assert "mengajak" not in str(entry.facts)
    assert differences(Case.objects.get(pk=case.pk)) == []


def test_what_is_told_is_not_stored_in_plain() -> None:
    link_for(opened(), told="Diduga mengajak di lapangan.")

    assert not AnswerLink.objects.extra(where=["CAST(told AS TEXT) LIKE '%%lapangan%%'"]).exists()
    assert AnswerLink.objects.get().told == "Diduga mengajak di lapangan."


def test_a_link_of_the_evening_before_midnight_counts_the_office_s_day_not_that_of_london() -> None:
    link = link_for(opened(), at=datetime(2024, 1, 17, 0, 30, tzinfo=WITA))

    assert link.expires_at == datetime(2024, 1, 31, 23, 59, 59, tzinfo=WITA)


def test_the_reporters_own_words_are_not_told_to_the_accused() -> None:
    case = opened()

    with nothing_left_behind(case), pytest.raises(Refused, match="Kata-kata pelapor") as refusal:
        link_for(case, told=f"Diduga: {FULL.what}")
    assert refusal.value.field == "told"


def test_the_address_of_a_link_is_taken_once_and_the_journal_says_by_whom() -> None:
    case = opened()
    link = link_for(case)
    entry = actions.hand_out_link(case, link=link, acting=EXAMINER, at=day(2))

    assert (entry.verb, entry.actor, entry.facts) == ("perkara.tautan_diambil", EXAMINER.reference, {"link": link.key})
    assert queries.handed_out(case) == {link.key}
    with nothing_left_behind(case), pytest.raises(SomeoneWasFaster):
        actions.hand_out_link(case, link=link, acting=EXAMINER, at=day(2))
    assert actions.answer(link, at=day(3), text="Bukan saya.").text


def test_the_address_of_a_link_that_is_over_is_not_taken() -> None:
    case = opened()
    link = link_for(case)
    actions.revoke_link(case, link=link, acting=EXAMINER, at=day(2))

    with nothing_left_behind(case), pytest.raises(LinkUnusable):
        actions.hand_out_link(case, link=link, acting=EXAMINER, at=day(2))


@pytest.mark.parametrize("acting", [INTAKE, MEMBER, acting_at("pemeriksa", "bawaslu-99")])
def test_only_an_examiner_of_the_office_takes_an_address(acting: Any) -> None:
    case = opened()
    link = link_for(case)

    with nothing_left_behind(case), pytest.raises(NotAllowed):
        actions.hand_out_link(case, link=link, acting=acting, at=day(2))


def test_an_answer_is_kept_with_its_files_as_exhibits_of_the_case() -> None:
    case = opened()
    given = answered(case, text="Saya tidak di sana.", uploads=[photo(), photo(b"2")])

    assert (given.text, [each.label for each in given.exhibits.order_by("pk")]) == ("Saya tidak di sana.", ["J1", "J2"])
    assert set(given.exhibits.values_list("subject", flat=True)) == {case.reference}
    entry = Entry.objects.get(verb="perkara.jawab")
    assert (entry.hash, entry.actor, entry.office) == (given.entry_hash, "terlapor", "")
    assert set(entry.hashes) == {each.sha256 for each in given.exhibits.all()}
    assert "sana" not in str(entry.facts)
    assert differences(case) == []


def test_custody_says_that_the_accused_brought_it_and_the_reporter_hears_nothing_of_it() -> None:
    case = opened()
    answered(case, uploads=[photo()])

    arrived = Entry.objects.get(chain=case.reference, verb__startswith="bukti.")
    assert arrived.actor == "terlapor"
    told = [each.text for each in milestones(case.laporan.reference, public=True, language="id")]
    assert not [text for text in told if "jawab" in text.lower()]


def test_files_alone_are_an_answer_and_nothing_is_none() -> None:
    assert answered(opened(), text="", uploads=[photo()]).text == ""

    link = link_for(opened())
    with nothing_left_behind(link.case), pytest.raises(IntakeRefused):
        actions.answer(link, at=day(2), text="  ")


def test_a_file_that_cannot_be_kept_refuses_the_whole_answer() -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    link = link_for(opened())
    bad = SimpleUploadedFile("program.exe", b"MZ" + b"\0" * 100)

    with nothing_left_behind(link.case), pytest.raises(IntakeRefused):
        actions.answer(link, at=day(2), text="Lihat berkas.", uploads=[bad])
    assert not Exhibit.objects.filter(subject=link.case.reference).exists()


def test_a_link_is_used_once() -> None:
    given = answered(opened())

    with pytest.raises(LinkUnusable) as refusal:
        actions.answer(AnswerLink.objects.select_related("case", "accused").get(), at=day(2), text="Lagi.")
    assert refusal.value.state == LinkState.USED
    assert AccusedAnswer.objects.get() == given


def test_a_link_ends_with_its_last_moment() -> None:
    link = link_for(opened())

    unusable(link, LinkState.EXPIRED, at=link.expires_at)
    assert actions.answer(link, at=link.expires_at - timedelta(seconds=1), text="Masih sempat.").text


def test_a_revoked_link_takes_nothing_and_a_used_one_is_not_revoked() -> None:
    case = opened()
    link = link_for(case)
    actions.revoke_link(case, link=link, acting=EXAMINER, at=day(2))
    unusable(link, LinkState.REVOKED)

    other = opened()
    given = answered(other)
    with nothing_left_behind(other), pytest.raises(Refused):
        actions.revoke_link(other, link=given.link, acting=EXAMINER, at=day(2))


def test_a_link_of_another_case_is_not_revoked_here() -> None:
    link, case = link_for(opened()), opened()

    with nothing_left_behind(case), pytest.raises(Refused):
        actions.revoke_link(case, link=link, acting=EXAMINER, at=day(2))


def test_a_new_link_ends_the_earlier_one() -> None:
    case = opened()
    earlier = link_for(case)
    link_for(case, at=day(2))

    unusable(earlier, LinkState.REVOKED)


def test_leaving_somebody_out_ends_their_link() -> None:
    case = opened(report=THREE)
    link = link_for(case)
    actions.leave_out(case, accused=link.accused, acting=EXAMINER, at=day(2), reason=LONG)

    unusable(link, LinkState.REVOKED)


def test_after_the_examination_a_link_waits_and_opens_again_when_the_case_is_sent_back() -> None:
    case = opened()
    link = link_for(case)
    proposed(assessed(invited_and_heard(case)))
    unusable(link, LinkState.CLOSED, at=day(3))

    actions.send_back(Case.objects.get(pk=case.pk), acting=MEMBER, at=day(3), reason=LONG)
    found = queries.link_by_token(queries.token_of(link))
    assert found is not None
    assert actions.answer(found, at=day(3, 15), text="Sekarang bisa.").text == "Sekarang bisa."


def invited_and_heard(case: Case) -> Case:
    from tests.cases.builders import heard

    return heard(Case.objects.get(pk=case.pk))


def test_whoever_was_about_to_submit_hears_that_an_answer_came() -> None:
    case = assessed()
    seen = case.version
    answered(case, at=day(2))

    with pytest.raises(SomeoneWasFaster):
        actions.propose(case, acting=EXAMINER, at=day(3), version=seen)


@pytest.mark.parametrize("acting", [INTAKE, MEMBER, acting_at("pemeriksa", "bawaslu-99.08")])
def test_only_an_examiner_of_the_office_makes_and_revokes_links(acting: Any) -> None:
    case = opened()
    link = link_for(case)
    person = case.accused_set.get()

    with nothing_left_behind(case), pytest.raises(NotAllowed):
        actions.make_link(case, accused=person, acting=acting, at=day(2))
    with nothing_left_behind(case), pytest.raises(NotAllowed):
        actions.revoke_link(case, link=link, acting=acting, at=day(2))


def test_no_link_is_made_for_somebody_of_another_case() -> None:
    case, stranger = opened(), opened().accused_set.get()

    with nothing_left_behind(case), pytest.raises(Refused) as refusal:
        actions.make_link(case, accused=stranger, acting=EXAMINER, at=day(2))
    assert refusal.value.field == "accused"


def test_when_a_case_is_forgotten_so_is_what_was_told_and_answered() -> None:
    case = opened()
    invited(case, note="Bawa surat tugas.")
    given = answered(case, uploads=[photo()])

    erase_texts(case, at=day(30))

    given.refresh_from_db()
    link, letter = AnswerLink.objects.get(), case.hearing_invitations.get()
    assert (given.text, link.told, letter.name, letter.place, letter.note) == ("", "", "", "", "")
    assert set(given.exhibits.values_list("arrival", flat=True)) == {"dihapus"}
