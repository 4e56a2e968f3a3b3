"""The two small forms about people, and the people a letter names."""

import pytest

from netral.cases import queries
from netral.cases.forms import AddAccusedForm, ForwardForm, LeaveOutForm
from tests.cases.builders import LONG, decided, forwarded, heard, opened
from tests.cases.pages import client, step_url, url
from tests.cases.test_actions_people import THREE

pytestmark = pytest.mark.django_db


def test_only_who_is_still_examined_can_be_left_out() -> None:
    case = opened(report=THREE)
    first, second, third = case.accused_set.all()
    form = LeaveOutForm({"version": case.version, "accused": second.key, "reason": LONG}, case=case)

    assert form.is_valid()
    assert form.values()["accused"] == second
    assert [code for code, _name in form.fields["accused"].choices] == [first.key, second.key, third.key]  # type: ignore[attr-defined]
    assert [name for _code, name in form.fields["accused"].choices] == [  # type: ignore[attr-defined]
        "Anu Satu, Camat", "Anu Dua, Lurah", "Nama belum diketahui, Ajudan",
    ]  # fmt: skip


def test_adding_somebody_asks_for_little() -> None:
    case = opened()
    form = AddAccusedForm({"version": case.version, "job": "Lurah"}, case=case)

    assert form.is_valid()
    assert form.values()["subject"] == ""


def test_a_letter_about_many_asks_whom_and_proposes_who_waits() -> None:
    case = decided(case=heard(opened(report=THREE)))
    first, *rest = case.accused_set.all()
    forwarded(case, persons=[first])
    form = ForwardForm(case=case)

    assert form.fields["persons"].required
    assert form.initial["persons"] == [each.key for each in rest]
    assert not ForwardForm(case=decided()).fields["persons"].required


def test_the_pages_take_people_in_and_out_and_show_where_each_stands() -> None:
    case, browser = opened(), client()
    said = {"version": case.version, "name": "Anu <b>Baru</b>", "job": "Lurah"}

    assert browser.post(step_url(case, "tambah_terlapor"), said).status_code == 303
    page = browser.get(url(case)).content.decode()
    gone = queries.persons_of(case)[0]
    left = {"version": case.version + 1, "accused": gone.key, "reason": LONG}
    assert browser.post(step_url(case, "lepas_terlapor"), left).status_code == 303

    assert "Anu &lt;b&gt;Baru&lt;/b&gt;" in page
    assert "2 orang" in page
    after = browser.get(url(case)).content.decode()
    assert "Tidak diperiksa lagi" in after
    assert LONG in after


def test_one_person_stands_in_the_aside_alone_until_the_table_says_more() -> None:
    case, browser, table = opened(), client(), ">Kedudukan<"
    step, elsewhere = step_url(case, "tambah_terlapor"), url(case, "klarifikasi/")
    alone = browser.get(url(case)).content.decode()

    forwarded(decided(case=heard(case)))

    assert (table in alone, alone.count(f'href="{step}"')) == (False, 1)
    sent = browser.get(url(case)).content.decode()
    assert (table in sent, "Diteruskan ke" in sent) == (True, True)
    assert step not in browser.get(elsewhere).content.decode()


def test_several_people_have_a_table_and_the_steps_stand_beside_it() -> None:
    case = opened(report=THREE)

    page = client().get(url(case)).content.decode()

    assert page.count(">Kedudukan<") == 1
    assert page.count(f'href="{step_url(case, "tambah_terlapor")}"') == 1


def test_the_queue_says_how_many() -> None:
    opened(report=THREE)

    assert "3 terlapor" in client().get("/kerja/antrean/").content.decode()
