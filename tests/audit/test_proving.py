"""Offline checks: what holds, and that whatever is changed anywhere is found."""

import copy
import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.audit import formats, proving, published
from netral.audit.proving import Finding
from netral.lib import merkle
from netral.lib.canonical import canonical_json
from netral.lib.signing import SigningKey
from tests.audit.builders import HASH, NINE
from tests.sizes import examples

ENTRY, OTHER = "1f" * 32, "2e" * 32
CHAIN = "laporan:7k4m2pxd91qf0"


@cache
def key() -> SigningKey:
    with TemporaryDirectory() as folder:
        return SigningKey.generate(Path(folder) / "keys")


def keys() -> dict[str, str]:
    return {key().key_id: key().public_key}


def signed(body: dict[str, Any]) -> dict[str, Any]:
    body = {name: value for name, value in body.items() if name != "signature"} | {"key_id": key().key_id}
    return {**body, "signature": key().sign_json(body)}


def first() -> dict[str, Any]:
    return signed(
        {
            "number": "TT-99.07-2026-000001",
            "received": "2026-01-05T09:00:00+08:00",
            "exhibits": [HASH, OTHER],
            "entry_hash": ENTRY,
            "anchor": None,
        }
    )


@cache
def root_and_proof() -> str:
    """A day with three chains, the second of which holds the entry among three; as JSON, so that nobody changes it."""
    header = formats.anchor_header(day=date(2026, 1, 5), made_at=NINE, chains=3, previous="0" * 64)
    entries = [OTHER, ENTRY, HASH]
    over = merkle.root([bytes.fromhex(each) for each in entries]).hex()
    leaf = formats.leaf_bytes(chain=CHAIN, position=3, head=HASH, entries=over)
    leaves = [canonical_json(header), b"leaf", leaf, b"another leaf"]
    body = formats.anchor_body(header, root=merkle.root(leaves).hex(), key_id=key().key_id, public_key=key().public_key)
    root = {**body, "signature": key().sign_json(body)}
    proof = published.proof(chain=CHAIN, entry_hashes=entries, position=2, leaves=leaves, index=2)
    return json.dumps({"root": root, "proof": proof})


def joined(**changes: Any) -> dict[str, Any]:
    """A statement with its anchor, signed as it stands after the changes to the anchor."""
    statement = first()
    anchor = {"first": {name: statement.pop(name) for name in ("key_id", "signature")}, **json.loads(root_and_proof())}
    return signed({**statement, "anchor": {**anchor, **changes}})


def failed(findings: list[Finding]) -> list[str]:
    return [finding.check for finding in findings if not finding.holds]


def test_a_first_statement_has_one_check() -> None:
    assert [(each.check, each.holds) for each in proving.check_signed(first(), keys())] == [("signature", True)]


def test_a_joined_statement_has_four() -> None:
    found = proving.check_signed(joined(), keys())

    assert [each.check for each in found] == ["signature", "root", "inclusion", "first"]
    assert failed(found) == []
    assert all(each.because.startswith("Cocok: ") for each in found)


def test_nothing_holds_for_somebody_with_other_keys() -> None:
    assert failed(proving.check_signed(joined(), {})) == ["signature", "root", "first"]


# Signed by the house itself, and still not what it seems: the parts are checked against each other.


def tampered(path: list[str], value: object) -> dict[str, Any]:
    anchor = json.loads(root_and_proof())
    part = anchor
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = value
    return joined(**anchor)


@pytest.mark.parametrize(
    ("statement", "checks"),
    [
        (lambda: tampered(["root", "root"], "0" * 64), ["root", "inclusion"]),
        (lambda: tampered(["root", "day"], "2025-01-05"), ["root"]),
        (lambda: tampered(["root", "format"], "netral-root-2"), ["root"]),
        (lambda: tampered(["proof", "entry_hash"], OTHER), ["inclusion"]),
        (lambda: tampered(["proof", "head"], OTHER), ["inclusion"]),
        (lambda: tampered(["proof", "position"], 2), ["inclusion"]),
        (lambda: tampered(["proof", "to_root"], []), ["inclusion"]),
        (lambda: tampered(["proof", "to_root"], "bukan daftar"), ["inclusion"]),
        (lambda: tampered(["proof"], {}), ["inclusion"]),
        (lambda: joined(first={"key_id": key().key_id, "signature": "A" * 86 + "=="}), ["first"]),
        (lambda: joined(first={"key_id": "f" * 16, "signature": "A" * 86 + "=="}), ["first"]),
        (lambda: joined(first={"key_id": "f" * 16}), ["anchor"]),
        (lambda: joined(root=None), ["anchor"]),
        (lambda: joined(lain={}), ["anchor"]),
        (lambda: signed({**first(), "anchor": "kemarin"}), ["anchor"]),
        (lambda: signed({**first(), "anchor": {}}), ["anchor"]),
    ],
)
def test_an_anchor_that_does_not_fit_is_found_even_under_a_good_signature(statement: Any, checks: list[str]) -> None:
    assert failed(proving.check_signed(statement(), keys())) == checks


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every plain value of a JSON object."""
    if isinstance(value, dict | list):
        for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*path, name))
    else:
        yield path


PLAIN = st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.text(max_size=3), st.just("0" * 64))


@given(st.sampled_from(sorted(places(joined()), key=str)), PLAIN)
def test_any_value_changed_anywhere_is_found(path: tuple[Any, ...], value: object) -> None:
    statement = copy.deepcopy(joined())
    part: Any = statement
    for name in path[:-1]:
        part = part[name]
    before, part[path[-1]] = part[path[-1]], value

    same = type(before) is type(value) and before == value
    assert bool(failed(proving.check_signed(statement, keys()))) is not same


@given(st.data())
@settings(max_examples=examples(60))
def test_any_character_changed_in_the_file_is_found_or_changes_nothing(data: st.DataObject) -> None:
    text = json.dumps(joined())
    place = data.draw(st.integers(0, len(text) - 1))
    changed = text[:place] + data.draw(st.characters(codec="ascii")) + text[place + 1 :]
    try:
        read = json.loads(changed)
    except ValueError:
        return
    if read != joined():
        assert failed(proving.check_signed(read, keys()))


# What else can be compared


def test_files_are_found_by_their_place_among_the_exhibits() -> None:
    found = proving.check_exhibits(first(), [("a.jpg", OTHER), ("b.jpg", "0" * 64)])

    assert [(each.holds, each.because) for each in found] == [
        (True, "Cocok: a.jpg adalah bukti ke-2 dalam tanda terima."),
        (False, f"Tidak cocok: b.jpg (sidik {'0' * 64}) tidak tercantum dalam tanda terima."),
    ]


def test_a_letter_is_the_one_its_data_names_or_not() -> None:
    data = signed({"number": "001/A", "sha256": HASH})

    assert [proving.check_document(data, sha).holds for sha in (HASH, OTHER)] == [True, False]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (first(), "statement"),
        (json.loads(root_and_proof())["root"], "root"),
        ({"number": "1", "sha256": HASH}, "document"),
        ({"apa": "saja"}, "signed"),
    ],
    ids=["statement", "root", "document", "signed"],
)
def test_what_a_file_is_shows_from_what_is_in_it(value: dict[str, Any], kind: str) -> None:
    assert proving.kind_of(value) == kind


def test_a_stamp_may_be_over_the_file_the_first_statement_or_the_root() -> None:
    statement = joined()

    assert proving.stamped_forms(statement) == [
        canonical_json(statement), canonical_json(first()), canonical_json(statement["anchor"]["root"]),
    ]  # fmt: skip
    assert set(proving.stamped_forms(first())) == {canonical_json(first())}


def test_a_finding_is_plain_json() -> None:
    assert Finding("a", True, "b").as_json() == {"check": "a", "holds": True, "because": "b"}
