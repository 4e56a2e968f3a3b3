"""The public count of silence: one definition, small numbers hidden, no row left out, and the same three times over."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netral.cases.models import Penerusan
from netral.discipline import actions
from netral.offices.models import Organisation
from netral.offices.queries import organisation
from netral.publishing.queries.silence import FEWEST, Silence, _together, _told, midnight, silences
from tests.cases.builders import LONG, day, forwarded
from tests.discipline.builders import AUDITOR, imposed, recommended, stopped, taken_in
from tests.registry.facts import candidate

pytestmark = pytest.mark.django_db
SOON, LATE = day(6), day(400)
FIRST_OF_BKN = datetime(2024, 9, 3, 17, 0, tzinfo=UTC)


def counted(at: datetime) -> dict[str, dict[str, Any]]:
    """What is counted before anything is hidden."""
    from netral.publishing.queries import silence

    return {f"{row['code']}": row for row in silence._rows(at)}


def numbers(at: datetime, code: str) -> tuple[int, ...]:
    row = counted(at).get(code, {})
    return tuple(row.get(name, 0) for name in ("received", "acknowledged", "overdue", "done"))


def test_a_hand_over_is_received_then_acknowledged_then_done() -> None:
    forwarded()
    taken_in()
    stopped()

    assert numbers(day(4) + timedelta(hours=1), "kasn")[:2] == (3, 0)
    assert numbers(day(6), "kasn") == (3, 2, 0, 0)
    assert numbers(day(10), "kasn")[3] == 1


def test_nobody_acknowledged_for_a_week_is_overdue() -> None:
    forwarded()

    assert [numbers(day(4) + timedelta(days=days), "kasn")[2] for days in (7, 8)] == [0, 1]


def test_a_missed_duty_of_the_handling_is_overdue_at_whoever_has_it() -> None:
    taken_in()
    imposed()

    assert numbers(LATE, "kasn") == (2, 2, 1, 0)
    assert numbers(LATE, "pemkab-99.07") == (1, 1, 1, 0)


def test_a_decision_is_the_answer_of_an_agency() -> None:
    imposed()

    assert numbers(LATE, "pemkab-99.07")[:2] == (1, 1)


def test_what_was_led_around_stays_in_the_count_of_whoever_had_it() -> None:
    penanganan = recommended()
    candidate(on=day(9).date(), at=day(9))
    actions.lead_around(penanganan, receiver=organisation("kemendagri"), reason=LONG, acting=AUDITOR, at=day(9))

    assert numbers(LATE, "pemkab-99.07") == (1, 0, 0, 1)
    assert numbers(LATE, "kemendagri")[0] == 1


def test_what_went_on_with_a_successor_stays_in_the_count_of_whoever_kept_silent() -> None:
    forwarded()
    actions.move_to_successors(FIRST_OF_BKN)

    assert numbers(FIRST_OF_BKN + timedelta(days=1), "kasn") == (1, 0, 1, 1)
    assert numbers(FIRST_OF_BKN + timedelta(days=1), "bkn") == (1, 0, 1, 0)


def test_what_was_sent_later_is_not_counted_yet() -> None:
    forwarded()

    assert counted(day(3)) == {}


def row(**values: Any) -> Silence:
    given = {"name": "Lembaga", "received": 20, "acknowledged": 10, "overdue": 0, "done": 10, "oldest": None}
    return _told("lembaga", {**given, "took": timedelta(0), "timed": 0, **values}, SOON)


@pytest.mark.parametrize(
    ("values", "counts", "said"),
    [
        ({}, [20, 10, 0, 10], ["20", "10", "0", "10"]),
        ({"received": 4, "acknowledged": 4}, [None, None, None, None], ["<5"] * 4),
        ({"received": 5, "acknowledged": 5, "done": 0}, [5, 5, 0, 0], ["5", "5", "0", "0"]),
        ({"overdue": 4}, [20, 10, None, 10], ["20", "10", "<5", "10"]),
        # Three did not answer: the number would tell, and "fewer than five" would be a lie about whoever answers.
        ({"acknowledged": 17}, [20, None, 0, 10], ["20", "≥16", "0", "10"]),
        ({"acknowledged": 20}, [20, 20, 0, 10], ["20", "20", "0", "10"]),
        ({"received": 7, "acknowledged": 3, "done": 0}, [7, None, 0, 0], ["7", "<5", "0", "0"]),
    ],
)
def test_a_small_number_is_hidden_and_the_one_that_would_tell_it(
    values: dict[str, int], counts: list[int | None], said: list[str]
) -> None:
    told = row(**values)

    assert told.counts() == counts
    assert [value for _name, value in told.counted()] == said == told.written()[1:5]


def test_days_are_told_only_with_the_number_they_belong_to() -> None:
    assert row(oldest=SOON - timedelta(days=9)).oldest_days == 9
    assert row(oldest=SOON - timedelta(days=9), acknowledged=17).oldest_days is None
    assert row(took=timedelta(days=9), timed=5).days_to_acknowledge == 2
    assert row(took=timedelta(days=9), timed=4).days_to_acknowledge is None


def test_days_until_it_is_acknowledged_are_those_of_who_said_so_by_then() -> None:
    forwarded()
    penerusan = taken_in().penerusan
    assert penerusan
    assert penerusan.acknowledged_at

    waited = penerusan.acknowledged_at - penerusan.sent_at
    assert (counted(LATE)["kasn"]["timed"], counted(LATE)["kasn"]["took"]) == (1, waited)
    assert counted(penerusan.acknowledged_at - timedelta(seconds=1))["kasn"]["timed"] == 0


def together(**columns: list[int]) -> Silence:
    """The sum of some institutions, given column by column."""
    number = len(columns["received"])
    blank = {**dict.fromkeys(("acknowledged", "overdue", "done"), [0] * number), **columns}
    found = {
        str(place): {"name": "L", "oldest": None, "took": timedelta(0), "timed": 0}
        | {name: values[place] for name, values in blank.items()}
        for place in range(number)
    }
    return _together(found, [_told(code, each, SOON) for code, each in found.items()], SOON)


def test_the_sum_of_all_tells_what_single_rows_may_not() -> None:
    assert together(received=[20, 4, 3], overdue=[0, 2, 3]).said("received") == "27"
    assert together(received=[20, 4, 3], overdue=[0, 2, 3]).said("overdue") == "5"


def test_a_sum_that_would_tell_one_hidden_number_says_the_least_it_is() -> None:
    assert together(received=[20, 4]).said("received") == "≥20"
    assert together(received=[20, 2, 2]).said("received") == "≥20"
    assert together(received=[20, 30], overdue=[6, 3]).said("overdue") == "≥6"
    assert together(received=[20, 30], overdue=[6, 7]).said("overdue") == "13"


def crowd(number: int) -> None:
    """So many hand-overs to KASN that nobody acknowledged."""
    first = forwarded()
    for place in range(1, number):
        copy = Penerusan.objects.get(pk=first.pk)
        accused = copy.accused
        accused.pk, accused.key, accused.place = None, f"orang{place}", place
        accused.save()
        copy.pk, copy.key, copy.accused = None, f"penerusan{place}", accused
        copy.save()


def test_page_table_and_programs_say_the_same_and_leave_nobody_out() -> None:
    crowd(FEWEST)
    recommended()

    page = Client().get("/hitungan-diam/")
    table = Client().get("/hitungan-diam.csv").content.decode("utf-8-sig")
    told = json.loads(Client().get("/hitungan-diam.json").content)["institutions"]

    assert page.status_code == 200
    names = [each["name"] for each in told]
    assert names == ["Semua lembaga", "Komisi Aparatur Sipil Negara", "Pemerintah Kabupaten Tirta Buana"]
    for each in told:
        assert each["name"] in page.content.decode()
        assert each["name"] in table
    assert [each["received"] for each in told] == [None, 6, None]
    assert told[0]["at_least"]["received"] == 6
    assert "Terlapor Rekaan" not in page.content.decode() + table
    assert "&lt;5" in page.content.decode()
    assert "<5" in table


def test_an_empty_house_says_so() -> None:
    assert "Belum ada penerusan." in Client().get("/hitungan-diam/").content.decode()


def test_many_institutions_cost_as_many_queries_as_one() -> None:
    crowd(2)
    costs = []
    for offices in (1, 2):
        receivers = Organisation.objects.filter(code__in=["kasn", "bkn"][:offices])
        for penerusan, receiver in zip(Penerusan.objects.all(), receivers, strict=False):
            Penerusan.objects.filter(pk=penerusan.pk).update(receiver=receiver)
        with CaptureQueriesContext(connection) as asked:
            silences(midnight(LATE))
        costs.append(len(asked))

    assert costs == [4, 4]
