import json
import stat
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from netral.lib.canonical import sha256_hex
from netral.lib.signing import (
    NoSigningKey,
    SigningKey,
    key_id,
    read_public_key,
    read_public_keys,
    verify_json,
    version,
)

VALUE = {"number": "001/LP/2026", "exhibits": [], "anchor": None}


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return SigningKey.generate(tmp_path, since=date(2026, 1, 5))


def test_what_a_key_signs_its_public_key_verifies(key: SigningKey):
    signature = key.sign_json(VALUE)

    assert len(signature) == 88
    assert verify_json(key.public_key, VALUE, signature)


def test_the_order_of_keys_in_the_value_is_not_signed(key: SigningKey):
    assert verify_json(key.public_key, dict(reversed(VALUE.items())), key.sign_json(VALUE))


def test_a_signature_without_its_padding_verifies_too(key: SigningKey):
    assert verify_json(key.public_key, VALUE, key.sign_json(VALUE).rstrip("="))


def test_a_signature_has_no_second_spelling(key: SigningKey):
    signature = key.sign_json(VALUE)
    last = signature[85]
    neighbour = {"A": "B", "Q": "R", "g": "h", "w": "x"}[last]  # the same bytes, another unused bit

    for spelling in (signature + "x", "!" + signature, signature[:85] + neighbour + "==", signature + "\n"):
        assert not verify_json(key.public_key, VALUE, spelling)


def test_another_value_or_another_key_does_not_verify(key: SigningKey, tmp_path: Path):
    other = SigningKey.generate(tmp_path / "other")
    signature = key.sign_json(VALUE)

    assert not verify_json(key.public_key, VALUE | {"number": "002/LP/2026"}, signature)
    assert not verify_json(other.public_key, VALUE, signature)


@given(st.text(max_size=100))
def test_nonsense_is_no_signature(text: str):
    assert not verify_json("zzhkUg0xeIM0c1JoLwzHRgGDbLq6Zr2BqWyRqWZ6WJE=", VALUE, text)


@pytest.mark.parametrize("public_key", ["", "AAAA", "bukan kunci", "é"])
def test_nonsense_is_no_public_key(key: SigningKey, public_key: str):
    assert not verify_json(public_key, VALUE, key.sign_json(VALUE))


def test_a_value_that_json_cannot_hold_does_not_verify(key: SigningKey):
    assert not verify_json(key.public_key, {"n": 2**60}, key.sign_json(VALUE))


def test_a_key_is_read_back_from_its_folder(key: SigningKey, tmp_path: Path):
    assert SigningKey.load(tmp_path).key_id == key.key_id


def test_only_the_owner_may_read_the_private_key(key: SigningKey, tmp_path: Path):
    assert stat.S_IMODE((tmp_path / "signing.key").stat().st_mode) == 0o600


def test_the_public_file_says_which_key_it_is_and_since_when(key: SigningKey, tmp_path: Path):
    described = json.loads((tmp_path / "signing.pub").read_text())

    assert described == {"key_id": key.key_id, "public_key": key.public_key, "from": "2026-01-05"}


def test_a_key_without_a_day_says_none(tmp_path: Path):
    SigningKey.generate(tmp_path)

    assert read_public_key(tmp_path / "signing.pub")["from"] is None


def test_the_key_id_is_the_beginning_of_the_hash_of_the_public_key():
    assert key_id("A" * 43 + "=") == sha256_hex(bytes(32))[:16]


def test_the_key_id_of_a_file_is_computed_not_believed(key: SigningKey, tmp_path: Path):
    path = tmp_path / "signing.pub"
    path.write_text(json.dumps({"key_id": "f" * 16, "public_key": key.public_key}))

    assert read_public_key(path)["key_id"] == key.key_id


def test_a_key_is_never_overwritten(key: SigningKey, tmp_path: Path):
    with pytest.raises(FileExistsError):
        SigningKey.generate(tmp_path)

    assert SigningKey.load(tmp_path).key_id == key.key_id


def test_a_missing_key_says_how_to_get_one(tmp_path: Path):
    with pytest.raises(NoSigningKey, match="netral init"):
        SigningKey.load(tmp_path)


def test_a_damaged_key_says_where_it_lies(tmp_path: Path):
    (tmp_path / "signing.key").write_text("bukan kunci")

    with pytest.raises(NoSigningKey, match=r"signing\.key: not a PEM private key"):
        SigningKey.load(tmp_path)


def test_a_key_of_another_kind_is_refused(tmp_path: Path):
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "signing.key").write_bytes(pem)

    with pytest.raises(NoSigningKey, match="Ed25519 key is needed"):
        SigningKey.load(tmp_path)


def test_a_retired_key_still_verifies_and_signs_no_more(key: SigningKey, tmp_path: Path):
    signature = key.sign_json(VALUE)

    successor = SigningKey.replace(tmp_path, since=date(2026, 2, 1))

    described = read_public_keys(tmp_path)
    assert [(each["key_id"], each["from"]) for each in described] == [
        (successor.key_id, "2026-02-01"),
        (key.key_id, "2026-01-05"),
    ]
    assert verify_json(str(described[1]["public_key"]), VALUE, signature)
    assert SigningKey.load(tmp_path).key_id == successor.key_id
    names = {"signing.key", "signing.pub", f"retired-{key.key_id}.pub"}
    assert {path.name for path in tmp_path.iterdir()} == names
    assert stat.S_IMODE((tmp_path / "signing.key").stat().st_mode) == 0o600


def test_of_two_replacements_at_once_one_is_refused_and_changes_nothing(key: SigningKey, tmp_path: Path):
    (tmp_path / "signing.key.new").write_text("yang lain")

    with pytest.raises(FileExistsError):
        SigningKey.replace(tmp_path)

    assert SigningKey.load(tmp_path).key_id == key.key_id
    assert [each["key_id"] for each in read_public_keys(tmp_path)] == [key.key_id]


@pytest.mark.parametrize("done", [1, 2])
def test_a_replacement_that_was_interrupted_loses_no_key_and_can_be_made_again(
    key: SigningKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, done: int
):
    """Whatever renaming it came to, the key that signs is one that verifies."""
    renamed, rename = [], Path.replace

    def breaks_off(self: Path, target: Path) -> Path:
        renamed.append(target)
        if len(renamed) == done:
            raise KeyboardInterrupt
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", breaks_off)
        with pytest.raises(KeyboardInterrupt):
            SigningKey.replace(tmp_path)

    assert SigningKey.load(tmp_path).key_id == key.key_id
    known = [each["key_id"] for each in read_public_keys(tmp_path)]
    assert (known.count(key.key_id), len(known)) == (1, done)
    (tmp_path / "signing.key.new").unlink()
    successor = SigningKey.replace(tmp_path)
    known = [each["key_id"] for each in read_public_keys(tmp_path)]
    assert (known[0], key.key_id in known, len(known)) == (successor.key_id, True, done + 1)


def test_a_key_that_was_replaced_is_told_from_the_one_before(key: SigningKey, tmp_path: Path):
    before = version(tmp_path)

    assert version(tmp_path) == before
    SigningKey.replace(tmp_path)
    assert version(tmp_path) not in (before, version(tmp_path / "none"))


def test_a_folder_without_keys_has_none(tmp_path: Path):
    assert read_public_keys(tmp_path) == []
