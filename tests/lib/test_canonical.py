import json
from datetime import UTC, datetime
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from netral.lib.canonical import EXACT, canonical_json, sha256_hex

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-EXACT, EXACT) | st.floats(-EXACT, EXACT) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def shuffled(value: Any) -> Any:
    """The same value with the keys of every object in another order."""
    if isinstance(value, dict):
        return {key: shuffled(value[key]) for key in reversed(value)}
    return [shuffled(item) for item in value] if isinstance(value, list) else value


@given(VALUES)
def test_what_is_written_reads_back_as_the_same_value(value: Any):
    assert json.loads(canonical_json(value)) == value


@given(VALUES)
def test_the_order_of_keys_changes_nothing(value: Any):
    assert canonical_json(shuffled(value)) == canonical_json(value)


@given(VALUES)
def test_reading_and_writing_again_changes_nothing(value: Any):
    written = canonical_json(value)

    assert canonical_json(json.loads(written)) == written


ASCII = st.text(st.characters(max_codepoint=127), max_size=12)


@given(
    VALUES | st.dictionaries(ASCII, ASCII | st.integers(-EXACT, EXACT) | st.lists(ASCII | st.booleans() | st.none()))
)
def test_the_short_way_spells_as_the_long_way(value: Any):
    assert canonical_json(value) == rfc8785.dumps(value)


def test_the_example_of_the_rfc_is_written_as_the_rfc_says():
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": '€$\u000f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }

    assert canonical_json(value).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_keys_are_sorted_by_their_utf_16_units():
    assert canonical_json({"\ufb33": 1, "\U0001f600": 2, "a": 3}).decode() == '{"a":3,"\U0001f600":2,"\ufb33":1}'


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), 2**53, -(2**53), datetime.now(UTC), b"x", {1: 2}, "\ud800"]
)
def test_what_json_cannot_say_exactly_is_refused(value: object):
    with pytest.raises((ValueError, TypeError)):
        canonical_json({"value": value})


def test_a_hash_is_written_in_lowercase_hexadecimal():
    assert sha256_hex(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
