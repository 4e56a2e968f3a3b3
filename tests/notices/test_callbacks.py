"""Reports of the gateway: signed or worth nothing, and read without trust in their shape."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.notices.callbacks import Report, Stopped, is_signed, told_in
from netral.notices.whatsapp_states import MessageStatus
from tests.notices.gateway import SECRET, reply, report, signature, status

BODY = report(statuses=[status("sent", gateway_id="wamid.1")])


def test_a_signature_over_these_bytes_with_this_secret_holds() -> None:
    assert is_signed(BODY, signature(BODY), SECRET)


@pytest.mark.parametrize(
    "given", ["", "sha256=", "sha1=" + "0" * 40, signature(BODY + b" "), signature(BODY, "lain"),
              signature(BODY).removeprefix("sha256="), "sha256=\ud800é"],
)  # fmt: skip
def test_any_other_signature_does_not(given: str) -> None:
    assert not is_signed(BODY, given, SECRET)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (status("sent", gateway_id="w1", key="k1"), [Report("w1", "k1", MessageStatus.SENT)]),
        (status("delivered", gateway_id="w1"), [Report("w1", "", MessageStatus.DELIVERED)]),
        (status("read", gateway_id="w1"), [Report("w1", "", MessageStatus.READ)]),
        (status("failed", gateway_id="w1"), [Report("w1", "", MessageStatus.FAILED)]),
        (status("failed", gateway_id="w1", code=131026), [Report("w1", "", MessageStatus.FAILED, absent=True)]),
        (status("failed", gateway_id="w1", code=131056), [Report("w1", "", MessageStatus.FAILED, passing=True)]),
        (status("played", gateway_id="w1"), []),
        (status("sent", gateway_id="w" * 200), [Report("w" * 200, "", MessageStatus.SENT)]),
        (status("sent", gateway_id="w" * 201, key="k1"), []),  # longer than any that is kept
    ],
)
def test_statuses_are_read(row: dict[str, Any], expected: list[Report]) -> None:
    assert told_in(report(statuses=[row])) == expected


@pytest.mark.parametrize(("words", "kind"), [("STOP", "text"), (" berhenti. ", "text"), ("Stop!", "button")])
def test_stop_is_heard_in_both_languages_typed_or_pressed(words: str, kind: str) -> None:
    told = told_in(report(messages=[reply(words, number="+6281234567890", at=1_764_547_200, kind=kind)]))

    assert told == [Stopped("+6281234567890", datetime(2025, 12, 1, tzinfo=UTC))]


@pytest.mark.parametrize(
    "row",
    [
        reply("jangan stop dulu", number="+62812", at=1),
        reply("stop", number="abc", at=1),
        {**reply("stop", number="+62812", at=1), "timestamp": "kemarin"},
        {**reply("stop", number="+62812", at=1), "timestamp": "9" * 40},
        {"from": "62812", "timestamp": "1", "text": "stop"},
    ],
)
def test_other_replies_stop_nobody(row: dict[str, Any]) -> None:
    assert told_in(report(messages=[row])) == []


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{", b"\xff", b'{"entry": {}}', b"[" * 100_000])
def test_what_is_no_report_tells_nothing(body: bytes) -> None:
    assert told_in(body) == []


shapes = st.recursive(
    st.none() | st.integers() | st.text(max_size=5) | st.sampled_from(["stop", "failed", "sent"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["entry", "changes", "value", "statuses", "messages", "errors", "code", "id", "status", "from",
                         "text", "body", "timestamp"]), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@given(content=shapes)
def test_no_shape_breaks_the_reader(content: object) -> None:
    assert isinstance(told_in(json.dumps(content).encode()), list)
