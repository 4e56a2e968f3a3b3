"""A copy in which an officer blackened parts: the pixels are gone there, the original stays bit for bit."""

import hashlib
import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.audit.actions import record
from netral.evidence import policies, storing
from netral.evidence.content import Box
from netral.evidence.models import Copy, Exhibit
from netral.evidence.preparing import GIVE_UP_AFTER, working_place
from netral.evidence.states import REDACTED, CopyKind, EvidenceRefused
from netral.evidence.storing import FOLDER, content
from netral.lib import files
from netral.lib.encrypted_files import Damaged

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Page:
    """One page as a picture (JPEG) to draw on, and how many the exhibit has."""

    picture: bytes
    count: int


def page_of(exhibit: Exhibit, number: int) -> Page:
    """The page as it would be blackened. Raises NotShown for what cannot be, EvidenceRefused where there is none."""
    policies.check_can_redact(exhibit)
    with _ordered(exhibit, {"page": number}) as folder:
        return Page((folder / "halaman").read_bytes(), int((folder / "jumlah").read_text()))


def redact(exhibit: Exhibit, boxes: Sequence[Box], *, acting: Acting, office: str = "", at: datetime) -> Copy:
    """Make the copy that leaves from now on, in place of an earlier one; the journal says who, and how many boxes.

    Raises NotShown for what cannot be looked at or drawn on, EvidenceRefused for boxes that are none.
    """
    policies.check_can_redact(exhibit)
    policies.check_boxes(boxes)
    with _ordered(exhibit, {"boxes": [box.as_list() for box in boxes]}) as folder:
        made = (folder / "tertutup").read_bytes()
    with files.written(FOLDER, [content(ContentFile(made))]) as (name,), transaction.atomic():
        return _keep(exhibit, name, made, boxes, acting=acting, office=office, at=at)


def _keep(
    exhibit: Exhibit, name: str, made: bytes, boxes: Sequence[Box], *, acting: Acting, office: str, at: datetime
) -> Copy:
    exhibit.refresh_from_db(from_queryset=Exhibit.objects.select_for_update())
    policies.check_can_redact(exhibit)
    earlier = Copy.objects.filter(exhibit=exhibit, kind=CopyKind.REDACTED)
    gone = list(earlier.values_list("file", flat=True))
    earlier.delete()
    copy = Copy.objects.create(
        exhibit=exhibit, kind=CopyKind.REDACTED, media_type=exhibit.media_type, file=name, size=len(made), made_at=at,
        sha256=hashlib.sha256(made).hexdigest(), boxes=[box.as_list() for box in boxes],
    )  # fmt: skip
    record(
        exhibit.reference, REDACTED, actor=acting.reference, office=office, at=at,
        hashes=[exhibit.sha256, copy.sha256],
        facts={"boxes": len(boxes), "pages": sorted({box.page for box in boxes})},
    )  # fmt: skip
    transaction.on_commit(lambda: files.remove(gone))
    return copy


@contextmanager
def _ordered(exhibit: Exhibit, order: dict[str, Any]) -> Iterator[Path]:
    """The folder in which the program did what it was told; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="netral-tutup-", dir=working_place()) as name:
        folder = Path(name)
        (folder / "perintah.json").write_text(json.dumps(order))
        command = [sys.executable, "-m", "netral.evidence.redacting", exhibit.media_type, str(folder)]
        try:
            with storing.opened(exhibit.file.name or "") as reader, (folder / "asli").open("wb") as plain:
                for block in storing.blocks(reader):
                    plain.write(block)
            subprocess.run(  # noqa: S603 - our own program, told a type from our own list
                command, check=True, timeout=GIVE_UP_AFTER, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        except (subprocess.SubprocessError, Damaged, OSError) as problem:
            log.warning("Exhibit %s was not drawn: %s", exhibit.key, type(problem).__name__)
            message = _("%(label)s tidak bisa digambar: halamannya tidak ada, rusak, atau terlalu besar.")
            raise EvidenceRefused(message % {"label": exhibit.label}, code="tidak_bisa", field="boxes") from None
        yield folder
