"""Many chains in one go: each entry is the one that `record` would have written, and all stand or fall together."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from netral.audit.actions import record_each, record_first_of_each
from netral.audit.models import Chain, Entry, EntrySubject
from netral.audit.queries import verify
from netral.audit.states import GENESIS, Act, JournalError, PersonalData
from netral.lib.statements import MANY
from tests.audit.builders import HASH, LAPORAN, NINE, PERKARA, write

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("record_many", [record_each, record_first_of_each])


def chains(count: int) -> list[str]:
    return [f"laporan:7k4m2pxd91{number:03}" for number in range(count)]


def acts(count: int = 2 * MANY, **said: object) -> list[Act]:
    told = {"about": [PERKARA], "office": "bawaslu-33.74", "facts": {"n": 1}, "hashes": [HASH], **said}
    return [Act(chain, "laporan.dibuka", "sistem", NINE + timedelta(hours=1), **told) for chain in chains(count)]


def fingerprints(entries: list[Entry]) -> list[tuple[str, int, str]]:
    return [(entry.chain, entry.position, entry.hash) for entry in entries]


def test_each_chain_goes_on_where_it_stood_as_if_recorded_alone() -> None:
    for chain in chains(2 * MANY):
        write(chain)
    with transaction.atomic():
        alone = [write(each.chain, each.verb, at=each.at, **said_of(each)) for each in acts()]
        transaction.set_rollback(True)

    with transaction.atomic():
        together = record_each(acts())

    assert fingerprints(together) == fingerprints(alone)
    assert {entry.position for entry in together} == {2}
    assert verify().ok


def said_of(act: Act) -> dict[str, object]:
    return {"about": act.about, "office": act.office, "facts": act.facts, "hashes": act.hashes}


def test_each_chain_begins_as_if_recorded_alone() -> None:
    with transaction.atomic():
        alone = [write(each.chain, each.verb, at=each.at, **said_of(each)) for each in acts()]
        transaction.set_rollback(True)

    with transaction.atomic():
        together = record_first_of_each(acts())

    assert fingerprints(together) == fingerprints(alone)
    assert {entry.previous for entry in together} == {GENESIS}
    assert EntrySubject.objects.filter(subject=PERKARA).count() == 2 * MANY
    assert verify().ok


@BOTH
def test_as_many_statements_for_many_as_for_a_few(record_many, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    if record_many is record_each:
        for chain in chains(4 * MANY):
            write(chain)

    with django_assert_max_num_queries(6), transaction.atomic():
        record_many(acts(4 * MANY))


def test_a_chain_that_was_begun_before_begins_no_second_time_and_nothing_is_left() -> None:
    write(chains(3)[1])

    with pytest.raises(IntegrityError), transaction.atomic():
        record_first_of_each(acts(3))

    assert (Entry.objects.count(), Chain.objects.count()) == (1, 1)


def test_a_chain_nobody_began_is_named_and_nothing_is_left() -> None:
    begun, absent = chains(2)
    write(begun)

    with pytest.raises(KeyError, match=absent), transaction.atomic():
        record_each(acts(2))

    assert Entry.objects.count() == 1
    assert Chain.objects.get(subject=begun).length == 1


@BOTH
def test_one_that_would_name_somebody_keeps_all_out(record_many) -> None:  # type: ignore[no-untyped-def]
    for chain in chains(2) if record_many is record_each else ():
        write(chain)
    before = Entry.objects.count()
    telling = Act(LAPORAN, "laporan.dibuka", "sistem", NINE, facts={"name": "Siti Rekaan"})

    with pytest.raises(PersonalData), transaction.atomic():
        record_many([*acts(2), telling])

    assert Entry.objects.count() == before


@BOTH
@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_nothing_is_recorded(record_many) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(JournalError, match="atomic"):
        record_many(acts(1))
