from dataclasses import replace

import pytest

from netral.access.models import Seat
from netral.audit.models import Entry
from netral.cases import actions
from netral.cases.models import Case
from netral.cases.pages import CasePage
from netral.cases.states import Refused
from netral.intake.actions import review
from netral.intake.models import Laporan
from netral.notices.models import Notice
from netral.notices.states import Told
from netral.offices.models import Organisation
from netral.procedure.queries import clocks_of, differences
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.access.builders import LONG_AGO, office, seated
from tests.cases.builders import (
    EXAMINER,
    FULL,
    INTAKE,
    MONDAY,
    acting_at,
    assessed,
    complete_laporan,
    day,
    heard,
    opened,
)
from tests.cases.people import as_acting, at_office
from tests.intake import builders as intake
from tests.intake.test_actions_electing import finding

pytestmark = pytest.mark.django_db


def test_registering_opens_a_case_with_a_number_of_office_and_year() -> None:
    case = opened()

    assert str(case) == case.number == "001/Reg/LP/99.07/I/2024"
    assert case.status == "pemeriksaan"
    assert case.laporan.status == "diregistrasi"
    assert (case.office.code, case.election, case.region_id) == ("bawaslu-99.07", "pemilu2024", "99.07")


def test_numbers_run_on_within_a_year_and_begin_anew_with_the_next() -> None:
    numbers = [opened(at=at).number for at in (MONDAY, day(1), day(400))]

    assert numbers == ["001/Reg/LP/99.07/I/2024", "002/Reg/LP/99.07/I/2024", "001/Reg/LP/99.07/II/2025"]


def test_the_national_office_numbers_without_a_region() -> None:
    officer = acting_at("petugas_laporan", "bawaslu")
    laporan = intake.laporan(replace(FULL, region=""))
    review(laporan, "nyatakan_lengkap", acting=officer, at=MONDAY, checklist=intake.all_yes(), reason="Sudah.")

    case = actions.open_from(laporan, acting=officer, at=MONDAY)

    assert case.number == "001/Reg/LP/RI/I/2024"


def test_a_new_form_holds_from_the_next_number_on_and_leaves_no_gap():
    first = opened()
    Organisation.objects.filter(pk=first.office_id).update(number_pattern="{nomor2}/{seri}/PB/Kab/03.17/{tahun}")

    second = opened(at=day(1))

    assert [first.number, second.number] == ["001/Reg/LP/99.07/I/2024", "02/Reg/LP/PB/Kab/03.17/2024"]


def test_the_title_comes_from_the_conduct_and_never_from_the_story() -> None:
    case = opened()

    assert case.title.startswith("Dugaan: ")
    assert "Camat mengajak" not in case.title


def test_a_laporan_without_a_named_conduct_gets_a_plain_title() -> None:
    laporan = complete_laporan(replace(FULL, conducts=()))

    assert actions.proposed_title(laporan) == "Dugaan pelanggaran netralitas"


def test_a_title_given_is_kept_and_an_empty_one_refused() -> None:
    assert opened(title="  Ajakan di lapangan desa ").title == "Ajakan di lapangan desa"
    with pytest.raises(Refused) as refusal:
        opened(title="   ")
    assert refusal.value.field == "title"


def test_both_clocks_of_the_examination_start_and_the_first_one_of_the_laporan_has_stopped() -> None:
    case = opened()

    assert [clock.rule for clock in clocks_of(case.reference)] == ["P-TL"]
    assert [clock.stopped_by for clock in clocks_of(case.laporan.reference)] == ["laporan.nyatakan_lengkap"]


def test_one_entry_per_verb_and_each_says_what_it_is_also_about() -> None:
    case = opened()

    entry = Entry.objects.get(chain=case.reference)
    assert entry.verb == "perkara.dibuka"
    assert entry.subjects == [case.reference, case.laporan.reference]
    assert entry.facts["number"] == case.number
    assert Entry.objects.filter(chain=case.laporan.reference, verb="laporan.registrasi").count() == 1
    assert differences(case) == differences(case.laporan) == []


def test_the_case_is_pinned_to_the_procedure_of_the_day() -> None:
    case = opened()

    assert (case.procedure, case.procedure_version) == (case.laporan.procedure, "2022")


def test_examiners_are_those_who_were_named() -> None:
    examiner = seated("pemeriksa")

    case = actions.open_from(complete_laporan(), acting=INTAKE, at=MONDAY, examiners=[examiner])

    assert list(case.examiners.all()) == [examiner]


def test_who_is_named_in_the_report_does_not_examine_it_from_the_start_either() -> None:
    witness = at_office(name="Saksi Rekaan")
    laporan = complete_laporan()

    with pytest.raises(Refused, match="tercatat sebagai saksi") as refusal:
        actions.open_from(laporan, acting=INTAKE, at=MONDAY, examiners=[witness])

    assert refusal.value.field == "examiners"
    assert not Case.objects.exists()


def test_who_sits_elsewhere_does_not_examine() -> None:
    with pytest.raises(Refused, match="bukan pemeriksa"):
        actions.open_from(complete_laporan(), acting=INTAKE, at=MONDAY, examiners=[at_office(code="bawaslu-99.08")])


def test_who_is_to_examine_is_told_and_who_registers_is_not() -> None:
    officer = at_office("petugas_laporan")
    Seat.objects.create(user=officer, office=office("bawaslu-99.07"), role="pemeriksa", valid_from=LONG_AGO)
    examiner = at_office()

    case = actions.open_from(
        complete_laporan(), acting=as_acting("petugas_laporan"), at=MONDAY, examiners=[examiner, officer]
    )

    told = Notice.objects.get(kind=Told.ASSIGNED)
    assert (told.user, told.subject) == (examiner, case.reference)


def test_a_title_in_the_reporters_own_words_is_refused_for_it_goes_to_the_accused() -> None:
    laporan = complete_laporan()

    with pytest.raises(Refused, match="Kata-kata pelapor sendiri") as refusal:
        actions.open_from(laporan, acting=INTAKE, at=MONDAY, title=FULL.what)

    assert refusal.value.field == "title"
    assert not Case.objects.exists()
    assert Laporan.objects.get(pk=laporan.pk).status == "memenuhi_syarat"


def test_a_finding_has_no_reporter_whose_words_could_leave() -> None:
    laporan = intake.decided(finding(what=FULL.what), at=day(10))

    assert actions.open_from(laporan, acting=INTAKE, at=day(10), title=FULL.what).title == FULL.what


def test_a_laporan_that_is_not_complete_is_not_registered_and_nothing_is_left_behind() -> None:
    laporan = intake.laporan()

    with pytest.raises(NotAllowed, match="langkah yang mungkin sekarang"):
        actions.open_from(laporan, acting=INTAKE, at=MONDAY)

    assert not Case.objects.exists()


def test_an_examiner_does_not_register() -> None:
    laporan = complete_laporan()

    with pytest.raises(NotAllowed, match="diambil oleh petugas laporan"):
        actions.open_from(laporan, acting=EXAMINER, at=MONDAY)


def test_an_officer_of_another_office_does_not_register() -> None:
    laporan = complete_laporan()

    with pytest.raises(NotAllowed):
        actions.open_from(laporan, acting=acting_at("petugas_laporan", "bawaslu-99.08"), at=MONDAY)


def test_a_laporan_is_registered_once() -> None:
    case = opened()

    with pytest.raises(NotAllowed, match="sudah berakhir"):
        actions.open_from(case.laporan, acting=INTAKE, at=MONDAY)


def test_a_page_that_is_no_longer_current_registers_nothing() -> None:
    laporan = complete_laporan()

    with pytest.raises(SomeoneWasFaster):
        actions.open_from(laporan, acting=INTAKE, at=MONDAY, version=laporan.version - 1)

    assert not Case.objects.exists()


@pytest.mark.parametrize("named", ["lain", "pilpres ngawur"])
def test_an_election_nobody_knows_leaves_a_case_without_one(named: str) -> None:
    case = assessed(heard(opened(report=replace(FULL, election=named))))

    assert case.laporan.election == named
    assert case.election == ""
    assert CasePage(case, EXAMINER, day(2)).stage == ""
    assert case.kajian_set.count() == 2
