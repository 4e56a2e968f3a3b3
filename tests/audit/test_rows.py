import pytest
from django.db import transaction

from netral.audit import rows
from netral.audit.models import Chain, Entry
from netral.audit.rows import Head, SignedHead
from netral.lib.statements import MANY
from tests.audit.builders import LAPORAN, PERKARA, write

pytestmark = pytest.mark.django_db
HEAD = SignedHead(1, "ab" * 32, "f" * 16, "A" * 88)


def test_a_chain_that_is_not_there_has_no_head():
    write(PERKARA)

    with transaction.atomic():
        assert rows.lock_head(LAPORAN) is None


def test_a_head_is_read_as_it_stands():
    write()
    entry = write()

    with transaction.atomic():
        assert rows.lock_head(LAPORAN) == Head(2, entry.hash)


def test_a_chain_begins_once():
    assert rows.begin_chain(LAPORAN, HEAD)
    assert not rows.begin_chain(LAPORAN, SignedHead(1, "cd" * 32, "e" * 16, "B" * 88))

    head = Chain.objects.get()
    assert (head.length, head.head, head.key_id, head.signature) == (1, "ab" * 32, "f" * 16, "A" * 88)


def test_moving_a_head_leaves_the_others_where_they_are():
    write()
    other = write(PERKARA)

    rows.move_head(LAPORAN, SignedHead(7, "ab" * 32, "f" * 16, "A" * 88))

    assert Chain.objects.get(subject=LAPORAN).length == 7
    assert Chain.objects.get(subject=PERKARA).head == other.hash


@pytest.mark.parametrize(("count", "at_once"), [(5, 3), (2 * MANY, 2 * MANY - 1)])
def test_many_heads_move_in_few_statements_each_to_its_own_place(
    count, at_once, django_assert_num_queries, monkeypatch
):
    other = write("dokumen:1")
    chains = [f"laporan:{number}" for number in range(count)]
    for chain in chains:
        write(chain)
    moved = {
        chain: SignedHead(number + 2, f"{number:02}" * 32, "f" * 16, "A" * 88) for number, chain in enumerate(chains)
    }
    monkeypatch.setattr(rows, "AT_ONCE", at_once)

    with django_assert_num_queries(2):
        rows.move_heads(moved)

    stored = Chain.objects.filter(subject__in=chains).values_list("subject", "length", "head", "key_id", "signature")
    assert {subject: SignedHead(*head) for subject, *head in stored} == moved
    assert Chain.objects.get(subject="dokumen:1").head == other.hash


def test_the_statements_write_what_the_orm_would_read():
    written = write(PERKARA, about=[LAPORAN], office="bkn", before="a", after="b", facts={"n": [1]}, hashes=["ab" * 32])

    stored = Entry.objects.get()

    names = [field.attname for field in Entry._meta.concrete_fields]
    assert {name: getattr(written, name) for name in names} == {name: getattr(stored, name) for name in names}
    assert (written._state.adding, written._state.db) == (False, "default")
