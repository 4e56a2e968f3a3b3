import threading
from typing import Any

import pytest
from django.db import connections
from pypdf import PdfReader

from netral import rulebook
from netral.audit.models import Entry
from netral.discipline import actions
from netral.discipline.actions.letters import issue_letter
from netral.discipline.models import Decision, Ending, Penanganan, Rekomendasi
from netral.discipline.states import Refused
from netral.evidence.models import Exhibit
from netral.procedure.queries import clocks_of, differences, milestones
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import EXAMINER, LONG, SECRETIVE, day, forwarded
from tests.discipline.builders import (
    AUDITOR,
    OFFICIAL,
    PERSONNEL,
    delivered,
    imposed,
    imposition,
    in_force,
    ready,
    recommended,
    someone,
    taken_in,
    verified,
)
from tests.evidence.builders import upload
from tests.intake.builders import staff

pytestmark = pytest.mark.django_db
STRANGERS = [EXAMINER, OFFICIAL, staff("auditor", "bkn")]


def test_taking_in_acknowledges_and_opens_in_one_go() -> None:
    penanganan = taken_in()

    assert (penanganan.status, penanganan.authority.code, str(penanganan)) == (
        "diterima",
        "kasn",
        penanganan.case.number,
    )
    assert penanganan.penerusan.acknowledged_at == day(5)
    assert Entry.objects.filter(chain=penanganan.case.reference, verb="perkara.catat_diterima").count() == 1
    assert differences(penanganan) == differences(penanganan.case) == []


def test_every_entry_is_also_about_the_case_and_the_laporan() -> None:
    penanganan = taken_in()

    entry = Entry.objects.get(chain=penanganan.reference)
    assert entry.subjects == [penanganan.reference, penanganan.case.reference, penanganan.case.laporan.reference]


def test_the_clock_of_verification_counts_from_the_day_of_sending() -> None:
    penanganan = taken_in()

    [clock] = clocks_of(penanganan.reference)
    assert (clock.rule, clock.started_at) == ("S-VER", penanganan.penerusan.sent_at)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_only_an_auditor_of_the_receiver_takes_in(stranger: Any) -> None:
    penerusan = forwarded()

    with pytest.raises(NotAllowed, match="Auditor pengawas ASN di Komisi"):
        actions.open_from(penerusan, acting=stranger, at=day(5))

    penerusan.refresh_from_db()
    assert penerusan.acknowledged_at is None


def test_a_hand_over_is_taken_in_once() -> None:
    penanganan = taken_in()

    with pytest.raises(SomeoneWasFaster):
        taken_in(penanganan.penerusan)

    assert Penanganan.objects.count() == 1


def test_the_person_is_linked_with_the_score_the_register_gives() -> None:
    person = someone()

    penanganan = verified(person=person)

    assert (penanganan.status, penanganan.person, penanganan.agency) == ("terverifikasi", person, person.agency)
    assert penanganan.match_score == 100
    assert penanganan.office_at("instansi") == person.agency
    assert differences(penanganan) == []


def test_the_journal_names_the_person_by_an_opaque_key_only() -> None:
    penanganan = verified()

    facts = Entry.objects.get(verb="penanganan.verifikasi").facts
    assert facts["person"] == penanganan.person.reference  # type: ignore[union-attr]
    assert "Rekaan" not in str(facts)


def test_a_name_that_fits_badly_needs_a_reason() -> None:
    penanganan, other = taken_in(), someone("Sama Sekali Lain")

    with pytest.raises(Refused, match="Kecocokan nama 0 persen") as refusal:
        verified(penanganan, person=other)
    verified(penanganan, person=other, reason="Nama panggilan; jabatan dan foto sama.")

    assert refusal.value.field == "reason"
    assert penanganan.match_reason.startswith("Nama panggilan")


def test_the_letter_names_the_person_and_what_was_handed_over() -> None:
    penanganan = verified()
    code = rulebook.sanctions("sedang", day(8).date())[0].code

    recommended(penanganan, sanctions=[code])

    made = Rekomendasi.objects.get(penanganan=penanganan)
    assert (made.level, made.sanctions) == ("sedang", [code])
    text = letter_text(made)
    assert "Drs. Terlapor Rekaan, M.Si." in text
    assert penanganan.penerusan.document.number in text
    assert not any(word in text for word in (SECRETIVE.name, SECRETIVE.address))
    assert differences(penanganan) == []


def test_the_clock_of_the_appointing_official_has_no_number_and_says_so() -> None:
    penanganan = recommended()

    clock = next(clock for clock in clocks_of(penanganan.reference) if clock.rule == "S-PPK")
    assert clock.due_at is None


def test_a_sanction_of_another_level_is_not_recommended() -> None:
    code = rulebook.sanctions("berat", day(8).date())[0].code

    with pytest.raises(Refused, match="Bukan hukuman tingkat sedang") as refusal:
        recommended(sanctions=[code])

    assert refusal.value.field == "sanctions"


def test_a_recommendation_gives_reasons_and_comes_after_verification() -> None:
    with pytest.raises(Refused):
        recommended(reasons=" ")
    with pytest.raises(NotAllowed, match="Nyatakan terverifikasi"):
        recommended(taken_in())


def test_a_stale_page_costs_no_letter() -> None:
    penanganan = verified()

    with pytest.raises(SomeoneWasFaster):
        recommended(penanganan, version=penanganan.version - 1)

    assert not Rekomendasi.objects.exists()


@pytest.mark.parametrize("station", [taken_in, verified])
def test_an_auditor_stops_with_a_reason_and_the_case_closes(station: Any) -> None:
    penanganan = station()

    actions.stop(penanganan, acting=AUDITOR, at=day(9), reason="Nama dicatut.")

    assert (penanganan.status, penanganan.case.status) == ("dihentikan", "selesai")
    assert Ending.objects.get(penanganan=penanganan).reason == "Nama dicatut."
    assert Entry.objects.get(verb="perkara.tutup").facts["outcome"] == "dihentikan"
    assert differences(penanganan) == differences(penanganan.case) == []


def test_nothing_stops_without_a_reason() -> None:
    with pytest.raises(Refused):
        actions.stop(taken_in(), acting=AUDITOR, at=day(9), reason="")


def test_a_sanction_of_the_list_is_imposed_with_its_decision() -> None:
    penanganan = imposed()

    decision = Decision.objects.get(penanganan=penanganan)
    listed = rulebook.sanctions("sedang", day(14).date())[0]
    assert (decision.sanction, decision.sanction_name, decision.level) == (listed.code, listed.name.id, "sedang")
    assert decision.outside_list is False
    assert (decision.exhibit.purpose, decision.exhibit.subject) == ("keputusan", penanganan.reference)
    assert Entry.objects.get(verb="penanganan.jatuhkan_sanksi").hashes == [decision.exhibit.sha256]
    assert differences(penanganan) == []


def test_delivery_counts_from_the_day_of_the_decision() -> None:
    penanganan = imposed(decided_on=day(12).date())

    clock = next(clock for clock in clocks_of(penanganan.reference) if clock.rule == "D-SAMP")
    assert clock.started_at.astimezone(day(0).tzinfo).date() == day(12).date()


def test_a_sanction_outside_the_list_is_flagged_and_never_refused() -> None:
    penanganan = imposed(sanction="", other_sanction="Penundaan kenaikan pangkat tiga tahun", level="berat")

    decision = Decision.objects.get(penanganan=penanganan)
    assert (decision.sanction, decision.outside_list, decision.level) == ("", True, "berat")
    assert Entry.objects.get(verb="penanganan.jatuhkan_sanksi").facts["outside_list"] is True


def test_a_lighter_sanction_needs_a_reason() -> None:
    penanganan, lighter = ready(), rulebook.sanctions("ringan", day(14).date())[0].code

    with pytest.raises(Refused) as refusal:
        imposed(penanganan, sanction=lighter, deviation_reason="")
    imposed(penanganan, sanction=lighter, deviation_reason="Baru sekali, mengaku.")

    assert refusal.value.field == "deviation_reason"
    assert penanganan.decision.deviation_reason == "Baru sekali, mengaku."


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sanction": ""}, "sanction"),
        ({"sanction": "karangan"}, "sanction"),
        ({"sanction": "", "other_sanction": "Lain"}, "level"),
        ({"number": " "}, "number"),
        ({"decided_on": day(15).date()}, "decided_on"),
        ({"decided_on": day(7).date()}, "decided_on"),
        ({"upload": upload()}, "upload"),
        ({"upload": upload(b"<html>", "x.pdf")}, "upload"),
    ],
)
def test_a_decision_that_cannot_be_true_is_refused_at_its_field(changes: dict[str, Any], field: str) -> None:
    penanganan = ready()

    with pytest.raises(Refused) as refusal:
        imposed(penanganan, **changes)

    assert refusal.value.field == field
    assert not Decision.objects.exists()
    assert not Exhibit.objects.exists()


@pytest.mark.parametrize("stranger", [AUDITOR, PERSONNEL, staff("pejabat_pembina", "pemkot-99.08")])
def test_only_the_appointing_official_of_the_agency_imposes(stranger: Any) -> None:
    penanganan = recommended()

    with pytest.raises(NotAllowed, match="Pemerintah Kabupaten Tirta Buana"):
        actions.impose(penanganan, acting=stranger, **imposition())


def test_a_decision_on_an_old_page_keeps_no_file() -> None:
    penanganan = ready()

    with pytest.raises(SomeoneWasFaster):
        imposed(penanganan, version=penanganan.version - 1)

    assert not Exhibit.objects.exists()


def test_declining_is_recorded_with_its_reason_and_closes_the_case() -> None:
    penanganan = ready()

    actions.decline(penanganan, acting=OFFICIAL, at=day(14), reason=LONG)

    assert (penanganan.status, penanganan.case.status) == ("tidak_dijatuhi_sanksi", "selesai")
    assert Ending.objects.get().outcome == "tidak_dijatuhi_sanksi"
    with pytest.raises(Refused):
        actions.decline(ready(), acting=OFFICIAL, at=day(14), reason=" ")


@pytest.mark.parametrize("by", [OFFICIAL, PERSONNEL])
def test_delivery_closes_the_case_and_starts_what_follows(by: Any) -> None:
    penanganan = delivered(by=by)

    assert (penanganan.status, penanganan.case.status) == ("disampaikan", "selesai")
    assert Decision.objects.get().delivered_on == day(16).date()
    running = [clock.rule for clock in clocks_of(penanganan.reference) if clock.stopped_at is None]
    assert sorted(running) == ["D-BERL", "D-KEB"]
    assert differences(penanganan) == differences(penanganan.case) == []


def test_a_decision_is_not_delivered_before_it_was_made_nor_tomorrow() -> None:
    penanganan = imposed()

    for wrong in (day(13).date(), day(17).date()):
        with pytest.raises(Refused) as refusal:
            delivered(penanganan, on=wrong)
        assert refusal.value.field == "delivered_on"


def test_entry_into_force_is_the_end() -> None:
    penanganan = in_force()

    assert penanganan.status == "dilaksanakan"
    assert Decision.objects.get().in_force_on == day(39).date()
    assert all(clock.stopped_at for clock in clocks_of(penanganan.reference))
    with pytest.raises(NotAllowed, match="sudah berakhir"):
        in_force(penanganan)


def test_a_decision_is_not_in_force_before_it_was_delivered() -> None:
    with pytest.raises(Refused) as refusal:
        in_force(on=day(15).date())

    assert refusal.value.field == "in_force_on"


def test_the_citizen_reads_every_step_on_the_laporan() -> None:
    penanganan = in_force()

    told = [each.verb for each in milestones(penanganan.case.laporan.reference, public=True, language="id")]

    assert told[-7:] == [
        "penanganan.verifikasi",
        "penanganan.rekomendasikan",
        "penanganan.rekomendasi_diakui",
        "penanganan.jatuhkan_sanksi",
        "penanganan.sampaikan",
        "perkara.tutup",
        "penanganan.catat_berlaku",
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_auditors_who_take_in_at_once_exactly_one_wins() -> None:
    penerusan = forwarded()
    start, results = threading.Barrier(2), []

    def auditor(own: Any) -> None:
        start.wait()
        try:
            actions.open_from(own, acting=AUDITOR, at=day(5))
            results.append("mine")
        except SomeoneWasFaster:
            results.append("too late")
        finally:
            connections.close_all()

    rows = type(penerusan).objects.select_related("case__laporan", "case__office", "receiver")
    threads = [threading.Thread(target=auditor, args=[rows.get(pk=penerusan.pk)]) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(results) == ["mine", "too late"]
    assert Penanganan.objects.count() == 1
    assert Entry.objects.filter(verb="perkara.catat_diterima").count() == 1


def letter_text(made: Rekomendasi) -> str:
    with made.document.opened() as file:
        return "\n".join(page.extract_text() for page in PdfReader(file).pages)


def test_no_letter_of_recommendation_without_a_person() -> None:
    made = Rekomendasi(penanganan=taken_in(), level="sedang", sanctions=[], reasons=LONG)

    with pytest.raises(ValueError, match="has no person yet"):
        issue_letter(made, acting=AUDITOR, at=day(8))
