"""Letters bound in behind a file, page for page as they were issued. The same pages give the same bytes."""

import re
from collections.abc import Sequence
from io import BytesIO

import pikepdf

from netral.documents.sheets import Enclosure

# Bound pages keep their look and their text, but not the tags a screen reader goes by: the file says so of itself.
ACCESSIBLE = re.compile(rb"<pdfuaid:part>\d+</pdfuaid:part>")


def pages_of(pdf: bytes) -> int:
    """How many pages a letter has."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def bind(front: bytes, enclosures: Sequence[Enclosure]) -> bytes:
    """The pages of `front` and then those of each letter, with its bookmark under the last of `front`."""
    if not enclosures:
        return front
    file, places = BytesIO(), []
    with pikepdf.open(BytesIO(front)) as whole:
        for each in enclosures:
            places.append((f"{each.kind} {each.number}", len(whole.pages)))
            _append(whole, each.pdf)
        with whole.open_outline() as outline:
            marks = outline.root[-1].children
            marks.extend(pikepdf.OutlineItem(title, page) for title, page in places)
        _say_untagged(whole)
        whole.save(file, deterministic_id=True)
    return file.getvalue()


def _append(whole: pikepdf.Pdf, pdf: bytes) -> None:
    """Copies of the pages. Their place in the tags of their own letter would be somebody else's place here."""
    with pikepdf.open(BytesIO(pdf)) as letter:
        for page in letter.pages:
            for name in ("/StructParents", "/Tabs"):
                if name in page.obj:
                    del page.obj[name]
        whole.pages.extend(letter.pages)


def _say_untagged(whole: pikepdf.Pdf) -> None:
    told = whole.Root.Metadata
    told.write(ACCESSIBLE.sub(b"", told.read_bytes()))
