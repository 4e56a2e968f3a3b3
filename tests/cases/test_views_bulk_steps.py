"""Many rows moved at once: reports joined into one case, and the same step on many; what could not is told why."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netral.access.models import Role
from netral.cases.forms import FORMS
from netral.cases.models import Case, Joined
from netral.cases.picking import Picked
from netral.cases.views import bulk
from netral.cases.views.bulk_steps import steps_for_many
from tests.cases.builders import assessed, complete_laporan, day, decided, opened
from tests.cases.people import as_acting
from tests.cases.test_views_bulk import browser, said, sent
from tests.intake import builders as intake

pytestmark = pytest.mark.django_db


def join(*rows: Any, into: Case, role: str = Role.INTAKE_OFFICER) -> Any:
    return sent(browser(role), "gabungkan", *rows, langkah="simpan", case=into.key)


def test_reports_go_on_in_the_case_that_was_picked_with_them() -> None:
    case, first, second = opened(), complete_laporan(at=day(1)), intake.laporan()

    asked = sent(browser(Role.INTAKE_OFFICER), "gabungkan", case, first, second)
    answer = join(case, first, second, into=case)

    assert "Perkara tujuan" in asked.content.decode()
    assert case.number in asked.content.decode()
    assert said(answer) == ["2 dari 2 digabungkan."]
    assert {each.laporan for each in Joined.objects.filter(case=case)} == {first, second}


def test_what_cannot_join_is_named_with_its_reason_and_stops_nobody() -> None:
    case, other, fits = opened(), opened(), complete_laporan(at=day(1))

    answer = join(case, other, fits, into=case)

    assert said(answer) == ["1 dari 2 digabungkan.", f"1 dilewati: sudah menjadi perkara sendiri ({other.number})"]


def test_who_does_not_receive_reports_joins_none() -> None:
    case, report = opened(), complete_laporan(at=day(1))

    answer = join(case, report, into=case, role=Role.EXAMINER)

    assert said(answer)[0] == "0 dari 1 digabungkan."
    assert not Joined.objects.exists()


@pytest.mark.parametrize("alone", [True, False])
def test_joining_needs_a_case_and_something_to_join(alone: bool) -> None:
    rows = [opened()] if alone else [intake.laporan(), complete_laporan(at=day(1))]

    answer = sent(browser(Role.INTAKE_OFFICER), "gabungkan", *rows)

    assert answer.status_code == 422
    assert "Centang satu perkara" in answer.content.decode()


def test_a_case_that_was_not_picked_takes_nothing_in() -> None:
    case, other, report = opened(), opened(), complete_laporan(at=day(1))

    answer = join(case, report, into=other)

    assert answer.status_code == 422
    assert not Joined.objects.exists()


def step(*rows: Any, code: str = "susun_kajian", role: str = Role.EXAMINER) -> Any:
    return sent(browser(role), "tahap", *rows, langkah="simpan", step=code)


def test_many_cases_go_before_the_members_at_once_and_the_others_say_why_not() -> None:
    ready, second, young, report = assessed(), assessed(), opened(), intake.laporan()

    asked = sent(browser(Role.EXAMINER), "tahap", ready, second, young, report).content.decode()
    told = said(step(ready, second, young, report))

    assert "(2 dari 3 perkara)" in asked
    assert told[0] == "2 dari 4 berpindah tahap."
    assert len(told) == 3
    assert any("belum diregistrasi" in line and report.number in line for line in told)
    assert any(young.number in line for line in told)
    assert [each.status for each in Case.objects.order_by("pk")] == ["menunggu_pleno"] * 2 + ["pemeriksaan"]


def test_steps_with_a_letter_or_a_form_are_taken_one_by_one() -> None:
    answer = sent(browser(Role.MEMBER), "tahap", decided())

    assert answer.status_code == 422
    assert "satu per satu" in answer.content.decode()


@pytest.mark.parametrize("code", ["teruskan", "putuskan_terbukti", "", "tidakada"])
def test_no_other_step_is_taken_this_way(code: str) -> None:
    case = assessed()

    assert step(case, code=code).status_code == 422
    case.refresh_from_db()
    assert case.status == "pemeriksaan"


def test_who_may_not_take_the_step_is_offered_none() -> None:
    assert sent(browser(Role.MEMBER), "tahap", assessed()).status_code == 422


def test_what_is_offered_has_nothing_to_fill_in() -> None:
    offered = steps_for_many(Picked([assessed()], "tenggat", ""), as_acting(Role.EXAMINER))

    assert [code for code, _words in offered] == ["susun_kajian"]
    assert all(set(FORMS[code].base_fields) == {"version"} for code, _words in offered)


def test_thirty_rows_ask_no_more_than_one() -> None:
    acting = as_acting(Role.EXAMINER)

    def asked(count: int) -> int:
        cases = [opened() for _number in range(count)]
        rows = list(Case.objects.select_related("laporan", "office__region").filter(pk__in=[case.pk for case in cases]))
        with CaptureQueriesContext(connection) as seen:
            steps_for_many(Picked(list(rows), "tenggat", ""), acting)
        return len(seen)

    assert asked(1) == asked(30)


@pytest.mark.parametrize("slow", [False, True])
def test_reports_joined_twice_by_one_finger_are_joined_once_and_nothing_is_said_of_the_second(
    slow: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, report, mine = opened(), complete_laporan(at=day(1)), browser(Role.INTAKE_OFFICER)
    boxes = {"langkah": "simpan", "case": case.key, "lembar": "satu"}
    first = sent(mine, "gabungkan", case, report, **boxes)
    if slow:  # both were under way at once
        monkeypatch.setattr(bulk, "was_done", lambda _request: False)

    again = sent(mine, "gabungkan", case, report, **boxes)

    assert (said(first), said(again)) == (["1 dari 1 digabungkan."], [])
    assert Joined.objects.count() == 1
