"""Giving a document its number, issuing it, and handing it out."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Protocol

from django.core.files.base import ContentFile
from django.db import transaction
from django.http import FileResponse

from netral.access.states import Acting
from netral.audit.actions import record, sign_json, signing_key
from netral.documents import binding, storing
from netral.documents.content import Content, letter_number
from netral.documents.models import Document
from netral.documents.sheets import BerkasPerkara, CatatanTautan, FormulirLaporan
from netral.documents.states import ISSUED, Kind
from netral.documents.typesetting import Frame, typeset
from netral.lib import files, rewriting
from netral.lib.dates import local_day
from netral.lib.files import store
from netral.offices.models import Organisation
from netral.procedure.actions import next_number


class Named(Protocol):
    """Whatever a document is about: something with a name in the journal."""

    @property
    def reference(self) -> str: ...


def next_letter_number(kind: str, *, office: Organisation, at: datetime) -> str:
    """The next number of this kind of letter in an office and year; inside the transaction that issues it."""
    day = local_day(at, office.zone)
    return letter_number(kind, sequence=next_number(kind, office, day.year), office_code=office.code, day=day)


@transaction.atomic
def issue(
    content: Content,
    *,
    subject: Named,
    number: str,
    office: Organisation,
    acting: Acting,
    at: datetime,
    about: Sequence[str] = (),
) -> Document:
    """Typeset, store and journal a document. Its own chain `dokumen:<key>` is also about the subject."""
    document = Document(kind=content.KIND, number=number, subject=subject.reference, office=office, issued_at=at)
    pdf = typeset(content, Frame(office, number, at, token=document.token))
    document.sha256 = hashlib.sha256(pdf).hexdigest()
    document.file = store(storing.FOLDER, storing.content(ContentFile(pdf)))
    document.save()
    record(
        document.reference,
        ISSUED,
        actor=acting.reference,
        office=office.code,
        at=at,
        about=[subject.reference, *about],
        facts={"kind": str(content.KIND), "number": number},
        hashes=[document.sha256],
    )
    return document


def preview(content: Content, *, office: Organisation, at: datetime, number: str = "…") -> bytes:
    """The document as a draft marked KONSEP, without mark of authenticity. Nothing is stored."""
    return typeset(content, Frame(office, number, at))


def printed(paper: FormulirLaporan | CatatanTautan, *, office: Organisation, at: datetime, number: str) -> bytes:
    """A sheet of nobody's letters: to be completed by hand, or to be kept. Nothing is stored."""
    return typeset(paper, Frame(office, number, at))


def bound(paper: BerkasPerkara, *, office: Organisation, at: datetime, number: str) -> bytes:
    """A case file with its letters behind it, each under its own bookmark. Nothing is stored."""
    return binding.bind(typeset(paper, Frame(office, number, at)), paper.enclosures)


def signed_data(document: Document) -> dict[str, str]:
    """What the page for holders of a letter says, signed: a PDF can be checked against it without this house."""
    body = {
        "number": document.number,
        "kind": document.kind,
        "office": document.office.name,
        "issued": local_day(document.issued_at, document.office.zone).isoformat(),
        "sha256": document.sha256,
        "key_id": signing_key().key_id,
    }
    return {**body, "signature": sign_json(body)[1]}


def serve(document: Document) -> FileResponse:
    """The file for someone a policy has let in, shown in place: viewers do not run in a sandbox."""
    name = f"{document.number.replace('/', '-')}.pdf"
    return _guarded(FileResponse(document.opened(), filename=name, content_type="application/pdf"))


def hand_out(pdf: bytes, *, name: str) -> FileResponse:
    """The same for a PDF that was made just now and is kept nowhere."""
    return _guarded(FileResponse(BytesIO(pdf), filename=f"{name}.pdf", content_type="application/pdf"))


@transaction.atomic
def erase(subject_ref: str, *, kind: Kind) -> int:
    """Remove the bytes of the letters of one kind about a subject; how many. Number, day and fingerprint stay.

    The caller journals it. A rollback keeps the files: they go when the transaction has ended well.
    """
    letters = Document.objects.filter(subject=subject_ref, kind=kind).exclude(file="")
    names = list(letters.select_for_update().values_list("file", flat=True))
    erased = letters.update(file="")
    transaction.on_commit(lambda: files.remove(names))
    return erased


def reseal() -> Iterator[bool]:
    """Seal every letter again that an older key of the house sealed: whether it could be opened. Its bytes stay."""
    return rewriting.reseal(Document.objects.all(), storing.FILES, folder=storing.FOLDER)


def _guarded(response: FileResponse) -> FileResponse:
    response["Content-Security-Policy"] = "frame-ancestors 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
