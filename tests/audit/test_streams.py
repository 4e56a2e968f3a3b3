import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from netral.audit.models import Chain
from netral.audit.streams import CHUNK, Runs, chunks, entries_after, heads, one_snapshot, side_by_side
from tests.audit.builders import LAPORAN, PERKARA, write

PAIRS = st.lists(st.tuples(st.sampled_from("abcde"), st.integers()), max_size=12).map(sorted)


def first(pair: tuple[str, int]) -> str:
    return pair[0]


@given(PAIRS, PAIRS)
def test_streams_read_side_by_side_lose_no_row_and_mix_no_keys(
    left: list[tuple[str, int]], right: list[tuple[str, int]]
):
    one, other = Runs(iter(left), first), Runs(iter(right), first)
    seen: list[str] = []
    from_left, from_right = [], []

    for key in side_by_side(one, other):
        seen.append(key)
        from_left += list(one.take(key))
        from_right += list(other.take(key))

    assert (from_left, from_right) == (left, right)
    assert seen == sorted({first(pair) for pair in left + right})


def test_nothing_beside_nothing_is_nothing():
    assert list(side_by_side(Runs(iter([]), first))) == []


def test_rows_come_in_chunks():
    sizes = [len(chunk) for chunk in chunks(iter(range(2 * CHUNK + 1)))]

    assert sizes == [CHUNK, CHUNK, 1]


@pytest.mark.django_db
def test_chains_are_sorted_by_their_bytes_whatever_the_language_of_the_database():
    names = ["laporan:b", "laporan:B", "laporan-a", "laporan:1", "laporan.a", "Laporan:a", "laporan_a"]
    for name in names:
        write(name)

    assert [row[0] for row in heads()] == sorted(names)


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_ends_even_when_the_reading_fails():
    def fail() -> None:
        with one_snapshot():
            Chain.objects.count()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    write()
    assert not connection.in_atomic_block
    assert Chain.objects.count() == 1


@pytest.mark.django_db
def test_entries_are_read_on_from_each_chains_own_place():
    for chain in (PERKARA, LAPORAN, PERKARA, LAPORAN, PERKARA):
        write(chain)

    read = list(entries_after({PERKARA: 1, LAPORAN: 0, "x:y": 0}))

    assert [row[:2] for row in read] == [(LAPORAN, 1), (LAPORAN, 2), (PERKARA, 2), (PERKARA, 3)]
