"""What must hold before this house opens its doors to the public; `netral web` refuses to start otherwise.

`manage.py check --deploy` shows the same, with Django's own warnings beside them.
"""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin
from django.core.checks import ERROR, CheckMessage, Error, Tags, register, run_checks
from django.core.files.storage import storages
from nacl.encoding import HexEncoder
from nacl.exceptions import CryptoError
from nacl.public import PublicKey

from netral.audit import stamps
from netral.audit.stamping import NoStamp
from netral.intake import vault
from netral.intake.states import WrongKey
from netral.lib import at_rest, signing
from netral.lib.signing import NoSigningKey
from netral.notices import gateways

PRIVATE = (signing.PRIVATE, vault.RECEIPT_FILE, at_rest.RING_FILE)
NEEDED = (*PRIVATE, signing.PUBLIC, vault.PUBLIC_FILE)
RECEIPT_SECRET = 32  # bytes
# A key's file → whether it can do its work.
USABLE: dict[str, Callable[[Path], bool]] = {
    signing.PRIVATE: lambda path: bool(signing.SigningKey.load(path.parent)),
    signing.PUBLIC: lambda path: bool(signing.read_public_key(path)["public_key"]),
    at_rest.RING_FILE: lambda path: {key.id for key in at_rest.ring(path.parent)} >= set(at_rest.names(path.parent)),
    vault.RECEIPT_FILE: lambda path: len(bytes.fromhex(path.read_text().strip())) >= RECEIPT_SECRET,
    vault.PUBLIC_FILE: lambda path: bool(PublicKey(path.read_text().strip().encode(), HexEncoder)),
}
LONGEST_KEY = 300  # bytes: a key under a passphrase, in hexadecimal digits


def reasons_to_stay_closed() -> list[CheckMessage]:
    """What forbids opening the doors. Warnings are for whoever asks `manage.py check --deploy`."""
    found = run_checks(tags=[Tags.security], include_deployment_checks=True)
    return [message for message in found if message.level >= ERROR and not message.is_silenced()]


@register(Tags.security, deploy=True)
def keys_are_here(app_configs: Any, **kwargs: Any) -> Iterator[CheckMessage]:
    """Without its keys the house can neither seal a name nor sign a receipt nor read what it was told."""
    missing = [name for name in NEEDED if not (settings.KEYS_DIR / name).is_file()]
    if missing:
        yield Error(
            f"Kunci {', '.join(missing)} tidak ada di {settings.KEYS_DIR}.",
            hint="Baru dipasang: jalankan netral init. Sesudah netral restore: letakkan kunci yang Anda simpan.",
            id="netral.E003",
        )


@register(Tags.security, deploy=True)
def keys_are_whole(app_configs: Any, **kwargs: Any) -> Iterator[CheckMessage]:
    """A damaged key fails every report; an empty one would make receipts that anybody can guess.

    So does the key ring of another house: every key that `at_rest.pub` names must be on the ring.
    """
    damaged = [
        name
        for name, usable in USABLE.items()
        if (path := settings.KEYS_DIR / name).is_file() and not _is(usable, path)
    ]
    if damaged:
        yield Error(
            f"Kunci {', '.join(damaged)} di {settings.KEYS_DIR} rusak.",
            hint="Letakkan lagi kunci yang Anda simpan.",
            id="netral.E007",
        )


def _is(usable: Callable[[Path], bool], path: Path) -> bool:
    try:
        return usable(path)
    except (ValueError, KeyError, CryptoError, NoSigningKey, at_rest.KeyMissing):
        return False


@register(Tags.security, deploy=True)
def keys_are_private(app_configs: Any, **kwargs: Any) -> Iterator[CheckMessage]:
    """Private keys and the secret belong to their owner alone."""
    private = [*(settings.KEYS_DIR / name for name in PRIVATE), settings.HOME / "secret_key"]
    loose = [path for path in private if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
    if loose:
        yield Error(
            f"{', '.join(path.name for path in loose)} terbaca oleh akun lain di server ini.",
            hint=f"Jalankan: chmod 600 {' '.join(map(str, loose))}",
            id="netral.E001",
        )


@register(Tags.security, deploy=True)
def custodian_key_is_away(app_configs: Any, **kwargs: Any) -> Iterator[CheckMessage]:
    """Outside the demo the custodian's private key has no business on the web server, whatever its file is called."""
    places = [] if settings.DEMO else [settings.HOME, settings.KEYS_DIR]
    found = [path for place in places for path in sorted(place.glob("*")) if _opens_seals(path)]
    if found:
        yield Error(
            f"Kunci rahasia kustodian ({', '.join(path.name for path in found)}) masih ada di server ini.",
            hint="Pindahkan ke tempat kustodian menyimpannya, lalu hapus dari sini.",
            id="netral.E002",
        )


def _opens_seals(path: Path) -> bool:
    """Whether this is the other half of a custodian's key of this house, or one under a passphrase."""
    if not path.is_file() or path.stat().st_size > LONGEST_KEY or not (settings.KEYS_DIR / vault.PUBLIC_FILE).is_file():
        return False
    try:
        text = path.read_text()
        if text.startswith(vault.PROTECTED):
            return True
        return vault.key_id(vault.parse_private_key(text).public_key) in vault.known_key_ids()
    except (WrongKey, CryptoError, ValueError, OSError):  # something else, or for other eyes
        return False


@register(Tags.security, deploy=True)
def secrets_are_secret(app_configs: Any, **kwargs: Any) -> Iterator[CheckMessage]:
    """Sessions signed with a secret everybody can read in the code open every account."""
    if settings.SECRET_KEY == settings.NO_SECRET:
        yield Error(
            f"Rahasia server tidak ada: {settings.HOME / 'secret_key'}.",
            hint="Jalankan netral init, kembalikan berkas itu dari simpanan, atau isi NETRAL_SECRET_KEY.",
            id="netral.E004",
        )


@register(Tags.security, deploy=True)
def nothing_is_shown_inside_out(app_configs: Any, **kwargs: Any) -> Iterator[CheckMessage]:
    """A page that shows the code and its values after an error shows what reporters wrote."""
    if settings.DEBUG:
        yield Error("NETRAL_DEBUG menyala.", hint="Kosongkan; itu hanya untuk pengembang.", id="netral.E005")


@register(Tags.security, deploy=True)
def files_of_pages_are_collected(app_configs: Any, **kwargs: Any) -> Iterator[CheckMessage]:
    """Every page asks for its style; one that was never collected, or not since the last version, fails them all."""
    store = storages.create_storage(settings.STORAGES["staticfiles"])
    if not isinstance(store, ManifestFilesMixin):
        return
    missing = [name for finder in get_finders() for name, _ in finder.list([]) if name not in store.hashed_files]
    if missing:
        yield Error(
            f"{len(missing)} berkas halaman belum ada di {settings.STATIC_ROOT}, misalnya {missing[0]}.",
            hint="Jalankan: python manage.py collectstatic --noinput",
            id="netral.E006",
        )


@register(Tags.security, deploy=True)
def time_stamps_can_be_trusted(app_configs: Any, **kwargs: Any) -> Iterator[CheckMessage]:
    """An authority nobody can check is no witness."""
    try:
        stamps.authority()
    except NoStamp as problem:
        yield Error(
            f"Otoritas stempel waktu dipakai, tetapi sertifikat akarnya tidak terbaca. {problem}",
            hint="Isi NETRAL_TSA_ROOTS dengan berkas PEM sertifikat akar, atau kosongkan NETRAL_TSA_URL.",
            id="netral.E008",
        )


@register(Tags.security, deploy=True)
def short_messages_can_go_out(app_configs: Any, **kwargs: Any) -> Iterator[CheckMessage]:
    """Half a gateway takes numbers from people and tells them nothing; one without TLS shows them to everybody."""
    if settings.WHATSAPP not in gateways.CHOICES:
        yield Error(
            f"NETRAL_WHATSAPP berisi {settings.WHATSAPP!r}.",
            hint=f"Pilih satu dari: {', '.join(gateways.CHOICES)}.",
            id="netral.E009",
        )
    if settings.WHATSAPP == gateways.CLOUD and (missing := _missing_of_gateway()):
        yield Error(
            f"Gerbang WhatsApp dipakai, tetapi {', '.join(missing)} kosong atau bukan https.",
            hint="Isi semuanya, atau kosongkan NETRAL_WHATSAPP.",
            id="netral.E010",
        )


def _missing_of_gateway() -> list[str]:
    named = {
        "NETRAL_WHATSAPP_TOKEN": settings.WHATSAPP_TOKEN,
        "NETRAL_WHATSAPP_SECRET": settings.WHATSAPP_SECRET,
        "NETRAL_WHATSAPP_VERIFY": settings.WHATSAPP_VERIFY,
        "NETRAL_WHATSAPP_URL": settings.WHATSAPP_URL.startswith("https://"),
    }
    return [name for name, value in named.items() if not value]
