"""The round of the worker sends what waits."""

import pytest

from netral.exchange import actions, jobs
from tests.exchange.builders import partner, sent

pytestmark = pytest.mark.django_db


def test_a_round_sends_what_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    sent()
    monkeypatch.setattr(actions, "deliver_due", lambda: 1)

    assert jobs.deliver_waiting.call() == 1


def test_what_people_read_of_the_rows_is_what_the_journal_calls_them() -> None:
    kiriman = sent()

    assert str(kiriman) == kiriman.reference
    assert str(partner()) == f"mitra:{partner().organisation_id}"
