"""Saying that one has it, and whether something ties one to it: who may, when, and what waits for it."""

from typing import Any

import pytest

from netral.access.models import Role
from netral.access.states import Acting, HeldSeat
from netral.audit.models import Entry
from netral.cases import queries as cases
from netral.cases.models import Declaration
from netral.cases.policies import can_lead_around as sender_leads_around
from netral.discipline import actions, policies
from netral.discipline.models import Penanganan, Rekomendasi
from netral.discipline.states import ACKNOWLEDGED, TIED, UNTIED, Refused
from netral.intake.queries import public_status
from netral.notices.models import Notice
from netral.notices.states import Told
from netral.offices.models import Organisation
from netral.offices.queries import organisation
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.access.builders import seated
from tests.cases.builders import EXAMINER, LONG, day
from tests.discipline.builders import (
    AUDITOR,
    OFFICIAL,
    PERSONNEL,
    imposed,
    imposition,
    ready,
    recommended,
    verified,
)
from tests.discipline.pages import AGENCY, client, step_url, url
from tests.discipline.worlds import laporan_of
from tests.intake.builders import staff
from tests.registry.facts import candidate
from tests.tracks.builders import handed

pytestmark = pytest.mark.django_db
NOTE = "Ipar terlapor."
OTHER = Acting("akun:plh", (HeldSeat("pejabat_pembina", AGENCY),), "Pelaksana Harian")


def acknowledged(penanganan: Penanganan | None = None) -> Penanganan:
    penanganan = penanganan or recommended()
    actions.acknowledge(penanganan, acting=OFFICIAL, at=day(9))
    return penanganan


def tied(penanganan: Penanganan | None = None, **changes: Any) -> Penanganan:
    penanganan = acknowledged(penanganan)
    actions.declare(penanganan, acting=OFFICIAL, at=day(10), conflicted=True, note=NOTE, **changes)
    return penanganan


def auditor_here() -> Any:
    Organisation.objects.filter(code="kasn").update(valid_until=None)
    return seated("auditor", Organisation.objects.get(code="kasn"))


def test_an_acknowledgement_is_one_entry_and_everybody_upstream_sees_it() -> None:
    penanganan = recommended()
    status, version = penanganan.status, penanganan.version

    entry = actions.acknowledge(penanganan, acting=PERSONNEL, at=day(9))

    assert (entry.verb, entry.office, entry.chain) == (ACKNOWLEDGED, AGENCY, penanganan.reference)
    assert set(entry.facts) == set()
    found = Penanganan.objects.get(pk=penanganan.pk)
    assert (found.status, found.version, found.rekomendasi.acknowledged_at) == (status, version, day(9))
    assert differences(found) == []
    said = [line["what"] for line in public_status(laporan_of(penanganan), "id")["milestones"]]
    assert "Instansi pegawai mengakui sudah menerima rekomendasi." in said


def test_the_second_who_acknowledges_hears_so() -> None:
    penanganan = acknowledged()
    entries = Entry.objects.count()

    with pytest.raises(SomeoneWasFaster):
        actions.acknowledge(Penanganan.objects.get(pk=penanganan.pk), acting=PERSONNEL, at=day(10))

    assert Entry.objects.count() == entries


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("office", [AGENCY, "pemkot-99.08", "kasn"])
def test_who_may_acknowledge_and_declare(role: str, office: str) -> None:
    penanganan, person = recommended(), Acting("akun:x", (HeldSeat(role, office),))
    allowed = office == AGENCY and role in ("pejabat_pembina", "petugas_kepegawaian")

    assert policies.can_acknowledge(penanganan, person) is allowed
    assert policies.works_there(penanganan, person) is allowed
    acknowledged(penanganan)
    assert policies.can_declare(penanganan, person) is allowed
    assert not policies.can_acknowledge(penanganan, person)


@pytest.mark.parametrize("build", [verified, imposed])
def test_only_what_waits_for_a_decision_is_acknowledged(build: Any) -> None:
    with pytest.raises(NotAllowed, match="Tidak ada rekomendasi yang menunggu"):
        actions.acknowledge(build(), acting=OFFICIAL, at=day(20))


def test_before_a_person_is_found_nobody_has_anything_to_acknowledge() -> None:
    penanganan = verified()
    penanganan.agency = None

    with pytest.raises(NotAllowed, match="instansi pegawai"):
        policies.check_can_acknowledge(penanganan, OFFICIAL)


def test_somebody_whose_seats_count_for_another_matter_only_is_a_stranger() -> None:
    narrow = Acting(OFFICIAL.reference, OFFICIAL.seats, only=frozenset({"penanganan:lain"}))

    assert not policies.works_there(recommended(), narrow)


def test_deciding_waits_for_both_words() -> None:
    penanganan = recommended()

    with pytest.raises(NotAllowed, match="Akui dulu"):
        actions.impose(penanganan, acting=OFFICIAL, **imposition())
    acknowledged(penanganan)
    with pytest.raises(NotAllowed, match="Nyatakan dulu"):
        actions.decline(penanganan, acting=OFFICIAL, at=day(14), reason=LONG)
    actions.declare(penanganan, acting=OFFICIAL, at=day(10), conflicted=False)

    actions.impose(penanganan, acting=OFFICIAL, **imposition())


def test_who_is_tied_does_not_decide_and_another_official_of_the_agency_may() -> None:
    penanganan = tied()

    with pytest.raises(NotAllowed, match="Keputusan diambil pejabat lain"):
        actions.decline(penanganan, acting=OFFICIAL, at=day(14), reason=LONG)

    actions.declare(penanganan, acting=OTHER, at=day(11), conflicted=False)
    actions.decline(penanganan, acting=OTHER, at=day(14), reason=LONG)


def test_a_conflict_says_what_it_is_and_the_journal_never_does() -> None:
    penanganan = acknowledged()

    with pytest.raises(Refused):
        actions.declare(penanganan, acting=OFFICIAL, at=day(10), conflicted=True, note=" ")
    entry = actions.declare(penanganan, acting=OFFICIAL, at=day(10), conflicted=True, note=NOTE)

    assert entry.verb == TIED
    assert NOTE not in str(entry.facts)
    said = Declaration.objects.get()
    assert (said.note, said.subject, said.office.code, said.by) == (
        NOTE, penanganan.reference, AGENCY, OFFICIAL.reference,
    )  # fmt: skip
    assert str(said) == f"pernyataan:{said.pk}"


def test_it_is_said_once_and_only_a_conflict_may_come_later() -> None:
    penanganan = acknowledged()
    assert actions.declare(penanganan, acting=OFFICIAL, at=day(10), conflicted=False, note="Tidak.").verb == UNTIED
    assert Declaration.objects.get().note == ""
    with pytest.raises(SomeoneWasFaster):
        actions.declare(penanganan, acting=OFFICIAL, at=day(11), conflicted=False)

    actions.declare(penanganan, acting=OFFICIAL, at=day(12), conflicted=True, note=NOTE)

    said = Declaration.objects.get()
    assert (said.conflicted, said.note, said.at) == (True, NOTE, day(12))
    with pytest.raises(SomeoneWasFaster):
        actions.declare(penanganan, acting=OFFICIAL, at=day(13), conflicted=False)
    with pytest.raises(SomeoneWasFaster):
        actions.declare(penanganan, acting=OFFICIAL, at=day(13), conflicted=True, note=NOTE)


def test_the_auditors_are_told_and_lead_it_around_though_nothing_is_on_record() -> None:
    penanganan = recommended()
    someone = auditor_here()
    acknowledged(penanganan)
    assert not policies.can_lead_around(penanganan, AUDITOR, on=day(11).date())

    actions.declare(penanganan, acting=OFFICIAL, at=day(10), conflicted=True, note=NOTE)

    notice = Notice.objects.get(kind=Told.CONFLICT_DECLARED)
    assert (notice.user, notice.subject) == (someone, penanganan.reference)
    assert policies.can_lead_around(penanganan, AUDITOR, on=day(11).date())
    actions.lead_around(penanganan, receiver=organisation("kemendagri"), reason=LONG, acting=AUDITOR, at=day(11))
    there = Acting("akun:menteri", (HeldSeat("pejabat_pembina", "kemendagri"),), "Menteri Rekaan")
    assert Rekomendasi.objects.get().acknowledged_at is None
    assert not policies.can_lead_around(penanganan, AUDITOR, on=day(12).date())  # what was said elsewhere is over
    penanganan.rekomendasi.refresh_from_db()
    ready(penanganan, by=there, at=day(12))
    actions.decline(penanganan, acting=there, at=day(14), reason=LONG)


def test_of_a_hand_over_the_sender_is_told_and_leads_it_around() -> None:
    penerusan = handed("PNS", AGENCY)
    actions.take_in(penerusan, acting=OFFICIAL, at=day(6))
    here = seated("anggota", penerusan.case.office)
    assert not sender_leads_around(penerusan, EXAMINER, on=day(7).date())

    entry = actions.declare_of(penerusan, acting=OFFICIAL, at=day(7), conflicted=True, note=NOTE)

    assert (entry.chain, entry.verb) == (penerusan.case.reference, "perkara.benturan_dinyatakan")
    assert Notice.objects.filter(kind=Told.CONFLICT_DECLARED, subject=penerusan.case.reference, user=here).exists()
    assert sender_leads_around(penerusan, EXAMINER, on=day(7).date())
    assert NOTE in cases.tie_words(cases.ties_of(penerusan)[0])
    with pytest.raises(NotAllowed, match="Keputusan diambil pejabat lain"):
        actions.report_outcome(penerusan, acting=OFFICIAL, at=day(8), outcome="tidak_dijatuhi_sanksi", note=LONG)
    actions.report_outcome(penerusan, acting=OTHER, at=day(8), outcome="tidak_dijatuhi_sanksi", note=LONG)
    penerusan.refresh_from_db()
    assert not policies.can_declare_of(penerusan, OTHER)


def test_of_a_hand_over_it_is_said_after_it_was_acknowledged_and_never_at_a_supervisor() -> None:
    penerusan = handed("PNS", AGENCY)
    with pytest.raises(NotAllowed, match="Akui dulu"):
        actions.declare_of(penerusan, acting=OFFICIAL, at=day(6), conflicted=False)
    with pytest.raises(NotAllowed, match="diakui oleh"):
        actions.declare_of(penerusan, acting=staff("pejabat_pembina", "pemkot-99.08"), at=day(6), conflicted=False)
    with pytest.raises(NotAllowed, match="tidak memutus"):
        policies.check_can_declare_of(recommended().penerusan, AUDITOR)

    actions.take_in(penerusan, acting=OFFICIAL, at=day(6))

    assert policies.can_declare_of(penerusan, PERSONNEL)
    assert actions.declare_of(penerusan, acting=PERSONNEL, at=day(6), conflicted=False).verb == "perkara.tanpa_benturan"
    assert not Notice.objects.filter(kind=Told.CONFLICT_DECLARED).exists()


def test_the_people_of_the_agency_hear_that_a_recommendation_came() -> None:
    penanganan = verified()
    official = seated("pejabat_pembina", Organisation.objects.get(code=AGENCY))

    recommended(penanganan)

    notice = Notice.objects.get(kind=Told.RECOMMENDED)
    assert (notice.user, notice.subject) == (official, penanganan.reference)


def test_the_page_asks_first_and_opens_the_decision_after() -> None:
    penanganan, browser = recommended(), client("pejabat_pembina", AGENCY)
    page = browser.get(url(penanganan)).content.decode()
    assert "Sebelum memutus" in page
    assert step_url(penanganan, "jatuhkan_sanksi") not in page
    assert browser.get(step_url(penanganan, "jatuhkan_sanksi")).status_code == 422
    assert browser.get(url(penanganan, "benturan/")).status_code == 422

    assert browser.post(url(penanganan, "akui/"))["Location"] == url(penanganan)
    assert browser.post(url(penanganan, "akui/")).status_code == 303
    assert browser.get(url(penanganan, "akui/")).status_code == 405
    assert "Yang tahu pasti ialah Anda" in browser.get(url(penanganan, "benturan/")).content.decode()
    assert browser.post(url(penanganan, "benturan/"), {}).status_code == 422
    assert browser.post(url(penanganan, "benturan/"), {"conflicted": "ya", "note": ""}).status_code == 422
    assert browser.post(url(penanganan, "benturan/"), {"conflicted": "tidak"})["Location"] == url(penanganan)

    assert step_url(penanganan, "jatuhkan_sanksi") in browser.get(url(penanganan)).content.decode()
    assert browser.post(url(penanganan, "benturan/"), {"conflicted": "tidak"}).status_code == 409


def test_the_auditor_reads_what_ties_the_official_and_others_do_not() -> None:
    penanganan = tied()

    auditing = client()
    auditor = auditing.get(url(penanganan)).content.decode()
    colleague = client("petugas_kepegawaian", AGENCY).get(url(penanganan)).content.decode()

    assert NOTE in auditor
    assert url(penanganan, "alihkan/") in auditor
    assert NOTE in auditing.get(url(penanganan, "alihkan/")).content.decode()
    assert NOTE not in colleague
    assert "Akui penerimaan" in colleague


@pytest.mark.parametrize(
    ("role", "office", "status"),
    [
        ("pejabat_pembina", AGENCY, 200),
        ("petugas_kepegawaian", AGENCY, 200),
        ("pejabat_pembina", "pemkot-99.08", 404),
        ("auditor", "kasn", 404),
        ("pemeriksa", "bawaslu-99.07", 404),
        ("admin", AGENCY, 404),
    ],
)
def test_the_doors_of_the_declaration(role: str, office: str, status: int) -> None:
    penanganan = acknowledged()
    browser = client(role, office)

    assert browser.get(url(penanganan, "benturan/")).status_code == status
    assert browser.post(url(penanganan, "akui/")).status_code == (303 if status == 200 else 404)


def test_a_hand_over_to_the_agency_has_the_same_page_beside_the_radar() -> None:
    penerusan, browser = handed("PNS", AGENCY), client("pejabat_pembina", AGENCY)
    actions.take_in(penerusan, acting=OFFICIAL, at=day(6))
    candidate()
    place = f"/kerja/disiplin/masuk/{penerusan.key}/"
    assert f"{place}benturan/" in browser.get(place).content.decode()
    assert "adalah calon" in browser.get(f"{place}benturan/").content.decode()

    assert browser.post(f"{place}benturan/", {"conflicted": "ya", "note": NOTE})["Location"] == place

    assert f"{place}benturan/" not in browser.get(place).content.decode()
    assert browser.get(f"{place}hasil/").status_code == 303


def test_a_page_pressed_too_late_says_why() -> None:
    penanganan, browser = recommended(), client("pejabat_pembina", AGENCY)
    ready(penanganan)
    actions.decline(penanganan, acting=OFFICIAL, at=day(14), reason=LONG)

    answer = browser.post(url(penanganan, "akui/"), follow=True)

    assert "Tidak ada rekomendasi yang menunggu" in answer.content.decode()
