"""Keeping a file as evidence: whole, or as a promise whose bytes follow."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import IntegrityError, transaction

from netral.access.states import REPORTER, Acting
from netral.audit.actions import record
from netral.evidence import jobs, policies
from netral.evidence.content import Original
from netral.evidence.models import Copy, Exhibit, Upload
from netral.evidence.states import (
    CLEANABLE,
    EVIDENCE,
    KEPT,
    LABELS,
    OTHER_LABEL,
    PROMISED,
    VERIFIED,
    Arrival,
    Cleaning,
    CopyKind,
    Scan,
)
from netral.evidence.storing import FOLDER, content
from netral.lib import files


@contextmanager
def written(originals: Sequence[Original]) -> Iterator[list[Original]]:
    """Store the sealed bytes of files before the transaction that keeps them; `keep` then writes rows only.

    The block is that transaction. When it fails, the files are removed. What came through an upload is stored already.
    """
    fresh = [original for original in originals if original.upload is not None and not original.name]
    with files.written(FOLDER, [content(each.upload) for each in fresh if each.upload]) as names:
        named = {id(original): name for original, name in zip(fresh, names, strict=True)}
        yield [replace(original, name=named.get(id(original), original.name)) for original in originals]


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

    The same bytes again are the same exhibit, and the bytes of a promised one fulfil the promise. `largest` is in bytes
    (default: what the public may send). A rollback of the caller's transaction removes the file as well. An Original
    was looked at before, and maybe written (`written`).
    """
    at = acting.moment(at)
    original = upload if isinstance(upload, Original) else _look_at(upload, largest)
    known = Exhibit.objects.filter(subject=subject_ref, sha256=original.sha256)
    if found := known.first():
        return _again(original, found, at=at, acting=acting)
    try:
        with transaction.atomic():
            # The entry comes first: it locks the chain, so labels are given one at a time.
            verb, facts = _told(original)
            record(
                subject_ref, verb, actor=acting.reference, office=office, at=at, about=about, facts=facts,
                hashes=[original.sha256],
            )  # fmt: skip
            exhibit = Exhibit(subject=subject_ref, purpose=purpose, label=_label(subject_ref, purpose), received_at=at)
            exhibit.sha256, exhibit.size = original.sha256, original.size
            exhibit.filename = policies.shown_name(original.called)
            _fill(exhibit, original, at)
            exhibit.save()
            _connect(exhibit, original)
    except IntegrityError:
        return _again(original, known.get(), at=at, acting=acting)
    return exhibit


def _look_at(upload: "File[Any]", largest: int | None) -> Original:
    limit = settings.EVIDENCE_LARGEST if largest is None else largest
    return Original(upload, *policies.check_can_keep(upload, largest=limit))


def _told(original: Original) -> tuple[str, dict[str, str | int]]:
    """What the journal learns: of a promise the size as announced, of a file its type as well."""
    if original.promised:
        return PROMISED, {"size": original.size}
    return KEPT, {"size": original.size, "media_type": original.media_type}


def _fill(exhibit: Exhibit, original: Original, at: datetime) -> None:
    """What is known once the bytes are here. Making copies and scanning is the worker's business."""
    if original.promised:
        exhibit.arrival = Arrival.PROMISED
        return
    exhibit.arrival, exhibit.arrived_at = Arrival.HERE, at
    exhibit.media_type = original.media_type
    exhibit.file = original.name or _stored(original)
    exhibit.cleaning = Cleaning.WAITING if original.media_type in CLEANABLE else Cleaning.NOT_POSSIBLE
    exhibit.scan = Scan.WAITING if settings.CLAMD else Scan.NONE
    transaction.on_commit(lambda: jobs.prepare_soon(exhibit.key))


def _stored(original: Original) -> str:
    assert original.upload is not None  # noqa: S101 - a promise is not stored, and everything else has one or a name
    return files.store(FOLDER, content(original.upload))


def _connect(exhibit: Exhibit, original: Original) -> None:
    """Tie the upload a file came through, and the light version sent ahead of it, to their exhibit."""
    upload = Upload.objects.select_for_update().filter(key=original.sent_as or None).first()
    if upload is None:
        return
    Upload.objects.filter(pk=upload.pk).update(exhibit=exhibit)
    for light in upload.lights.exclude(file=""):
        add_light_version(exhibit, light)
    if original.promised and upload.finished_at:  # the last piece came since somebody looked
        _fulfil(exhibit, original_of(upload), at=exhibit.received_at, acting=REPORTER)


def original_of(upload: Upload) -> Original:
    """What came in pieces and is whole."""
    return Original(
        None,
        upload.media_type,
        upload.sha256,
        upload.length,
        name=upload.file,
        filename=upload.filename,
        sent_as=upload.key,
    )


def add_light_version(exhibit: Exhibit, light: Upload) -> None:
    """What the sender's phone made of the original, for a first look until that comes."""
    same = {"sha256": light.sha256, "size": light.length, "media_type": light.media_type, "file": light.file}
    defaults = {**same, "made_at": light.finished_at}
    Copy.objects.get_or_create(exhibit=exhibit, kind=CopyKind.LIGHT, defaults=defaults)
    Upload.objects.filter(pk=light.pk).update(exhibit=exhibit)


def _again(original: Original, known: Exhibit, *, at: datetime, acting: Acting) -> Exhibit:
    """The exhibit that holds these bytes already or was promised them."""
    if known.arrival == Arrival.PROMISED and not original.promised:
        return _fulfil(known, original, at=at, acting=acting)
    if original.sent_as:
        Upload.objects.filter(key=original.sent_as).update(exhibit=known, file="")
        transaction.on_commit(lambda: files.remove([original.name] if original.name else []))
    else:
        files.remove([original.name] if original.name else [])
    return known


@transaction.atomic
def _fulfil(exhibit: Exhibit, original: Original, *, at: datetime, acting: Acting) -> Exhibit:
    """The promised bytes came: the same hash, by which they were looked up."""
    facts = {"size": original.size, "media_type": original.media_type}
    record(exhibit.subject, VERIFIED, actor=acting.reference, at=at, facts=facts, hashes=[original.sha256])
    exhibit.refresh_from_db()
    if exhibit.arrival == Arrival.HERE:
        return _again(original, exhibit, at=at, acting=acting)
    exhibit.size, exhibit.mismatched_at = original.size, None
    _fill(exhibit, original, at)
    exhibit.save()
    _connect(exhibit, original)
    return exhibit


def _label(reference: str, purpose: str) -> str:
    """B1, B2 … for evidence, K1 for a decision: counted while the chain is locked."""
    letter = LABELS.get(purpose, OTHER_LABEL)
    return f"{letter}{Exhibit.objects.filter(subject=reference, label__startswith=letter).count() + 1}"
