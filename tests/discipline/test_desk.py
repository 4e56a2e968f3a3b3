"""The desk of an appointing official: everything that lies with the agency, oldest first, and nothing of another."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netral.access.models import Role
from netral.access.states import Acting, HeldSeat
from netral.cases.models import Penerusan
from netral.discipline import actions, queries
from netral.discipline.models import Penanganan, Rekomendasi
from netral.discipline.queries.desk import flags_at
from netral.exchange.models import Masukan
from netral.exchange.states import Answer
from tests.cases.builders import day
from tests.discipline.builders import OFFICIAL, declined, imposed, in_force, recommended, verified
from tests.discipline.pages import AGENCY, LIST, client, url
from tests.discipline.worlds import handed_again, handled_again
from tests.exchange.builders import came_in
from tests.intake.builders import staff
from tests.registry.facts import candidate
from tests.tracks.builders import handed

pytestmark = pytest.mark.django_db
DESK = "/kerja/disiplin/masuk/"


def lines(now: datetime, acting: Acting = OFFICIAL) -> list[queries.DeskLine]:
    return queries.desk_lines(queries.Desk(acting, now)[:30], now)


def told(now: datetime, acting: Acting = OFFICIAL) -> tuple[int, int, int]:
    counts = queries.Desk(acting, now).counts
    return counts.waiting, counts.unanswered, counts.late


def test_hand_overs_and_recommendations_stand_in_one_list_the_longest_waiting_first() -> None:
    later, earlier = recommended(), handed("kades", AGENCY)
    Penerusan.objects.filter(pk=earlier.pk).update(sent_at=day(1))
    outside = handed("PNS", AGENCY)

    found = lines(day(10))

    order = [("penerusan", earlier.key), ("penerusan", outside.key), ("penanganan", later.key)]
    assert [(line.kind, line.key) for line in found] == order
    assert [line.days for line in found] == sorted((line.days for line in found), reverse=True)
    assert found[2].sender == later.authority.name
    assert found[2].person == later.person.name if later.person else ""


def test_until_it_is_acknowledged_the_day_of_the_house_counts() -> None:
    penanganan = recommended()

    assert [line.left for line in lines(day(10))] == [5]
    assert told(day(10)) == (1, 1, 0)
    assert [line.left for line in lines(day(17))] == [-2]
    assert told(day(17)) == (1, 1, 1)

    actions.acknowledge(penanganan, acting=OFFICIAL, at=day(17))

    assert [(line.left, line.acknowledged_at) for line in lines(day(18))] == [(None, day(17))]
    assert told(day(18)) == (1, 0, 0)


def test_a_decision_says_that_it_came_and_its_next_duty_may_be_late() -> None:
    penanganan = imposed()
    Rekomendasi.objects.update(acknowledged_at=None)  # of the time before it could be said

    (line,) = lines(day(15))
    assert (line.left, line.acknowledged_at) == (None, None)
    assert line.clock is not None
    assert told(day(15)) == (1, 0, 0)
    assert told(day(60)) == (1, 0, 1)
    assert penanganan.open


def test_what_is_over_or_not_recommended_yet_stands_nowhere() -> None:
    verified()
    declined()
    in_force()

    assert lines(day(50)) == []
    assert told(day(50)) == (0, 0, 0)


def test_what_came_from_another_house_stands_there_until_it_is_over() -> None:
    masukan = came_in()
    now = masukan.came_at + timedelta(days=8)

    (line,) = lines(now)
    assert (line.kind, line.key, line.left, line.acknowledged_at) == ("masukan", masukan.key, -1, None)
    assert line.sender == masukan.sender.name
    assert told(now) == (1, 1, 1)
    assert f"/{masukan.key}/" in client(*HERE).get(DESK).content.decode()

    Masukan.objects.update(answer=Answer.RECEIVED, answered_at=now)
    assert [(line.left, line.acknowledged_at) for line in lines(now)] == [(None, now)]
    Masukan.objects.update(answer=Answer.ENDED)
    assert told(now) == (0, 0, 0)


def test_a_declared_conflict_is_marked() -> None:
    penanganan = recommended()
    actions.acknowledge(penanganan, acting=OFFICIAL, at=day(9))
    assert [line.tied for line in lines(day(10))] == [False]

    actions.declare(penanganan, acting=OFFICIAL, at=day(9), conflicted=True, note="Ipar terlapor.")

    assert [line.tied for line in lines(day(10))] == [True]


def test_a_hand_over_that_is_tracked_shows_its_track_and_clock() -> None:
    penerusan = handed("kades", AGENCY)
    actions.take_in(penerusan, acting=OFFICIAL, at=day(6))

    (line,) = lines(day(7))

    assert line.track
    assert line.status
    assert line.acknowledged_at == day(6)


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("office", [AGENCY, "pemkot-99.08", "kasn"])
def test_only_its_own_people_see_what_lies_with_an_agency(role: str, office: str) -> None:
    recommended()
    handed("kades", AGENCY)

    seen = len(queries.Desk(Acting("akun:x", (HeldSeat(role, office),)), day(10)))

    own = office == AGENCY and role in queries.AT_AGENCY
    assert seen == (2 if own else 0)


def test_a_place_alone_and_a_slice_say_the_same_and_no_further_than_the_list() -> None:
    recommended()
    handed("kades", AGENCY)
    desk = queries.Desk(OFFICIAL, day(10))

    assert [desk[0], desk[1]] == desk[:2] == list(desk)
    assert desk[2:5] == []


def test_what_is_on_record_of_the_official_stands_above_the_list() -> None:
    recommended()
    assert flags_at(OFFICIAL, day(9)) == []
    assert flags_at(staff("auditor", "kasn"), day(9)) == []

    candidate(on=day(9).date(), at=day(9))

    (sentence,) = flags_at(OFFICIAL, day(9))
    assert "adalah calon" in sentence


def asked(browser: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(DESK).status_code == 200
    return len(captured)


def test_thirty_lines_take_as_many_queries_as_one() -> None:
    penanganan, tracked, outside, browser = recommended(), handed("kades", AGENCY), handed("PNS", AGENCY), client(*HERE)
    actions.take_in(tracked, acting=OFFICIAL, at=day(6))
    candidate()
    few = asked(browser)
    for _ in range(14):
        handled_again(penanganan)
        handed_again(outside)

    assert asked(browser) == few <= 20
    assert browser.get(DESK).content.decode().count("tabel__oleh tn") == 30
    assert browser.get(f"{DESK}?halaman=2").content.decode().count("tabel__oleh tn") == 1


HERE = ("pejabat_pembina", AGENCY)


@pytest.mark.parametrize(
    ("role", "office", "status"),
    [
        ("pejabat_pembina", AGENCY, 200),
        ("petugas_kepegawaian", AGENCY, 200),
        ("pejabat_pembina", "pemkot-99.08", 200),
        ("auditor", "kasn", 404),
        ("pemeriksa", "bawaslu-99.07", 404),
        ("admin", AGENCY, 404),
    ],
)
def test_the_page_is_for_agencies_and_shows_what_is_theirs(role: str, office: str, status: int) -> None:
    penanganan = recommended()

    answer = client(role, office).get(DESK)

    assert answer.status_code == status
    assert (url(penanganan) in answer.content.decode()) is (office == AGENCY and status == 200)


def test_the_page_says_how_much_waits_and_leads_to_the_dossier() -> None:
    penanganan, outside, tracked = recommended(), handed("PNS", AGENCY), handed("kades", AGENCY)
    actions.take_in(tracked, acting=OFFICIAL, at=day(6))
    candidate()

    page = client(*HERE).get(DESK).content.decode()

    assert "3 menunggu instansi ini." in page
    assert "2 belum diakui." in page
    assert "2 lewat." in page
    assert "adalah calon" in page
    assert f"{DESK}{outside.key}/" in page
    assert "/kerja/jalur/" in page
    assert url(penanganan) in page
    assert "Lewat batas mengakui" in page


@pytest.mark.parametrize(
    ("since", "chip"), [(0, "Akui dalam 7 hari"), (5, "Akui dalam 2 hari"), (7, "Akui hari ini"), (8, "Lewat batas")]
)
def test_the_chip_says_how_long_is_left(since: int, chip: str) -> None:
    recommended()
    Rekomendasi.objects.update(made_at=timezone.now() - timedelta(days=since))

    assert chip in client(*HERE).get(DESK).content.decode()


def test_an_empty_desk_says_so() -> None:
    assert "Tidak ada yang menunggu instansi ini." in client(*HERE).get(DESK).content.decode()


def test_in_english_no_indonesian_word_is_left_on_the_chips() -> None:
    recommended()

    page = client(*HERE).get(f"/en{DESK}").content.decode()

    assert "Desk of the appointing official" in page
    assert "1 waits for this agency." in page
    assert "Acknowledgement overdue" in page


@pytest.mark.parametrize("role", ["pejabat_pembina", "petugas_kepegawaian"])
def test_the_list_of_an_agency_is_its_desk_and_what_is_over_stays_there(role: str) -> None:
    browser = client(role, AGENCY)

    assert browser.get(LIST)["Location"] == DESK
    assert browser.get(f"{LIST}?tampilan=selesai").status_code == 200
    assert browser.get("/kerja/")["Location"] == DESK


@pytest.mark.parametrize("build", [recommended, imposed])
def test_the_menu_counts_what_lies_there(build: Callable[[], Penanganan]) -> None:
    build()

    page = client("petugas_kepegawaian", AGENCY).get("/kerja/pegawai/").content.decode()

    assert "Meja saya" in page
    assert '<b class="rel__lewat">1 lewat</b>' in page
