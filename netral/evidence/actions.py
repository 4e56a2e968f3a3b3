"""Keeping a file as evidence, and handing it out again without letting it do harm."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.http import FileResponse

from netral.access.states import REPORTER, Acting
from netral.audit.actions import record
from netral.evidence import policies
from netral.evidence.content import Original
from netral.evidence.models import Exhibit
from netral.evidence.states import EVIDENCE, EXTENSIONS, KEPT, LABELS, OTHER_LABEL, SHOWN_INLINE
from netral.lib import files

FOLDER = "bukti"


@contextmanager
def written(originals: Sequence[Original]) -> Iterator[list[Original]]:
    """Store the bytes of files before the transaction that keeps them; `keep` then writes rows only.

    The block is that transaction. When it fails, the files are removed.
    """
    with files.written(FOLDER, [original.upload for original in originals]) as names:
        yield [replace(original, name=name) for original, name in zip(originals, names, strict=True)]


def keep(
    subject_ref: str,
    upload: "File[Any] | Original",
    *,
    at: datetime,
    purpose: str = EVIDENCE,
    acting: Acting = REPORTER,
    office: str = "",
    about: Sequence[str] = (),
    largest: int | None = None,
) -> Exhibit:
    """Keep a file bit for bit as the next exhibit of a subject, or raise EvidenceRefused and keep nothing.

    The same bytes again are the same exhibit. `largest` is in bytes (default: what the public may send). A rollback of
    the caller's transaction removes the file as well. An Original was looked at before, and maybe written (`written`).
    """
    original = upload if isinstance(upload, Original) else _look_at(upload, largest)
    facts = {"size": original.size, "media_type": original.media_type}
    known = Exhibit.objects.filter(subject=subject_ref, sha256=original.sha256)
    if found := known.first():
        return _instead_of(original, found)
    try:
        with transaction.atomic():
            # The entry comes first: it locks the chain, so labels are given one at a time.
            actor = {"actor": acting.reference, "office": office}
            record(subject_ref, KEPT, at=at, about=about, facts=facts, hashes=[original.sha256], **actor)
            exhibit = Exhibit(subject=subject_ref, purpose=purpose, label=_label(subject_ref, purpose), received_at=at)
            exhibit.sha256, exhibit.size, exhibit.media_type = original.sha256, original.size, original.media_type
            exhibit.filename = policies.shown_name(original.upload.name or "")
            exhibit.file = original.name or files.store(FOLDER, original.upload)
            exhibit.save()
            return exhibit
    except IntegrityError:
        return _instead_of(original, known.get())


def _look_at(upload: "File[Any]", largest: int | None) -> Original:
    limit = settings.EVIDENCE_LARGEST if largest is None else largest
    return Original(upload, *policies.check_can_keep(upload, largest=limit))


def _instead_of(original: Original, known: Exhibit) -> Exhibit:
    """The exhibit that holds these bytes already; what was written of them a second time goes."""
    files.remove([original.name] if original.name else [])
    return known


def serve(exhibit: Exhibit) -> FileResponse:
    """The original for someone a policy has let in: images in place, the rest as a download, all in a sandbox.

    It goes out under its label: what the sender called the file may name the sender.
    """
    response = FileResponse(
        exhibit.file.open("rb"),
        as_attachment=exhibit.media_type not in SHOWN_INLINE,
        filename=f"{exhibit.label}{EXTENSIONS.get(exhibit.media_type, '')}",
        content_type=exhibit.media_type,
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; img-src 'self'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def _label(reference: str, purpose: str) -> str:
    """B1, B2 … for evidence, K1 for a decision: counted while the chain is locked."""
    letter = LABELS.get(purpose, OTHER_LABEL)
    return f"{letter}{Exhibit.objects.filter(subject=reference, label__startswith=letter).count() + 1}"
