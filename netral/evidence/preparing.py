"""What the worker does with a new exhibit: have it scanned, make the clean copy and the small picture."""

import hashlib
import logging
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.db import transaction

from netral.access.states import SYSTEM
from netral.audit.actions import record
from netral.evidence import storing
from netral.evidence.clamd import ScannerAway, infected
from netral.evidence.models import Copy, Exhibit
from netral.evidence.states import CLEANED, SCANNED, Arrival, Cleaning, CopyKind, Scan
from netral.evidence.storing import FOLDER, content
from netral.lib import files
from netral.lib.encrypted_files import Damaged

GIVE_UP_AFTER = 60  # seconds for one file
# Ended by whoever stops the house, not by the file.
STOPPED = (-signal.SIGTERM, -signal.SIGINT)
MADE = {"bersih": CopyKind.CLEAN, "kecil": CopyKind.SMALL}
log = logging.getLogger(__name__)


def prepare(exhibit: Exhibit, *, at: datetime) -> None:
    """Scan and clean what still waits for it; safe to run twice. The exhibit in hand is brought up to date."""
    exhibit.refresh_from_db()
    if exhibit.arrival != Arrival.HERE:
        return
    if exhibit.scan == Scan.WAITING:
        _scan(exhibit, at)
    if exhibit.cleaning == Cleaning.WAITING and exhibit.scan not in (Scan.WAITING, Scan.INFECTED):
        _clean(exhibit, at)
    exhibit.refresh_from_db()


def _scan(exhibit: Exhibit, at: datetime) -> None:
    """A scanner that is away leaves the exhibit waiting: kept, and shown to nobody."""
    try:
        with storing.opened(exhibit.file.name or "") as reader:
            found = Scan.INFECTED if infected(settings.CLAMD, storing.blocks(reader)) else Scan.CLEAN
    except (ScannerAway, Damaged, OSError) as problem:
        log.warning("Exhibit %s was not scanned: %s", exhibit.key, type(problem).__name__)
        return
    with transaction.atomic():
        if Exhibit.objects.filter(pk=exhibit.pk, scan=Scan.WAITING).update(scan=found):
            _record(exhibit, SCANNED, at, {"result": str(found)})
    exhibit.scan = found


def _clean(exhibit: Exhibit, at: datetime) -> None:
    with tempfile.TemporaryDirectory(prefix="netral-bersih-", dir=working_place()) as name:
        folder = Path(name)
        made = _made(exhibit, folder)
        if made is None:
            return
        stored = [(kind, path) for kind, path in made.items() if path.is_file()]
        with ExitStack() as open_files:
            plain = [File(open_files.enter_context(path.open("rb"))) for _kind, path in stored]
            names = open_files.enter_context(files.written(FOLDER, [content(each) for each in plain]))
            _keep_copies(exhibit, dict(zip(names, stored, strict=True)), at)


def working_place() -> str | None:
    """Plain bytes pass through memory only, where the system has such a place."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder in it gets a name of its own and is closed to others
    return str(memory) if memory.is_dir() else None


def _made(exhibit: Exhibit, folder: Path) -> dict[CopyKind, Path] | None:
    """The copies the cleaning program made of an exhibit; none where it failed, None where it was not let finish."""
    try:
        with storing.opened(exhibit.file.name or "") as reader, (folder / "asli").open("wb") as plain:
            for block in storing.blocks(reader):
                plain.write(block)
        command = [sys.executable, "-m", "netral.evidence.cleaning", exhibit.media_type, str(folder)]
        subprocess.run(  # noqa: S603 - our own program, told a type from our own list
            command, check=True, timeout=GIVE_UP_AFTER, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except (subprocess.SubprocessError, Damaged, OSError) as problem:
        if isinstance(problem, subprocess.CalledProcessError) and problem.returncode in STOPPED:
            return None
        log.warning("Exhibit %s was not cleaned: %s", exhibit.key, type(problem).__name__)
        return {}
    return {kind: folder / name for name, kind in MADE.items()}


def _keep_copies(exhibit: Exhibit, stored: dict[str, tuple[CopyKind, Path]], at: datetime) -> None:
    """Rows for what was made, and the word that it was, or that it could not be."""
    kinds = [kind for kind, _path in stored.values()]
    result = Cleaning.DONE if CopyKind.CLEAN in kinds else Cleaning.FAILED
    with transaction.atomic():
        waiting = Exhibit.objects.filter(pk=exhibit.pk, arrival=Arrival.HERE, cleaning=Cleaning.WAITING)
        if not waiting.update(cleaning=result):
            transaction.on_commit(lambda: files.remove(stored))  # made by somebody else, or erased meanwhile
            return
        copies = [_copy(exhibit, name, kind, path, at) for name, (kind, path) in stored.items()]
        Copy.objects.bulk_create(copies)
        hashes = [copy.sha256 for copy in copies if copy.kind == CopyKind.CLEAN]
        _record(exhibit, CLEANED, at, {"result": str(result)}, hashes)


def _copy(exhibit: Exhibit, name: str, kind: CopyKind, path: Path, at: datetime) -> Copy:
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    media_type = "image/jpeg" if kind == CopyKind.SMALL else exhibit.media_type
    size = path.stat().st_size
    return Copy(exhibit=exhibit, kind=kind, file=name, media_type=media_type, sha256=sha256, size=size, made_at=at)


def _record(exhibit: Exhibit, verb: str, at: datetime, facts: dict[str, str], hashes: list[str] | None = None) -> None:
    record(
        exhibit.reference, verb, actor=SYSTEM.reference, at=at, facts=facts, hashes=[exhibit.sha256, *(hashes or [])]
    )
