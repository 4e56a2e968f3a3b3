"""Bad days: two tabs, a double click, the way back, a lost session, a clock that jumped, a table that changed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from netral import rulebook
from netral.audit.queries import verify
from netral.cases import actions
from netral.cases.models import Case, Klarifikasi
from netral.procedure.queries import differences, table
from netral.rulebook.book import LAW
from tests.access.builders import seated, signed_in
from tests.cases.builders import EXAMINER, LONG, MEMBER, assessed, day, heard, hearing, opened, proposed, votes
from tests.cases.pages import client, step_url, url
from tests.rulebook.builders import law_with

pytestmark = pytest.mark.django_db
SAID = {
    "party": "saksi", "name": "Saksi Rekaan", "held_on": "2024-01-16", "place": "Kantor", "attended": "ya",
    "minutes": "Tanya. Jawab.", "version": "1",
}  # fmt: skip


def send(browser: Client, case: Case, **changes: str) -> Any:
    return browser.post(step_url(case, "klarifikasi"), {**SAID, **changes})


def heard_times(case: Case) -> int:
    return Klarifikasi.objects.filter(case=case).count()


def test_a_form_sent_twice_counts_once_and_both_hear_that_it_is_done() -> None:
    case, browser = opened(), client()

    answers = [send(browser, case), send(browser, case)]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(303, url(case))] * 2
    assert heard_times(case) == 1


def test_a_step_that_moved_the_case_is_done_for_the_second_click_too() -> None:
    case, browser = assessed(), client()
    sent = {"version": str(case.version)}

    answers = [browser.post(step_url(case, "susun_kajian"), sent) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]


def test_the_way_back_and_other_words_are_somebody_elses_turn() -> None:
    """Back to the form as it was, something changed, sent again: shown beside what has happened, nothing done twice."""
    case, browser = opened(), client()
    send(browser, case)

    answer = send(browser, case, minutes="Tanya. Jawab lain.")

    assert answer.status_code == 409
    assert "Jawab lain." in answer.content.decode()
    assert heard_times(case) == 1


def test_the_same_words_from_somebody_else_are_told_that_one_was_faster() -> None:
    case, second = opened(), client()
    colleague = signed_in(seated("pemeriksa", case.office, email="rekan@contoh.id"))
    send(second, case)

    assert send(colleague, case).status_code == 409
    assert heard_times(case) == 1


def test_the_second_tab_of_one_person_hears_that_the_first_moved_the_case() -> None:
    case, browser = assessed(), client()
    version = str(case.version)
    browser.post(step_url(case, "susun_kajian"), {"version": version})

    answer = browser.post(step_url(case, "klarifikasi"), {**SAID, "version": version})

    assert answer.status_code == 422
    assert "Menunggu pleno" in answer.content.decode()


def test_a_session_lost_while_writing_shows_every_word_again() -> None:
    case, browser = opened(), client()
    browser.get(step_url(case, "klarifikasi"))
    browser.cookies.pop(settings.SESSION_COOKIE_NAME)

    answer = send(browser, case, minutes=LONG)

    assert answer.status_code == 403
    assert LONG in answer.content.decode()
    assert heard_times(case) == 0


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_count_once() -> None:
    case, browser = opened(), client()
    ready, same = Barrier(2), browser.cookies[settings.SESSION_COOKIE_NAME].value

    def click(_number: int) -> int:
        finger = Client()
        finger.cookies[settings.SESSION_COOKIE_NAME] = same
        ready.wait(timeout=30)
        try:
            return int(send(finger, case).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(click, range(2))) == [303, 303]
    assert heard_times(case) == 1


def test_a_clock_that_jumped_back_stops_nobody_and_forges_nothing() -> None:
    """The machine's clock was a month ahead when a hearing was recorded, and is right again."""
    case = opened()
    actions.hold_klarifikasi(case, acting=EXAMINER, **hearing(held_on=day(2).date(), at=day(30)))

    actions.hold_klarifikasi(case, acting=EXAMINER, **hearing(held_on=day(2).date(), at=day(3)))

    assert heard_times(case) == 2
    assert differences(case) == []
    assert verify().ok


@pytest.fixture
def new_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> rulebook.Rulebook:
    """The law as it might be from the second day on: the plenary has another name."""
    old, new = LAW / "procedures/pemilu/2022-01-01", f"procedures/pemilu/{day(1).date()}"
    head, case = (Path(f"{old}{part}.toml").read_text(encoding="utf-8") for part in ("", "-perkara"))
    head = head.replace('effective = 2022-01-01\nprecision = "year"', f"effective = {day(1).date()}")
    folder = law_with(tmp_path, f"{new}.toml", head)
    (folder / f"{new}-perkara.toml").write_text(case.replace("Menunggu pleno", "Menunggu rapat"), encoding="utf-8")
    book = rulebook.load(folder)
    monkeypatch.setattr(rulebook, "current", lambda: book)
    return book


def test_a_case_ends_under_the_table_it_began_under(new_table: rulebook.Rulebook) -> None:
    before, after = opened(), opened(at=day(1) + timedelta(hours=1))

    proposed(assessed(heard(before)))
    assert before.procedure_version != after.procedure_version
    assert str(table(before).statuses["menunggu_pleno"].label.id) == "Menunggu pleno"
    assert str(table(after).statuses["menunggu_pleno"].label.id) == "Menunggu rapat"
    actions.decide(before, decision="terbukti", acting=MEMBER, **votes())
    heard(after, held_on=day(2).date(), at=day(2, 15))
    for case in (before, after):
        assert differences(case) == []
