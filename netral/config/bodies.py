"""The body of a request: all of it, or none."""

import io
from typing import Protocol

from django.core.exceptions import BadRequest


class Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


class WholeBody(io.RawIOBase):
    """A body of `length` bytes; reading it raises BadRequest where the sender went away before its end.

    Without this, half a report from a phone that lost its network would be stored, with half a photo, and its sender
    would hear that the report was sent already when trying again.
    """

    def __init__(self, stream: Stream, length: int) -> None:
        self.stream, self.left = stream, length

    def read(self, size: int = -1) -> bytes:
        asked = self.left if size < 0 else min(size, self.left)
        block = self.stream.read(asked)
        self.left -= len(block)
        if len(block) < asked:
            raise BadRequest("the sender went away in the middle of a request")
        return block
