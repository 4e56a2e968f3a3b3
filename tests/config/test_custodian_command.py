"""The custodian's key in parts, under a passphrase, replaced; as the person at the keyboard meets it."""

import stat
from pathlib import Path
from typing import Any

import pytest

from netral.audit.actions import ensure_signing_key
from netral.audit.queries import entries_about
from netral.config.cli import main
from netral.intake import vault
from netral.intake.actions import resealing
from netral.intake.actions.resealing import reseal
from netral.intake.models import SealedIdentity
from netral.intake.queries import public_status
from netral.lib.at_rest import ensure_key
from tests.intake.builders import SECRETIVE, day, laporan

PHRASE = "lima kata acak yang panjang sekali"


@pytest.fixture
def key(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The key of a house of its own; the passphrase comes from the environment."""
    monkeypatch.setenv("NETRAL_CUSTODIAN_PASSPHRASE", PHRASE)
    settings.KEYS_DIR = tmp_path / "keys"
    monkeypatch.chdir(tmp_path)
    ensure_signing_key()
    ensure_key()
    vault.ensure_receipt_key()
    vault.ensure_custodian_key(tmp_path / "kustodian.key")
    return tmp_path / "kustodian.key"


def custodian(*words: object) -> int:
    return main(["custodian", *map(str, words)])


def parts(folder: Path, *numbers: int) -> list[Path]:
    return [folder / f"bagian-{number}.txt" for number in numbers]


def test_three_of_five_parts_bring_the_key_back_and_it_opens_seals(
    key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed = vault.seal(SECRETIVE)
    assert custodian("split", key, "--out", tmp_path / "bagian") == 0
    key.rename(tmp_path / "hilang")

    assert custodian("recover", *parts(tmp_path / "bagian", 5, 1, 3), "--out", key) == 0

    assert vault.unseal(sealed.ciphertext, vault.read_private_key(key)) == SECRETIVE
    assert "Ini kunci rumah ini." in capsys.readouterr().out
    written = [key, *parts(tmp_path / "bagian", 1, 2, 3, 4, 5)]
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}


def test_two_parts_are_not_enough(key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    custodian("split", key, "--out", tmp_path / "bagian")

    assert custodian("recover", *parts(tmp_path / "bagian", 1, 2), "--out", tmp_path / "x.key") == 1
    assert "tidak cocok" in capsys.readouterr().err
    assert not (tmp_path / "x.key").exists()


def test_a_part_that_is_not_there_is_said(key: Path, tmp_path: Path) -> None:
    assert custodian("recover", tmp_path / "tidak-ada.txt", "--out", tmp_path / "x.key") == 1


def test_the_key_of_another_house_is_recognised_as_such(
    key: Path, tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    custodian("split", key, "--needed", "2", "--shares", "2", "--out", tmp_path / "bagian")
    settings.KEYS_DIR = tmp_path / "lain"
    custodian("recover", *parts(tmp_path / "bagian", 1, 2), "--out", tmp_path / "a.key")
    vault.ensure_custodian_key(tmp_path / "lain.key")
    custodian("recover", *parts(tmp_path / "bagian", 1, 2), "--out", tmp_path / "b.key")

    told = capsys.readouterr().out
    assert ("Cocokkan nomornya" in told, "BUKAN kunci rumah ini" in told) == (True, True)


def test_a_key_under_a_passphrase_can_be_split_too(key: Path, tmp_path: Path) -> None:
    assert custodian("protect", key, "--out", tmp_path / "terlindung.key") == 0

    assert custodian("split", tmp_path / "terlindung.key", "--out", tmp_path / "bagian") == 0

    assert (tmp_path / "terlindung.key").read_text().startswith(vault.PROTECTED)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("split", "tidak-ada.key", "--out", "x"), "tidak ada"),
        (("split", "bukan.key", "--out", "x"), "bukan kunci kustodian"),
        (("split", "kustodian.key", "--needed", "1", "--out", "x"), "1 dari 5 tidak bisa"),
        (("split", "kustodian.key", "--out", "keys"), "tidak kosong"),
        (("protect", "kustodian.key", "--out", "kustodian.key"), "sudah ada"),
    ],
)
def test_wrong_usage_says_what_to_do(
    key: Path, words: tuple[str, ...], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("bukan.key").write_text("bukan kunci")

    assert custodian(*words) == 2
    assert complaint in capsys.readouterr().err


def test_a_short_passphrase_protects_nothing(
    key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NETRAL_CUSTODIAN_PASSPHRASE", "pendek")

    assert custodian("protect", key, "--out", tmp_path / "terlindung.key") == 2
    assert "paling sedikit 20 huruf" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_new_key_takes_over_and_old_seals_are_closed_again_with_it(
    key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("netral.config.commands.custodian.enter_house", lambda: None)
    made = laporan()
    assert custodian("rotate", "--out", tmp_path / "baru.key") == 0
    assert "1 identitas masih disegel" in capsys.readouterr().out
    assert custodian("reseal", tmp_path / "baru.key") == 2

    assert [custodian("reseal", key), custodian("reseal", key)] == [0, 0]

    row = SealedIdentity.objects.get()
    assert vault.unseal(bytes(row.ciphertext), vault.read_private_key(tmp_path / "baru.key")) == SECRETIVE
    assert (row.key_id, row.has_name) == (vault.current_key_id(), True)
    assert [entry.verb for entry in entries_about(made.reference)].count("identitas.disegel_ulang") == 1
    assert "tidak ada yang membacanya" in public_status(made, "id")["milestones"][-1]["what"]
    assert custodian("rotate", "--out", tmp_path / "baru.key") == 2


@pytest.mark.django_db
def test_what_somebody_else_closed_again_meanwhile_is_not_opened(key: Path, tmp_path: Path) -> None:
    laporan()
    old = vault.read_private_key(key)
    assert (reseal(old, at=day(1)), custodian("rotate", "--out", tmp_path / "baru.key")) == (0, 0)

    row = SealedIdentity.objects.get()
    assert resealing._reseal(row.pk, old, row.key_id, day(1))
    assert not resealing._reseal(row.pk, old, row.key_id, day(1))

    assert SealedIdentity.objects.get().key_id == vault.current_key_id()
