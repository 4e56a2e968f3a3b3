"""The photos inside a paper: each is a file of its own, with its own place, time and device. Knows no Django.

What cannot be looked into counts as telling: the whole copy is given up then, and a person decides.
"""

import re
from typing import Any

import pikepdf

from netral.evidence.positions import NotUnderstood, without_position

PHOTO = "/DCTDecode"
# How anything else may be packed: these ways carry nothing beside the content. JPEG 2000 and JBIG2 have room for more.
PLAIN = frozenset(
    {"/FlateDecode", "/LZWDecode", "/ASCIIHexDecode", "/ASCII85Decode", "/RunLengthDecode", "/CCITTFaxDecode"}
    | {"/Fl", "/LZW", "/AHx", "/A85", "/RL", "/CCF"}
)
# A photo standing between the drawing commands of a page, however its name is spelled.
_INLINE_PHOTO = re.compile(rb"/(?:D|#44)(?:C|#43)(?:T|#54)")


class NotClean(Exception):  # noqa: N818 - reads as what was found
    """Something in the paper that nothing can be taken out of."""


def clean_streams(pdf: pikepdf.Pdf) -> None:
    """Take out of every photo in a paper what it tells beside its picture. NotClean where that cannot be known."""
    for each in [found for found in pdf.objects if isinstance(found, pikepdf.Stream)]:
        _clean(pdf, each)


def _clean(pdf: pikepdf.Pdf, stream: Any) -> None:
    filters, options = _list(stream.get("/Filter")), _list(stream.get("/DecodeParms"))
    if "/F" in stream:
        raise NotClean("a stream that stands in another file")
    names = [str(each) for each in filters]
    around = names[:-1] if names and names[-1] == PHOTO else names
    if unknown := [name for name in around if name not in PLAIN]:
        raise NotClean(f"a stream packed as {unknown[0]}")
    if around != names:
        _clean_photo(pdf, stream, filters, options)
    elif str(stream.get("/Subtype", "")) != "/Image" and _INLINE_PHOTO.search(stream.read_bytes()):
        raise NotClean("a photo between drawing commands")


def _clean_photo(pdf: pikepdf.Pdf, stream: Any, filters: list[Any], options: list[Any]) -> None:
    photo, last = stream.read_raw_bytes(), options[len(filters) - 1 :]
    if filters[1:]:
        unpacked = pikepdf.Stream(pdf, photo, Filter=pikepdf.Array(filters[:-1]))
        if options:
            unpacked.DecodeParms = pikepdf.Array(options[: len(filters) - 1])
        photo = unpacked.read_bytes()
    try:
        clean = without_position(photo, "image/jpeg")
    except NotUnderstood:
        raise NotClean("a photo nobody can read") from None
    stream.write(clean, filter=pikepdf.Name(PHOTO), decode_parms=last[0] if last else None)


def _list(found: Any) -> list[Any]:
    """One, many or none: all are written in papers."""
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]
