"""A tus client as small as can be, for tests."""

import base64
import hashlib
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.evidence.builders import SAMPLES

VERSION = {"Tus-Resumable": "1.0.0"}
PIECE = "application/offset+octet-stream"


def film(size: int = 200_000, seed: int = 0) -> bytes:
    """A film as far as its first bytes tell, and different for every seed."""
    head = SAMPLES["mp4"][0]
    return head + bytes((number * 31 + seed) % 256 for number in range(size - len(head)))


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def metadata(**values: str) -> str:
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in values.items())


def begin(client: Client, length: int, *, headers: dict[str, str] | None = None, **values: str) -> HttpResponse:
    more = {"Upload-Length": str(length), "Upload-Metadata": metadata(**values)} if values else {}
    return client.post("/unggah/", headers={**VERSION, "Upload-Length": str(length), **more, **(headers or {})})  # type: ignore[return-value]


def path(answer: HttpResponse) -> str:
    return "/unggah/" + answer["Location"].rstrip("/").rpartition("/")[2] + "/"


def patch(client: Client, where: str, offset: int, content: bytes, **headers: str) -> Any:
    known = {**VERSION, "Upload-Offset": str(offset), **headers}
    return client.patch(where, content, content_type=PIECE, headers=known, CONTENT_TYPE=PIECE)  # also of nothing


def stands_at(client: Client, where: str) -> int:
    return int(client.head(where, headers=VERSION)["Upload-Offset"])
