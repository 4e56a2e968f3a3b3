"""Housekeeping of the whole house: what nobody may need any more is forgotten."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django_tasks import task

from netral.documents.models import Document
from netral.evidence.models import Copy, Exhibit, Upload
from netral.intake.actions import drafting, importing
from netral.intake.models import DraftFile, IdempotencyKey
from netral.intake.states import REPLAY_WINDOW

# A file is written before its row. After a day no transaction can still be on its way.
ABANDONED_AFTER = timedelta(days=1)
# How long what failed can still be asked about.
FAILED_KEPT = 14  # days


@task()
def forget_work() -> None:
    """Forget finished jobs within minutes: their rows know to the microsecond when which exhibit came."""
    call_command("prune_db_task_results", min_age_days=0, failed_min_age_days=FAILED_KEPT, verbosity=0)


@task()
def tidy_up() -> dict[str, int]:
    """Forget ended sessions and drafts, idempotency keys past their window, and files no row names."""
    call_command("clearsessions")
    keys, _ = IdempotencyKey.objects.filter(created_at__lt=timezone.now() - REPLAY_WINDOW).delete()
    drafts = drafting.forget_expired(at=timezone.now())
    importing.forget_expired(at=timezone.now())
    return {"keys": keys, "drafts": drafts, "files": sum(1 for _ in _removed_files())}


def _removed_files() -> Iterator[Path]:
    """Files a crash left behind: stored, but its transaction never ended."""
    root, now = Path(settings.MEDIA_ROOT), timezone.now().timestamp()
    for path in (each for each in root.rglob("*") if each.is_file()):
        name, age = str(path.relative_to(root)), timedelta(seconds=now - path.stat().st_mtime)
        if age > ABANDONED_AFTER and not _is_named(name):
            path.unlink()
            yield path


def _is_named(name: str) -> bool:
    return any(model.objects.filter(file=name).exists() for model in (Exhibit, Copy, Upload, Document, DraftFile))
