"""What a phone remembers, for how long, and that it forgets."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.test import Client

from netral.intake import actions, trace_cookie, traces
from netral.intake.models import Receipt
from tests.intake.builders import MONDAY, accepted
from tests.intake.pages import CHECK, signed_in

pytestmark = pytest.mark.django_db


def remembered(request: HttpRequest) -> str:
    """A receipt with a phone; answers its code."""
    done = accepted(key="k")
    traces.remember_receipt(request, done, key="k", at=MONDAY)
    return done.code


def test_a_receipt_lasts_an_hour_to_the_second() -> None:
    request = HttpRequest()
    remembered(request)

    assert traces.receipt(request, MONDAY + traces.KEEPS_RECEIPT - timedelta(seconds=1))
    assert traces.receipt(request, MONDAY + traces.KEEPS_RECEIPT) is None


def test_the_code_is_derived_and_not_remembered() -> None:
    request = HttpRequest()
    code = remembered(request)

    trace = traces.receipt(request, MONDAY)
    assert trace is not None
    assert traces.code_of(trace) == code
    assert code not in str(dict(trace_cookie.of(request).items()))


@pytest.mark.parametrize("typed", ["", "T3E", "HT3E1", "0000"])
def test_only_the_last_four_confirm(typed: str) -> None:
    request = HttpRequest()
    remembered(request)

    assert not traces.confirm(request, typed, MONDAY)


def test_once_confirmed_the_code_cannot_be_derived_any_more() -> None:
    request = HttpRequest()
    code = remembered(request)

    assert traces.confirm(request, code[-4:], MONDAY)

    trace = traces.receipt(request, MONDAY)
    assert trace is not None
    assert traces.code_of(trace) == ""
    assert not traces.confirm(request, code[-4:], MONDAY)


def test_once_confirmed_on_one_phone_no_other_phone_derives_it() -> None:
    phone, other = HttpRequest(), HttpRequest()
    done = accepted(key="k")
    for request in (phone, other):
        traces.remember_receipt(request, done, key="k", at=MONDAY)

    assert traces.confirm(phone, done.code[-4:], MONDAY)

    trace = traces.receipt(other, MONDAY)
    assert trace is not None
    assert traces.code_of(trace) == ""
    assert accepted(key="k").code == ""
    assert actions.look_up(done.code, address="192.0.2.1", at=MONDAY) == done.laporan


def test_a_code_that_was_replaced_is_not_derived_again() -> None:
    request = HttpRequest()
    remembered(request)
    Receipt.objects.update(code_hash="pengganti")

    trace = traces.receipt(request, MONDAY)
    assert trace is not None
    assert traces.code_of(trace) == ""


def test_after_its_hour_nothing_is_confirmed() -> None:
    request = HttpRequest()
    code = remembered(request)

    assert not traces.confirm(request, code[-4:], MONDAY + traces.KEEPS_RECEIPT)


def test_an_opened_report_lasts_half_an_hour_and_is_read_anew() -> None:
    request = HttpRequest()
    made = accepted().laporan
    traces.remember_opened(request, made, MONDAY)

    assert traces.opened(request, MONDAY) == made
    assert traces.opened(request, MONDAY + traces.KEEPS_OPENED) is None


def test_a_report_erased_meanwhile_is_not_opened() -> None:
    request = HttpRequest()
    trace_cookie.of(request)[traces.OPENED] = {
        "laporan": "tidakada",
        "until": (MONDAY + timedelta(hours=1)).isoformat(),
    }

    assert traces.opened(request, MONDAY) is None


def test_a_phone_without_traces_remembers_nothing() -> None:
    request = HttpRequest()

    assert traces.receipt(request, MONDAY) is None
    assert traces.opened(request, MONDAY) is None


def test_forgetting_leaves_nothing_here_and_no_row() -> None:
    request = HttpRequest()
    remembered(request)

    traces.forget(request)

    assert trace_cookie.of(request).is_empty()
    assert not Session.objects.exists()


def test_signing_out_forgets_what_this_desk_remembered(client: Client) -> None:
    signed_in(client)
    client.post(CHECK, {"code": accepted().code})

    client.post("/akun/keluar/")

    assert client.cookies["jejak"].value == ""
    assert not Session.objects.exists()


def test_signing_out_without_a_browser_forgets_nothing() -> None:
    request = HttpRequest()
    remembered(request)

    traces.forget_at_sign_out(None, sender=None)

    assert traces.receipt(request, MONDAY)
