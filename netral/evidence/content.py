"""A file on its way to becoming an exhibit."""

from dataclasses import dataclass
from typing import Any

from django.core.files.base import File


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
