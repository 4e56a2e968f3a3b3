"""Many people of one name: which come first, which stay outside, and how well one given person fits."""

import pytest

from netral.registry import people
from netral.registry.queries import find_people, likeness
from tests.registry.builders import NIP, a_person, agency

pytestmark = pytest.mark.django_db
HERE, THERE, PROVINCE = "pemkab-99.07", "pemkot-99.08", "pemprov-99"


def crowd(number: int, name: str = "Muhammad Rekaan", *, at: str = THERE) -> None:
    for _each in range(number):
        a_person(name, at_agency=at)


def test_one_name_at_two_agencies_gives_two_people_told_apart_by_the_agency():
    here, there = a_person("Siti Rekaan", at_agency=HERE), a_person("Siti Rekaan", at_agency=THERE)

    for wanted, other, code in ((here, there, HERE), (there, here, THERE)):
        first, second = find_people("Siti Rekaan", agency=agency(code))
        assert (first.person, second.person) == (wanted, other)
        assert (first.score, second.score) == (100, 100)
        assert (first.because, second.because) == ("nama 100%, instansi sama", "nama 100%")


def test_the_agency_named_comes_first_even_with_a_worse_name():
    better = a_person("Wayan Tiruan", at_agency=THERE)
    worse = a_person("Wayan Tirwan", at_agency=HERE)

    assert [match.person for match in find_people("Wayan Tiruan", agency=agency(HERE))] == [worse, better]
    assert [match.person for match in find_people("Wayan Tiruan")] == [better, worse]


def test_a_search_within_some_agencies_is_not_crowded_out_by_others():
    crowd(people._MOST_CANDIDATES // 10 + 5)
    own = a_person("Muhammad Rekaan", at_agency=HERE)

    assert [match.person for match in find_people("Muhammad Rekaan", within={HERE}, limit=5)] == [own]
    assert own not in [match.person for match in find_people("Muhammad Rekaan", limit=5)]


def test_candidates_are_cut_inside_the_agencies_asked_for(monkeypatch):
    monkeypatch.setattr(people, "_MOST_CANDIDATES", 3)
    crowd(4)
    own = a_person("Muhammad Rekaan", at_agency=HERE)

    assert [match.person for match in find_people("Muhammad Rekaan", within={HERE})] == [own]
    assert len(find_people("Muhammad Rekaan")) == 3


@pytest.mark.parametrize("text", ["Siti Rekaan", "lurah dermaga", NIP])
def test_nothing_outside_is_found_by_name_position_or_nip(text):
    a_person("Siti Rekaan", nip=NIP, position="Lurah Dermaga", at_agency=THERE)

    assert len(find_people(text)) == 1
    assert find_people(text, within={HERE}) == []
    assert find_people(text, within=set()) == []
    assert len(find_people(text, within={HERE, THERE})) == 1


def test_within_counts_also_for_the_agency_named():
    a_person("Zulkarnaen", at_agency=HERE)

    assert find_people("Zulkarnaen", agency=agency(HERE), within={PROVINCE}) == []


@pytest.mark.parametrize("within", [None, {HERE, THERE}])
def test_a_search_within_takes_no_more_queries(django_assert_num_queries, within):
    crowd(5)
    office = agency(HERE)

    with django_assert_num_queries(4):
        find_people("Muhammad Rekaan guru", agency=office, within=within)


# The register says `Drs. Muhammad Yusuf Rekaan, M.Si.`; how well does a laporan's name fit, and is it enough?
@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("Muhammad Yusuf Rekaan", 100, 100),
        ("Dr. H. Moh. Joesoef Rekaan, S.H., M.H.", 80, 100),
        ("Muh. Yusuf Rekaan", 100, 100),
        ("M. Yusuf Rekaan", 100, 100),
        ("Mohd Yusup Rekaan", 80, 99),
        ("Rekaan, Muhammad Yusuf", 60, 100),
        ("Yusuf Rekaan", 70, 99),
        ("Yusuf", 60, 79),
        ("Muhammad", 60, 79),
        ("Bambang Tiruan", 0, 0),
        ("", 0, 0),
        ("Drs.", 0, 0),
        ("!!!", 0, 0),
    ],
)
def test_one_given_person_fits_a_name_so_well(text, least, most):
    person = a_person("Drs. Muhammad Yusuf Rekaan, M.Si.")

    assert least <= likeness(text, person) <= most


@pytest.mark.parametrize("text", ["Siti Rekaan", "Siti Rekan", "S. Rekaan", "Bambang", "Rekaan Siti", "lurah dermaga"])
def test_likeness_is_the_score_a_search_would_show(text):
    person = a_person("Siti Rekaan", position="Lurah Dermaga")

    shown = {match.person: match.score for match in find_people(text)}

    assert likeness(text, person) == shown.get(person, 0)


def test_likeness_asks_the_database_nothing(django_assert_num_queries):
    person = a_person("Siti Rekaan")

    with django_assert_num_queries(0):
        likeness("Siti Rekaan", person)


def test_better_names_stand_before_worse_and_equals_in_the_order_of_entry():
    order = ["Wayan Rekaan", "Wayan Rekaan Tiruan", "Wayan Rekuan Tiruan Palsu"]
    last, middle, first = [a_person(name) for name in reversed(order)]
    again = a_person(order[0])

    found = find_people("Wayan Rekaan")

    assert [match.person for match in found][:3] == [first, again, middle]
    assert last not in [match.person for match in found][:3]
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)


@pytest.mark.parametrize(
    ("mononym", "typed"), [("Suharto", "Soeharto"), ("Sukarni", "Soekarni"), ("Rekaan", "Rekan"), ("Yusup", "Jusup")]
)
def test_a_mononym_is_found_in_the_old_spelling_and_with_small_mistakes(mononym, typed):
    person = a_person(mononym)

    [match] = find_people(typed)

    assert match.person == person
    assert match.score >= 80


def test_a_posting_that_ended_is_found_too_for_cases_of_that_time():
    from datetime import date

    past = a_person("Siti Rekaan", nip=NIP, valid_until=date(2023, 1, 1), at_agency=THERE)
    present = a_person("Siti Rekaan", nip=NIP, valid_from=date(2023, 1, 2), at_agency=HERE)

    assert {match.person for match in find_people(NIP)} == {past, present}
    assert [match.person for match in find_people("Siti Rekaan", agency=agency(THERE))] == [past, present]
