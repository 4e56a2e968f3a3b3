"""Files that come in pieces: begun, gone on with after hours or a restart, and kept once they are whole and sound."""

import errno
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from netral.access.states import REPORTER, Acting
from netral.audit.actions import record
from netral.evidence import policies, spool
from netral.evidence.actions.keeping import add_light_version, keep, original_of
from netral.evidence.content import Announced, Checksum, Original
from netral.evidence.models import Exhibit, Upload
from netral.evidence.states import (
    DRAFTS,
    GIVEN_UP,
    IMAGES,
    LIVES,
    MISMATCHED,
    Busy,
    DiskFull,
    EvidenceRefused,
    UploadGone,
    WentBack,
    WrongOffset,
)
from netral.evidence.storing import FOLDER
from netral.lib import files
from netral.lib.encrypted_files import CHUNK, Damaged

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Received:
    """Where an upload stands: how many of its bytes are here, and its exhibit once there is one."""

    offset: int
    exhibit: Exhibit | None = None


def begin(owner: str, announced: Announced, *, at: datetime, acting: Acting = REPORTER, account: str = "") -> Upload:
    """Open an upload for a laporan or a draft. With a promised hash a laporan has its exhibit from now on.

    Raises EvidenceRefused (too large, too many, empty), DiskFull, or UploadGone for a light version of nothing.
    """
    if announced.sha256 and (known := _begun_before(owner, announced)):
        return known
    at, light_of = acting.moment(at), _light_of(owner, announced)
    policies.check_can_begin(owner, announced, account=account, at=at)
    with transaction.atomic():
        upload = Upload.objects.create(
            owner=owner,
            account=account,
            length=announced.length,
            filename=policies.shown_name(announced.filename),
            expected=announced.sha256,
            light_of=light_of,
            created_at=at,
            expires_at=at + LIVES,
        )
        if announced.sha256 and not light_of and not owner.startswith(DRAFTS):
            keep(owner, _promise(upload), at=at, acting=acting)
            upload.refresh_from_db()
    return upload


def _begun_before(owner: str, announced: Announced) -> Upload | None:
    """The same file of the same sender: a page loaded anew goes on where it was."""
    same = Upload.objects.filter(owner=owner, expected=announced.sha256, length=announced.length, problem="")
    return same.order_by("-pk").first()


def _light_of(owner: str, announced: Announced) -> Upload | None:
    if not announced.light_of:
        return None
    found = Upload.objects.filter(owner=owner, expected=announced.light_of, light_of=None).order_by("-pk").first()
    if found is None:
        raise UploadGone
    return found


def _promise(upload: Upload) -> Original:
    return Original(None, "", upload.expected, upload.length, filename=upload.filename, sent_as=upload.key)


def receive(
    upload: Upload,
    blocks: Iterable[bytes],
    *,
    offset: int,
    at: datetime,
    checksum: Checksum | None = None,
    acting: Acting = REPORTER,
) -> Received:
    """Take the next bytes of an upload; the last ones make it an exhibit, or a file of its draft.

    Raises Busy (somebody else is writing), WrongOffset, WrongChecksum (nothing of this piece stays), WentBack (bytes
    on the disk were damaged), DiskFull, UploadGone, or EvidenceRefused: then the upload is over and its bytes are gone.
    """
    at = acting.moment(at)
    try:
        with spool.growing(upload.spool, upload.length) as file:
            upload.refresh_from_db()
            if upload.finished_at:
                return _stands(upload, offset)
            _check_goes_on(upload, file, offset)
            _append(file, blocks, checksum)
            _check_type(upload, file)
            if file.whole:
                _finish(upload, file, at=at, acting=acting)
            return Received(file.offset, upload.exhibit)
    except Upload.DoesNotExist:  # given up or forgotten at this moment
        spool.remove(upload.spool)
        raise UploadGone from None
    except Damaged as damage:
        raise WentBack(damage.chunk * CHUNK) from damage
    except EvidenceRefused as refusal:
        _end(upload, refusal.code)
        raise
    except OSError as problem:
        if problem.errno not in FULL:
            raise
        log.warning("The disk takes no more of an upload.")
        raise DiskFull from problem


def _stands(upload: Upload, offset: int) -> Received:
    """A sender who did not hear that the last piece had come asks again."""
    if offset != upload.length:
        raise WrongOffset(upload.length)
    return Received(upload.length, upload.exhibit)


def _check_goes_on(upload: Upload, file: Any, offset: int) -> None:
    """Raise UploadGone, WrongOffset or DiskFull unless the rest may come now, and from here on."""
    if upload.problem:
        raise UploadGone
    if file.offset != offset:
        raise WrongOffset(file.offset)
    policies.check_room(upload.length - offset, account=upload.account)


def _append(file: Any, blocks: Iterable[bytes], checksum: Checksum | None) -> None:
    """Add a piece. One with a checksum counts whole or not at all, also when its sender goes away."""
    try:
        for block in blocks:
            file.append(block)
            if checksum:
                checksum.update(block)
        if checksum:
            checksum.check()
    except Exception:
        if checksum:
            file.take_back()
        raise


def _check_type(upload: Upload, file: Any) -> None:
    """As soon as enough is here to tell; nobody sends two gigabytes to hear that they are of the wrong kind."""
    if upload.media_type or not (file.whole or file.offset >= policies.HEAD):
        return
    upload.media_type = policies.check_type(file.head(policies.HEAD), name=upload.filename)
    if upload.light_of and upload.media_type not in IMAGES:
        raise policies.no_image(upload.filename)


def _finish(upload: Upload, file: Any, *, at: datetime, acting: Acting) -> None:
    """All bytes are here: compare with the promise, move them into the storage, and write the rows."""
    sha256 = file.sha256()
    if upload.expected and sha256 != upload.expected:
        _record_mismatch(upload, sha256, at=at, acting=acting)
        raise policies.mismatch(upload)
    file.settle()
    upload.sha256, upload.finished_at, upload.expires_at = sha256, at, at + LIVES
    try:
        with transaction.atomic(), files.taken_over(FOLDER, spool.path_of(upload.spool)) as name:
            upload.exhibit = _exhibit_by_now(upload)
            upload.file = name
            upload.save(update_fields=["file", "sha256", "media_type", "finished_at", "expires_at"])
            _deliver(upload, at=at, acting=acting)
    except BaseException:
        upload.refresh_from_db()
        raise


def _exhibit_by_now(upload: Upload) -> Exhibit | None:
    """A draft may become a laporan at this very moment; whoever comes second sees what the first one wrote."""
    now = Upload.objects.select_for_update().get(pk=upload.pk)
    if now.problem:
        raise UploadGone
    return now.exhibit


def _deliver(upload: Upload, *, at: datetime, acting: Acting) -> None:
    """What came for a laporan is an exhibit at once; what came for a draft waits until that is sent."""
    if upload.light_of:
        if upload.light_of.exhibit:
            add_light_version(upload.light_of.exhibit, upload)
        return
    subject = upload.exhibit.subject if upload.exhibit else upload.owner
    if not subject.startswith(DRAFTS):
        upload.exhibit = keep(subject, original_of(upload), at=at, acting=acting)


def _record_mismatch(upload: Upload, found: str, *, at: datetime, acting: Acting) -> None:
    """What came is not what was promised. The promise stands, and everybody who may look sees that it was not kept."""
    if upload.exhibit is None:
        return
    exhibit = upload.exhibit
    with transaction.atomic():
        hashes = [exhibit.sha256, found]
        record(exhibit.subject, MISMATCHED, actor=acting.reference, at=at, facts={"size": upload.length}, hashes=hashes)
        Exhibit.objects.filter(pk=exhibit.pk).update(mismatched_at=at)


def _end(upload: Upload, problem: str) -> None:
    spool.remove(upload.spool)
    Upload.objects.filter(pk=upload.pk, finished_at=None).update(problem=problem[:30])


def terminate(upload: Upload) -> None:
    """The sender wants it no more. What has become an exhibit, or was promised to be one, stays that."""
    with spool.growing(upload.spool, upload.length):
        upload.refresh_from_db()
        spool.remove(upload.spool)
        if upload.finished_at and upload.exhibit_id:
            raise UploadGone
        lights = list(upload.lights.all())
        for light in lights:
            spool.remove(light.spool)
        files.remove([each.file for each in (upload, *lights) if each.file])
        upload.delete()


def give_up(keys: Iterable[str]) -> None:
    """Terminate these uploads, where they are still there."""
    _give_up(Upload.objects.filter(key__in=list(keys)))


def give_up_all(owners: Iterable[str]) -> None:
    """Terminate every upload of these senders that did not become an exhibit, and will be part of none."""
    _give_up(Upload.objects.filter(owner__in=list(owners)))


def _give_up(uploads: QuerySet[Upload]) -> None:
    for upload in uploads.filter(exhibit=None, light_of__exhibit=None).order_by("-pk"):  # light versions first
        try:
            terminate(upload)
        except Busy:  # its writer hears of it at the end of the piece
            uploads.filter(pk=upload.pk, exhibit=None).update(problem=GIVEN_UP)
        except (UploadGone, Upload.DoesNotExist):  # an exhibit by now: it stays; or somebody gave it up before us
            continue


def originals_of(owner: str) -> list[Original]:
    """The files of a draft, in the order they were begun: whole ones, and promised ones whose bytes still come.

    Those of a draft that is a laporan by now are still among them: sent again, it is the same report.
    """
    rows = Upload.objects.filter(owner=owner, light_of=None, problem="").order_by("pk")
    return [
        original_of(upload) if upload.finished_at else _promise(upload)
        for upload in rows
        if upload.finished_at or upload.expected
    ]
