"""What people wrote is unreadable without the ring, and the ring can grow."""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from netral.lib import at_rest
from netral.lib.at_rest import Damaged, EncryptedJSONField, EncryptedTextField, KeyMissing
from netral.lib.statements import find, insert


@pytest.fixture
def ring(settings: Any, tmp_path: Path) -> Path:
    settings.KEYS_DIR = folder = tmp_path / "kunci"
    at_rest.ensure_key()
    return folder / "at_rest.key"


def test_the_ring_is_made_once_and_belongs_to_its_owner_alone(ring: Path) -> None:
    before = ring.read_text()

    at_rest.ensure_key()

    assert ring.read_text() == before
    assert stat.S_IMODE(ring.stat().st_mode) == 0o600
    assert [len(part) for part in before.split()] == [8, 64]


def test_the_names_of_the_keys_are_public_and_tell_nothing_else(ring: Path) -> None:
    new = at_rest.rotate()

    assert at_rest.names() == [key.id for key in at_rest.ring()]
    assert at_rest.names()[0] == new.id
    assert all(key.secret.hex() not in (ring.parent / "at_rest.pub").read_text() for key in at_rest.ring())
    assert repr(new) == f"Key({new.id})"


@given(st.binary(max_size=300), st.text(max_size=20))
def test_what_is_encrypted_comes_back(plain: bytes, place: str) -> None:
    assert at_rest.decrypt(at_rest.encrypt(plain, place=place), place=place) == plain


def test_the_same_text_never_looks_the_same(ring: Path) -> None:
    assert at_rest.encrypt(b"Camat berpidato") != at_rest.encrypt(b"Camat berpidato")
    assert b"Camat" not in at_rest.encrypt(b"Camat berpidato")


def test_the_length_tells_no_more_than_the_magnitude(ring: Path) -> None:
    def length(size: int) -> int:
        return len(at_rest.encrypt(b"x" * size)) - len(at_rest.encrypt(b""))

    assert [length(size) for size in (0, 1, 63)] == [0, 0, 0]
    assert [length(size) for size in (64, 127, 128, 8191, 8192, 16384)] == [64, 64, 192, 8128, 16320, 24512]


def test_old_values_open_after_a_rotation_and_new_ones_use_the_new_key(ring: Path) -> None:
    old = at_rest.encrypt(b"lama")
    new_key = at_rest.rotate()
    new = at_rest.encrypt(b"baru")

    assert (at_rest.decrypt(old), at_rest.decrypt(new)) == (b"lama", b"baru")
    assert at_rest.key_of(new) == new_key.id != at_rest.key_of(old)


def test_a_process_that_read_the_ring_earlier_sees_a_rotation_of_another_one(ring: Path) -> None:
    at_rest.encrypt(b"sudah membaca kunci")
    kept = at_rest._cached_ring(str(ring))
    at_rest.rotate()
    value = at_rest.encrypt(b"baru")
    at_rest._cached_ring.cache_clear()
    before = ring.read_text()
    ring.write_text("".join(f"{key.id} {key.secret.hex()}\n" for key in kept.values()))
    at_rest.key()
    ring.write_text(before)

    assert at_rest.decrypt(value) == b"baru"


def test_a_key_is_dropped_only_when_another_one_is_in_use(ring: Path) -> None:
    old = at_rest.ring()[0]
    value = at_rest.encrypt(b"lama")
    with pytest.raises(ValueError, match="rotate first"):
        at_rest.drop(old.id)
    at_rest.rotate()

    at_rest.drop(old.id)

    assert at_rest.names() == [at_rest.ring()[0].id]
    with pytest.raises(KeyMissing, match=f"holds no key {old.id}; put back the ring"):
        at_rest.decrypt(value)


def test_a_value_changed_by_one_bit_does_not_open(ring: Path) -> None:
    value = bytearray(at_rest.encrypt(b"Camat"))
    value[-1] ^= 1

    with pytest.raises(Damaged, match="changed after it was stored"):
        at_rest.decrypt(bytes(value))


@pytest.mark.parametrize("value", [b"", b"\x01", b"plain text that was never encrypted at all"])
def test_what_was_never_encrypted_is_not_taken_for_text(ring: Path, value: bytes) -> None:
    with pytest.raises(Damaged, match="not written by this house"):
        at_rest.decrypt(value)


def test_a_value_moved_to_another_column_does_not_open(ring: Path) -> None:
    with pytest.raises(Damaged, match=r"intake\.link\.url: changed"):
        at_rest.decrypt(at_rest.encrypt(b"x", place="intake.witness.name"), place="intake.link.url")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "is empty"),
        ("abcd\n", "line 1: not a key id"),
        ("abcdabcd xyz\n", "line 1: not a key id"),
        ("abcdabcd 00\n", "line 1: not a key id"),
    ],
)
def test_a_damaged_ring_is_named_with_its_line(ring: Path, content: str, complaint: str) -> None:
    ring.write_text(content)

    with pytest.raises(KeyMissing, match=complaint):
        at_rest.ring()


def test_a_missing_ring_says_how_to_get_it_back(settings: Any, tmp_path: Path) -> None:
    settings.KEYS_DIR = tmp_path / "kosong"

    assert at_rest.names() == []
    with pytest.raises(KeyMissing, match="netral init"):
        at_rest.encrypt(b"x")


def test_every_use_has_a_key_of_its_own(ring: Path) -> None:
    used = at_rest.key()

    assert len({used.for_("text"), used.for_("files"), used.secret}) == 3
    assert len(used.for_("files")) == at_rest.KEY_BYTES


COLUMNS = {
    "sqlite": "id integer primary key, text blob, data blob",
    "postgresql": "id serial primary key, text bytea, data bytea",
}


@pytest.fixture
def notes(db: None) -> Iterator[Any]:
    """A table with both kinds of columns, for the length of one test."""
    with isolate_apps("netral.intake"):

        class Note(models.Model):
            text = EncryptedTextField(blank=True)
            data = EncryptedJSONField(null=True)

            class Meta:
                app_label = "intake"

        connection.cursor().execute(f"CREATE TABLE intake_note ({COLUMNS[connection.vendor]})")
        yield Note


def test_a_field_reads_as_text_and_stands_as_bytes(notes: Any) -> None:
    row = notes.objects.create(text="Camat berpidato", data={"nama": "Budi", "umur": [1, None]})

    found = notes.objects.get(pk=row.pk)

    with connection.cursor() as cursor:
        cursor.execute("SELECT text, data FROM intake_note")
        stored = [bytes(value) for value in cursor.fetchone()]
    assert (found.text, found.data) == ("Camat berpidato", {"nama": "Budi", "umur": [1, None]})
    assert b"Camat" not in stored[0]
    assert b"Budi" not in stored[1]
    assert at_rest.decrypt(stored[0], place="intake.note.text") == b"Camat berpidato"


def test_an_empty_field_takes_as_much_room_as_a_short_one(notes: Any) -> None:
    notes.objects.create(text="", data=None)
    notes.objects.create(text="Budi", data=[])

    assert list(notes.objects.order_by("pk").values_list("text", "data")) == [("", None), ("Budi", [])]
    with connection.cursor() as cursor:
        cursor.execute("SELECT length(text) FROM intake_note")
        assert len(set(cursor.fetchall())) == 1


def test_rows_stored_by_plain_statement_are_encrypted_too(notes: Any) -> None:
    insert([notes(text="Camat", data={})])

    assert find(notes, "id", notes.objects.get().pk)[0].text == "Camat"


def test_nobody_can_look_for_text_in_the_database(notes: Any) -> None:
    notes.objects.create(text="Camat", data=None)

    assert notes.objects.filter(data__isnull=True).count() == 1
    for lookup in ("text", "text__icontains", "data__nama"):
        with pytest.raises(FieldError):
            notes.objects.filter(**{lookup: "Camat"}).count()
