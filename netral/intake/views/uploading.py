"""Files in pieces over tus 1.0 (https://tus.io), at /unggah/: the headers are read here, the rest is evidence's.

No page and no form: a site elsewhere cannot set `Tus-Resumable` on a request in somebody's name, so no token is asked.
"""

import base64
import re
from binascii import Error as NotBase64
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from netral.evidence import actions as evidence
from netral.evidence import queries
from netral.evidence.content import ALGORITHMS, Announced, Checksum
from netral.evidence.models import Upload
from netral.evidence.states import EvidenceRefused, UploadGone
from netral.intake.senders import Sender, may_go_on, sender_of
from netral.intake.views.upload_refusals import REFUSED, Wrong, told

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,expiration,checksum,termination"
PIECE = "application/offset+octet-stream"
BLOCK = 65_536
SHA256 = re.compile(r"[0-9a-f]{64}")
Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


def tus(view: View[Rest]) -> View[Rest]:
    """Every answer says which protocol it speaks, and every refusal what to do, in the API's own shape."""

    @csrf_exempt
    @never_cache
    @wraps(view)
    def door(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        try:
            _check_version(request)
            answer = view(request, *args, **kwargs)
        except REFUSED as problem:
            answer = told(problem)
        answer["Tus-Resumable"] = VERSION
        answer["X-Content-Type-Options"] = "nosniff"
        return answer

    return door


def _check_version(request: HttpRequest) -> None:
    """412 for another version. Whoever only looks, without the protocol, is told which methods there are."""
    if request.method == "OPTIONS" or request.headers.get("Tus-Resumable") == VERSION:
        return
    if request.method == "GET":
        raise Wrong(405, "", _("Alamat ini hanya menerima unggahan."), "metode")
    raise Wrong(412, "Tus-Resumable", _("Kirim Tus-Resumable: 1.0.0."), "versi_tidak_dikenal")


@tus
def uploads(request: HttpRequest) -> HttpResponse:
    """What is spoken here (OPTIONS), and a new upload (POST), with its first piece if it comes along."""
    if request.method == "OPTIONS":
        return _spoken()
    if request.method != "POST":
        raise Wrong(405, "", _("Alamat ini hanya menerima unggahan."), "metode")
    now, metadata = timezone.now(), metadata_of(request.headers.get("Upload-Metadata", ""))
    sender = sender_of(request, metadata, at=now)
    announced = _announced(request, metadata, sender)
    if sender.draft and not (announced.sha256 or announced.light_of):
        raise Wrong(400, "Upload-Metadata.sha256", _("Berkas draf dikirim dengan sidiknya."))
    upload = evidence.begin(sender.owner, announced, at=now, acting=sender.acting, account=sender.account)
    sender.announce(upload, at=now)
    answer = HttpResponse(status=201)
    answer["Location"] = request.build_absolute_uri(reverse("intake:upload", args=[upload.key]))
    answer["Upload-Expires"] = http_date(upload.expires_at.timestamp())
    if request.content_type == PIECE and _number(request, "Content-Length", "0"):
        answer["Upload-Offset"] = str(_received(request, upload, 0, sender, now))
    return answer


def _spoken() -> HttpResponse:
    answer = HttpResponse(status=204)
    answer["Tus-Version"], answer["Tus-Extension"] = VERSION, EXTENSIONS
    answer["Tus-Max-Size"] = str(settings.EVIDENCE_LARGEST_STAFF)
    answer["Tus-Checksum-Algorithm"] = ",".join(ALGORITHMS)
    return answer


def _announced(request: HttpRequest, metadata: dict[str, str], sender: Sender) -> Announced:
    return Announced(
        length=_number(request, "Upload-Length"),
        largest=sender.largest,
        filename=metadata.get("filename", ""),
        sha256=_sha256(metadata, "sha256"),
        light_of=_sha256(metadata, "ringan"),
    )


def _sha256(metadata: dict[str, str], name: str) -> str:
    given = metadata.get(name, "").strip().lower()
    if given and not SHA256.fullmatch(given):
        raise Wrong(400, f"Upload-Metadata.{name}", _("SHA-256 ditulis dengan 64 angka heksadesimal."))
    return given


@tus
def upload(request: HttpRequest, key: str) -> HttpResponse:
    """One upload: where it stands (HEAD), its next piece (PATCH), or its end (DELETE)."""
    method = request.headers.get("X-HTTP-Method-Override", request.method or "") if request.method == "POST" else ""
    match method or request.method:
        case "OPTIONS":
            return _spoken()
        case "GET" | "HEAD":
            return _where(_found(request, key))
        case "PATCH":
            return _next(request, _found(request, key))
        case "DELETE":
            evidence.terminate(_found(request, key))
            return HttpResponse(status=204)
    raise Wrong(405, "", _("Alamat ini hanya menerima unggahan."), "metode")


def _found(request: HttpRequest, key: str) -> Upload:
    """The upload at this address. Its key is the permission, and an account's uploads ask for the account as well."""
    found = queries.upload_at(key)
    if found is None or not may_go_on(request, found):
        raise Http404
    if found.problem or found.expires_at <= timezone.now():
        raise UploadGone
    return found


def _where(found: Upload) -> HttpResponse:
    answer = HttpResponse(status=200)
    answer["Upload-Offset"], answer["Upload-Length"] = str(queries.offset(found)), str(found.length)
    answer["Upload-Expires"] = http_date(found.expires_at.timestamp())
    return answer


def _next(request: HttpRequest, found: Upload) -> HttpResponse:
    if request.content_type != PIECE:
        raise Wrong(415, "Content-Type", _("Kirim potongan sebagai %s.") % PIECE)
    offset = _number(request, "Upload-Offset")
    answer = HttpResponse(status=204)
    answer["Upload-Expires"] = http_date(found.expires_at.timestamp())
    answer["Upload-Offset"] = str(_received(request, found, offset, may_go_on(request, found), timezone.now()))
    return answer


def _received(request: HttpRequest, found: Upload, offset: int, sender: Sender | None, at: datetime) -> int:
    assert sender is not None  # noqa: S101 - whoever may not go on was sent away before
    if _number(request, "Content-Length", "0") > max(0, found.length - offset):
        raise Wrong(413, "Content-Length", _("Potongan ini lebih panjang dari sisa berkasnya."), "terlalu_besar")
    checksum = _checksum(request.headers.get("Upload-Checksum", ""))
    try:
        return evidence.receive(
            found, _blocks(request), offset=offset, at=at, checksum=checksum, acting=sender.acting
        ).offset
    except EvidenceRefused:
        sender.take_back(found, at=at)
        raise


def _blocks(request: HttpRequest) -> Iterator[bytes]:
    while block := request.read(BLOCK):
        yield block


def _checksum(header: str) -> Checksum | None:
    found = Checksum.of(header)
    if header and found is None:
        raise Wrong(400, "Upload-Checksum", _("Pakai sha256 atau sha1, lalu spasi dan nilainya dalam base64."))
    return found


def _number(request: HttpRequest, name: str, default: str = "") -> int:
    """A count of bytes from a header."""
    text = request.headers.get(name, default) or default
    if not (text.isascii() and text.isdecimal() and len(text) <= 15):  # noqa: PLR2004 - a thousand terabytes
        raise Wrong(400, name, _("%s harus berupa jumlah bita.") % name)
    return int(text)


def metadata_of(header: str) -> dict[str, str]:
    """Upload-Metadata: pairs of a key and a value in base64, between commas; a key may stand alone."""
    found: dict[str, str] = {}
    for pair in header.split(",") if header.strip() else []:
        name, _space, value = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value.strip(), validate=True).decode()
        except (NotBase64, ValueError):
            raise Wrong(400, "Upload-Metadata", _("Nilai “%s” bukan base64 dari teks UTF-8.") % name[:40]) from None
    return found
