"""Where each person of a case stands, in words."""

import pytest

from netral.cases import actions, queries
from netral.cases.models import Accused, Case
from tests.cases.builders import EXAMINER, LONG, acting_at, day, decided, forwarded, heard, opened, proposed
from tests.cases.people import queue
from tests.cases.stations import at_station
from tests.cases.test_actions_people import THREE

pytestmark = pytest.mark.django_db
NATIONAL = "Komisi Aparatur Sipil Negara"


def words(case: Case) -> list[str]:
    return [each.words for each in queries.standings(case)]


def test_before_the_decision_everybody_is_examined_but_who_was_left_out() -> None:
    case = opened(report=THREE)
    actions.leave_out(case, accused=case.accused_set.all()[1], acting=EXAMINER, at=day(1), reason=LONG)

    assert words(case) == ["Diperiksa", "Tidak diperiksa lagi", "Diperiksa"]
    assert words(proposed()) == ["Diperiksa"]


@pytest.mark.parametrize(
    ("status", "said"),
    [("terbukti", "Terbukti"), ("tidak_terbukti", "Tidak terbukti"), ("bukan_kewenangan", "Bukan kewenangan")],
)
def test_a_decision_is_said_in_its_own_words(status: str, said: str) -> None:
    assert words(at_station(status)) == [said]


def test_each_goes_their_own_way_after_the_decision() -> None:
    case = decided(case=opened_with_three())
    first, second, _third = case.accused_set.all()
    done = forwarded(case, persons=[first])
    forwarded(case, persons=[second])
    actions.settle(done, at=day(9), outcome="dijatuhi_sanksi")

    assert words(case) == ["Selesai: Dijatuhi sanksi", f"Diteruskan ke {NATIONAL}", "Terbukti, belum diteruskan"]
    assert [each.place for each in queries.waiting(case)] == [2]


def test_a_case_closed_before_outcomes_were_kept_says_where_to_look() -> None:
    assert words(at_station("selesai")) == ["Selesai: lihat riwayat"]


def test_standings_cost_as_many_queries_for_one_as_for_many(django_assert_num_queries: object) -> None:
    case = decided(case=opened_with_three())
    forwarded(case)

    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(queries.standings(case)) == 3


def test_a_case_is_found_by_somebody_who_was_added_to_it() -> None:
    case = opened()
    actions.add_accused(case, acting=EXAMINER, at=day(1), name="Anu Tambahan")
    seen = acting_at("pemeriksa", "bawaslu-99.07")

    assert list(queries.search(seen, "tambahan")) == [case]
    assert [kind for kind, *_rest in queue(seen, "tenggat", "Tambahan")] == ["perkara"]
    [row] = queries.rows(list(queue(seen)), now=day(2))
    assert [str(each) for each in row.people] == ["Terlapor Rekaan", "Anu Tambahan"]


def test_who_left_is_not_in_the_queue_any_more() -> None:
    case = opened_with_three()
    Accused.objects.filter(case=case, place=0).update(left_at=day(3))
    [row] = queries.rows(list(queue(acting_at("pemeriksa", "bawaslu-99.07"))), now=day(3))

    assert [each.place for each in row.people] == [1, 2]


def opened_with_three() -> Case:
    return heard(opened(report=THREE))
