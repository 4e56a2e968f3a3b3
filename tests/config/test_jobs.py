import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from netral.config.jobs import forget_work, tidy_up
from netral.evidence.jobs import prepare
from netral.evidence.models import Exhibit
from netral.intake.models import IdempotencyKey
from tests.intake.builders import laporan

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(settings: object, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]
    return tmp_path


def put(shelf: Path, name: str, *, days_old: float) -> Path:
    path = shelf / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"isi")
    moment = (timezone.now() - timedelta(days=days_old)).timestamp()
    os.utime(path, (moment, moment))
    return path


def test_a_file_no_row_names_is_forgotten_after_a_day(shelf: Path) -> None:
    abandoned, fresh = put(shelf, "bukti/lama", days_old=2), put(shelf, "bukti/baru", days_old=0.1)

    counted = tidy_up.func()

    assert (counted["files"], abandoned.exists(), fresh.exists()) == (1, False, True)


def test_a_file_with_a_row_stays_however_old(shelf: Path) -> None:
    kept = put(shelf, "bukti/milik", days_old=900)
    Exhibit.objects.create(
        subject="laporan:x", sha256="0" * 64, size=3, media_type="image/png", filename="foto.png", label="B1",
        file="bukti/milik", received_at=timezone.now(), purpose="bukti",
    )  # fmt: skip

    tidy_up.func()

    assert kept.exists()


def test_idempotency_keys_are_forgotten_when_their_window_has_passed(shelf: Path) -> None:
    laporan()
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=25))

    assert (tidy_up.func()["keys"], IdempotencyKey.objects.count()) == (1, 0)


def worked(status: str, *, days_ago: float) -> DBTaskResult:
    """A job as the worker leaves it."""
    result = prepare.enqueue("7k4m2pxd91qf0")
    rows = DBTaskResult.objects.filter(pk=result.id)
    rows.update(status=status, finished_at=timezone.now() - timedelta(days=days_ago))
    return rows.get()


def test_the_row_of_a_job_goes_once_it_is_done_and_a_failure_can_be_asked_about_for_a_while() -> None:
    worked("SUCCESSFUL", days_ago=0)
    worked("FAILED", days_ago=15)
    failed, waiting = worked("FAILED", days_ago=13), DBTaskResult.objects.get(pk=prepare.enqueue("belum").id)

    forget_work.func()

    assert set(DBTaskResult.objects.all()) == {failed, waiting}
