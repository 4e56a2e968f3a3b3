"""What a session remembers, for how long, and that it forgets."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore

from netral.intake import traces
from tests.intake.builders import MONDAY, accepted

pytestmark = pytest.mark.django_db


def remembered(session: SessionStore) -> str:
    """A receipt in a session; answers its code."""
    done = accepted(key="k")
    traces.remember_receipt(session, done, key="k", at=MONDAY)
    return done.code


def test_a_receipt_lasts_an_hour_to_the_second() -> None:
    session = SessionStore()
    remembered(session)

    assert traces.receipt(session, MONDAY + traces.KEEPS_RECEIPT - timedelta(seconds=1))
    assert traces.receipt(session, MONDAY + traces.KEEPS_RECEIPT) is None


def test_the_code_is_derived_and_not_remembered() -> None:
    session = SessionStore()
    code = remembered(session)

    trace = traces.receipt(session, MONDAY)
    assert trace is not None
    assert traces.code_of(trace) == code
    assert code not in str(dict(session.items()))


@pytest.mark.parametrize("typed", ["", "T3E", "HT3E1", "0000"])
def test_only_the_last_four_confirm(typed: str) -> None:
    session = SessionStore()
    remembered(session)

    assert not traces.confirm(session, typed, MONDAY)


def test_once_confirmed_the_code_cannot_be_derived_any_more() -> None:
    session = SessionStore()
    code = remembered(session)

    assert traces.confirm(session, code[-4:], MONDAY)

    trace = traces.receipt(session, MONDAY)
    assert trace is not None
    assert traces.code_of(trace) == ""
    assert not traces.confirm(session, code[-4:], MONDAY)


def test_after_its_hour_nothing_is_confirmed() -> None:
    session = SessionStore()
    code = remembered(session)

    assert not traces.confirm(session, code[-4:], MONDAY + traces.KEEPS_RECEIPT)


def test_an_opened_report_lasts_half_an_hour_and_is_read_anew() -> None:
    session = SessionStore()
    made = accepted().laporan
    traces.remember_opened(session, made, MONDAY)

    assert traces.opened(session, MONDAY) == made
    assert traces.opened(session, MONDAY + traces.KEEPS_OPENED) is None


def test_a_report_erased_meanwhile_is_not_opened() -> None:
    session = SessionStore()
    session[traces.OPENED] = {"laporan": "tidakada", "until": (MONDAY + timedelta(hours=1)).isoformat()}

    assert traces.opened(session, MONDAY) is None


def test_an_empty_session_remembers_nothing() -> None:
    session = SessionStore()

    assert traces.receipt(session, MONDAY) is None
    assert traces.opened(session, MONDAY) is None


def test_forgetting_empties_the_session_of_a_visitor() -> None:
    session = SessionStore()
    remembered(session)

    traces.forget(session)

    assert session.is_empty()


def test_forgetting_keeps_who_is_signed_in() -> None:
    session = SessionStore()
    session["_auth_user_id"] = "7"
    remembered(session)

    traces.forget(session)

    assert dict(session.items()) == {"_auth_user_id": "7"}
