"""Whoever left a number is told that there is news, never what; and the number goes when it should."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netral.intake import actions, jobs, policies
from netral.intake.models import Laporan
from netral.notices.models import PhoneNumber, ShortMessage
from netral.notices.whatsapp_states import Template
from tests.intake.builders import MONDAY, TIP, decided, laporan, staff
from tests.intake.test_actions_erasing import NAMES
from tests.notices.phones import NUMBER, OTHER, active

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def told(at: Any = MONDAY + 2 * HOUR) -> list[tuple[str, list[str]]]:
    actions.tell_reporters(at=at)
    return [(row.template, row.parameters) for row in ShortMessage.objects.order_by("pk")]


def with_number(**options: Any) -> Laporan:
    made = laporan()
    active(made.reference, at=MONDAY, **options)
    return made


@pytest.fixture(autouse=True)
def address(settings: Any) -> None:
    settings.BASE_URL = "https://netral.example"


def test_a_step_the_status_page_tells_of_is_news(settings: Any) -> None:
    made = with_number()
    assert told() == []

    decided(made, at=MONDAY + HOUR)

    assert told() == [(Template.NEWS, ["netral.example/cek"])]
    assert told() == [(Template.NEWS, ["netral.example/cek"])]


def test_a_message_of_the_office_is_news_and_what_the_reporter_does_is_not() -> None:
    made = with_number()
    actions.write_from_reporter(made, "Ada foto lagi.", at=MONDAY + HOUR)
    assert told() == []

    actions.write_to_reporter(made, "Terima kasih.", acting=staff(), at=MONDAY + HOUR)

    assert [template for template, _given in told()] == [Template.NEWS]


def test_a_note_among_colleagues_is_no_news() -> None:
    made = with_number()
    actions.approve_release(made, text="Camat mengajak warga.", acting=staff(), at=MONDAY + HOUR)

    assert told() == []
    assert PhoneNumber.objects.get().told > 0


def test_several_steps_within_an_hour_are_one_message() -> None:
    made = with_number()
    actions.write_to_reporter(made, "Satu.", acting=staff(), at=MONDAY + HOUR)
    assert len(told()) == 1
    actions.write_to_reporter(made, "Dua.", acting=staff(), at=MONDAY + 2 * HOUR)

    assert len(told(MONDAY + 2 * HOUR)) == 1
    ShortMessage.objects.update(status="sampai")
    assert len(told(MONDAY + 4 * HOUR)) == 2


def test_the_deadline_is_named_only_to_whoever_asked_for_it() -> None:
    silent, told_more = with_number(), laporan()
    active(told_more.reference, OTHER, at=MONDAY, detail=True)
    for each in (silent, told_more):
        decided(each, "minta_perbaikan", at=MONDAY + HOUR)

    (first, plain), (second, detailed) = told()

    assert (first, plain) == (Template.NEWS, ["netral.example/cek"])
    assert (second, detailed[1]) == (Template.DEADLINE, "netral.example/cek")
    assert re.fullmatch(r"\w+, \d+ Januari 2024, \d\d\.\d\d WITA", detailed[0])


def test_no_message_says_what_it_is_about() -> None:
    made = with_number(detail=True)
    decided(made, "minta_perbaikan", at=MONDAY + HOUR)

    said = str(told())

    assert not [word for word in (made.number, made.key, "Camat", "Wayan", NUMBER) if word in said]


def test_a_number_of_a_report_that_is_gone_is_passed_over() -> None:
    made = with_number()
    decided(made, at=MONDAY + HOUR)
    PhoneNumber.objects.update(subject="laporan:tidakada")

    assert told() == []


def test_as_much_is_asked_for_thirty_numbers_without_news_as_for_one() -> None:
    with_number()

    def counted() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert told() == []
        return len(captured)

    one = counted()
    for number in range(29):
        active(laporan().reference, f"+62812345600{number:02}", at=MONDAY)
    assert counted() == one


def test_the_number_goes_with_the_name() -> None:
    made = with_number()
    decided(made, "tolak", at=MONDAY)

    actions.erase_expired(MONDAY + NAMES - timedelta(seconds=1))
    assert PhoneNumber.objects.exists()
    actions.erase_expired(MONDAY + NAMES)

    assert not PhoneNumber.objects.exists()


def test_a_number_is_taken_only_of_whoever_gave_a_name_and_while_something_runs() -> None:
    assert policies.may_leave_number(laporan())
    assert not policies.may_leave_number(laporan(TIP))
    assert not policies.may_leave_number(decided(laporan(), "tolak"))


def test_the_job_tells_where_messages_are_sent(settings: Any) -> None:
    made = with_number()
    decided(made, at=MONDAY + HOUR)
    assert jobs.tell_reporters.call() == 0

    settings.WHATSAPP = "berkas"

    assert jobs.tell_reporters.call() == 1
