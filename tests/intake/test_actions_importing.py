"""Nothing is stored before its bringer says so; then each good row once, however often it is sent."""

from datetime import timedelta

import pytest

from netral.audit.models import Entry
from netral.intake.actions import importing
from netral.intake.actions.importing import Preview
from netral.intake.draft_seal import DraftKey
from netral.intake.models import ImportedTable, Laporan, SealedIdentity
from netral.intake.queries import laporan_by_code
from netral.intake.table_rows import COLUMNS, EXAMPLE, sort
from netral.intake.tables import Table
from netral.procedure.states import NotAllowed
from tests.intake.builders import MONDAY, NEIGHBOUR, OFFICE, country, staff

pytestmark = pytest.mark.django_db


def table(rows: int) -> Table:
    whole = dict(zip(COLUMNS, EXAMPLE, strict=True))
    cells = [tuple((whole | {"uraian": f"Cerita {n}."}).values()) for n in range(rows)]
    cells.append(("keluhan", *[""] * (len(COLUMNS) - 1)))
    return Table(tuple(COLUMNS), tuple(enumerate(cells, 2)))


def looked_over(rows: int = 3) -> DraftKey:
    country()
    return importing.look_over(sort(table(rows), at=MONDAY), office=OFFICE, acting=staff(), at=MONDAY)


def shown(key: DraftKey) -> Preview:
    found = importing.preview(key, acting=staff(), at=MONDAY)
    assert found
    return found


def test_a_table_looked_over_is_unreadable_and_no_report() -> None:
    key = looked_over()

    kept, found = bytes(ImportedTable.objects.get().ciphertext), shown(key)
    assert b"Pelapor Rekaan" not in kept
    assert (len(found.good), found.bad_rows, found.table.total, found.finished) == (3, 1, 3, False)
    assert not Laporan.objects.exists()


def test_the_good_rows_become_reports_with_receipts_and_the_journal_names_the_door() -> None:
    key = looked_over()

    importing.store_rows(shown(key), acting=staff(), at=MONDAY)

    found = shown(key)
    codes = list(importing.codes(found))
    assert found.finished
    assert [row for row, _number, _code in codes] == [2, 3, 4]
    assert {laporan_by_code(code) for _row, _number, code in codes} == set(Laporan.objects.all())
    assert SealedIdentity.objects.count() == 3
    assert {(entry.actor, entry.facts["door"]) for entry in Entry.objects.filter(verb="laporan.dibuka")} == {
        (staff().reference, "impor")
    }


def test_rows_sent_twice_are_there_once_also_days_later_and_in_another_file() -> None:
    country()
    for at in (MONDAY, MONDAY, MONDAY + timedelta(days=9)):
        key = importing.look_over(sort(table(2), at=at), office=OFFICE, acting=staff(), at=at)
        found = importing.preview(key, acting=staff(), at=at)
        assert found
        importing.store_rows(found, acting=staff(), at=at)
        importing.store_rows(found, acting=staff(), at=at)

    assert Laporan.objects.count() == 2


def test_one_press_works_a_while_and_the_next_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "SECONDS_A_PRESS", 0.0)
    key = looked_over(2)

    importing.store_rows(shown(key), acting=staff(), at=MONDAY)
    half = shown(key)
    importing.store_rows(half, acting=staff(), at=MONDAY)

    assert (half.table.done, half.finished) == (1, False)
    assert shown(key).finished
    assert Laporan.objects.count() == 2


def test_a_row_that_can_no_longer_be_stored_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    key = looked_over(2)

    importing.store_rows(shown(key), acting=staff(), at=MONDAY - timedelta(days=30))  # its dates are still to come

    found = shown(key)
    assert (found.table.refused, found.finished, list(importing.codes(found))) == (2, True, [])


def test_nobody_else_sees_it_nor_after_an_hour_nor_with_another_key() -> None:
    key = looked_over()
    forged = DraftKey.new()
    ImportedTable.objects.create(
        locator=forged.locator, ciphertext=b"x" * 60, owner=staff().reference, office=OFFICE, total=1,
        expires_at=MONDAY + timedelta(hours=1),
    )  # fmt: skip

    assert importing.preview(key, acting=staff("pemeriksa"), at=MONDAY) is None
    assert importing.preview(key, acting=staff(), at=MONDAY + timedelta(hours=1)) is None
    assert importing.preview(DraftKey.new(), acting=staff(), at=MONDAY) is None
    assert importing.preview(forged, acting=staff(), at=MONDAY) is None
    assert importing.preview(None, acting=staff(), at=MONDAY) is None


def test_only_the_offices_own_intake_officer_imports() -> None:
    key = looked_over()

    with pytest.raises(NotAllowed):
        importing.look_over(sort(table(1), at=MONDAY), office=OFFICE, acting=staff("anggota"), at=MONDAY)
    with pytest.raises(NotAllowed):
        importing.store_rows(shown(key), acting=staff(office=NEIGHBOUR), at=MONDAY)


def test_it_is_thrown_away_by_hand_or_after_an_hour() -> None:
    looked_over()
    importing.forget(shown(looked_over()))

    assert importing.forget_expired(at=MONDAY + timedelta(minutes=59)) == 0
    assert importing.forget_expired(at=MONDAY + timedelta(hours=1)) == 1
    assert not ImportedTable.objects.exists()
