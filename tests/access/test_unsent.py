"""A session ends in the middle of a long form: the text comes back for whoever wrote it, and for nobody else."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, QueryDict
from django.test import Client, RequestFactory
from django.utils import timezone

from netral.access import jobs, unsent
from netral.access.models import UnsentForm
from netral.cases.models import Case, Klarifikasi, Task
from netral.notices.models import Follow
from tests.access.builders import seated, signed_in
from tests.cases.builders import LONG, opened
from tests.cases.pages import client, step_url, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
SAID = {
    "party": "saksi", "name": "Saksi Rekaan", "held_on": "2024-01-16", "place": "Kantor", "attended": "ya",
    "minutes": LONG, "version": "1",
}  # fmt: skip


def lose_session(browser: Client) -> None:
    browser.cookies.pop(settings.SESSION_COOKIE_NAME)


def at_work(case: Case, browser: Client, **changes: Any) -> Any:
    """Somebody opens the form, their session ends, they press the button."""
    browser.get(step_url(case, "klarifikasi"))
    lose_session(browser)
    return browser.post(step_url(case, "klarifikasi"), {**SAID, **changes})


def back(browser: Client, user: Any) -> None:
    """The same browser signs in again; its other cookies are still there."""
    browser.force_login(user)


def examiner(case: Case) -> tuple[Client, Any]:
    user = seated("pemeriksa", case.office)
    return signed_in(user), user


def test_the_page_says_that_the_text_comes_back_and_shows_it_all_the_same() -> None:
    case = opened()
    browser, _user = examiner(case)

    answer = at_work(case, browser)

    text = answer.content.decode()
    assert answer.status_code == 403
    assert "disimpan tersegel selama 30 menit" in text
    assert LONG in text
    assert f"next={step_url(case, 'klarifikasi')}" in text
    assert not Klarifikasi.objects.exists()


def test_after_signing_in_every_field_stands_in_the_form_again_and_the_row_is_gone() -> None:
    case = opened()
    browser, user = examiner(case)
    at_work(case, browser)
    assert UnsentForm.objects.count() == 1

    back(browser, user)
    text = browser.get(step_url(case, "klarifikasi")).content.decode()

    form = text[text.index('<form method="post">') :]
    assert LONG in form
    assert 'value="Saksi Rekaan"' in form
    assert all(f'value="{part}"' in form for part in ("16", "1", "2024"))
    assert re.search(r'<option value="saksi" selected|value="saksi"[^>]*checked', form)
    assert "sudah kembali di formulir" in text
    assert not UnsentForm.objects.exists()
    assert not browser.cookies[unsent.KEY].value


def test_what_came_back_can_be_sent() -> None:
    case = opened()
    browser, user = examiner(case)
    at_work(case, browser)
    back(browser, user)
    browser.get(step_url(case, "klarifikasi"))

    assert browser.post(step_url(case, "klarifikasi"), SAID).status_code == 303
    assert Klarifikasi.objects.get().minutes == LONG


def test_shown_once_it_does_not_come_back_again() -> None:
    case = opened()
    browser, user = examiner(case)
    at_work(case, browser)
    back(browser, user)
    browser.get(step_url(case, "klarifikasi"))

    assert LONG not in browser.get(step_url(case, "klarifikasi")).content.decode()


def test_somebody_else_in_the_same_browser_sees_nothing_and_it_is_gone() -> None:
    case = opened()
    browser, _user = examiner(case)
    at_work(case, browser)

    back(browser, seated("pemeriksa", case.office, email="lain@contoh.id"))
    text = browser.get(step_url(case, "klarifikasi")).content.decode()

    assert LONG not in text
    assert "sudah kembali" not in text
    assert not UnsentForm.objects.exists()


def test_the_same_person_in_another_browser_does_not_have_the_key() -> None:
    case = opened()
    browser, user = examiner(case)
    at_work(case, browser)

    assert LONG not in signed_in(user).get(step_url(case, "klarifikasi")).content.decode()
    assert UnsentForm.objects.count() == 1


def test_other_pages_on_the_way_leave_it_where_it_is() -> None:
    case = opened()
    browser, user = examiner(case)
    at_work(case, browser)
    back(browser, user)

    assert LONG not in browser.get(url(case)).content.decode()
    assert LONG in browser.get(step_url(case, "klarifikasi")).content.decode()


def test_a_page_that_cannot_be_shown_leaves_it_for_the_next_try() -> None:
    case = opened()
    browser, user = examiner(case)
    at_work(case, browser)
    back(browser, user)
    Case.objects.filter(pk=case.pk).update(status="menunggu_pleno")

    browser.get(step_url(case, "klarifikasi"))

    assert UnsentForm.objects.count() == 1


def test_after_half_an_hour_it_is_forgotten() -> None:
    case = opened()
    browser, user = examiner(case)
    at_work(case, browser)
    UnsentForm.objects.update(expires_at=timezone.now())

    back(browser, user)

    assert LONG not in browser.get(step_url(case, "klarifikasi")).content.decode()
    assert not UnsentForm.objects.exists()


def test_the_round_forgets_what_nobody_came_back_for() -> None:
    row = {"sealed": b"x", "expires_at": timezone.now()}
    UnsentForm.objects.create(locator="a", owner="a", **row)
    UnsentForm.objects.create(locator="b", owner="b", sealed=b"x", expires_at=timezone.now() + timedelta(minutes=5))

    assert jobs.forget_unsent.call() == 1
    assert UnsentForm.objects.get().owner == "b"


def test_nothing_of_the_text_is_readable_in_the_row() -> None:
    case = opened()
    browser, user = examiner(case)
    at_work(case, browser)

    row = UnsentForm.objects.get()
    for known in (b"Rekaan", LONG.encode()[:20], user.key.encode(), case.key.encode()):
        assert known not in bytes(row.sealed) + row.owner.encode() + row.locator.encode()


def test_files_are_not_kept_and_that_is_said_twice() -> None:
    case = opened()
    browser, user = examiner(case)
    answer = at_work(case, browser, lampiran=SimpleUploadedFile("a.txt", b"isi"))

    assert "tidak ikut disimpan" in answer.content.decode()
    back(browser, user)
    assert "Berkasnya pilih lagi." in browser.get(step_url(case, "klarifikasi")).content.decode()


def test_of_two_texts_of_one_person_the_newer_stays() -> None:
    case = opened()
    browser, user = examiner(case)
    at_work(case, browser)
    browser.post(step_url(case, "klarifikasi"), {**SAID, "minutes": f"Baru. {LONG}"})

    assert UnsentForm.objects.count() == 1
    back(browser, user)
    assert "Baru. " in browser.get(step_url(case, "klarifikasi")).content.decode()


def test_a_browser_in_which_nobody_was_signed_in_leaves_nothing_here() -> None:
    case = opened()

    answer = Client().post(step_url(case, "klarifikasi"), SAID)

    assert "Salin dulu dari sini" in answer.content.decode()
    assert not UnsentForm.objects.exists()


def test_a_browser_cannot_say_of_itself_whose_it_is() -> None:
    case, stranger = opened(), Client()
    stranger.cookies[unsent.WRITER] = unsent.mark_of(seated("pemeriksa", case.office))

    stranger.post(step_url(case, "klarifikasi"), SAID)

    assert not UnsentForm.objects.exists()


def test_a_key_that_opens_nothing_is_taken_back() -> None:
    browser = client()
    browser.cookies[unsent.KEY] = "é\ud800".encode("utf-8", "replace").decode()

    browser.get("/kerja/antrean/")

    assert not browser.cookies[unsent.KEY].value


def test_a_row_that_was_tampered_with_brings_nothing_back() -> None:
    case = opened()
    browser, user = examiner(case)
    at_work(case, browser)
    UnsentForm.objects.update(sealed=b"0" * 60)
    back(browser, user)

    answer = browser.get(step_url(case, "klarifikasi"))

    assert answer.status_code == 200
    assert LONG not in answer.content.decode()


@pytest.mark.parametrize("name", ["password1", "private_key", "sandi", "kunci", "kode_pemulihan"])
def test_a_form_with_a_secret_is_never_kept(name: str) -> None:
    assert unsent.kept_fields(QueryDict(f"text=Panjang&{name}=rahasia")) == {}


def test_a_form_longer_than_any_text_of_ours_is_not_kept() -> None:
    assert unsent.kept_fields(QueryDict("text=" + "x" * (unsent.MOST + 1))) == {}
    assert unsent.kept_fields(QueryDict("csrfmiddlewaretoken=a&text=b&text=c")) == {"text": ["b", "c"]}


@pytest.mark.parametrize(
    ("came", "page"),
    [
        ("http://testserver/kerja/a/?q=1", "/kerja/a/?q=1"),
        ("http://testserver/kerja/a/", "/kerja/a/"),
        ("http://lain.contoh/kerja/a/", "/kerja/kirim/?x=1"),
        ("http://testserver//lain.contoh/", "/kerja/kirim/?x=1"),
        ("", "/kerja/kirim/?x=1"),
    ],
)
def test_the_way_back_leads_to_the_page_of_the_form_and_never_out_of_the_house(came: str, page: str) -> None:
    request = RequestFactory().post("/kerja/kirim/?x=1", headers={"referer": came})

    assert unsent.page_of_form(request) == page


def test_the_mark_of_the_writer_is_set_once() -> None:
    case = opened()
    browser, user = examiner(case)

    first = browser.get(url(case))
    second = browser.get(url(case))

    assert first.cookies[unsent.WRITER]["httponly"]
    assert user.key not in first.cookies[unsent.WRITER].value
    assert unsent.WRITER not in second.cookies
    assert isinstance(first, HttpResponse)


@pytest.mark.parametrize("came", ["http://[", "http://[::1", "//", "http://testserver:port/"])
def test_an_address_that_is_none_is_not_where_the_form_stood(came: str) -> None:
    case = opened()
    browser, _user = examiner(case)
    browser.get(step_url(case, "klarifikasi"))
    lose_session(browser)

    answer = browser.post(step_url(case, "klarifikasi"), SAID, headers={"Referer": came})

    assert answer.status_code == 403
    assert f"next={step_url(case, 'klarifikasi')}" in answer.content.decode()


def test_a_task_for_many_rows_comes_back_with_the_rows_that_were_picked() -> None:
    case = opened()
    browser, user = examiner(case)
    door = "/kerja/antrean/sekaligus/"
    said = {"aksi": "tugas", "langkah": "simpan", "pilih": case.reference, "user": user.key, "text": LONG, "due_on": ""}
    browser.get(url(case))
    lose_session(browser)
    lost = browser.post(door, said, headers={"Referer": f"http://testserver{door}"})
    assert f"next={door}" in lost.content.decode()

    back(browser, user)
    answer = browser.get(door)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert LONG in text[text.index('<form method="post">') :]
    assert f'name="pilih" value="{case.reference}"' in text
    assert not Task.objects.exists()
    assert browser.post(door, said).status_code == 303
    assert Task.objects.get().text == LONG


def test_what_comes_back_does_nothing_by_itself() -> None:
    case = opened()
    browser, user = examiner(case)
    door = "/kerja/antrean/sekaligus/"
    browser.get(url(case))
    lose_session(browser)
    browser.post(
        door, {"aksi": "ikuti", "pilih": case.reference, "x": LONG}, headers={"Referer": f"http://testserver{door}"}
    )

    back(browser, user)

    assert browser.get(door).status_code == 303
    assert not Follow.objects.exists()
