from typing import Any

import pytest

from netral.audit.findings import Broken
from netral.audit.grounds import Keys, number, readable
from netral.audit.models import Entry
from netral.lib.signing import SigningKey


class Flaky:
    """Rows that fail when read together, and of which none fails alone."""

    model = Entry

    def iterator(self) -> Any:
        raise ValueError("terputus")

    def values_list(self, *_: str, **__: bool) -> "Nothing":
        return Nothing()


class Nothing:
    def iterator(self) -> Any:
        return iter([])


def test_rows_that_fail_only_together_are_named_by_their_table():
    with pytest.raises(Broken) as found:
        list(readable("entry_unreadable", Flaky(), "chain"))  # type: ignore[arg-type]

    assert (found.value.problem.kind, found.value.problem.where) == ("entry_unreadable", "Entry")
    assert "ValueError: terputus" in found.value.problem.found


@pytest.mark.parametrize(("value", "is_number"), [(3, 3), (0, 0), ("3", -1), (None, -1), (1.5, -1), (b"3", -1)])
def test_what_is_no_number_equals_no_position(value: object, is_number: int):
    assert number(value) == is_number


def test_only_a_known_key_is_believed(tmp_path):
    ours, stranger = SigningKey.generate(tmp_path / "ours"), SigningKey.generate(tmp_path / "stranger")
    keys, body = Keys({ours.key_id: ours.public_key}), {"length": 1}

    keys.check("head_forged", "a", body, key_id=ours.key_id, signature=ours.sign_json(body))
    with pytest.raises(Broken, match=f"a: ditandatangani dengan kunci {stranger.key_id}"):
        keys.check("head_forged", "a", body, key_id=stranger.key_id, signature=stranger.sign_json(body))
    with pytest.raises(Broken, match="a: tanda tangan kepala rantai tidak cocok"):
        keys.check("head_forged", "a", body, key_id=ours.key_id, signature=stranger.sign_json(body))
