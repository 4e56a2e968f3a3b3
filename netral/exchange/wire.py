"""One request to a partner's house, ended in time whatever the other side does. Redirects are not followed."""

import http.client
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from netral.exchange.states import LARGEST_ANSWER, PULL_AT_ONCE, TIMEOUT

_PIECE = 16_384


class Unanswered(Exception):  # noqa: N818 - reads as what happened
    """Nobody answered, or not in time. Whether the message arrived, nobody knows."""

    @property
    def late(self) -> bool:
        """Whether it cost all the time there was, unlike a line that broke at once."""
        return self.args == (TimeoutError.__name__,)


@dataclass(frozen=True)
class Heard:
    """What came back: the status, the first bytes of the body, and the seconds of patience asked for."""

    status: int
    body: bytes
    patience: int = 0


def ask(
    method: str,
    address: str,
    body: bytes | None = None,
    *,
    headers: Mapping[str, str] | None = None,
    timeout: float = TIMEOUT,
    largest: int = LARGEST_ANSWER,
) -> Heard:
    """Send one request and read its answer; Unanswered for anything that is no answer within `timeout` seconds."""
    parts, ends = urlsplit(address), time.monotonic() + timeout
    connection = _connection(parts, timeout)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, path, body, {"Content-Type": "application/json", **(headers or {})})
        answer = connection.getresponse()
        return Heard(
            answer.status, _read(connection, answer, ends, largest), _seconds(answer.headers.get("Retry-After"))
        )
    except (OSError, http.client.HTTPException, ValueError) as problem:
        raise Unanswered(type(problem).__name__) from None
    finally:
        connection.close()


@dataclass(frozen=True)
class Pulled:
    """A file on its way in: the status, and its bytes as they come. Unanswered where the line is cut or too slow."""

    status: int
    blocks: Iterator[bytes]


@contextmanager
def pull(
    address: str, *, headers: Mapping[str, str], timeout: float = TIMEOUT, at_once: float = PULL_AT_ONCE
) -> Iterator[Pulled]:
    """Ask for a file. `timeout` seconds for each piece, `at_once` for all of them: the rest comes with the next try."""
    parts = urlsplit(address)
    connection = _connection(parts, timeout)
    try:
        connection.request("GET", parts.path, headers=dict(headers))
        answer = connection.getresponse()
        with closing(answer):
            yield Pulled(answer.status, _pieces(answer, time.monotonic() + at_once))
    except (OSError, http.client.HTTPException, ValueError) as problem:
        raise Unanswered(type(problem).__name__) from None
    finally:
        connection.close()


def _pieces(answer: http.client.HTTPResponse, ends: float) -> Iterator[bytes]:
    try:
        while piece := answer.read1(_PIECE):
            yield piece
            if time.monotonic() > ends:
                return
    except (OSError, http.client.HTTPException, ValueError) as problem:
        raise Unanswered(type(problem).__name__) from None


def _connection(parts: SplitResult, timeout: float) -> http.client.HTTPConnection:
    """Nobody answers at a port that cannot be: one such partner must not stop the round of all others."""
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError as problem:
        raise Unanswered(type(problem).__name__) from None
    if parts.scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=timeout, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=timeout)


def _read(connection: http.client.HTTPConnection, answer: http.client.HTTPResponse, ends: float, largest: int) -> bytes:
    """A side that sends one byte now and then must not keep the worker: every piece shortens what is left."""
    pieces: list[bytes] = []
    while sum(map(len, pieces)) <= largest:
        left = ends - time.monotonic()
        if left <= 0:  # no pause of the other side was too long, but all of them together
            raise TimeoutError
        if isinstance(connection.sock, socket.socket):
            with suppress(OSError):  # closed by the other side: what it sent is still read
                connection.sock.settimeout(left)
        piece = answer.read1(_PIECE)
        if not piece:
            return _whole(answer, b"".join(pieces))
        pieces.append(piece)
    raise ValueError("more than an answer may have")


def _whole(answer: http.client.HTTPResponse, body: bytes) -> bytes:
    """A line that was cut looks like an end; the length says whether it is one."""
    if answer.length:
        raise http.client.IncompleteRead(body, answer.length)
    return body


def _seconds(said: str | None) -> int:
    return int(said) if said and said.isascii() and said.isdigit() else 0
