"""A case of a supervisor's finding: it has no reporter, and no page or paper speaks of one."""

import pytest
from django.utils import timezone

from netral.cases import actions
from netral.cases.assembling import assemble
from netral.cases.berkas import compose
from netral.cases.berkas_states import Edition
from netral.cases.forms.hearing import KlarifikasiForm
from netral.cases.models import Case
from netral.cases.policies import check_not_the_reporters
from netral.cases.states import Party, Refused
from netral.tracks.actions import open_criminal
from tests.cases.builders import EXAMINER, FULL, INTAKE, day, hearing, opened
from tests.cases.pages import client, url
from tests.cases.test_grown import of_a_tip
from tests.cases.transfers import own
from tests.intake import builders as intake
from tests.intake.test_actions_electing import finding
from tests.tracks.builders import again

pytestmark = pytest.mark.django_db
SEALED = "Identitas pelapor disegel"


def found(what: str = FULL.what) -> Case:
    """A case of a finding alone."""
    made = intake.decided(finding(what=what), at=day(10))
    return actions.open_from(made, acting=INTAKE, at=day(10), title="Apel pagi di halaman kantor")


def parties(case: Case) -> list[str]:
    return [code for code, _label in KlarifikasiForm(case=case).fields["party"].choices]  # type: ignore[attr-defined]


def test_nobody_is_heard_as_its_reporter() -> None:
    case, heard = found(), hearing(party=Party.REPORTER, name="", held_on=day(11).date(), at=day(11))

    with pytest.raises(Refused, match="tidak punya pelapor") as refusal:
        actions.hold_klarifikasi(case, acting=EXAMINER, **heard)

    assert refusal.value.field == "party"
    assert parties(case) == [Party.TERLAPOR, Party.WITNESS, Party.EXPERT]
    assert parties(opened()) == list(Party.values)


def test_who_sent_what_it_grew_from_can_be_heard() -> None:
    case, source = of_a_tip()

    actions.hold_klarifikasi(case, acting=EXAMINER, **hearing(party=Party.REPORTER, name="", at=day(2, 15)))

    assert case.klarifikasi_set.get().name == source.pseudonym
    assert Party.REPORTER in parties(own(case))


def test_what_a_supervisor_wrote_may_be_said_to_anybody() -> None:
    check_not_the_reporters(found(), "told", FULL.what)
    case, source = of_a_tip()

    with pytest.raises(Refused, match="Kata-kata pelapor"):
        check_not_the_reporters(case, "told", source.what)


def test_its_page_speaks_of_no_seal() -> None:
    case, browser = found(), client()

    page = browser.get(url(case)).content.decode()

    assert SEALED not in page
    assert "Kata-kata pengawas" in page
    assert "Kata-kata pelapor" not in page
    assert SEALED in browser.get(url(of_a_tip()[0])).content.decode()


def test_the_page_of_its_track_speaks_of_no_seal() -> None:
    pages: list[str] = []
    cases, browser = (found(), of_a_tip()[0]), client()
    for case in cases:
        track = open_criminal(case, acting=EXAMINER, at=day(11), accused=case.accused_set.get())
        pages.append(browser.get(f"/kerja/jalur/{again(track).key}/").content.decode())

    assert [SEALED in page for page in pages] == [False, True]


def test_its_kajian_names_the_office_that_found_it() -> None:
    case = found()
    chapters = assemble(case.accused_set.earliest("pk"))

    assert "Penemu: pengawas pemilihan, Bawaslu" in chapters["people"]
    assert "tidak ada pelapor" in chapters["people"]
    assert chapters["events"].startswith(f"Temuan {case.laporan.number}, diregistrasi")


@pytest.mark.parametrize("edition", Edition)
def test_its_file_names_the_office_that_found_it(edition: Edition) -> None:
    facts = dict(compose(found(), EXAMINER, edition, timezone.now()).facts)

    assert facts["Penemu"].startswith("Pengawas pemilihan, Bawaslu")
    assert "Pelapor" not in facts
