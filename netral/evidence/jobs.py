"""What the worker does for evidence. Every job is safe to run twice and catches up on what it missed."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from netral.evidence import preparing, spool, storing
from netral.evidence.models import Copy, Exhibit, Upload
from netral.evidence.states import DRAFTS, SILENT, Arrival, Busy, Cleaning, Scan
from netral.lib import files
from netral.lib.encrypted_files import SealedReader

AT_ONCE = 50  # exhibits in one round; the next one goes on


@task()
def prepare(key: str) -> None:
    """Scan and clean one exhibit."""
    exhibit = Exhibit.objects.filter(key=key).first()
    if exhibit:
        preparing.prepare(exhibit, at=timezone.now())


def prepare_soon(key: str) -> None:
    prepare.enqueue(key)


@task()
def prepare_waiting() -> int:
    """Scan and clean what was left lying: by a scanner that was away, or a worker that was killed."""
    waiting = Q(scan=Scan.WAITING) | Q(cleaning=Cleaning.WAITING) & ~Q(scan=Scan.INFECTED)
    found = Exhibit.objects.filter(waiting, arrival=Arrival.HERE).order_by("pk")[:AT_ONCE]
    for exhibit in found:
        preparing.prepare(exhibit, at=timezone.now())
    return len(found)


@task()
def forget_uploads() -> int:
    """Forget uploads nobody went on with, and growing files no row knows any more. A promise stays a promise."""
    now = timezone.now()
    count = _forget_silent(now)
    for upload in Upload.objects.filter(expires_at__lte=now).order_by("pk"):
        if upload.finished_at is None:
            spool.remove(upload.spool)
        elif upload.file and upload.exhibit_id is None:
            files.remove([upload.file])
        upload.delete()
        count += 1
    grown = list(Path(settings.UPLOADS_DIR).glob("*/*"))  # before the rows: one that begins meanwhile has its row then
    known = set(Upload.objects.filter(finished_at=None, problem="").values_list("spool", flat=True))
    for path in (each for each in grown if each.name not in known):
        path.unlink(missing_ok=True)
    return count


def _forget_silent(at: datetime) -> int:
    """Forget files announced for a draft of which nothing came. The draft still has their names and fingerprints."""
    drafts = Upload.objects.filter(owner__startswith=DRAFTS, exhibit=None, finished_at=None, problem="")
    count = 0
    for upload in drafts.filter(created_at__lte=at - SILENT).order_by("-pk"):  # light versions before what they are of
        if not spool.offset_of(upload.spool, upload.length) and not upload.lights.exists():
            with suppress(Busy), spool.growing(upload.spool, upload.length):  # the first byte is coming
                spool.remove(upload.spool)
                count += upload.delete()[0]
    return count


@task()
def seal_plain_files() -> int:
    """Seal what was kept before files were sealed, one file after the other."""
    count = 0
    rows: list[Exhibit | Copy] = [*Exhibit.objects.exclude(file="").order_by("pk"), *Copy.objects.order_by("pk")]
    for row in rows:
        count += _seal(row)
    return count


def _seal(row: Exhibit | Copy) -> bool:
    """Write the sealed bytes beside, let the row name them, then remove the plain ones."""
    plain = row.file.name or ""
    try:
        with storing.opened(plain) as reader:
            if isinstance(reader, SealedReader):
                return False
            with files.written(storing.FOLDER, [storing.content(File(reader))]) as names:
                type(row)._default_manager.filter(pk=row.pk).update(file=names[0])  # noqa: SLF001 - Django's own name
    except FileNotFoundError:
        return False  # `netral evidence verify` says so
    files.remove([plain])
    return True
