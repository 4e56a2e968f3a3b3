"""Questions about issued documents."""

import hashlib
from collections import Counter
from typing import Any

from django.core.files.base import File
from django.db.models import QuerySet

from netral.documents import binding, storing
from netral.documents.models import Document
from netral.documents.sheets import Enclosure
from netral.lib.dates import local_day
from netral.lib.encrypted_files import Damaged
from netral.lib.files import measure
from netral.lib.rewriting import counted_files

LARGEST_COMPARED = 25_000_000  # bytes; our letters have a few dozen thousand


def documents_of(reference: str) -> QuerySet[Document]:
    """The documents of one subject, in the order they were issued."""
    return Document.objects.filter(subject=reference).select_related("office").order_by("pk")


def document_by_token(token: str) -> Document | None:
    """The document a token belongs to; spaces, dashes and capitals do not matter."""
    plain = "".join(letter for letter in token.lower() if letter.isalnum())
    return Document.objects.filter(token=plain).select_related("office").first()


def same_file(document: Document, upload: "File[Any]") -> bool:
    """Whether a file is, byte for byte, what was issued. Raises TooLarge; nothing of the file is kept."""
    return measure(upload, largest=LARGEST_COMPARED)[0] == document.sha256


def enclosed(document: Document) -> Enclosure | None:
    """A letter as it was issued, to be bound into a file; None where it is gone or no longer what was issued."""
    try:
        with document.opened() as file:
            pdf = file.read()
    except (FileNotFoundError, Damaged):
        return None
    if hashlib.sha256(pdf).hexdigest() != document.sha256:
        return None
    issued = local_day(document.issued_at, document.office.zone)
    return Enclosure(
        number=document.number,
        kind=str(document.get_kind_display()),
        issued=issued,
        sha256=document.sha256,
        pages=binding.pages_of(pdf),
        pdf=pdf,
    )


def files_under() -> Counter[str]:
    """Key id → how many letters that key of the house sealed."""
    return counted_files(Document.objects.all(), storing.FILES)


def check(document: Document) -> bool:
    """Whether the stored file is still the one that was issued. A missing or damaged file is not."""
    try:
        with document.opened() as file:
            return hashlib.sha256(file.read()).hexdigest() == document.sha256
    except (FileNotFoundError, Damaged):
        return False
