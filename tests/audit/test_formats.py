"""What is hashed and signed, fixed for ever: these values were computed once, and every later version must agree."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from netral.audit import formats

AT = datetime(2026, 1, 5, 2, 0, 0, 123456, tzinfo=UTC)
FIELDS = {
    "chain": "laporan:7k4m2pxd91qf0",
    "position": 2,
    "at": AT,
    "actor": "akun:5f6g7h8j9k0m1",
    "office": "bawaslu-33.74",
    "verb": "laporan.nyatakan_lengkap",
    "subjects": ["laporan:7k4m2pxd91qf0"],
    "before": "diterima",
    "after": "memenuhi_syarat",
    "facts": {"version": 2, "clocks_stopped": ["P-KA"]},
    "hashes": [],
    "previous": "ab" * 32,
}


@pytest.mark.parametrize(
    "at",
    [
        AT,
        AT.astimezone(timezone(timedelta(hours=7))),
        AT.astimezone(timezone(timedelta(hours=9))),
    ],
)
def test_a_moment_has_one_spelling_in_whatever_zone_it_was_written(at: datetime):
    assert formats.moment(at) == "2026-01-05T02:00:00.123456+00:00"


def test_a_moment_keeps_its_microseconds_even_when_there_are_none():
    assert formats.moment(AT.replace(microsecond=0)) == "2026-01-05T02:00:00.000000+00:00"


def test_the_hash_of_an_entry_is_what_it_was_when_the_format_was_fixed():
    body = formats.entry_body(**FIELDS)

    assert formats.entry_hash(body) == "8a180d30cf89924a025eaeeb3e913166383e15632cc70c0051a6c849e8892c33"


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_counts(name: str):
    changed = {"position": 3, "at": AT + timedelta(microseconds=1), "facts": {}, "subjects": [], "hashes": ["ab" * 32]}
    fields = FIELDS | {name: changed.get(name, "lain")}

    assert formats.entry_hash(formats.entry_body(**fields)) != formats.entry_hash(formats.entry_body(**FIELDS))


def test_an_entry_of_another_chain_has_another_hash():
    other = formats.entry_body(**FIELDS | {"chain": "laporan:lain"})

    assert formats.entry_hash(other) != formats.entry_hash(formats.entry_body(**FIELDS))


def test_a_head_is_signed_with_its_chain_and_length():
    assert formats.head_body("laporan:a", 3, "ff") == {"chain": "laporan:a", "length": 3, "head": "ff"}


def test_a_leaf_is_written_canonically():
    leaf = formats.leaf_bytes(chain="laporan:a", position=3, head="ff", entries="ee")

    assert leaf == b'{"chain":"laporan:a","entries":"ee","head":"ff","position":3}'


def test_a_root_is_signed_with_its_header_and_the_key_that_signs():
    header = formats.anchor_header(day=date(2026, 1, 5), made_at=AT, chains=3, previous="00")

    assert formats.anchor_body(header, root="ff", key_id="1", public_key="2") == {
        "format": "netral-root-1",
        "day": "2026-01-05",
        "made_at": "2026-01-05T02:00:00.123456+00:00",
        "chains": 3,
        "previous": "00",
        "root": "ff",
        "key_id": "1",
        "public_key": "2",
    }
