"""Who sees which figures, and which of them are too small to be told."""

import pytest
from django.utils import translation

from netral.access.states import Acting, HeldSeat
from netral.insight.models import Figure
from netral.insight.queries import Board, board, cells_of, seconds_spoken
from netral.insight.states import Measure
from netral.registry.actions import load_elections
from tests.insight.builders import OFFICE, PROVINCE, SECOND, figure
from tests.intake.builders import country

pytestmark = pytest.mark.django_db
ALL_BELOW = f"{PROVINCE}+"


def acting(office: str = OFFICE, role: str = "anggota") -> Acting:
    country()
    return Acting("akun:5f6g7h8j9k0m1", (HeldSeat(role, office),))


def seen(who: Acting, cell: str = "", election: str = "") -> Board:
    found = board(who, cell=cell, election=election)
    assert found is not None
    return found


def test_a_regency_sees_itself_whole() -> None:
    assert [(cell.code, cell.own) for cell in cells_of(acting())] == [(OFFICE, True)]


def test_a_province_chooses_all_below_or_one_and_only_itself_is_its_own() -> None:
    found = {cell.code: cell.own for cell in cells_of(acting(PROVINCE))}

    assert next(iter(found)) == ALL_BELOW
    assert (found[ALL_BELOW], found[PROVINCE], found[OFFICE]) == (False, True, False)


@pytest.mark.parametrize("role", ["admin", "auditor", "pejabat_pembina", "kustodian", "anggota_kpu"])
def test_other_seats_choose_nothing(role: str) -> None:
    assert cells_of(acting(role=role)) == []
    assert board(acting(role=role), cell="", election="") is None


def test_an_auditor_chooses_the_own_authority_alone() -> None:
    country()
    who = Acting("akun:5f6g7h8j9k0m1", (HeldSeat("auditor", "bkn"), HeldSeat("auditor", OFFICE)))

    assert [(cell.code, cell.own, cell.handles) for cell in cells_of(who)] == [("bkn", True, True)]


def test_an_office_out_of_sight_and_an_unknown_election_are_not_there() -> None:
    assert board(acting(), cell=SECOND, election="") is None
    assert board(acting(), cell=ALL_BELOW, election="") is None
    assert board(acting(), cell="", election="pemilu1955") is None


def test_in_the_own_office_every_number_is_told() -> None:
    figure(number=1)

    (step,) = seen(acting()).steps

    assert (step.number, step.median, step.p90) == (1, 7_200, 90_000)


@pytest.mark.parametrize(("number", "told"), [(4, None), (5, 5)])
def test_elsewhere_a_small_number_hides_its_durations_too(number: int, told: int | None) -> None:
    figure(number=number)

    (step,) = seen(acting(PROVINCE), OFFICE).steps

    assert (step.number, step.median is None, step.p90 is None) == (told, told is None, told is None)


@pytest.mark.parametrize("measure", [Measure.DEADLINE, Measure.ORDER])
@pytest.mark.parametrize(("number", "of", "told"), [(0, 9, 0), (3, 9, None), (7, 9, 7), (0, 4, None), (4, 4, None)])
def test_of_a_few_misses_or_among_a_few_nothing_is_told(measure: str, number: int, of: int, told: int | None) -> None:
    figure(measure, number=number, of=of, median=None, p90=None)
    found = seen(acting(PROVINCE), OFFICE)

    (row,) = [*found.deadlines, *found.order]

    assert row.number == told


def offices(*numbers: int) -> dict[str, int | None]:
    """What a province reads of its regencies, each with so many finished."""
    codes = [cell.code for cell in cells_of(acting(PROVINCE)) if not cell.own and not cell.below]
    for code, number in zip(codes, numbers, strict=False):
        figure(Measure.WHOLE, cell=code, number=number, what="")
    return {code: told.number for _name, code, told in seen(acting(PROVINCE)).offices}


def test_one_hidden_office_hides_the_next_smallest_with_it() -> None:
    assert sorted(offices(3, 8), key=str) == sorted(offices_codes(), key=str)
    assert set(offices_numbers()) == {None}


def offices_codes() -> list[str]:
    return list(Figure.objects.filter(measure=Measure.WHOLE).values_list("cell", flat=True))


def offices_numbers() -> list[int | None]:
    return [told.number for _name, _code, told in seen(acting(PROVINCE)).offices]


def test_with_nothing_hidden_every_office_is_told() -> None:
    assert set(offices(6, 8).values()) == {6, 8}


def test_a_lonely_gap_beside_nothing_stays() -> None:
    assert list(offices(3).values()) == [None]


def test_elections_are_told_by_name_and_a_lonely_gap_is_widened() -> None:
    load_elections()
    for election, number in (("pemilu2024", 9), ("pilkada2024", 7), ("pemilu2019", 2)):
        figure(Measure.WHOLE, cell=OFFICE, number=number, election=election, what="")

    found = {code: told.number for _name, code, told in seen(acting(PROVINCE), OFFICE).elections}
    own = {code: told.number for _name, code, told in seen(acting()).elections}

    assert found == {"pemilu2024": 9, "pilkada2024": None, "pemilu2019": None}
    assert own == {"pemilu2024": 9, "pilkada2024": 7, "pemilu2019": 2}


def test_elections_are_named_in_the_language_of_the_page() -> None:
    load_elections()

    with translation.override("en"):
        english = seen(acting()).election_names

    assert english != seen(acting()).election_names


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (0, "0 menit"),
        (59 * 60, "59 menit"),
        (3_600, "1,0 jam"),
        (19_080, "5,3 jam"),
        (86_400, "1,0 hari"),
        (216_000, "2,5 hari"),
        (864_000, "10 hari"),
    ],
)
def test_a_duration_is_as_exact_as_anybody_needs(seconds: int | None, words: str) -> None:
    assert seconds_spoken(seconds) == words
