"""The queue cut down by a line: each filter, in as many queries for many rows as for few."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netral.access.models import Role
from netral.cases import actions, queries
from netral.cases.models import Case
from netral.cases.queries.filtering import _due
from netral.lib.counting import count_together
from netral.notices.actions import follow
from netral.offices.models import Holiday
from netral.procedure.models import FAR
from tests.cases.builders import acting_at, day, decided, heard, opened, proposed
from tests.cases.people import as_acting, at_office, queue
from tests.intake import builders as intake

pytestmark = pytest.mark.django_db
STAFF = acting_at("pemeriksa", "bawaslu-99.07")


WEDNESDAY = day(2)


def shown(line: str, *, view: str = "tenggat", who: Any = STAFF, now: datetime = WEDNESDAY) -> list[str]:
    rows = queries.rows(list(queries.filtered(who, view, queries.parse(line), now=now)), now=now)
    return [row.subject.number for row in rows]


def assigned(case: Case, name: str = "") -> Case:
    who = at_office(name=name)
    actions.add_examiner([(case.number, case)], who, acting=as_acting(Role.MEMBER), at=day(1))
    return case


def test_an_empty_line_is_the_queue_as_it_was() -> None:
    opened()
    intake.laporan()

    assert shown("") == [row.subject.number for row in queries.rows(list(queue(STAFF)), now=timezone.now())]


def test_stage_kind_and_words_cut_the_list_down() -> None:
    running, waiting, laporan = opened(), proposed(), intake.laporan()

    assert shown("tahap:menunggu_pleno") == [waiting.number]
    assert shown("tahap:diterima") == [laporan.number]
    assert shown("jenis:laporan") == [laporan.number]
    assert set(shown("jenis:perkara")) == {running.number, waiting.number}
    assert shown(f"jenis:perkara {running.number}") == [running.number]
    assert shown("wilayah:99.08") == []
    assert len(shown("wilayah:99")) == len(shown("wilayah:99.07")) == 3


def test_mine_nobodys_followed_and_with_a_task_of_mine() -> None:
    me = as_acting()
    mine, others, free = assigned(opened()), assigned(opened(), "Ayu Rekaan"), opened()
    follow(at_office(), others.reference, at=day(1))
    actions.give_task(free, acting=me, at=day(1), text="Panggil.", user=at_office())
    laporan = intake.laporan()
    follow(at_office(), laporan.reference, at=day(1))

    assert shown("pemeriksa:saya", who=me) == [mine.number]
    assert shown("pemeriksa:kosong", who=me) == [free.number]
    assert set(shown("ikut:saya", who=me)) == {others.number, laporan.number}
    assert shown("tugas:saya", who=me) == [free.number]
    assert shown("ikut:saya", who=as_acting(name="Ayu Rekaan")) == []


def test_a_line_that_was_not_understood_shows_nothing_rather_than_something_else() -> None:
    opened()

    assert shown("warna:merah") == []


def test_the_newest_come_first_on_request_and_in_the_finished() -> None:
    first, second = opened(at=day(0)), opened(at=day(1))
    over = decided("tidak_terbukti")

    assert shown("urut:terbaru") == [second.number, first.number]
    assert shown("", view="selesai") == [over.number]
    assert not queries.filtered(STAFF, "selesai", queries.parse("urut:tenggat"), now=day(1)).newest


@pytest.mark.parametrize(
    ("wanted", "due", "fits"),
    [
        ("lewat", -1, True),
        ("lewat", 1, False),
        ("hari-ini", 1, True),
        ("hari-ini", -1, False),
        ("hari-ini", 24, False),
        ("<3", -50, True),
        ("<3", 2 * 24, True),
        ("<3", 3 * 24, False),
        ("<3hk", 2 * 24, True),
        ("<3hk", 3 * 24, False),
        ("<7", 6 * 24, True),
        ("tanpa", None, True),
        ("tanpa", 1, False),
        ("lewat", None, False),
        ("<365", None, False),
    ],
)
def test_what_is_due_when(wanted: str, due: int | None, fits: bool) -> None:
    now = day(0, 12)  # a Monday
    case = opened()
    Case.objects.filter(pk=case.pk).update(due_at=now + timedelta(hours=due) if due is not None else FAR)

    assert Case.objects.filter(_due(wanted, now), pk=case.pk).exists() == fits


def test_working_days_pass_over_the_weekend() -> None:
    friday = day(4, 12)
    case = opened()
    Case.objects.filter(pk=case.pk).update(due_at=friday + timedelta(days=4))  # Tuesday: the second working day

    assert Case.objects.filter(_due("<3hk", friday), pk=case.pk).exists()
    assert not Case.objects.filter(_due("<2hk", friday), pk=case.pk).exists()
    with pytest.raises(ValueError, match="never checked"):
        _due("besok", friday)


def test_working_days_pass_over_a_day_off_that_was_added_here() -> None:
    friday = day(4, 12)
    case = opened()
    Holiday.objects.create(day=day(7).date(), name="Libur Rekaan", source="Keppres 1/2024", added_at=day(0))
    Case.objects.filter(pk=case.pk).update(due_at=friday + timedelta(days=4))  # Tuesday: now the first working day

    assert Case.objects.filter(_due("<2hk", friday), pk=case.pk).exists()


@pytest.mark.parametrize(
    "line", ["", "pemeriksa:saya", "ikut:saya", "tugas:saya", "tenggat:<30 tahap:pemeriksaan", "urut:terbaru"]
)
def test_more_lines_take_as_many_queries_as_one(line: str) -> None:
    me = as_acting()

    def one_more() -> None:
        case = assigned(opened())
        follow(at_office(), case.reference, at=day(1))
        actions.give_task(case, acting=me, at=day(1), text="Panggil.", user=at_office())
        follow(at_office(), intake.laporan().reference, at=day(1))

    def counted() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert shown(line, who=me)
        return len(captured)

    one_more()
    few = counted()
    for _ in range(4):
        one_more()

    assert counted() == few


def test_the_way_through_the_queue_leads_to_every_case_once_and_back() -> None:
    cases = [heard(opened(at=day(0))), proposed(heard(opened(at=day(0)))), opened(at=day(0)), opened(at=day(1))]
    Case.objects.filter(pk=cases[1].pk).update(due_at=FAR)
    for line in ("", "urut:terbaru"):
        places = queries.filtered(STAFF, "tenggat", queries.parse(f"jenis:perkara {line}"), now=day(2))
        order = [pk for _kind, pk, _due in places]
        by_pk = {case.pk: case for case in Case.objects.filter(pk__in=[case.pk for case in cases])}
        for place, pk in enumerate(order):
            before, after = queries.neighbours(places, by_pk[pk])
            assert (before.pk if before else None) == (order[place - 1] if place else None)
            assert (after.pk if after else None) == (order[place + 1] if place + 1 < len(order) else None)


def test_neighbours_take_two_queries() -> None:
    cases = [opened() for _ in range(3)]
    places = queries.filtered(STAFF, "tenggat", queries.parse(""), now=day(2))

    with CaptureQueriesContext(connection) as captured:
        queries.neighbours(places, Case.objects.get(pk=cases[1].pk))

    assert len([row for row in captured if "cases_case" in row["sql"]]) == 3  # with the one that read the case


def test_what_moved_since_is_counted_by_subject_without_ones_own_acts() -> None:
    case = opened()
    since = queries.mark()
    heard(case)
    actions.write_note(case, acting=as_acting(Role.MEMBER), at=day(1), text="Catatan.")
    intake.laporan()

    assert queries.changed_since(acting_at(Role.MEMBER, "bawaslu-99.07"), since) == 2
    assert queries.changed_since(acting_at(Role.MEMBER, "bawaslu-99.08"), since) == 0
    assert queries.changed_since(acting_at(Role.EXAMINER, "bawaslu-99"), since) == 2
    assert queries.changed_since(STAFF, queries.mark()) == 0


def test_an_empty_journal_has_a_mark() -> None:
    assert queries.mark() == 0


def test_a_case_knows_which_of_how_many_it_is_in_the_queue_one_came_from() -> None:
    cases = [opened(at=day(number)) for number in range(3)]
    ended = decided("tidak_terbukti", heard(opened(at=day(0))))
    for line, order in (("", cases), ("urut:terbaru", cases[::-1])):
        places = queries.filtered(STAFF, "tenggat", queries.parse(f"jenis:perkara {line}"), now=day(3))
        known = [queries.standing_in(places, Case.objects.get(pk=case.pk)) for case in order]
        assert known == [(1, 3), (2, 3), (3, 3)]
        assert queries.standing_in(places, Case.objects.get(pk=ended.pk)) is None


def test_the_place_in_the_queue_costs_one_query(django_assert_num_queries: Any) -> None:
    case = opened(at=day(0))
    places = queries.filtered(STAFF, "tenggat", queries.parse(""), now=day(1))

    with django_assert_num_queries(1):
        assert queries.standing_in(places, case) == (1, 1)


def test_the_count_in_the_rail_is_the_number_of_lines_of_the_queue() -> None:
    opened(at=day(0))
    intake.laporan()
    decided("tidak_terbukti", heard(opened(at=day(0))))

    here, elsewhere = count_together(
        [queries.waiting_in_queue(who, day(1)) for who in (STAFF, acting_at("pemeriksa", "bawaslu-99.08"))]
    )
    assert here.waiting == len(queries.filtered(STAFF, "tenggat", queries.parse(""), now=day(1))) == 2
    assert elsewhere.waiting == 0
