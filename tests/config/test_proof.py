"""`netral verify FILE`: true, altered, unknown, and what is no proof at all."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from netral.audit import queries as journal
from netral.config.cli import main
from netral.documents import queries as documents
from netral.documents.models import Document
from netral.lib.signing import SigningKey
from netral.offices.models import Organisation
from tests.audit.builders import FIRST_DAY
from tests.audit.builders import journal as some_days
from tests.documents.builders import issued
from tests.intake.builders import PNG, accepted, photo
from tests.intake.sealed import SEALED_DAY, anchored

Told = tuple[int, bool, str]


@pytest.fixture
def statement(db: None, tmp_path: Path) -> Path:
    """A receipt statement as the page hands it out."""
    return written(tmp_path / "tanda-terima.json", accepted().statement)


def written(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value, indent=2), encoding="utf-8")
    return path


def verify(capsys: pytest.CaptureFixture[str], path: Path, *arguments: str) -> Told:
    """The exit code, whether it holds, and why."""
    code = main(["verify", str(path), "--json", *arguments])
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"holds", "because", "kind", "checks"}
    return code, told["holds"], told["because"]


def public_keys(folder: Path) -> Path:
    """The keys as anybody downloads them."""
    path = folder / "netral-keys.json"
    path.write_bytes(Client().get("/.well-known/netral-keys.json").content)
    return path


def test_a_statement_as_it_was_given_holds(statement: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = journal.public_keys()[0]["key_id"]

    assert verify(capsys, statement) == (0, True, f"Cocok: ditandatangani dengan kunci {key}, isinya tidak berubah.")


def test_without_json_the_answer_is_the_sentence_alone(statement: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["verify", str(statement)])

    told = capsys.readouterr().out
    assert (code, told.startswith("Cocok: "), told.count("\n")) == (0, True, 1)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "TT-99.07-2024-00002"),
        ("received", "2024-01-14T09:00:00+08:00"),
        ("entry_hash", "0" * 64),
        ("exhibits", ["0" * 64]),
        ("anchor", {}),
        ("signature", "A" * 86 + "=="),
        ("signature", "bukan tanda tangan"),
        ("tambahan", None),
        ("number", 2**60),
    ],
)
def test_a_statement_with_anything_changed_does_not_hold(
    field: str, value: object, statement: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(statement, {**json.loads(statement.read_text()), field: value})

    assert verify(capsys, statement) == (1, False, "Tidak cocok: isi berkas ini bukan yang ditandatangani.")


def test_a_statement_with_something_taken_away_does_not_hold(
    statement: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shorter = {name: value for name, value in json.loads(statement.read_text()).items() if name != "exhibits"}
    written(statement, shorter)

    assert verify(capsys, statement)[:2] == (1, False)


def test_the_order_of_keys_and_the_spaces_do_not_matter(statement: Path, capsys: pytest.CaptureFixture[str]) -> None:
    turned = dict(reversed(json.loads(statement.read_text()).items()))
    statement.write_text(json.dumps(turned, separators=(" ,  ", " : ")))

    assert verify(capsys, statement)[:2] == (0, True)


def test_what_another_house_signed_is_unknown_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = SigningKey.generate(tmp_path)
    body = {"number": "1", "key_id": other.key_id}
    path = written(tmp_path / "lain.json", {**body, "signature": other.sign_json(body)})

    assert verify(capsys, path) == (1, False, f"Tidak cocok: kunci {other.key_id} tidak dikenal di sini.")


def test_a_statement_of_a_retired_key_still_holds(
    statement: Path, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = SigningKey.generate(tmp_path / "keys")
    body = {"number": "1", "key_id": old.key_id}
    path = written(tmp_path / "lama.json", {**body, "signature": old.sign_json(body)})
    SigningKey.replace(tmp_path / "keys")
    settings.KEYS_DIR = tmp_path / "keys"

    assert verify(capsys, path)[:2] == (0, True)


# Anywhere else: with the published keys alone


def test_the_published_keys_are_enough_far_from_this_house(
    statement: Path, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = public_keys(tmp_path)
    settings.KEYS_DIR = tmp_path / "tidak-ada"

    assert verify(capsys, statement)[:2] == (1, False)
    assert verify(capsys, statement, "--keys", str(keys))[:2] == (0, True)


def test_a_key_file_is_not_believed_about_its_ids(
    statement: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever forges a statement cannot lend a known id to a key of their own."""
    forger = SigningKey.generate(tmp_path / "palsu")
    known = journal.public_keys()[0]["key_id"]
    body = {**json.loads(statement.read_text()), "number": "palsu"}
    del body["signature"]
    written(statement, {**body, "signature": forger.sign_json(body)})
    keys = written(tmp_path / "kunci.json", {"keys": [{"key_id": known, "public_key": forger.public_key}]})

    assert verify(capsys, statement, "--keys", str(keys)) == (
        1, False, f"Tidak cocok: kunci {known} tidak dikenal di sini.",
    )  # fmt: skip


def test_a_bare_list_of_keys_will_do(statement: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys = written(tmp_path / "kunci.json", journal.public_keys())

    assert verify(capsys, statement, "--keys", str(keys))[:2] == (0, True)


@pytest.mark.parametrize("content", ["", "[1]", "{}", '{"keys": 1}', '{"keys": [{"public_key": "a"}]}', "bukan json"])
def test_a_file_without_keys_is_wrong_usage(
    content: str, statement: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = tmp_path / "kunci.json"
    keys.write_text(content)

    code = main(["verify", str(statement), "--keys", str(keys)])

    assert (code, "bukan daftar kunci" in capsys.readouterr().err) == (2, True)


def test_a_key_file_that_is_not_there_is_wrong_usage(
    statement: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(statement), "--keys", str(tmp_path / "tidak-ada.json")]) == 2


# Daily roots


@pytest.mark.django_db
def test_a_published_root_holds_until_a_digit_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    some_days()
    root = Path(settings.ROOTS_DIR) / f"{FIRST_DAY}.json"

    whole = verify(capsys, root)
    signed = json.loads(root.read_text())
    changed = verify(capsys, written(tmp_path / "akar.json", {**signed, "root": signed["root"][::-1]}))

    assert (whole[:2], changed[:2]) == ((0, True), (1, False))


# Letters


@pytest.fixture
def letter(db: None, settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "berkas"
    document = issued()
    path = tmp_path / "surat.pdf"
    with document.opened() as file:
        path.write_bytes(file.read())
    assert documents.check(document)
    return path


def test_an_issued_letter_is_known_by_its_bytes(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(capsys, letter) == (
        0, True, "Cocok: surat 001/Penerusan/BAWASLU-99.07/I/2024, terbit 2024-01-19.",
    )  # fmt: skip


def test_a_letter_with_one_byte_changed_is_not(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter.write_bytes(letter.read_bytes() + b"\n")

    code, holds, because = verify(capsys, letter)

    assert (code, holds, because.startswith("Tidak cocok: tidak ada surat terbit dengan sidik ")) == (1, False, True)


@pytest.mark.django_db
def test_a_letter_needs_a_house_to_ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not Organisation.objects.exists()
    path = tmp_path / "surat.pdf"
    path.write_bytes(b"%PDF-1.7")

    assert (main(["verify", str(path)]), "belum dipasang" in capsys.readouterr().err) == (2, True)


@pytest.mark.django_db
def test_a_letter_is_checked_against_its_signed_data_without_a_house(
    letter: Path, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = Document.objects.get()
    data = tmp_path / "surat.json"
    data.write_bytes(Client().get(f"/v/{document.token}/surat.json").content)
    keys = ["--keys", str(public_keys(tmp_path)), "--data", str(data)]

    assert verify(capsys, letter, *keys)[:2] == (0, True)
    letter.write_bytes(letter.read_bytes() + b"\n")
    assert verify(capsys, letter, *keys)[:2] == (1, False)
    assert verify(capsys, data, *keys[:2])[:2] == (0, True)


# What is no proof


@pytest.mark.parametrize(
    "content",
    [
        b"", b"bukan json", b"[]", b'"kata"', b"null", b"{}", b'{"key_id": "a"}', b'{"signature": "a"}',
        b'{"key_id": ["a"], "signature": "a"}', b'{"key_id": "a", "signature": 1}', b"\xff\xfe\x00", b"[" * 100_000,
    ],
)  # fmt: skip
def test_what_was_never_signed_is_wrong_usage(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "apa.json"
    path.write_bytes(content)

    code = main(["verify", str(path)])

    told = capsys.readouterr()
    assert (code, told.out, "bukan JSON bertanda tangan" in told.err) == (2, "", True)


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path / "tidak-ada.json")]) == 2
    assert "tidak ada" in capsys.readouterr().err


def test_a_statement_is_checked_without_a_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No database mark here: one query would fail the test."""
    key = SigningKey.load(settings.KEYS_DIR)
    body = {"number": "1", "key_id": key.key_id}
    path = written(tmp_path / "pernyataan.json", {**body, "signature": key.sign_json(body)})

    assert verify(capsys, path)[:2] == (0, True)
    assert not connection.in_atomic_block


# Everything a receipt can be held against


@pytest.mark.django_db(transaction=True)
def test_a_sealed_statement_is_checked_with_its_files_and_the_root_somebody_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "tanda-terima.json", anchored(accepted(uploads=[photo()])))
    foto, lain = tmp_path / "foto.png", tmp_path / "lain.png"
    foto.write_bytes(PNG)
    lain.write_bytes(PNG + b"!")
    root = str(Path(settings.ROOTS_DIR) / f"{SEALED_DAY}.json")

    assert main(["verify", str(path), "--exhibit", str(foto), "--root", root, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["kind"] == "statement"
    assert [each["check"] for each in told["checks"]] == ["signature", "root", "inclusion", "first", "exhibit", "kept"]
    assert verify(capsys, path, "--exhibit", str(foto), str(lain))[:2] == (1, False)


@pytest.mark.django_db(transaction=True)
def test_another_root_than_the_one_kept_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = accepted()
    path = written(tmp_path / "tanda-terima.json", anchored(done))
    root = json.loads((Path(settings.ROOTS_DIR) / f"{SEALED_DAY}.json").read_text())
    kept = written(tmp_path / "akar.json", {**root, "root": "0" * 64})

    assert verify(capsys, path, "--root", str(kept)) == (
        1, False, "Tidak cocok: angka penutup di dalamnya bukan yang Anda simpan.",
    )  # fmt: skip
    first = written(tmp_path / "pertama.json", done.statement)
    assert verify(capsys, first, "--root", str(kept))[:2] == (1, False)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--stamp", "FILE"], "--stamp perlu --tsa-root"),
        (["--stamp", "FILE", "--tsa-root", "FILE"], "bukan berkas sertifikat PEM"),
        (["--exhibit", "tidak-ada.png"], "berkas bukti tidak-ada.png tidak ada"),
        (["--root", "tidak-ada.json"], "berkas tidak-ada.json tidak ada"),
    ],
)
def test_what_cannot_be_compared_is_wrong_usage(
    arguments: list[str], told: str, statement: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [str(statement) if each == "FILE" else each for each in arguments]

    assert (main(["verify", str(statement), *given]), told in capsys.readouterr().err) == (2, True)


def test_files_go_with_receipts_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = SigningKey.load(settings.KEYS_DIR)
    body = {"number": "1", "key_id": key.key_id}
    path = written(tmp_path / "lain.json", {**body, "signature": key.sign_json(body)})

    assert main(["verify", str(path), "--exhibit", str(path)]) == 2
    assert "hanya untuk tanda terima" in capsys.readouterr().err
