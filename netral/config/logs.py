"""What a log line may not tell: secrets in addresses, and the values that something failed with."""

import logging
import re
import traceback
from collections.abc import Iterator
from types import TracebackType

from django.db import InterfaceError, OperationalError

# Invitations, password resets and links for one answer. Django logs the address of every request that failed.
SECRET_PART = re.compile(r"(/(?:akun/(?:undangan|sandi/baru)|tautan)/)[^/\s]+")
# Whoever knows the address of an upload may go on with it.
UPLOAD = re.compile(r"(/unggah/)[^/\s]+")
# Somebody in a hurry writes the code into the address; keys in addresses of ours are shorter.
RECEIPT_CODE = re.compile(r"(/)(?:[0-9A-Za-z]{4}(?:[-_+ ]|%20)?){4}(?=[/\s?]|$)")
# Where somebody came from, when a form is refused: the page before, with whatever stood in its address.
CAME_FROM = re.compile(r"(Referer checking failed - ).*?(?= does not match|$)")
QUERY = re.compile(r"(/[^\s?]*\?)\S+")
# What is out of order outside of us says so; its first line holds no value of anybody's.
OUTSIDE = (OperationalError, InterfaceError)

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class HidesSecrets(logging.Filter):
    """Blanks secrets in the text of a record and in its arguments; nothing is ever held back."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = hidden(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(hidden(argument) for argument in record.args)
        return True


def hidden(value: object) -> object:
    if not isinstance(value, str):
        return value
    for secret in (CAME_FROM, QUERY, UPLOAD, SECRET_PART, RECEIPT_CODE):
        value = secret.sub(r"\1…", value)
    return value


class TellsNoValues(logging.Formatter):
    """Says where in the code something failed and what kind of failure it was, never with which values.

    A message may repeat what somebody sent, and PostgreSQL adds the whole row it refused.
    """

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - the name is logging's
        return "".join(_told(ei[1])).rstrip("\n") if ei[1] else ""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler may have written it out
        told = super().format(record)
        record.exc_text = None
        return told


def _told(error: BaseException) -> Iterator[str]:
    """What led to it first, like Python writes it."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier:
        yield from _told(earlier)
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__module__}.{type(error).__qualname__}{_reason(error)}\n"


def _reason(error: BaseException) -> str:
    if isinstance(error, OUTSIDE):
        return f": {str(error).partition(chr(10))[0]}"
    return f": {error.strerror}" if isinstance(error, OSError) and error.strerror else ""
