"""Asks ClamAV about a file, over its own protocol (INSTREAM), on a unix socket or TCP."""

import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

SECONDS = 60.0  # without an answer
LONGEST_ANSWER = 4096


class ScannerAway(Exception):  # noqa: N818 - reads as what was found
    """No answer, or none that says clean or infected: nobody knows what is in the file."""


def infected(place: str, blocks: Iterable[bytes]) -> bool:
    """Whether the scanner at `unix:/path` or `tcp://host:port` finds something in these bytes."""
    try:
        with _connected(place) as scanner:
            scanner.sendall(b"zINSTREAM\0")
            for block in blocks:
                scanner.sendall(len(block).to_bytes(4, "big") + block)
            scanner.sendall(bytes(4))
            answer = _answer(scanner)
    except OSError as problem:
        raise ScannerAway(str(problem)) from problem
    if answer.endswith("FOUND"):
        return True
    if answer.endswith("OK"):
        return False
    raise ScannerAway(answer)


def _connected(place: str) -> socket.socket:
    if place.startswith("unix:"):
        scanner = socket.socket(socket.AF_UNIX)
        scanner.settimeout(SECONDS)
        try:
            scanner.connect(place.removeprefix("unix:"))
        except OSError:
            scanner.close()
            raise
        return scanner
    address = urlsplit(place)
    return socket.create_connection((address.hostname, address.port or 3310), timeout=SECONDS)


def _answer(scanner: socket.socket) -> str:
    found = b""
    while not found.endswith(b"\0") and len(found) < LONGEST_ANSWER:
        part = scanner.recv(LONGEST_ANSWER)
        if not part:
            break
        found += part
    return found.rstrip(b"\0\n").decode(errors="replace")
