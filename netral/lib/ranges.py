"""Parts of a file asked for over HTTP: one range of bytes (RFC 9110, chapter 14)."""

import re

_ONE = re.compile(r"bytes=\s*(\d{0,19})\s*-\s*(\d{0,19})\s*", re.ASCII)


class NotSatisfiable(Exception):  # noqa: N818 - the name of the answer: 416
    """The range begins after the end."""


def one_range(header: str, size: int) -> tuple[int, int] | None:
    """(first byte, how many) of the part asked for, or None for the whole.

    Whatever is no single range of bytes is not asked for, as the standard has it: the whole is always a right answer.
    """
    found = _ONE.fullmatch(header)
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        length = min(int(last), size)
        if not length:
            raise NotSatisfiable
        return size - length, length
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise NotSatisfiable
    return int(first), min(int(last) + 1 if last else size, size) - int(first)
