"""Time-stamps of an outside authority (RFC 3161): a second witness that something existed at a moment.

`ask` goes to the authority over HTTP and believes nothing it answers until the answer was verified: signed under the
trusted root, over our bytes, with our nonce. `moment_of` verifies a stored answer, offline and years later.
"""

import hashlib
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from datetime import datetime
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from netral.audit.proving import Finding

QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
SHA256 = x509.ObjectIdentifier("2.16.840.1.101.3.4.2.1")
LARGEST = 64 * 1024  # bytes of an answer; real ones have three to eight thousand
PIECE = 4096


class NoStamp(Exception):  # noqa: N818 - named for what is missing
    """No time-stamp to rely on; the message (Indonesian) says why."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """The authority is where the operator said it is."""

    def redirect_request(self, *_: object) -> None:
        return None


def trusted_roots(path: Path) -> list[x509.Certificate]:
    """The certificates of a PEM file; NoStamp if there is none to read."""
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as problem:
        raise NoStamp(f"{path}: bukan berkas sertifikat PEM ({type(problem).__name__}).") from problem


def ask(data: bytes, *, url: str, roots: Sequence[x509.Certificate], timeout: float) -> tuple[bytes, datetime]:
    """A verified answer of the authority over these bytes, and the moment it vouches for.

    Takes no longer than about twice `timeout` seconds. NoStamp for silence, refusals, and answers that do not verify.
    """
    request = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build()
    answer = _post(url, request.as_bytes(), timeout)
    return answer, _verified(answer, data, roots, request)


def moment_of(answer: bytes, data: bytes, roots: Sequence[x509.Certificate]) -> datetime:
    """The moment a stored answer vouches for these bytes; NoStamp if it does not."""
    return _verified(answer, data, roots, None)


def check_stamp(answer: bytes, forms: Sequence[bytes], roots: Sequence[x509.Certificate]) -> Finding:
    """Whether an answer vouches for one of several forms of the same proof (`proving.stamped_forms`)."""
    try:
        imprint = _imprint(_decoded(answer))
        data = next((form for form in forms if hashlib.sha256(form).digest() == imprint), forms[0])
        moment = moment_of(answer, data, roots)
    except NoStamp as problem:
        return Finding("stamp", False, f"Tidak cocok: {problem}")
    return Finding("stamp", True, f"Cocok: stempel waktu otoritas luar menyatakan isi ini sudah ada pada {moment}.")


def _verified(
    answer: bytes, data: bytes, roots: Sequence[x509.Certificate], request: TimeStampRequest | None
) -> datetime:
    decoded = _decoded(answer)
    verifier = VerifierBuilder(roots=list(roots), nonce=request.nonce if request else None).build()
    try:
        if _imprint(decoded) != hashlib.sha256(data).digest():
            raise NoStamp("Stempel waktu itu untuk isi yang lain.")
        verifier.verify(decoded, hashlib.sha256(data).digest())
    except (VerificationError, ValueError) as problem:
        raise NoStamp(f"Stempel waktu tidak dapat dipercaya: {problem}") from problem
    return decoded.tst_info.gen_time


def _decoded(answer: bytes) -> TimeStampResponse:
    try:
        return decode_timestamp_response(answer)
    except ValueError as problem:
        raise NoStamp("Bukan jawaban stempel waktu RFC 3161.") from problem


def _imprint(answer: TimeStampResponse) -> bytes:
    """The SHA-256 an answer is about; nothing for refusals and other kinds of hashes."""
    try:
        imprint = answer.tst_info.message_imprint
    except ValueError as problem:
        raise NoStamp(f"Otoritas stempel waktu menolak (status {answer.status}).") from problem
    return imprint.message if imprint.hash_algorithm == SHA256 else b""


def _post(url: str, body: bytes, timeout: float) -> bytes:
    if urlsplit(url).scheme not in {"http", "https"}:
        raise NoStamp("Alamat otoritas stempel waktu harus diawali http:// atau https://.")
    request = urllib.request.Request(url, body, {"Content-Type": QUERY, "Accept": REPLY})  # noqa: S310 - looked at
    opener = urllib.request.build_opener(_NoRedirects)
    try:
        with opener.open(request, timeout=timeout) as answer:
            return _read(answer, give_up=time.monotonic() + timeout)
    except urllib.error.HTTPError as problem:
        raise NoStamp(f"Otoritas stempel waktu menjawab {problem.code}.") from problem
    except (OSError, HTTPException) as problem:
        raise NoStamp(f"Otoritas stempel waktu tidak terjangkau ({type(problem).__name__}).") from problem


def _read(answer: HTTPResponse, *, give_up: float) -> bytes:
    """The whole answer; an authority that drips or floods is treated as away."""
    content = b""
    while piece := answer.read1(PIECE):
        content += piece
        if len(content) > LARGEST or time.monotonic() > give_up:
            raise NoStamp("Otoritas stempel waktu menjawab terlalu lama atau terlalu panjang.")
    return content
