"""What the kajian awal proposes before anybody has decided: kinds of violation, and reports about the same people."""

from dataclasses import replace
from typing import Any

import pytest

from netral import rulebook
from netral.intake import queries
from netral.intake.content import Who
from netral.intake.models import Laporan
from netral.offices.models import Organisation
from tests.access.builders import seated, signed_in
from tests.cases.transfers import accepted
from tests.intake import builders as intake
from tests.intake.builders import FULL, TIP, laporan

pytestmark = pytest.mark.django_db
SOMEBODY = (Who("Burhan Rekaan", "kepala dinas", "", "PNS"),)
PLAIN = replace(FULL, conducts=("ikut_kampanye",), who=SOMEBODY)


@pytest.fixture(autouse=True)
def no_second_factor(settings: Any) -> None:
    settings.DEMO = True


def browser(role: str = "petugas_laporan", office: str = "bawaslu-99.07") -> Any:
    intake.country()
    return signed_in(seated(role, Organisation.objects.get(code=office)))


def proposed_for(found: Laporan) -> queries.ProposedKinds | None:
    return queries.proposed_kinds(found, found.terlapor_set.all(), queries.election_of(found))


def page_of(found: Laporan) -> str:
    return str(browser().get(f"/kerja/laporan/{found.key}/kajian-awal/").content.decode())


def test_ticked_acts_lead_to_norms_of_the_rulebook() -> None:
    found = proposed_for(laporan(PLAIN))

    assert found
    assert not found.read
    assert found.rulebook == rulebook.current().version
    titles = {each.title for each in rulebook.current().provisions.values()}
    assert 0 < len(found.norms) <= 4
    assert all(norm.title in titles and norm.citation and norm.kind for norm in found.norms)


def test_without_a_tick_the_words_are_read_and_that_is_said() -> None:
    report = replace(FULL, conducts=(), what="Camat ikut kampanye calon bupati di lapangan memakai seragam.")
    found = laporan(report)

    proposed = proposed_for(found)

    assert proposed
    assert proposed.read
    assert "Dibaca mesin dari kata-kata laporan" in page_of(found)


def test_words_that_name_no_act_propose_nothing() -> None:
    found = laporan(replace(FULL, conducts=(), what="Sesuatu terjadi."))

    assert proposed_for(found) is None
    assert "Usulan jenis pelanggaran" not in page_of(found)


def test_an_act_of_a_day_the_election_does_not_know_proposes_what_holds_at_any_time() -> None:
    assert proposed_for(laporan(replace(PLAIN, act_date=None))) is not None


def test_an_election_nobody_lists_is_no_obstacle() -> None:
    assert proposed_for(laporan(replace(PLAIN, election="pemilihan karang taruna"))) is not None


def test_a_row_the_rulebook_refuses_proposes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise rulebook.AssessError("date", "x", "y", "z")

    monkeypatch.setattr(type(rulebook.current()), "allegations", refuse)

    assert proposed_for(laporan(PLAIN)) is None


def test_the_page_says_it_is_a_proposal_of_the_machine() -> None:
    page = page_of(laporan(PLAIN))

    assert "Usulan jenis pelanggaran" in page
    assert "yang memutuskan Anda" in page


def test_reports_about_the_same_people_are_named_whatever_they_tell() -> None:
    first = laporan(PLAIN)
    second = laporan(replace(PLAIN, what="Kepala dinas itu juga membagikan poster di kantor.", conducts=()))
    laporan(replace(PLAIN, who=(Who("Orang Lain", "guru"),)))

    assert [each.pk for each in queries.about_same_people(second, most=5)] == [first.pk]
    page = page_of(second)
    assert "Laporan lain tentang terlapor ini" in page
    assert first.number in page


def test_nobody_named_is_like_nobody() -> None:
    laporan(replace(TIP, who=()))
    second = laporan(replace(TIP, who=()))

    assert not queries.about_same_people(second, most=5)


def test_another_office_s_reports_about_them_are_its_own() -> None:
    first, second = laporan(PLAIN), laporan(PLAIN)
    accepted(first)

    assert not queries.about_same_people(second, most=5)


def test_no_more_than_asked_for_come_and_the_newest_first() -> None:
    found = [laporan(PLAIN) for _number in range(4)]

    assert [each.pk for each in queries.about_same_people(found[0], most=2)] == [found[3].pk, found[2].pk]


@pytest.mark.parametrize("election", ["pemilu2024", "pilkada2024"])
def test_the_checklist_cites_the_regulation_of_its_own_procedure(election: str) -> None:
    found = laporan(replace(FULL, election=election))

    page = page_of(found)

    assert ("Perbawaslu 7/2022 Pasal 15 ayat (3)" in page) == (election == "pemilu2024")
    assert ("Perbawaslu 8/2020 sebagaimana diubah dengan Perbawaslu 9/2024" in page) == (election == "pilkada2024")
    assert "Perbawaslu 8/2020" in page or "Perbawaslu 7/2022" in page
    assert "pasal belum dipastikan" in page  # nobody has seen the article on doubles in either


@pytest.mark.parametrize(
    ("role", "office", "status"),
    [
        ("petugas_laporan", "bawaslu-99.07", 200),
        ("pemeriksa", "bawaslu-99.07", 404),
        ("anggota", "bawaslu-99.07", 404),
        ("kustodian", "bawaslu-99.07", 404),
        ("petugas_laporan", "bawaslu-99.08", 404),
        ("admin", "bawaslu-99.07", 404),
        ("auditor", "bkn", 404),
        ("pejabat_pembina", "pemkab-99.07", 404),
        ("petugas_kepegawaian", "pemkab-99.07", 404),
    ],
)
def test_only_the_intake_officer_of_the_office_sees_what_is_proposed(role: str, office: str, status: int) -> None:
    found = laporan(PLAIN)

    assert browser(role, office).get(f"/kerja/laporan/{found.key}/kajian-awal/").status_code == status
