"""What somebody wrote into a form while their session ended: back in the form once the same person has signed in.

The server keeps it sealed for half an hour under a key that only the browser holds, and reads it only for whoever was
signed in there. Files, passwords and keys are never kept.
"""

import json
import re
import secrets
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.crypto import salted_hmac
from nacl.exceptions import CryptoError
from nacl.secret import Aead

from netral.access.models import UnsentForm, User
from netral.ui.pages import NOT_SHOWN, typed

KEY, WRITER = "tulisan", "penulis"
LIVES = timedelta(minutes=30)
MOST = 400_000  # characters of all fields together
SECRET = re.compile("pass|sandi|kunci|kode", re.IGNORECASE)
OK = 200


def remember(request: HttpRequest, response: HttpResponseBase, user: User) -> None:
    """Let the browser know whose texts are written in it, for as long as its window is open."""
    mark = Signer(salt=WRITER).sign(mark_of(user))
    if request.COOKIES.get(WRITER) != mark:
        _set(response, WRITER, mark)


def mark_of(user: User) -> str:
    """Somebody as these rows and cookies know them: it names nobody to whoever reads them."""
    return salted_hmac("netral.access.unsent", user.key, algorithm="sha256").hexdigest()


def keep(request: HttpRequest, *, at: datetime) -> str:
    """Keep what was posted without a session: the key for the browser, or nothing where nothing is kept.

    One form a person, the newest. Only a browser in which somebody was signed in can leave something here.
    """
    owner, fields = _writer(request), kept_fields(request.POST)
    if not owner or not fields or not typed(request):
        return ""
    key = secrets.token_hex(32)
    body = {"page": page_of_form(request), "fields": fields, "files": bool(request.FILES)}
    sealed = _box(key).encrypt(json.dumps(body).encode(), owner.encode())
    row = {"locator": _locator(key), "sealed": bytes(sealed), "expires_at": at + LIVES}
    UnsentForm.objects.update_or_create(owner=owner, defaults=row)
    return key


def kept_fields(posted: QueryDict) -> dict[str, list[str]]:
    """Every field of a form; none where one of them is a secret, or where it is longer than any text of ours."""
    names = [name for name in posted if name != "csrfmiddlewaretoken"]
    if any(NOT_SHOWN.search(name) or SECRET.search(name) for name in names):
        return {}
    fields = {name: [str(value) for value in posted.getlist(name)] for name in names}
    return fields if sum(len(value) for values in fields.values() for value in values) <= MOST else {}


def page_of_form(request: HttpRequest) -> str:
    """Where the form stood: the page it was sent from, if it was one of ours, else where it was sent to."""
    try:
        came = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # no address at all
        return request.get_full_path()
    if came.netloc != request.get_host() or not re.match(r"/(?!/)", came.path):
        return request.get_full_path()
    return f"{came.path}?{came.query}" if came.query else came.path


def find(request: HttpRequest, user: User, *, at: datetime) -> None:
    """Put what waits for this person on this page at `request.unsent`; what is somebody else's is gone."""
    key = request.COOKIES.get(KEY, "")
    row = UnsentForm.objects.filter(locator=_locator(key)).first()
    if row is None or row.expires_at <= at or row.owner != mark_of(user):
        if row is not None:
            row.delete()
        request.unsent_over = True  # type: ignore[attr-defined]
        return
    body = _opened(key, row)
    if urlsplit(body["page"]).path == request.path:
        request.unsent = _as_posted(body["fields"])  # type: ignore[attr-defined]
        request.unsent_files = body["files"]  # type: ignore[attr-defined]


def settle(request: HttpRequest, response: HttpResponseBase) -> None:
    """Once a page showed it, the row is gone; a page that could not be shown leaves it for the next try."""
    if hasattr(request, "unsent") and response.status_code == OK:
        UnsentForm.objects.filter(locator=_locator(request.COOKIES[KEY])).delete()
        request.unsent_over = True  # type: ignore[attr-defined]
    if hasattr(request, "unsent_over"):
        response.delete_cookie(KEY, path="/", samesite="Strict")


def hand(response: HttpResponseBase, key: str) -> None:
    """Give the browser the key; the server forgets it with this answer."""
    _set(response, KEY, key)


def forget_expired(*, at: datetime) -> int:
    """How many nobody came back for."""
    return UnsentForm.objects.filter(expires_at__lte=at).delete()[0]


def _writer(request: HttpRequest) -> str:
    """Whose texts this browser writes; empty for a browser that does not say, or says it without our signature."""
    try:
        return Signer(salt=WRITER).unsign(request.COOKIES.get(WRITER, ""))
    except BadSignature:
        return ""


def _opened(key: str, row: UnsentForm) -> dict[str, Any]:
    try:
        plain = _box(key).decrypt(bytes(row.sealed), row.owner.encode())
    except CryptoError:
        return {"page": "", "fields": {}, "files": False}
    found: dict[str, Any] = json.loads(plain)
    return found


def _as_posted(fields: dict[str, list[str]]) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, values in fields.items():
        found.setlist(name, values)
    return found


def _set(response: HttpResponseBase, name: str, value: str) -> None:
    cookie = {"httponly": True, "samesite": "Strict", "secure": settings.SESSION_COOKIE_SECURE, "path": "/"}
    response.set_cookie(name, value, **cookie)


def _locator(key: str) -> str:
    return _derived(key, b"tulisan-nama").hex()


def _box(key: str) -> Aead:
    """XChaCha20-Poly1305; the owner is bound to it."""
    return Aead(_derived(key, b"tulisan-isi"))


def _derived(key: str, label: bytes) -> bytes:
    return blake2b(key.encode("utf-8", "replace"), person=label, digest_size=32).digest()
