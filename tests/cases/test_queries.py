from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netral.cases import queries
from netral.intake.content import Who
from tests.cases.builders import (
    FULL,
    acting_at,
    assessed,
    complete_laporan,
    day,
    decided,
    heard,
    opened,
    proposed,
)
from tests.cases.people import queue
from tests.intake import builders as intake

pytestmark = pytest.mark.django_db
STAFF = acting_at("pemeriksa", "bawaslu-99.07")


def shown(view: str = "tenggat", text: str = "", who: Any = STAFF) -> list[str]:
    """Numbers of the queue's lines in their order."""
    rows = queries.rows(list(queue(who, view, text)), now=timezone.now())
    return [row.subject.number for row in rows]


def test_laporan_and_cases_stand_in_one_list_by_their_nearest_clock() -> None:
    case = opened(at=day(0))
    laporan = intake.laporan(at=day(1))
    proven = decided(case=heard(opened(at=day(0))))

    # Two working days from Tuesday end before seven from Monday; a case without a running clock comes last.
    assert shown() == [laporan.number, case.number, proven.number]


def test_each_view_shows_its_own() -> None:
    fresh, complete = intake.laporan(), complete_laporan()
    running, waiting = opened(), proposed()
    finished = decided("tidak_terbukti")
    tip = intake.decided(intake.laporan(), "jadikan_informasi_awal")

    assert set(shown()) == {fresh.number, complete.number, running.number, waiting.number}
    assert set(shown("baru")) == {fresh.number, complete.number}
    assert shown("pleno") == [waiting.number]
    assert set(shown("selesai")) == {finished.number, tip.number}


def test_the_filter_finds_number_title_and_terlapor() -> None:
    case = opened(title="Ajakan di lapangan desa")
    other = opened(title="Spanduk", report=replace(FULL, who=(Who("Nama Lain", "Lurah", "", ""),)))
    laporan = intake.laporan(replace(FULL, what="Rapat di balai"))

    assert shown(text="lapangan") == [case.number]
    assert shown(text=other.number) == [other.number]
    assert shown(text="nama lain") == [other.number]
    assert shown(text="BALAI") == [laporan.number]
    assert shown(text="tidak ada") == []


def test_the_queue_is_cut_to_the_offices_in_scope() -> None:
    case = opened()

    assert shown(who=acting_at("pemeriksa", "bawaslu-99")) == [case.number]
    assert shown(who=acting_at("pemeriksa", "bawaslu-99.08")) == []
    assert shown(who=acting_at("auditor", "bkn")) == []


def test_a_line_says_its_status_and_a_title_without_the_reporters_words() -> None:
    case, laporan = opened(), intake.laporan()
    unnamed = intake.laporan(replace(FULL, conducts=()))
    rows = {row.subject.number: row for row in queries.rows(list(queue(STAFF)), now=timezone.now())}

    assert rows[case.number].status.label.id == "Pemeriksaan"
    assert rows[case.number].title == case.title
    assert rows[case.number].case == case
    assert rows[laporan.number].case is None
    assert "Camat mengajak" not in str(rows[laporan.number].title)
    assert rows[unnamed.number].title == unnamed.number


def test_more_lines_take_as_many_queries_as_one_of_each() -> None:
    opened()
    intake.laporan()
    with CaptureQueriesContext(connection) as few:
        shown()
    for _ in range(3):
        opened()
        intake.laporan()

    with CaptureQueriesContext(connection) as many:
        assert len(shown()) == 8

    assert len(many) == len(few)


@pytest.mark.parametrize("few", [0, 2_000])
def test_search_finds_only_within_scope_and_nothing_without_words(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(queries.queue, "FEW", few)
    case = opened()

    assert list(queries.search(STAFF, "rekaan")) == [case]
    assert list(queries.search(STAFF, "")) == []
    assert list(queries.search(acting_at("pemeriksa", "bawaslu-99.08"), "rekaan")) == []


def test_titles_are_told_of_cases_one_sees_and_of_nothing_else() -> None:
    case, laporan = opened(), intake.laporan(at=day(1))
    both = [case.reference, laporan.reference]

    assert queries.titles_of(both, STAFF) == {case.reference: case.title}
    assert queries.titles_of([laporan.reference], STAFF) == {}
    for role, office in [("pemeriksa", "bawaslu-99.08"), ("kustodian", "bawaslu-99.07"), ("auditor", "bkn")]:
        assert queries.titles_of(both, acting_at(role, office)) == {}


def test_requirements_are_met_by_what_was_recorded() -> None:
    bare, with_hearing, concluded = opened(), heard(), assessed()

    assert queries.met_of([bare, with_hearing, concluded]) == {
        bare.pk: frozenset({"terlapor_menunggu", "tambahan_belum_dipakai"}),
        with_hearing.pk: frozenset({"terlapor_menunggu", "klarifikasi_ada", "tambahan_belum_dipakai"}),
        concluded.pk: frozenset({"terlapor_menunggu", "klarifikasi_ada", "kajian_tersimpan", "tambahan_belum_dipakai"}),
    }
