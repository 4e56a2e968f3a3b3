"""The custodian's key, for a sitting: in memory while a request runs, and otherwise nowhere to be read.

The key lies encrypted in the custodian's session; what opens it is random and only in a cookie of the custodian's
browser. Neither a dump of the database nor the cookie alone is the key. Signing out, the button, half an hour: each
throws the session's half away. Names the custodian opened are shown again for some minutes from the same two halves.
"""

import base64
import binascii
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey
from nacl.secret import SecretBox

from netral.intake import vault
from netral.intake.content import Reporter
from netral.intake.house_rules import house_rule
from netral.intake.models import Laporan
from netral.intake.states import WrongKey

SITTING, OPENED, CODE = "sesi_kunci", "identitas_terbuka", "kode_baru"
COOKIE, COOKIE_PATH = "netral_sesi_kunci", "/kerja/identitas/"


@dataclass(frozen=True)
class Sitting:
    """A sitting that is under way."""

    private_key: PrivateKey
    key_id: str
    until: datetime

    def __repr__(self) -> str:
        return f"Sitting({self.key_id} until {self.until})"


def begin(session: SessionBase, private_key: PrivateKey, at: datetime) -> str:
    """Begin a sitting with a key of this house; what the cookie must hold. WrongKey for the key of another one."""
    name = vault.key_id(private_key.public_key)
    if name not in vault.known_key_ids():
        raise WrongKey("this private key belongs to no seal of this house")
    half = os.urandom(SecretBox.KEY_SIZE)
    end(session)
    until = at + house_rule("sitting").length
    session[SITTING] = {"key": _sealed(half, private_key.encode()), "id": name, "until": until.isoformat()}
    return base64.urlsafe_b64encode(half).decode()


def under_way(request: HttpRequest, at: datetime) -> Sitting | None:
    """The sitting of this browser and this session; None when either half is missing or its time is over."""
    kept, half = request.session.get(SITTING), _half(request)
    if not kept or half is None or datetime.fromisoformat(kept["until"]) <= at:
        return None
    private = _opened(half, kept["key"])
    return Sitting(PrivateKey(private), kept["id"], datetime.fromisoformat(kept["until"])) if private else None


def end(session: SessionBase) -> None:
    """Throw the session's half away, and every name that was open."""
    for name in (SITTING, OPENED, CODE):
        session.pop(name, None)


def set_cookie(response: HttpResponseBase, half: str) -> None:
    length = int(house_rule("sitting").length.total_seconds())
    response.set_cookie(
        COOKIE, half, max_age=length, path=COOKIE_PATH, secure=settings.SECURE, httponly=True, samesite="Strict"
    )


def remove_cookie(response: HttpResponseBase) -> None:
    response.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Strict")


def show(request: HttpRequest, laporan: Laporan, reporter: Reporter, at: datetime) -> None:
    """Let this browser read a name that was just opened, for some minutes."""
    _keep(request, OPENED, laporan, json.dumps(asdict(reporter)).encode(), at)


def shown(request: HttpRequest, laporan: Laporan, at: datetime) -> Reporter | None:
    """The name that this browser opened some minutes ago."""
    plain = _kept(request, OPENED, laporan, at)
    return Reporter(**json.loads(plain)) if plain else None


def show_code(request: HttpRequest, laporan: Laporan, code: str, at: datetime) -> None:
    """Let this browser read a new receipt code, for some minutes."""
    _keep(request, CODE, laporan, code.encode(), at)


def shown_code(request: HttpRequest, laporan: Laporan, at: datetime) -> str:
    return (_kept(request, CODE, laporan, at) or b"").decode()


def _keep(request: HttpRequest, name: str, laporan: Laporan, plain: bytes, at: datetime) -> None:
    half = _half(request)
    assert half is not None, "only within a sitting"  # noqa: S101 - the caller has just used it
    until = at + house_rule("shown").length
    request.session[name] = {"laporan": laporan.key, "text": _sealed(half, plain), "until": until.isoformat()}


def _kept(request: HttpRequest, name: str, laporan: Laporan, at: datetime) -> bytes | None:
    kept, half = request.session.get(name), _half(request)
    if not kept or half is None or kept["laporan"] != laporan.key or datetime.fromisoformat(kept["until"]) <= at:
        return None
    return _opened(half, kept["text"])


def _half(request: HttpRequest) -> bytes | None:
    try:
        half = base64.urlsafe_b64decode(request.COOKIES.get(COOKIE, ""))
    except (binascii.Error, ValueError):
        return None
    return half if len(half) == SecretBox.KEY_SIZE else None


def _sealed(half: bytes, plain: bytes) -> str:
    return base64.b64encode(SecretBox(half).encrypt(plain)).decode()


def _opened(half: bytes, sealed: str) -> bytes | None:
    """None when the cookie is not the other half."""
    try:
        return SecretBox(half).decrypt(base64.b64decode(sealed))
    except CryptoError:
        return None
