from typing import Any

import pytest
from pypdf import PdfReader

from netral.access.models import Seat
from netral.access.states import SYSTEM
from netral.audit.models import Entry
from netral.cases import actions, queries
from netral.cases.models import Penerusan
from netral.cases.states import Refused
from netral.documents.models import Document
from netral.evidence.actions import keep, release
from netral.intake import actions as intake
from netral.offices.models import Organisation
from netral.offices.queries import organisation
from netral.procedure.meetings import Attendance
from netral.procedure.models import Vote
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed, Part, SomeoneWasFaster
from tests.cases.builders import (
    EXAMINER,
    FACTS,
    INTAKE,
    LONG,
    MEMBER,
    SECRETIVE,
    acting_at,
    assessed,
    day,
    decided,
    forwarded,
    heard,
    members_of,
    opened,
    proposed,
    votes,
)
from tests.evidence.builders import SAMPLES, upload

pytestmark = pytest.mark.django_db
LATER = day(700)  # after 4 September 2024


def test_a_proven_case_goes_to_the_authority_of_that_day() -> None:
    early, late = forwarded(), forwarded(at=LATER)

    assert (early.receiver.code, late.receiver.code) == ("kasn", "bkn")
    assert early.case.status == "diteruskan"
    assert differences(early.case) == []


def test_the_route_says_how_and_on_which_basis() -> None:
    penerusan = forwarded()

    assert penerusan.via
    assert penerusan.basis
    assert penerusan.override_reason == ""
    assert penerusan.sent_at == day(4)


def test_the_letter_is_numbered_hashed_and_names_the_terlapor() -> None:
    penerusan = forwarded()

    letter = penerusan.document
    assert letter.kind == "surat_penerusan"
    text = letter_text(letter)
    assert "Terlapor Rekaan" in text
    assert penerusan.case.number in text
    assert Entry.objects.get(verb="perkara.teruskan").hashes == [letter.sha256]


def test_the_reporter_is_neither_in_the_letter_nor_in_the_journal() -> None:
    penerusan = forwarded()

    text = letter_text(penerusan.document) + "".join(str(entry.facts) for entry in Entry.objects.all())
    for word in (SECRETIVE.name, SECRETIVE.address, SECRETIVE.phone, SECRETIVE.email):
        assert word not in text


def test_a_member_who_decided_signs_and_never_one_who_was_conflicted() -> None:
    case = proposed()
    conflicted, dissenting, agreed, other = members_of(least=4)
    members = (
        Attendance(conflicted.key, Part.CONFLICTED, "Terlapor iparnya."),
        Attendance(dissenting.key, Part.DISAGREED, "Bukti kurang."),
        Attendance(agreed.key, Part.AGREED),
        Attendance(other.key, Part.AGREED),
    )
    actions.decide(case, decision="terbukti", acting=MEMBER, **votes(members=members))

    text = letter_text(forwarded(case).document)

    assert agreed.name in text
    assert not any(each.name in text for each in (conflicted, dissenting, other))


def test_a_member_who_left_since_the_pleno_does_not_sign() -> None:
    case = decided()
    first, second, _third = members_of()
    Seat.objects.filter(user=first).update(valid_until=day(3).date())

    text = letter_text(forwarded(case, at=day(4)).document)

    assert second.name in text
    assert first.name not in text


def test_where_members_were_only_counted_the_one_who_prepared_the_letter_signs() -> None:
    case = decided()
    Vote.objects.all().delete()

    text = letter_text(forwarded(case).document)

    assert not any(each.name in text for each in members_of())
    assert "Pemeriksa perkara" in text


def test_the_journal_says_where_it_went_and_whether_the_law_led_there() -> None:
    penerusan = forwarded()

    facts = Entry.objects.get(verb="perkara.teruskan").facts
    assert facts["receiver"] == penerusan.receiver.code
    assert (facts["receiver_by_law"], facts["conflict_of_interest"], facts["exhibits"]) == (True, False, 0)


def test_another_receiver_needs_a_reason_and_then_is_accepted() -> None:
    case, elsewhere = decided(), organisation("kemendagri")

    with pytest.raises(Refused) as refusal:
        forwarded(case, receiver=elsewhere)
    penerusan = forwarded(case, receiver=elsewhere, override_reason=LONG)

    assert refusal.value.field == "override_reason"
    assert (penerusan.receiver, penerusan.override_reason, penerusan.basis) == (elsewhere, LONG, LONG)
    assert Entry.objects.get(verb="perkara.teruskan").facts["receiver_by_law"] is False


def test_the_basis_of_another_receiver_stands_in_the_letter_and_is_not_in_the_reporters_words() -> None:
    case, elsewhere = decided(), organisation("kemendagri")

    with pytest.raises(Refused, match="Kata-kata pelapor sendiri") as refusal:
        forwarded(case, receiver=elsewhere, override_reason=f"Menurut pelapor: {case.laporan.what}")

    assert refusal.value.field == "override_reason"
    assert not Penerusan.objects.exists()


def test_a_conflict_of_interest_is_recorded_with_a_note() -> None:
    case = decided()

    with pytest.raises(Refused) as refusal:
        forwarded(case, conflict_of_interest=True)
    penerusan = forwarded(case, conflict_of_interest=True, conflict_note="Bupati juru kampanye.")

    assert refusal.value.field == "conflict_note"
    assert penerusan.conflict_note == "Bupati juru kampanye."


def test_a_letter_says_something() -> None:
    with pytest.raises(Refused) as refusal:
        forwarded(summary="  ")

    assert refusal.value.field == "summary"


def test_only_exhibits_of_the_case_go_along() -> None:
    case = decided()
    own = keep(case.laporan.reference, upload(), at=day(0))
    foreign = keep("laporan:7k4m2pxd91qf0", upload(), at=day(0))

    with pytest.raises(Refused) as refusal:
        forwarded(case, exhibits=[own, foreign])
    penerusan = forwarded(case, exhibits=[own])

    assert refusal.value.field == "exhibits"
    assert list(penerusan.exhibits.all()) == [own]
    assert own.sha256[:8] in letter_text(penerusan.document)


def test_words_of_the_reporter_stay_until_somebody_approved_them() -> None:
    case = decided()

    with pytest.raises(Refused) as refusal:
        forwarded(case, summary=f"Ringkasan: {case.laporan.what}")
    intake.approve_release(case.laporan, text=case.laporan.what, acting=INTAKE, at=day(3))
    penerusan = forwarded(case, summary=f"Ringkasan: {case.laporan.what}")

    assert refusal.value.field == "summary"
    assert "camat mengajak warga" in str(refusal.value)
    assert penerusan.case.status == "diteruskan"


def test_an_exhibit_without_a_clean_copy_goes_along_only_on_the_word_of_a_person() -> None:
    case = decided()
    film = keep(case.laporan.reference, upload(SAMPLES["mp4"][0], "film.mp4"), at=day(0))

    with pytest.raises(Refused) as refusal:
        forwarded(case, exhibits=[film])
    release(film, acting=EXAMINER, office=case.office.code, at=day(3))
    penerusan = forwarded(case, exhibits=[film])

    assert (refusal.value.field, list(penerusan.exhibits.all())) == ("exhibits", [film])
    assert "tidak bisa dibersihkan" in str(refusal.value)


def test_a_refused_hand_over_leaves_no_letter_and_gives_its_number_back() -> None:
    case = decided()
    with pytest.raises(SomeoneWasFaster):
        forwarded(case, version=case.version - 1)

    assert not Document.objects.exists()
    assert forwarded(case).document.number.startswith("001/")


@pytest.mark.parametrize("stranger", [MEMBER, acting_at("pemeriksa", "bawaslu-99.08"), SYSTEM])
def test_only_an_examiner_of_the_office_forwards(stranger: Any) -> None:
    case = decided()

    with pytest.raises(NotAllowed):
        actions.forward(case, acting=stranger, at=day(4), receiver=case.office, conflict_of_interest=False, summary="x")

    assert not Penerusan.objects.exists()


def test_what_is_not_proven_goes_nowhere() -> None:
    case = decided("tidak_terbukti")
    said: dict[str, Any] = {"receiver": organisation("kasn"), "conflict_of_interest": False, "summary": "Uraian."}

    with pytest.raises(NotAllowed, match="sudah berakhir"):
        actions.forward(case, acting=EXAMINER, at=day(4), **said)


def test_the_receiver_acknowledges_once_and_the_case_knows() -> None:
    penerusan = forwarded()

    actions.acknowledge(penerusan, at=day(5), by="akun:penerima")

    assert penerusan.acknowledged_at == day(5)
    assert penerusan.case.status == "diteruskan"
    assert Entry.objects.filter(chain=penerusan.case.reference, verb="perkara.catat_diterima", actor="sistem").exists()
    with pytest.raises(SomeoneWasFaster):
        actions.acknowledge(penerusan, at=day(6), by="akun:penerima")


def test_the_case_closes_with_the_outcome_and_the_journal_keeps_its_code() -> None:
    case = forwarded().case

    actions.close(case, at=day(9), outcome="dijatuhi_sanksi")

    assert case.status == "selesai"
    assert Entry.objects.get(verb="perkara.tutup").facts["outcome"] == "dijatuhi_sanksi"
    assert differences(case) == []
    with pytest.raises(NotAllowed):
        actions.close(case, at=day(9), outcome="dijatuhi_sanksi")


def test_a_case_that_was_not_forwarded_does_not_close() -> None:
    with pytest.raises(NotAllowed):
        actions.close(decided(), at=day(9), outcome="dijatuhi_sanksi")


def test_without_a_kajian_there_is_no_route() -> None:
    assert queries.routes(opened(), day(4).date()) == []


def test_a_village_head_goes_to_the_government_of_the_region() -> None:
    case = assessed(heard(), facts={**FACTS, "subject": "kades"})

    assert [route.receiver.code for route in queries.routes(case, LATER.date())] == ["pemkab-99.07"]


def test_a_receiver_our_data_does_not_hold_is_left_to_people() -> None:
    case = assessed(heard(), facts={**FACTS, "subject": "pendamping"})

    assert queries.routes(case, LATER.date()) == []


def letter_text(document: Document) -> str:
    with document.opened() as file:
        return "\n".join(page.extract_text() for page in PdfReader(file).pages)


def test_an_organiser_of_elections_goes_to_the_kpu_of_the_region() -> None:
    case = assessed(heard(), facts={**FACTS, "subject": "penyelenggara", "position": "Anggota PPS"})

    assert "kpu-99.07" in [route.receiver.code for route in queries.routes(case, LATER.date())]


def test_a_receiver_missing_from_the_data_is_left_out() -> None:
    case = decided()
    Organisation.objects.filter(code="bkn").update(code="bkn-lama")

    assert "bkn" not in [route.receiver.code for route in queries.routes(case, LATER.date())]


def test_a_letter_about_somebody_unknown_says_so() -> None:
    case = decided()
    case.accused_set.update(name="")

    assert "(belum diketahui)" in letter_text(forwarded(case).document)
