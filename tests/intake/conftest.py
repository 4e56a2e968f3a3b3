"""What several tests of the intake stand on."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from netral.intake.actions import Accepted
from tests.intake.builders import accepted


@pytest.fixture
def places(settings: Any, tmp_path: Path) -> Path:
    """Stored files and growing uploads in a folder of the test, on a disk that is never too full."""
    settings.MEDIA_ROOT, settings.UPLOADS_DIR = tmp_path / "berkas", tmp_path / "unggahan"
    settings.UPLOADS_RESERVE = 0
    return tmp_path


@pytest.fixture
def made() -> Accepted:
    """An official report handed in just now."""
    return accepted(at=timezone.now())
