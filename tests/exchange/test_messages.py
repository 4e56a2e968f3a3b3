"""The wire form: what is no message is named, what is not signed for this house and now is not believed."""

from datetime import timedelta
from typing import Any

import pytest

from netral.exchange import messages
from netral.exchange.states import NotGenuine, Unreadable
from tests.exchange.builders import ADDRESS, CONTENT, House, foreign_key
from tests.intake.builders import day

pytestmark = pytest.mark.once

NOW = day(2)


def written(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "key": "7k4m2pxd91qf0", "matter": "penerusan", "sender": "bkn", "receiver": "bawaslu",
        "audience": ADDRESS, "at": NOW, "content": CONTENT,
    }  # fmt: skip
    key = foreign_key()
    return messages.sealed(messages.message(**{**values, **changes}), key_id=key.key_id, sign=key.sign_json)


def keys() -> dict[str, str]:
    return {foreign_key().key_id: foreign_key().public_key}


def test_a_message_is_read_as_it_was_written() -> None:
    message = messages.check_shape(written())

    messages.check_genuine(message, keys(), audience=ADDRESS, now=NOW)
    assert message["content"] == CONTENT


@pytest.mark.parametrize("name", messages._SHAPE)
def test_a_part_that_is_missing_or_of_another_kind_is_named(name: str) -> None:
    whole = written()
    for given in ({**whole, name: None}, {**whole, name: 5}, {key: whole[key] for key in whole if key != name}):
        with pytest.raises(Unreadable) as refusal:
            messages.check_shape(given)
        assert refusal.value.field == name


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ([], ""),
        ("kiriman", ""),
        ({**written(), "id": "x" * 27}, "id"),
        ({**written(), "more": 1}, "more"),
        ({**written(), "format": "netral-kiriman-2"}, "format"),
        ({**written(), "sha256": "0" * 64}, "sha256"),
        ({**written(), "content": {"n": float("nan")}}, "content"),
    ],
)
def test_what_is_no_message_is_refused_with_the_part_named(given: Any, field: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        messages.check_shape(given)

    assert refusal.value.field == field


@pytest.mark.parametrize("name", ["id", "matter", "from", "to", "at", "sha256", "content"])
def test_a_part_changed_on_the_way_breaks_the_signature(name: str) -> None:
    message = written()
    message[name] = {} if name == "content" else "diubah"

    with pytest.raises(NotGenuine, match="tanda_tangan"):
        messages.check_genuine(message, keys(), audience=ADDRESS, now=NOW)


def test_a_key_nobody_wrote_down_is_a_strangers() -> None:
    with pytest.raises(NotGenuine, match="tidak_dikenal"):
        messages.check_genuine(written(), {}, audience=ADDRESS, now=NOW)


def test_a_message_for_another_house_is_not_for_this_one() -> None:
    with pytest.raises(NotGenuine, match="bukan_untuk_kita"):
        messages.check_genuine(written(), keys(), audience="https://lain.example", now=NOW)


@pytest.mark.parametrize(("late", "fresh"), [(-301, False), (-299, True), (0, True), (299, True), (301, False)])
def test_a_message_is_believed_within_five_minutes_either_way(late: int, fresh: bool) -> None:
    now = NOW + timedelta(seconds=late)

    if fresh:
        messages.check_genuine(written(), keys(), audience=ADDRESS, now=now)
        return
    with pytest.raises(NotGenuine, match="basi"):
        messages.check_genuine(written(), keys(), audience=ADDRESS, now=now)


@pytest.mark.parametrize("said", ["kemarin", "2024-02-05T10:00:00", "", "9999-99-99T00:00:00+00:00"])
def test_a_time_that_is_none_or_has_no_zone_is_never_fresh(said: str) -> None:
    with pytest.raises(NotGenuine, match="basi"):
        messages.check_fresh(said, now=NOW)


def holds(receipt: object, **changes: Any) -> bool:
    message = written()
    values = {"key": message["id"], "sha256": message["sha256"], "by": "bkn", "keys": keys(), **changes}
    return messages.receipt_holds(receipt, **values)


def test_a_receipt_holds_for_its_message_alone() -> None:
    receipt = House().receipt(written())

    assert holds(receipt)
    assert not holds(receipt, key="lain")
    assert not holds(receipt, sha256="0" * 64)
    assert not holds(receipt, by="kasn")
    assert not holds(receipt, keys={})
    assert not holds({**receipt, "received": "2030-01-01T00:00:00+00:00"})
    assert not holds(None)


@pytest.mark.parametrize("hash_", ["", "x" * 64, "A" * 64, "a" * 63])
def test_a_receipt_that_names_no_entry_of_a_journal_does_not_hold(hash_: str) -> None:
    assert not holds(House().receipt(written(), entry_hash=hash_))


@pytest.mark.parametrize("said", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_moment_outside_the_calendar_is_none(said: str) -> None:
    assert messages.moment_of(said) is None


def test_a_key_is_no_place_for_the_name_of_somebody() -> None:
    with pytest.raises(Unreadable) as refusal:
        messages.check_shape(written(key="Siti Rekaan"))

    assert refusal.value.field == "id"
