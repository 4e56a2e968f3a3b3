"""What must hold before this house opens its doors to the public; `netral web` refuses to start otherwise."""

import stat
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

PRIVATE = ("signing.key", "receipt.key")


@register(Tags.security)
def keys_are_private(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Private keys belong to their owner alone."""
    loose = [
        path.name
        for path in (settings.KEYS_DIR / name for name in PRIVATE)
        if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ]
    return [
        Error(
            f"Kunci {', '.join(loose)} terbaca oleh akun lain di server ini.",
            hint=f"Jalankan: chmod 600 {settings.KEYS_DIR}/*.key",
            id="netral.E001",
        )
        for _ in loose[:1]
    ]


@register(Tags.security)
def custodian_key_is_away(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Outside the demo the custodian's private key has no business on the web server."""
    found = [path.name for path in settings.HOME.glob("kustodian*.key")] if not settings.DEMO else []
    return [
        Error(
            f"Kunci rahasia kustodian ({', '.join(found)}) masih ada di server ini.",
            hint="Pindahkan ke tempat kustodian menyimpannya, lalu hapus dari sini.",
            id="netral.E002",
        )
        for _ in found[:1]
    ]
