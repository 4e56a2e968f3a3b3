"""Messages go out at least once and come once, whatever the gateway does."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from netral.access.models import User
from netral.notices import actions, jobs, queries
from netral.notices.callbacks import Report
from netral.notices.gateways import Letter
from netral.notices.gateways.cloud import CloudGateway
from netral.notices.models import Digest, PhoneNumber, ShortMessage
from netral.notices.whatsapp_states import BACKOFF, TAKEN_FOR, UNCERTAIN, MessageStatus, NumberStatus
from tests.access.builders import seated
from tests.notices.gateway import TOKEN, Gateway, serving
from tests.notices.phones import NOON, NUMBER, OTHER, active, code_for, left, queued

pytestmark = pytest.mark.django_db
REPORT = "laporan:7k4m2pxd91qf0"
MINUTE = timedelta(minutes=1)
Status = MessageStatus


@pytest.fixture
def served() -> Iterator[Gateway]:
    with serving() as running:
        yield running


@pytest.fixture
def way(served: Gateway) -> CloudGateway:
    return CloudGateway(served.url, TOKEN, timeout=0.4)


@pytest.fixture
def officer() -> User:
    return seated("pemeriksa")


@pytest.fixture
def row(officer: User) -> PhoneNumber:
    return active(officer)


def now_of(message: ShortMessage) -> ShortMessage:
    return ShortMessage.objects.get(pk=message.pk)


def failed(message: ShortMessage, **kinds: bool) -> Report:
    return Report(now_of(message).gateway_id, message.key, Status.FAILED, **kinds)


def test_a_message_goes_out_once(way: CloudGateway, served: Gateway, row: PhoneNumber) -> None:
    message = queued(row)
    queued(row)  # the same news again

    assert [actions.send_waiting(way, at=NOON + MINUTE * n) for n in range(3)] == [1, 0, 0]

    assert [each["to"] for each in served.sent] == [NUMBER]
    assert (now_of(message).status, now_of(message).gateway_id[:6]) == (Status.ACCEPTED, "wamid.")


def test_nothing_goes_out_before_its_time(way: CloudGateway, served: Gateway, row: PhoneNumber) -> None:
    queued(row, at=NOON + MINUTE)

    assert actions.send_waiting(way, at=NOON) == 0
    assert not served.asked


def test_a_gateway_that_cannot_is_asked_again_ever_later_and_then_no_more(
    way: CloudGateway, served: Gateway, row: PhoneNumber, caplog: pytest.LogCaptureFixture
) -> None:
    served.moods = ["down"]
    message, at = queued(row), NOON
    waits = []

    while now_of(message).status == Status.WAITING:
        actions.send_waiting(way, at=at)
        waits.append(now_of(message).next_at - at)
        at = now_of(message).next_at

    assert waits[:-1] == list(BACKOFF)
    assert (now_of(message).status, now_of(message).reason, now_of(message).parameters) == (
        Status.FAILED, "503:131016", [],
    )  # fmt: skip
    assert "503:131016" in caplog.text
    assert NUMBER[3:] not in caplog.text


def test_a_gateway_says_how_long_to_wait(way: CloudGateway, served: Gateway, row: PhoneNumber) -> None:
    served.moods = ["busy", "good"]
    message = queued(row)

    actions.send_waiting(way, at=NOON)

    assert now_of(message).next_at == NOON + timedelta(hours=2)
    assert actions.send_waiting(way, at=NOON + timedelta(hours=2)) == 1


def test_an_answer_that_was_lost_waits_for_the_report(way: CloudGateway, served: Gateway, row: PhoneNumber) -> None:
    served.moods = ["silent", "good"]
    message = queued(row)
    actions.send_waiting(way, at=NOON)
    assert now_of(message).next_at == NOON + UNCERTAIN

    actions.take_report(Report("wamid.didapat", message.key, Status.DELIVERED), at=NOON + MINUTE)

    assert actions.send_waiting(way, at=NOON + UNCERTAIN) == 0
    assert len(served.asked) == 1
    assert (now_of(message).status, now_of(message).gateway_id) == (Status.DELIVERED, "wamid.didapat")


def test_without_a_report_it_is_tried_again_under_the_same_key(
    way: CloudGateway, served: Gateway, row: PhoneNumber
) -> None:
    served.moods, served.knows_keys = ["hangs up", "good"], True
    queued(row)

    actions.send_waiting(way, at=NOON)
    actions.send_waiting(way, at=NOON + UNCERTAIN)

    assert len({each["Idempotency-Key"] for each in served.headers}) == 1
    assert (len(served.asked), len(served.sent)) == (2, 1)


def test_what_a_worker_left_behind_is_taken_up_again(way: CloudGateway, row: PhoneNumber) -> None:
    message = queued(row)

    class Dies:
        def send(self, letter: Letter) -> str:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.send_waiting(Dies(), at=NOON)
    assert actions.send_waiting(way, at=NOON + MINUTE * 2) == 0
    assert actions.send_waiting(way, at=NOON + TAKEN_FOR) == 1

    assert now_of(message).tries == 2


def test_a_message_that_can_never_go_ends(way: CloudGateway, row: PhoneNumber) -> None:
    message = queued(row)
    ShortMessage.objects.filter(pk=message.pk).update(parameters=[])

    assert actions.send_waiting(way, at=NOON) == 0

    assert (now_of(message).status, now_of(message).reason) == (Status.FAILED, "400:132000")


def test_a_number_without_whatsapp_is_marked_and_its_officer_gets_e_mail_again(
    way: CloudGateway, served: Gateway, row: PhoneNumber, officer: User
) -> None:
    actions.want_digest(officer, wanted=False)
    served.absent = {NUMBER}
    queued(row, "satu")
    queued(row, "dua")

    actions.send_waiting(way, at=NOON)

    assert PhoneNumber.objects.get().status == NumberStatus.ABSENT
    assert not ShortMessage.objects.exists()
    assert Digest.objects.get(user=officer).wanted
    assert len(served.asked) == 1


def test_a_reporter_without_whatsapp_is_marked_too(way: CloudGateway, served: Gateway) -> None:
    served.absent = {OTHER}
    queued(active(REPORT, OTHER))

    actions.send_waiting(way, at=NOON)

    assert PhoneNumber.objects.get(subject=REPORT).status == NumberStatus.ABSENT


def test_a_minute_has_room_for_so_many(way: CloudGateway, served: Gateway, row: PhoneNumber, settings: Any) -> None:
    settings.WHATSAPP_PER_MINUTE = 2
    for number in range(5):
        queued(row, str(number))

    taken = [actions.send_waiting(way, at=NOON + timedelta(seconds=seconds)) for seconds in (0, 30, 60, 120)]

    assert taken == [2, 0, 2, 1]


def test_a_gateway_in_trouble_is_left_alone_for_a_round(way: CloudGateway, served: Gateway, row: PhoneNumber) -> None:
    served.moods = ["down"]
    for number in range(6):
        queued(row, str(number))

    actions.send_waiting(way, at=NOON)

    assert len(served.asked) == 3


def test_the_code_is_gone_here_once_the_gateway_has_it(way: CloudGateway, served: Gateway, officer: User) -> None:
    row = left(officer)
    code = code_for(row)

    actions.send_waiting(way, at=NOON)

    assert served.sent[0]["template"]["components"][0]["parameters"][0]["text"] == code
    assert ShortMessage.objects.get().parameters == []
    actions.confirm_number(row, code, at=NOON + MINUTE)


def test_a_code_that_is_too_old_is_not_sent(way: CloudGateway, served: Gateway, officer: User) -> None:
    left(officer)

    actions.send_waiting(way, at=NOON + timedelta(minutes=15))

    assert not served.asked
    assert (ShortMessage.objects.get().status, ShortMessage.objects.get().parameters) == (Status.FAILED, [])


def test_what_waits_for_a_number_that_changed_its_mind_is_not_sent(
    way: CloudGateway, served: Gateway, row: PhoneNumber
) -> None:
    queued(row)
    PhoneNumber.objects.filter(pk=row.pk).update(status=NumberStatus.STOPPED)

    assert actions.send_waiting(way, at=NOON) == 0
    assert not served.asked
    assert not ShortMessage.objects.exists()


def test_reports_move_a_message_forward_only(way: CloudGateway, row: PhoneNumber) -> None:
    message = queued(row)
    actions.send_waiting(way, at=NOON)
    gateway_id = now_of(message).gateway_id
    stood = []

    for status in (Status.DELIVERED, Status.SENT, Status.READ, Status.DELIVERED, Status.FAILED):
        assert actions.take_report(Report(gateway_id, "", status), at=NOON)
        stood.append(now_of(message).status)

    assert stood == [Status.DELIVERED, Status.DELIVERED, Status.READ, Status.READ, Status.READ]
    assert now_of(message).parameters == []


def test_a_failure_that_passes_is_tried_again_and_its_echo_is_not(way: CloudGateway, row: PhoneNumber) -> None:
    message = queued(row)
    actions.send_waiting(way, at=NOON)
    report = failed(message, passing=True)

    actions.take_report(report, at=NOON)
    assert (now_of(message).status, now_of(message).next_at) == (Status.WAITING, NOON + BACKOFF[1])
    actions.take_report(report, at=NOON)
    assert actions.send_waiting(way, at=NOON + BACKOFF[1]) == 1
    actions.take_report(report, at=NOON)

    assert now_of(message).status == Status.ACCEPTED


def test_a_failure_for_good_ends_the_message(way: CloudGateway, row: PhoneNumber) -> None:
    message = queued(row)
    actions.send_waiting(way, at=NOON)

    actions.take_report(failed(message), at=NOON)

    assert (now_of(message).status, now_of(message).parameters) == (Status.FAILED, [])


def test_a_report_of_an_absent_number_marks_it(way: CloudGateway, row: PhoneNumber) -> None:
    message = queued(row)
    actions.send_waiting(way, at=NOON)

    actions.take_report(failed(message, absent=True), at=NOON)

    assert PhoneNumber.objects.get().status == NumberStatus.ABSENT


@pytest.mark.parametrize("report", [Report("wamid.asing", "", Status.SENT), Report("", "", Status.SENT)])
def test_reports_of_other_houses_do_nothing(report: Report, row: PhoneNumber) -> None:
    queued(row)

    assert not actions.take_report(report, at=NOON)


def test_a_number_rests_after_a_message(way: CloudGateway, row: PhoneNumber) -> None:
    assert not actions.is_resting(row, at=NOON)
    queued(row)
    actions.send_waiting(way, at=NOON)

    assert actions.is_resting(row, at=NOON + timedelta(minutes=59))
    assert not actions.is_resting(row, at=NOON + timedelta(minutes=60))


def test_the_job_sends_where_there_is_a_way_and_does_nothing_where_there_is_none(
    served: Gateway, settings: Any, officer: User
) -> None:
    left(officer, at=timezone.now())
    assert jobs.send_short_messages.call() == 0

    settings.WHATSAPP, settings.WHATSAPP_URL, settings.WHATSAPP_TOKEN = "cloud", served.url, TOKEN

    assert jobs.send_short_messages.call() == 1
    assert queries.number_of(officer)


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_send_each_message_once() -> None:
    row = active(seated("pemeriksa"))
    for number in range(5):
        queued(row, str(number))

    with serving() as running:
        way = CloudGateway(running.url, TOKEN, timeout=5)

        def round_(_number: int) -> int:
            try:
                return actions.send_waiting(way, at=NOON)
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as threads:
            taken = sum(threads.map(round_, range(4)))

        assert (taken, len(running.asked)) == (5, 5)


def test_logs_of_a_refusal_name_nobody(
    way: CloudGateway, served: Gateway, row: PhoneNumber, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    served.moods = ["odd"]
    queued(row)

    actions.send_waiting(way, at=NOON)

    assert "400" in caplog.text
    assert not {NUMBER, NUMBER[3:], TOKEN, row.key} & set(caplog.text.split())
