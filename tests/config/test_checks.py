"""What keeps the doors closed, and what does not."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.finders import get_finders
from django.core.checks import Warning as Concern
from django.core.checks import run_checks
from nacl.public import PrivateKey

from netral.audit.actions import ensure_signing_key
from netral.config import checks
from netral.config.cli import main
from netral.config.settings import NO_SECRET, STORAGES
from netral.intake import vault
from netral.lib import at_rest


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    """A house as `netral init` leaves it, the custodian's key carried away."""
    home = tmp_path / "rumah"
    home.mkdir()
    settings.HOME, settings.KEYS_DIR, settings.DEMO, settings.DEBUG = home, home / "keys", False, False
    settings.STATIC_ROOT = home / "static"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": STORAGES["staticfiles"]}
    collected(settings.STATIC_ROOT)
    ensure_signing_key()
    at_rest.ensure_key()
    vault.ensure_receipt_key()
    vault.ensure_custodian_key(tmp_path / "kustodian.key")
    (home / "secret_key").write_text("rahasia")
    (home / "secret_key").chmod(0o600)
    return home


def collected(folder: Path, *, without: str = "") -> None:
    """The list `collectstatic` leaves, naming every file but one."""
    names = [name for finder in get_finders() for name, _ in finder.list([]) if name != without]
    folder.mkdir(exist_ok=True)
    (folder / "staticfiles.json").write_text(json.dumps({"version": "1.1", "paths": {name: name for name in names}}))


def reasons() -> list[tuple[str | None, str]]:
    return [(reason.id, reason.msg) for reason in checks.reasons_to_stay_closed()]


def ids() -> list[str | None]:
    return [reason_id for reason_id, _ in reasons()]


def test_a_house_in_order_may_open(home: Path) -> None:
    assert reasons() == []


def test_warnings_alone_keep_no_door_closed(home: Path) -> None:
    shown = run_checks(tags=["security"], include_deployment_checks=True)

    assert [message for message in shown if isinstance(message, Concern)]
    assert reasons() == []


def test_files_that_were_never_collected_are_said_before_every_page_fails(home: Path, settings: Any) -> None:
    settings.STATIC_ROOT = home / "belum"

    [(reason_id, told)] = reasons()

    assert (reason_id, str(home / "belum") in told) == ("netral.E006", True)


@pytest.mark.parametrize("content", ["", "rusak", "00"])
@pytest.mark.parametrize("name", ["signing.key", "signing.pub", "receipt.key", "at_rest.key", vault.PUBLIC_FILE])
def test_a_damaged_key_is_named_and_never_used(name: str, content: str, home: Path) -> None:
    (home / "keys" / name).write_text(content)

    [(reason_id, told)] = reasons()

    assert (reason_id, name in told) == ("netral.E007", True)


def test_the_ring_of_another_house_opens_nothing(home: Path, tmp_path: Path) -> None:
    at_rest.ensure_key(tmp_path / "lain")
    (tmp_path / "lain" / "at_rest.key").replace(home / "keys" / "at_rest.key")

    [(reason_id, told)] = reasons()

    assert (reason_id, "at_rest.key" in told) == ("netral.E007", True)


def test_a_file_of_a_newer_version_is_missed(home: Path, settings: Any) -> None:
    collected(settings.STATIC_ROOT, without="ui/dasar.css")

    [(reason_id, told)] = reasons()

    assert (reason_id, "1 berkas" in told, "ui/dasar.css" in told) == ("netral.E006", True, True)


def test_a_house_that_lists_no_files_has_none_to_miss(home: Path, settings: Any) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES, settings.STATIC_ROOT = {**settings.STORAGES, "staticfiles": plain}, home / "belum"

    assert reasons() == []


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o622, 0o610])
@pytest.mark.parametrize("name", ["keys/signing.key", "keys/receipt.key", "keys/at_rest.key", "secret_key"])
def test_a_private_key_others_can_reach_is_named(name: str, mode: int, home: Path) -> None:
    (home / name).chmod(mode)

    [(reason_id, told)] = reasons()

    assert (reason_id, Path(name).name in told) == ("netral.E001", True)


def test_two_loose_keys_are_one_reason_with_one_remedy(home: Path) -> None:
    loose = [home / "keys" / "signing.key", home / "keys" / "receipt.key"]
    for path in loose:
        path.chmod(0o644)

    [reason] = checks.reasons_to_stay_closed()

    assert reason.hint is not None
    command = reason.hint.removeprefix("Jalankan: ")
    assert os.system(command) == 0
    assert reasons() == []


def test_public_halves_may_be_read_by_everybody(home: Path) -> None:
    for path in (home / "keys").glob("*.pub"):
        path.chmod(0o644)

    assert reasons() == []


@pytest.mark.parametrize("place", ["kustodian.key", "kustodian-pindahkan.key", "keys/apa-saja", "cadangan.txt"])
def test_the_custodians_key_is_found_under_any_name(place: str, home: Path) -> None:
    (home / place).write_bytes((home.parent / "kustodian.key").read_bytes() + b"\n")

    [(reason_id, told)] = reasons()

    assert (reason_id, Path(place).name in told) == ("netral.E002", True)


def test_a_key_under_a_passphrase_has_no_business_here_either(home: Path, tmp_path: Path) -> None:
    protected = vault.protect(vault.read_private_key(tmp_path / "kustodian.key"), "empat kata yang panjang")
    (home / "terlindung.txt").write_text(protected)

    assert ids() == ["netral.E002"]


def test_a_key_that_was_replaced_opens_old_seals_and_must_go_too(home: Path, tmp_path: Path) -> None:
    vault.retire_custodian_key(tmp_path / "baru.key")
    (home / "lama.key").write_text((tmp_path / "kustodian.key").read_text())

    assert ids() == ["netral.E002"]


def test_the_demo_keeps_its_custodians_key(home: Path, settings: Any) -> None:
    (home / "kustodian-contoh.key").write_bytes((home.parent / "kustodian.key").read_bytes())
    settings.DEMO = True

    assert reasons() == []


def test_other_files_are_not_mistaken_for_it(home: Path) -> None:
    (home / "lain.key").write_text(bytes(PrivateKey.generate()).hex())
    (home / "pendek.key").write_text("ab")
    (home / "kosong.key").write_text("")
    (home / "biner.key").write_bytes(b"\xff" * 64)
    (home / "catatan.txt").write_text("x" * 64)

    assert reasons() == []


@pytest.mark.parametrize("name", ["signing.key", "signing.pub", "receipt.key", "at_rest.key", "custodian.pub"])
def test_a_missing_key_keeps_the_doors_closed(name: str, home: Path) -> None:
    (home / "keys" / name).unlink()

    [(reason_id, told)] = reasons()

    assert (reason_id, f"Kunci {name} tidak ada" in told) == ("netral.E003", True)


def test_a_home_where_nothing_was_installed_names_all_keys(home: Path, settings: Any) -> None:
    settings.KEYS_DIR = home / "tidak-ada"

    assert [told for _, told in reasons()] == [
        f"Kunci signing.key, receipt.key, at_rest.key, signing.pub, custodian.pub tidak ada di {home / 'tidak-ada'}."
    ]


def test_the_secret_that_stands_in_the_code_is_none(home: Path, settings: Any) -> None:
    settings.SECRET_KEY = NO_SECRET

    assert ids() == ["netral.E004"]


def test_pages_for_developers_stay_inside(home: Path, settings: Any) -> None:
    settings.DEBUG = True

    assert ids() == ["netral.E005"]


def test_an_authority_nobody_can_check_is_no_witness(home: Path, settings: Any) -> None:
    settings.TSA_URL, settings.TSA_ROOTS = "https://tsa.contoh.id/", home / "tidak-ada.pem"

    assert ids() == ["netral.E008"]


def test_a_silenced_reason_is_the_operators_own_choice(home: Path, settings: Any) -> None:
    settings.DEBUG = True
    settings.SILENCED_SYSTEM_CHECKS = ["netral.E005"]

    assert reasons() == []


def test_nothing_of_this_bothers_whoever_only_develops(home: Path, settings: Any) -> None:
    """`manage.py check` runs on homes that are not installed."""
    settings.KEYS_DIR = home / "tidak-ada"

    assert [message for message in run_checks() if (message.id or "").startswith("netral.")] == []


# netral web


@pytest.fixture
def became(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the process would have become."""
    programs: list[list[str]] = []

    def execv(_program: str, arguments: list[str]) -> None:
        programs.append(arguments)
        raise SystemExit(0)

    monkeypatch.setattr("netral.config.commands.running.os.execv", execv)
    return programs


def test_web_refuses_with_every_reason_and_its_remedy(
    home: Path, settings: Any, became: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "keys" / "signing.key").chmod(0o644)
    settings.DEBUG = True

    code = main(["web"])

    told = capsys.readouterr()
    assert (code, became, told.out) == (1, [], "")
    assert told.err.splitlines()[0] == "netral web: pintu tetap tertutup."
    assert f"Jalankan: chmod 600 {home / 'keys' / 'signing.key'} (netral.E001)" in told.err
    assert "(netral.E005)" in told.err
    assert "security.W" not in told.err


def test_web_in_order_becomes_gunicorn_without_an_access_log(
    home: Path, became: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["web", "--bind", "127.0.0.1:8123", "--workers", "3"])

    [arguments] = became
    assert arguments[1:4] == ["-m", "gunicorn", "netral.config.wsgi:application"]
    assert arguments[arguments.index("--bind") :][:2] == ["--bind", "127.0.0.1:8123"]
    assert arguments[arguments.index("--workers") :][:2] == ["--workers", "3"]
    assert not any("access" in argument for argument in arguments)
    # Its warnings say from which address a malformed request came.
    assert arguments[arguments.index("--log-level") :][:2] == ["--log-level", "error"]
    # A header of a request says nothing about where the application is mounted.
    assert arguments[arguments.index("--forwarder-headers") :][:2] == ["--forwarder-headers", ""]
    assert capsys.readouterr().err == ""


def test_every_reason_has_a_remedy(home: Path, settings: Any) -> None:
    settings.DEBUG, settings.SECRET_KEY = True, NO_SECRET
    settings.TSA_URL, settings.TSA_ROOTS = "https://tsa.contoh.id/", home / "tidak-ada.pem"
    settings.WHATSAPP = "cloud"
    (home / "secret_key").chmod(0o644)
    (home / "k.key").write_bytes((home.parent / "kustodian.key").read_bytes())
    (home / "keys" / "receipt.key").unlink()
    (home / "keys" / "signing.pub").write_text("")
    (settings.STATIC_ROOT / "staticfiles.json").unlink()

    found = checks.reasons_to_stay_closed()

    assert {reason.id for reason in found} == {f"netral.E{number:03}" for number in range(1, 11) if number != 9}
    assert all(reason.hint for reason in found)


def reasons_about_whatsapp() -> list[str]:
    return [str(message.msg) for message in checks.short_messages_can_go_out(None)]


def test_short_messages_go_out_whole_or_not_at_all(settings: Any) -> None:
    assert reasons_about_whatsapp() == []

    settings.WHATSAPP = "merpati"
    assert reasons_about_whatsapp() == ["NETRAL_WHATSAPP berisi 'merpati'."]
    settings.WHATSAPP = "berkas"
    assert reasons_about_whatsapp() == []

    settings.WHATSAPP, settings.WHATSAPP_URL = "cloud", "http://gerbang.example/v1"
    [told] = reasons_about_whatsapp()
    for name in ("NETRAL_WHATSAPP_TOKEN", "NETRAL_WHATSAPP_SECRET", "NETRAL_WHATSAPP_VERIFY", "NETRAL_WHATSAPP_URL"):
        assert name in told
    settings.WHATSAPP_URL, settings.WHATSAPP_TOKEN = "https://gerbang.example/v1", "t"
    settings.WHATSAPP_SECRET, settings.WHATSAPP_VERIFY = "s", "v"
    assert reasons_about_whatsapp() == []
