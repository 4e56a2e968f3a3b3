"""Pages of the desk: assigning, following, notes, tasks; what stands beside the case."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netral.access.models import Role
from netral.cases import actions
from netral.cases.models import Note, Task
from netral.notices.models import Follow
from tests.access.builders import signed_in
from tests.cases.builders import day, decided, opened
from tests.cases.pages import url
from tests.cases.people import as_acting, at_office

pytestmark = pytest.mark.django_db


def browser(role: str = Role.MEMBER, office: str = "bawaslu-99.07", name: str = "") -> Client:
    return signed_in(at_office(role, office, name=name))


def test_examiners_are_ticked_and_saved() -> None:
    case, ayu = opened(), at_office(name="Ayu")
    page = browser().get(url(case, "penugasan/"))

    assert "Ayu" in page.content.decode()
    answer = browser().post(url(case, "penugasan/"), {"examiners": [ayu.key], "seen": ""})

    assert (answer.status_code, answer.headers["Location"]) == (303, url(case))
    assert list(case.examiners.all()) == [ayu]


def test_a_refusal_comes_back_with_what_was_ticked() -> None:
    case, witness = opened(), at_office(name="Saksi Rekaan")

    answer = browser().post(url(case, "penugasan/"), {"examiners": [witness.key], "seen": ""})

    assert answer.status_code == 422
    assert "tercatat sebagai saksi dalam perkara ini" in answer.content.decode()
    assert answer.context["form"]["examiners"].value() == [witness.key]
    short = {"examiners": [witness.key], "seen": "", "namesake": "Bukan."}
    assert "namesake" in browser().post(url(case, "penugasan/"), short).context["form"].errors


def test_of_two_with_the_same_page_the_second_hears_it() -> None:
    case, ayu, bima = opened(), at_office(name="Ayu"), at_office(name="Bima")
    browser().post(url(case, "penugasan/"), {"examiners": [ayu.key], "seen": ""})

    answer = browser().post(url(case, "penugasan/"), {"examiners": [bima.key], "seen": ""})

    assert answer.status_code == 409
    assert list(case.examiners.all()) == [ayu]


@pytest.mark.parametrize(("role", "office"), [(Role.EXAMINER, "bawaslu-99"), (Role.EXAMINER, "bawaslu-99.07")])
def test_who_may_not_assign_reads_who_does(role: str, office: str) -> None:
    case = opened()
    page = browser(role, office).get(url(case, "penugasan/")).content.decode()

    assert ("ditugaskan oleh pimpinan" in page) == (office == "bawaslu-99")
    over = browser(role, office).get(url(decided("tidak_terbukti"), "penugasan/")).content.decode()
    assert "sudah berakhir" in over
    assert "Simpan pemeriksa" not in over


def test_a_case_is_followed_and_left() -> None:
    case, mine = opened(), browser()

    assert mine.post(url(case, "ikuti/"), {"mau": "ya"}).status_code == 303
    assert "Berhenti mengikuti" in mine.get(url(case)).content.decode()
    assert mine.post(url(case, "ikuti/"), {"mau": "tidak"}).status_code == 303
    assert "Ikuti perkara ini" in mine.get(url(case)).content.decode()
    assert not Follow.objects.exists()


def test_notes_are_written_edited_by_their_author_and_keep_what_they_said() -> None:
    case, mine = opened(), browser()
    mine.post(url(case, "catatan/"), {"text": "Saksi datang Kamis."})
    note = Note.objects.get()

    edit = url(case, f"catatan/{note.key}/")
    assert mine.get(edit).context["form"].initial["seen"] == 1
    assert mine.post(edit, {"text": "Saksi datang Jumat.", "seen": 1}).status_code == 303
    assert mine.post(edit, {"text": "Terlambat.", "seen": 1}).status_code == 409
    assert mine.post(edit, {"text": "", "seen": 2}).status_code == 422
    assert mine.post(edit, {"text": "Tanpa versi."}).status_code == 409

    page = mine.get(url(case, "catatan/")).content.decode()
    assert "Saksi datang Jumat." in page
    assert "1 versi sebelumnya" in page
    assert browser(Role.EXAMINER).get(edit).status_code == 404
    assert mine.post(url(case, "catatan/"), {"text": " "}).status_code == 422


def test_a_task_is_given_shown_and_done() -> None:
    case, mine = opened(), browser()
    given = {"text": "Surat panggilan kedua.", "user": at_office().key, "due_on": "2999-01-01"}
    assert mine.post(url(case, "tugas/"), given).status_code == 303
    task = Task.objects.get()

    theirs = browser(Role.EXAMINER)
    page = theirs.get("/kerja/tugas/").content.decode()
    assert "Surat panggilan kedua." in page
    assert "Tugas saya <b>1</b>" in page
    assert "Surat panggilan kedua." in theirs.get(url(case)).content.decode()
    done = url(case, f"tugas/{task.key}/selesai/")
    assert theirs.post(done, {"dari": "tugas"}).headers["Location"] == "/kerja/tugas/"
    again = theirs.post(done, follow=True)
    assert "Orang lain baru saja mengubahnya" in again.content.decode()
    assert "Tidak ada tugas untuk Anda." in theirs.get("/kerja/tugas/").content.decode()
    assert at_office(Role.EXAMINER).name in mine.get(url(case, "tugas/")).content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"text": ""}, "text"), ({"user": "tidakada"}, "user"), ({"due_on": "2020-01-01"}, "due_on")],
)
def test_a_bad_task_comes_back(changes: dict[str, str], field: str) -> None:
    given = {"text": "Panggil.", "user": at_office().key, "due_on": "", **changes}

    answer = browser().post(url(opened(), "tugas/"), given)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_somebody_elses_task_is_not_done_by_a_third() -> None:
    case = opened()
    task = actions.give_task(
        case, acting=as_acting(Role.MEMBER), at=day(1), text="Panggil.", user=at_office(name="Ayu")
    )
    third = browser(Role.EXAMINER)

    assert "ditandai selesai oleh" in third.post(url(case, f"tugas/{task.key}/selesai/"), follow=True).content.decode()
    assert third.post(url(case, "tugas/tidakada/selesai/")).status_code == 404


@pytest.mark.parametrize("rest", ["catatan/", "tugas/", "catatan/tidakada/"])
def test_offices_above_have_no_desk(rest: str) -> None:
    case = opened()
    actions.write_note(case, acting=as_acting(), at=day(1), text="Rahasia kantor.")
    above = browser(Role.EXAMINER, "bawaslu-99")

    assert above.get(url(case, rest)).status_code == 404
    assert "Rahasia kantor." not in above.get(url(case)).content.decode()


def test_a_note_is_in_no_paper_and_no_tab_but_the_desk() -> None:
    case, mine = opened(), browser()
    mine.post(url(case, "catatan/"), {"text": "Rahasia kantor."})

    history = mine.get(url(case, "riwayat/")).content.decode()

    assert "Catatan ditulis." in history
    laporan = mine.get(f"/kerja/laporan/{case.laporan.key}/").content.decode()
    assert "Rahasia kantor." not in laporan


def test_a_full_desk_takes_as_many_queries_as_one_of_each() -> None:
    case, mine = opened(), browser()

    def one_more(letter: str) -> None:
        actions.write_note(case, acting=as_acting(), at=day(1), text=f"Catatan {letter}.")
        actions.give_task(case, acting=as_acting(), at=day(1), text="Panggil.", user=at_office(Role.MEMBER))
        case.examiners.add(at_office(name=f"Pemeriksa {letter}"))
        Follow.objects.create(user=at_office(name=f"Pemeriksa {letter}"), subject=case.reference, told=0, since=day(1))

    def counted(*pages: str) -> list[int]:
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as captured:
                assert mine.get(page).status_code == 200
            found.append(len(captured))
        return found

    pages = (url(case), url(case, "catatan/"), url(case, "tugas/"), url(case, "penugasan/"), "/kerja/tugas/")
    one_more("A")
    counted(*pages)
    few = counted(*pages)
    for letter in "BCDEFG":
        one_more(letter)

    assert counted(*pages) == few


def test_the_way_to_the_next_case_stands_where_one_came_by_the_queue() -> None:
    first, second = opened(at=day(0)), opened(at=day(1))
    way: dict[str, Any] = {"dari": "antrean", "tampilan": "tenggat", "q": "jenis:perkara"}
    mine = browser()

    page = mine.get(url(first), way).content.decode()
    last = mine.get(url(second), way).content.decode()

    assert f'rel="next" href="{url(second)}?dari=antrean&amp;tampilan=tenggat&amp;q=jenis%3Aperkara"' in page
    assert 'rel="prev"' not in page
    assert 'rel="prev"' in last
    assert 'class="remah__pindah"' not in mine.get(url(first)).content.decode()
    assert 'class="remah__pindah"' not in mine.get(url(first), {**way, "tampilan": "lain"}).content.decode()


def test_the_rail_of_somebody_without_tasks_shows_no_number() -> None:
    opened()

    assert "Tugas saya <b>" not in browser().get("/kerja/antrean/").content.decode()


@pytest.mark.parametrize("door", ["catatan/", "tugas/"])
def test_a_nervous_finger_leaves_one_note_and_one_task_and_a_second_form_another(door: str) -> None:
    case, mine = opened(), browser()
    given = {"text": "Sama.", "user": at_office().key}
    [copy] = re.findall(r'name="lembar" value="(\w+)"', mine.get(url(case, door)).content.decode())

    answers = [mine.post(url(case, door), {**given, "lembar": copy}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Note.objects.count() + Task.objects.count() == 1

    mine.post(url(case, door), {**given, "lembar": "lain"})
    assert Note.objects.count() + Task.objects.count() == 2


# ---- Keys of a case page, and the queue's own views ----
def test_whatever_a_key_opens_on_a_case_page_is_a_link_that_says_so() -> None:
    case = opened()
    page = browser(Role.EXAMINER).get(url(case)).content.decode()

    said = re.findall(r'<(?:a|summary) [^>]*aria-keyshortcuts="([^"]+)"', page)

    assert said == ["Escape", "S", "D", "1", "2", "3", "4", "5", "6 T", "7", "A", "L", "N", "Control+K", "Shift+/"]
    assert "<kbd>7</kbd>" in page
    assert "<kbd>E</kbd>" not in page  # there is nothing to compare


def test_offices_above_are_offered_no_key_they_have_no_link_for() -> None:
    page = browser(Role.EXAMINER, "bawaslu-99").get(url(opened())).content.decode()

    assert 'aria-keyshortcuts="N"' not in page
    assert "<kbd>N</kbd>" not in page
    assert "<kbd>S</kbd>" not in page


@pytest.mark.parametrize(
    ("line", "label"), [("tahap:perlu_dilengkapi", "Perlu pelapor"), ("pemeriksa:saya", "Perkara saya")]
)
def test_what_waits_for_a_reporter_and_what_is_ones_own_are_one_click_away(line: str, label: str) -> None:
    opened()
    desk = browser(Role.EXAMINER)
    address = f"?tampilan=tenggat&amp;q={line}"

    page, chosen = (desk.get(f"/kerja/antrean/{way}").content.decode() for way in ("", address.replace("&amp;", "&")))

    assert f'{address}">{label}</a>' in page
    assert f'{address}" aria-current="page">{label}</a>' in chosen
