"""The seal: closed by anyone, opened only with the key that is not here."""

import json
import stat
from pathlib import Path

import pytest
from nacl.public import PrivateKey, SealedBox

from netral.intake import vault
from netral.intake.content import Reporter
from netral.intake.states import KeysMissing, WrongKey
from tests.intake.builders import SECRETIVE, custodian_key


@pytest.fixture
def empty_home(tmp_path: Path, settings: object) -> Path:
    settings.KEYS_DIR = tmp_path / "keys"  # type: ignore[attr-defined]
    return tmp_path


def test_what_was_sealed_is_read_with_the_custodians_key_alone() -> None:
    sealed = vault.seal(SECRETIVE)

    assert vault.unseal(sealed.ciphertext, custodian_key()) == SECRETIVE
    with pytest.raises(WrongKey):
        vault.unseal(sealed.ciphertext, PrivateKey.generate())


def test_a_seal_tampered_with_does_not_open() -> None:
    sealed = vault.seal(SECRETIVE)
    tampered = sealed.ciphertext[:-1] + bytes([sealed.ciphertext[-1] ^ 1])

    with pytest.raises(WrongKey):
        vault.unseal(tampered, custodian_key())


def test_the_same_identity_never_looks_the_same_twice() -> None:
    assert vault.seal(SECRETIVE).ciphertext != vault.seal(SECRETIVE).ciphertext


def test_the_size_of_a_seal_tells_nothing() -> None:
    short, long = vault.seal(Reporter("A", "B")), vault.seal(Reporter("A" * 200, "B" * 500))

    assert len(short.ciphertext) == len(long.ciphertext) == vault.BUCKET + 48


def test_an_identity_beyond_one_bucket_fills_two() -> None:
    reporter = Reporter("é" * 200, "é" * 500)

    sealed = vault.seal(reporter)

    assert len(sealed.ciphertext) == 2 * vault.BUCKET + 48
    assert vault.unseal(sealed.ciphertext, custodian_key()) == reporter


@pytest.mark.parametrize(
    ("reporter", "name", "address"),
    [(SECRETIVE, True, True), (Reporter(name="A"), True, False), (Reporter(address="B"), False, True)],
)
def test_completeness_is_known_before_the_seal_closes(reporter: Reporter, name: bool, address: bool) -> None:
    sealed = vault.seal(reporter)

    assert (sealed.has_name, sealed.has_address) == (name, address)


def test_keys_are_made_once(empty_home: Path) -> None:
    private = empty_home / "elsewhere" / "custodian.key"

    first = vault.ensure_custodian_key(private)
    vault.ensure_receipt_key()
    secret = (empty_home / "keys" / "receipt.key").read_text()
    again = vault.ensure_custodian_key(private)
    vault.ensure_receipt_key()

    assert first == again == vault.key_id(vault.read_private_key(private).public_key)
    assert (empty_home / "keys" / "receipt.key").read_text() == secret
    assert len(bytes.fromhex(secret)) == 32


def test_the_private_half_is_readable_by_its_owner_only_and_is_not_among_the_servers_keys(empty_home: Path) -> None:
    private = empty_home / "elsewhere" / "custodian.key"

    vault.ensure_custodian_key(private)
    vault.ensure_receipt_key()

    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert stat.S_IMODE((empty_home / "keys" / "receipt.key").stat().st_mode) == 0o600
    assert sorted(file.name for file in (empty_home / "keys").iterdir()) == ["custodian.pub", "receipt.key"]
    assert private.read_text() not in (empty_home / "keys" / "custodian.pub").read_text()


def test_an_interrupted_first_start_goes_on_with_the_private_key_already_written(empty_home: Path) -> None:
    private = empty_home / "custodian.key"
    vault.ensure_custodian_key(private)
    (empty_home / "keys" / "custodian.pub").unlink()

    vault.ensure_custodian_key(private)

    sealed = vault.seal(SECRETIVE)
    assert vault.unseal(sealed.ciphertext, vault.read_private_key(private)) == SECRETIVE


def test_without_keys_nothing_is_sealed_and_the_remedy_is_named(empty_home: Path) -> None:
    with pytest.raises(KeysMissing, match="netral init"):
        vault.seal(SECRETIVE)
    with pytest.raises(KeysMissing, match=r"receipt\.key"):
        vault.receipt_secret()


def test_padding_is_json_that_any_reader_understands() -> None:
    plain = SealedBox(custodian_key()).decrypt(vault.seal(SECRETIVE).ciphertext)

    assert len(plain) == vault.BUCKET
    assert json.loads(plain)["name"] == SECRETIVE.name


def test_a_key_under_a_passphrase_opens_with_it_alone() -> None:
    key = PrivateKey.generate()

    text = vault.protect(key, "empat kata yang panjang")

    assert vault.parse_private_key(f"  {text}\n", "empat kata yang panjang").encode() == key.encode()
    assert key.encode().hex() not in text
    with pytest.raises(WrongKey):
        vault.parse_private_key(text, "kata yang lain")


@pytest.mark.parametrize(
    "text", ["", "bukan kunci", "ab" * 31, "netral-kustodian-1", "netral-kustodian-1 zz 00", "é" * 64]
)
def test_what_is_no_key_is_told_from_one(text: str) -> None:
    with pytest.raises(WrongKey):
        vault.parse_private_key(text)


def test_a_new_key_seals_from_now_on_and_the_old_one_opens_what_it_sealed(empty_home: Path) -> None:
    old_file, new_file = empty_home / "lama.key", empty_home / "baru.key"
    vault.ensure_custodian_key(old_file)
    before = vault.seal(SECRETIVE)

    old, new = vault.retire_custodian_key(new_file)

    after = vault.seal(SECRETIVE)
    assert (before.key_id, after.key_id, vault.known_key_ids()) == (old, new, [new, old])
    assert vault.unseal(before.ciphertext, vault.read_private_key(old_file)) == SECRETIVE
    assert vault.unseal(after.ciphertext, vault.read_private_key(new_file)) == SECRETIVE
    assert stat.S_IMODE(new_file.stat().st_mode) == 0o600
    with pytest.raises(WrongKey):
        vault.unseal(after.ciphertext, vault.read_private_key(old_file))


def test_the_new_key_never_overwrites_a_file(empty_home: Path) -> None:
    vault.ensure_custodian_key(empty_home / "lama.key")

    with pytest.raises(FileExistsError):
        vault.retire_custodian_key(empty_home / "lama.key")
    assert len(vault.known_key_ids()) == 1
