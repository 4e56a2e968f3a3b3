"""A file on its way to becoming an exhibit, whole or in pieces."""

import base64
import hashlib
from binascii import Error as NotBase64
from dataclasses import dataclass
from typing import Any

from django.core.files.base import File

from netral.evidence.states import WrongChecksum

# Of the checksums tus knows, those worth having.
ALGORITHMS = ("sha256", "sha1")


@dataclass(frozen=True)
class Original:
    """A file that may be kept, as measured.

    `name` says where its sealed bytes are stored, once they are; without `upload` and `name` it is a promise: hash and
    size as announced, the bytes still to come. `sent_as` is the upload it came through, and `filename` what its sender
    called it, where no `upload` says so.
    """

    upload: "File[Any] | None"
    media_type: str
    sha256: str
    size: int
    name: str = ""
    filename: str = ""
    sent_as: str = ""

    @property
    def promised(self) -> bool:
        return self.upload is None and not self.name

    @property
    def called(self) -> str:
        return self.filename or (self.upload.name if self.upload else "") or ""


@dataclass(frozen=True)
class Announced:
    """What a sender says of a file before its first byte. Sizes in bytes; `light_of` is the SHA-256 of an original."""

    length: int
    largest: int
    filename: str = ""
    sha256: str = ""
    light_of: str = ""


class Checksum:
    """The checksum a sender gave along with a piece (`Upload-Checksum`)."""

    def __init__(self, algorithm: str, expected: bytes) -> None:
        self._digest, self._expected = hashlib.new(algorithm, usedforsecurity=False), expected
        self.update = self._digest.update

    @classmethod
    def of(cls, header: str) -> "Checksum | None":
        """From `sha1 BASE64`; None for anything else."""
        algorithm, _space, value = header.partition(" ")
        if algorithm not in ALGORITHMS:
            return None
        try:
            return cls(algorithm, base64.b64decode(value, validate=True))
        except (NotBase64, ValueError):
            return None

    def check(self) -> None:
        if self._digest.digest() != self._expected:
            raise WrongChecksum


@dataclass(frozen=True)
class Box:
    """A part of a page to be blackened, in thousandths of its width and height, from the left and from the top."""

    page: int
    left: int
    top: int
    width: int
    height: int

    def as_list(self) -> list[int]:
        return [self.page, self.left, self.top, self.width, self.height]
