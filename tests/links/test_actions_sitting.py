"""What is done by a link: the desk's own verbs and rules, for one office and one matter."""

from typing import Any

import pytest

from netral.access.states import Acting, HeldSeat
from netral.audit.models import Entry
from netral.audit.queries import entries_about
from netral.cases import actions as cases
from netral.cases import policies as policies_of_cases
from netral.cases.desk_policies import allows
from netral.cases.models import Declaration
from netral.cases.queries import lacking_told
from netral.discipline import queries as discipline
from netral.discipline.models import Decision
from netral.discipline.policies import check_can_take_in
from netral.discipline.states import Refused as DisciplineRefused
from netral.intake.queries import public_status
from netral.links import actions, queries
from netral.links.actions import erasing
from netral.links.models import OfficialLink, ReturnedWithGaps
from netral.links.pages import Sitting
from netral.links.states import MOST_PROOFS, LinkState, LinkUnusable, Purpose, Read, Refused
from netral.procedure.policies import can_take, offers
from netral.procedure.queries import table
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from netral.tracks.queries import track_seen_by
from tests.access.builders import seated
from tests.cases.builders import EXAMINER, LONG
from tests.discipline.builders import AUDITOR, declined, decree, imposition, recommended
from tests.documents.builders import words
from tests.evidence.builders import PDF, upload
from tests.intake.builders import day
from tests.links.builders import ADDRESS, AGENCY, OUTSIDE, acknowledged, again, free, handed_link, link_for
from tests.tracks.builders import handed, values

pytestmark = pytest.mark.django_db


def decision(**changes: Any) -> dict[str, Any]:
    return imposition(**{"at": day(14), **changes})


def imposed(link: OfficialLink) -> OfficialLink:
    actions.take(link, "jatuhkan_sanksi", **decision())
    return again(link)


def test_a_link_acts_for_its_office_in_one_matter_and_in_no_other() -> None:
    link, other = link_for(), recommended()
    acting, at_desk = queries.acting_of(link), Acting("akun:bupati", (HeldSeat("pejabat_pembina", AGENCY),))
    mine = queries.matter_of(link).penanganan
    assert mine is not None

    assert can_take(mine, "jatuhkan_sanksi", acting)
    assert not can_take(other, "jatuhkan_sanksi", acting)
    assert list(discipline.penanganan_seen_by(acting)) == [mine]
    assert set(discipline.penanganan_seen_by(at_desk)) == {mine, other}
    assert not track_seen_by(acting).exists()


def test_a_hand_over_is_seen_by_its_own_link_alone() -> None:
    link, other = handed_link(kind=OUTSIDE), handed(*OUTSIDE)
    acting = queries.acting_of(link)

    assert list(discipline.received_by(acting)) == [link.penerusan]
    assert allows(check_can_take_in, link.penerusan, acting)
    assert not allows(check_can_take_in, other, acting)


def test_the_whole_way_of_a_recommendation() -> None:
    link = free()

    actions.take(link, "jatuhkan_sanksi", **decision())
    actions.take(again(link), "sampaikan", at=day(16), delivered_on=day(16).date())
    actions.take(again(link), "catat_berlaku", at=day(20), in_force_on=day(19).date())
    actions.finish(again(link), at=day(20))

    decided = Decision.objects.get()
    assert (decided.number, decided.delivered_on, decided.in_force_on) == (
        "862/1/2024",
        day(16).date(),
        day(19).date(),
    )
    steps = Entry.objects.filter(chain=decided.penanganan.reference, actor=link.reference)
    assert list(steps.order_by("pk").values_list("verb", flat=True)) == [
        "penanganan.rekomendasi_diakui",
        "penanganan.tanpa_benturan",
        "bukti.disimpan",
        "penanganan.jatuhkan_sanksi",
        "penanganan.sampaikan",
        "penanganan.catat_berlaku",
    ]
    assert queries.state_of(again(link), day(20)) == LinkState.FINISHED
    with pytest.raises(LinkUnusable):
        actions.add_proof(link, upload=decree(), at=day(20))


def test_the_rules_of_the_desk_hold_for_days_and_for_roles() -> None:
    link = free()

    with pytest.raises(DisciplineRefused, match="belum tiba"):
        actions.take(link, "jatuhkan_sanksi", **decision(decided_on=day(15).date()))
    with pytest.raises(NotAllowed, match="langkah yang mungkin"):
        actions.take(link, "sampaikan", at=day(14), delivered_on=day(14).date())
    with pytest.raises(NotAllowed, match="tidak ada di urusan"):
        actions.take(link, "bentuk_tim", at=day(14))
    OfficialLink.objects.filter(pk=link.pk).update(role="petugas_kepegawaian")
    with pytest.raises(NotAllowed, match="diambil oleh"):
        actions.take(again(link), "jatuhkan_sanksi", **decision())
    assert not Decision.objects.exists()


def test_deciding_waits_for_a_word_about_conflicts_and_whoever_is_tied_does_not_decide() -> None:
    link = link_for()

    with pytest.raises(NotAllowed, match="Akui dulu"):
        actions.take(link, "jatuhkan_sanksi", **decision())
    with pytest.raises(NotAllowed, match="Akui dulu"):
        actions.declare(link, conflicted=False, at=day(10))
    link = acknowledged(link)
    with pytest.raises(NotAllowed, match="Nyatakan dulu"):
        actions.take(link, "jatuhkan_sanksi", **decision())
    with pytest.raises(Exception, match="Isi bagian ini"):
        actions.declare(link, conflicted=True, note=" ", at=day(10))
    actions.declare(link, conflicted=True, note="Ipar terlapor.", at=day(10))
    with pytest.raises(NotAllowed, match="benturan kepentingan"):
        actions.take(link, "tidak_menjatuhkan", at=day(14), reason=LONG)
    with pytest.raises(SomeoneWasFaster):
        actions.declare(link, conflicted=False, at=day(10))

    assert Declaration.objects.get().note == "Ipar terlapor."
    told = Entry.objects.get(verb="penanganan.benturan_dinyatakan")
    assert (told.actor, told.facts) == (link.reference, {})
    assert queries.wanting(AUDITOR).count() == 1


def test_a_hand_over_is_taken_in_by_its_link_as_at_the_desk() -> None:
    link = handed_link()

    actions.acknowledge(link, at=day(6))

    link.penerusan.refresh_from_db()
    assert link.penerusan.acknowledged_at == day(6)
    assert queries.matter_of(again(link)).track is not None
    with pytest.raises(SomeoneWasFaster):
        actions.acknowledge(link, at=day(7))


def test_what_was_taken_in_at_the_desk_is_acknowledged_by_the_link_alone() -> None:
    link = handed_link(kind=OUTSIDE)
    link.penerusan.acknowledged_at = day(5)
    link.penerusan.save()

    actions.acknowledge(again(link), at=day(6))

    link.penerusan.refresh_from_db()
    assert link.penerusan.acknowledged_at == day(5)
    assert again(link).acknowledged_at == day(6)


def test_a_step_of_a_track_is_taken_by_the_link() -> None:
    link = free(handed_link(), at=day(6))
    track = queries.matter_of(link).track
    assert track is not None
    code = next(offer.step.code for offer in offers(track, queries.acting_of(link)) if offer.allowed)
    before = track.version

    actions.take(link, code, **{**values(table(track).step(code), track), "on": day(7).date(), "at": day(7)})

    track.refresh_from_db()
    assert track.version == before + 1


def test_an_office_that_works_in_its_own_house_says_how_it_ended() -> None:
    link = free(handed_link(kind=OUTSIDE), at=day(6))
    with pytest.raises(NotAllowed, match="catat hasilnya"):
        actions.take(link, "jatuhkan_sanksi", **decision())

    actions.save_draft(link, "hasil", {"note": ["Sebagian"]}, at=day(6))
    actions.report(again(link), outcome="dijatuhi_sanksi", note="Keputusan 862/1/2024.", at=day(7))

    link.penerusan.refresh_from_db()
    assert (link.penerusan.outcome, link.penerusan.ended_at) == ("dijatuhi_sanksi", day(7))
    assert again(link).draft == {}
    with pytest.raises(NotAllowed, match="Sudah ada keputusan"):
        actions.return_with_gaps(again(link), gaps="Surat tidak lengkap.", at=day(8))


def test_a_handling_is_not_reported_but_worked_on() -> None:
    with pytest.raises(NotAllowed, match="langkah penanganan"):
        actions.report(free(), outcome="dijatuhi_sanksi", note="Selesai.", at=day(12))


def test_what_is_returned_by_a_link_is_completed_by_whoever_handed_over_and_the_official_reads_it() -> None:
    link = acknowledged(handed_link(handed("PNS", AGENCY)))
    actions.return_with_gaps(again(link), gaps="Lampiran B2 tidak terbaca.", at=day(11))

    cases.send_completed(again(link).penerusan, note=LONG, acting=EXAMINER, at=day(12))

    (told,) = lacking_told(again(link).penerusan)
    assert (told.gaps, told.answer, told.by) == ("Lampiran B2 tidak terbaca.", LONG, link.reference)
    sitting = Sitting(again(link), day(12))
    assert [task.note for task in sitting.tasks if task.code == "kembalikan"] == [f"Dilengkapi pengirim: {LONG}"]


def test_what_an_official_misses_of_a_recommendation_is_completed_by_the_office_of_the_case() -> None:
    link = free()
    actions.return_with_gaps(link, gaps="Lampiran B2 tidak terbaca.", at=day(11))

    assert policies_of_cases.can_send_completed(link.penerusan, EXAMINER)
    assert not policies_of_cases.can_send_completed(link.penerusan, AUDITOR)


def test_it_is_returned_with_what_is_missing_until_it_is_decided() -> None:
    link = free()
    actions.return_with_gaps(link, gaps=" Lampiran B2 tidak terbaca. ", at=day(11))

    assert ReturnedWithGaps.objects.get().gaps == "Lampiran B2 tidak terbaca."
    assert queries.wanting(AUDITOR).count() == 1
    link = imposed(link)
    with pytest.raises(NotAllowed, match="Sudah ada keputusan"):
        actions.return_with_gaps(link, gaps="Masih kurang.", at=day(15))
    assert "terbaca" not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_a_piece_of_the_dossier_is_told_once() -> None:
    link = link_for()

    assert actions.read(link, Read.LETTER, at=day(10)) is not None
    assert actions.read(link, Read.LETTER, at=day(10)) is None
    actions.read(link, Read.EXHIBIT, key="abc", at=day(10))

    assert queries.was_read(link) == {"surat", "bukti:abc"}


def test_proof_is_kept_once_and_not_without_end() -> None:
    link = acknowledged()
    first = actions.add_proof(link, upload=decree(), at=day(11))

    assert actions.add_proof(link, upload=decree(), at=day(11)) == first
    with pytest.raises(Refused, match="disimpan"):
        actions.add_proof(link, upload=upload(b"MZ" + b"\0" * 99, "a.exe", "application/pdf"), at=day(11))
    for number in range(1, MOST_PROOFS):
        actions.add_proof(link, upload=upload(PDF + str(number).encode(), "b.pdf", "application/pdf"), at=day(11))
    with pytest.raises(Refused, match="Paling banyak"):
        actions.add_proof(link, upload=upload(PDF + b"z", "b.pdf", "application/pdf"), at=day(11))


def test_the_record_is_a_pdf_with_every_use_and_nobodys_name() -> None:
    link = imposed(free())
    person = queries.matter_of(link).penanganan.person  # type: ignore[union-attr]

    pdf = actions.fetch_record(link, at=day(15))

    told = words(pdf)
    assert "862/1/2024" in told
    assert "Penerimaan diakui lewat tautan dinas" in told
    assert person is not None
    assert person.name not in told
    assert queries.uses_of(link)[-1].verb == "tautan.catatan_diunduh"


def test_what_happens_shows_on_the_matters_timeline_and_not_to_the_public() -> None:
    link = acknowledged()
    laporan = link.penerusan.case.laporan

    about = [each.verb for each in entries_about(link.penerusan.case.reference)]
    assert "tautan.diakui" in about
    assert "tautan" not in str(public_status(laporan, "id"))


def test_a_revoked_link_does_nothing_whoever_sits_at_it() -> None:
    link = free()
    actions.revoke(link, acting=AUDITOR, at=day(11))

    for verb in (
        lambda: actions.take(link, "jatuhkan_sanksi", **decision()),
        lambda: actions.read(link, Read.LETTER, at=day(12)),
        lambda: actions.save_draft(link, "jatuhkan_sanksi", {}, at=day(12)),
        lambda: actions.finish(link, at=day(12)),
    ):
        with pytest.raises(LinkUnusable):
            verb()


def test_words_channel_and_files_go_with_the_texts_of_the_case() -> None:
    link = acknowledged()
    actions.declare(link, conflicted=True, note="Ipar terlapor.", at=day(10))
    actions.return_with_gaps(again(link), gaps="Lampiran kurang.", at=day(10))
    proof = actions.add_proof(again(link), upload=decree(), at=day(10))
    assert actions.erase_expired(day(11)) == 0
    case = link.penerusan.case
    case.texts_erased_at = day(2000)
    case.save()

    assert actions.erase_expired(day(2000)) == 1

    gone = again(link)
    assert (gone.address, gone.official, gone.returns.get().gaps) == ("", "", "")
    proof.exhibit.refresh_from_db()
    assert proof.exhibit.arrival == "dihapus"
    assert actions.erase_expired(day(2001)) == 0


def test_who_waits_without_an_account() -> None:
    recommendation, hand_over = recommended(), handed(*OUTSIDE)
    declined()

    found = queries.waiting_without_account(AUDITOR)
    assert [(each.handed, each.purpose) for each in found] == [(recommendation.penerusan, Purpose.RECOMMENDED)]
    assert [each.handed for each in queries.waiting_without_account(EXAMINER)] == [hand_over]
    link = link_for(recommendation)
    assert queries.waiting_without_account(AUDITOR) == []
    assert not queries.has_account_holder(link.office)

    seated("pejabat_pembina", link.office)

    assert queries.has_account_holder(link.office)
    assert queries.waiting_without_account(EXAMINER) == []


def test_what_another_round_erased_is_not_erased_again() -> None:
    link = link_for()
    OfficialLink.objects.filter(pk=link.pk).update(erased_at=day(2000))

    erasing._erase(link, at=day(2001))

    assert again(link).address == ADDRESS
    assert not Entry.objects.filter(verb="tautan.isi_dihapus").exists()
