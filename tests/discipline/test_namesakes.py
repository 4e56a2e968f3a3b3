"""Finding the right one among many of one name: at the register's page and when a person is linked."""

from dataclasses import replace

import pytest

from netral.discipline import queries
from netral.discipline.states import Refused
from netral.intake.content import Who
from netral.offices.models import Organisation
from netral.registry.models import Person
from tests.cases.builders import FULL, day, decided, forwarded, heard, opened
from tests.discipline.builders import AUDITOR, someone, taken_in, verified
from tests.discipline.pages import AGENCY, PEOPLE, client, step_url
from tests.intake.builders import country, staff

pytestmark = pytest.mark.django_db
PERSONNEL = staff("petugas_kepegawaian", AGENCY)


def namesakes(number: int, *, agency: str, name: str = "Terlapor Rekaan") -> None:
    """Many people of one name in an agency; all of them before whoever comes later in every order."""
    for _ in range(number):
        someone(name, agency=agency)


def test_an_agency_finds_its_own_however_many_of_the_name_work_elsewhere() -> None:
    namesakes(queries.MOST_CANDIDATES + 5, agency="pemkot-99.08")
    own = someone("Terlapor Rekaan")

    found = queries.people_seen(PERSONNEL, "Terlapor Rekaan")

    assert [match.person for match in found] == [own]


def test_an_agency_finds_by_nip_only_its_own() -> None:
    own = someone("Made Suteja", nip="198001011998031002")
    someone("Nyoman Suteja", agency="pemkot-99.08", nip="198101011998031002")

    assert [match.person for match in queries.people_seen(PERSONNEL, "19800101 199803 1 002")] == [own]
    assert queries.people_seen(PERSONNEL, "19810101 199803 1 002") == []


def test_two_agencies_of_one_person_are_searched_together_best_first() -> None:
    here, there = someone("Made Suteja"), someone("Made Sutejo", agency="pemkot-99.08")
    someone("Made Suteja", agency="pemprov-99")
    both = type(PERSONNEL)("akun:dua", PERSONNEL.seats + staff("pejabat_pembina", "pemkot-99.08").seats)

    assert [match.person for match in queries.people_seen(both, "Made Suteja")] == [here, there]


@pytest.mark.parametrize("text", ["", "   ", "zzz"])
def test_nothing_asked_or_nobody_found_is_an_empty_answer(text: str) -> None:
    someone()

    assert queries.people_seen(PERSONNEL, text) == queries.people_seen(AUDITOR, text) == []


def test_whoever_has_no_seat_there_finds_nobody() -> None:
    someone()

    for stranger in (staff("pemeriksa"), staff("pejabat_pembina", "pemkot-99.08"), type(AUDITOR)("akun:x", ())):
        assert queries.people_seen(stranger, "Terlapor Rekaan") == []


def test_a_certain_name_needs_no_reason_however_common_it_is() -> None:
    namesakes(queries.MOST_CANDIDATES + 5, agency="pemkot-99.08")
    person = someone("Terlapor Rekaan")

    penanganan = verified(person=person)

    assert (penanganan.match_score, penanganan.match_reason) == (100, "")


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("Terlapor Rekaan", 100),
        ("Drs. H. Terlapor Rekaan, M.Si.", 100),
        ("Rekaan Terlapor", 100),
        ("Terlapor Rekan", 100),  # doubled letters do not tell names apart
        ("Terlapur Rekaan", 80),
        ("T. Rekaan", 80),
    ],
)
def test_the_score_is_that_of_the_name_handed_over(name: str, least: int) -> None:
    penanganan, person = taken_in(), someone(name)

    verified(penanganan, person=person)

    assert penanganan.match_score is not None
    assert penanganan.match_score >= least


def test_of_several_people_handed_over_each_is_found_by_the_own_name() -> None:
    both = replace(FULL, who=(Who("Nama Pertama", "Camat", "", "PNS"), Who("Kedua Tiruan", "Lurah", "", "PNS")))
    penanganan = taken_in(forwarded(decided(case=heard(opened(report=both)))))

    verified(penanganan, person=someone("Kedua Tiruan"))

    assert penanganan.match_score == 100
    first = taken_in(penanganan.case.penerusan_set.get(accused__place=0))
    assert queries.match_score(first, someone("Kedua Tiruan")) < 80


def test_a_hand_over_that_names_nobody_asks_for_a_reason() -> None:
    penanganan, person = taken_in(), someone()
    penanganan.penerusan.accused.name = ""

    with pytest.raises(Refused, match="Kecocokan nama 0 persen") as refusal:
        verified(penanganan, person=person)

    assert refusal.value.field == "reason"
    assert queries.candidates(penanganan, "") == {"asked": "", "candidates": []}


def test_the_picker_masks_every_nip_and_says_where_each_one_works() -> None:
    browser, penanganan = client(), taken_in()
    someone(nip="198001011998031002")
    someone(agency="pemkot-99.08", nip="198202021998031002")

    page = browser.get(step_url(penanganan, "verifikasi")).content.decode()

    assert page.count("•••••••• 199803 1 002") == 2
    assert not any(hidden in page for hidden in ("19800101", "19820202"))
    for code in (AGENCY, "pemkot-99.08"):
        assert Organisation.objects.get(code=code).name in page


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "' OR 1=1 --", "%", "é" * 500, "٣" * 18])
def test_whatever_is_typed_into_the_search_is_only_words(text: str) -> None:
    country()
    someone("Made Suteja")

    answer = client().get(PEOPLE, {"q": text})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert "Made Suteja</b>" not in answer.content.decode()


def test_linking_keeps_the_posting_of_the_register_as_it_is() -> None:
    person = someone(nip="198001011998031002", position="Camat")
    before = Person.objects.filter(pk=person.pk).values().get()

    penanganan = verified(person=person)

    assert Person.objects.filter(pk=person.pk).values().get() == before
    assert (penanganan.agency, penanganan.opened_at) == (person.agency, day(5))
