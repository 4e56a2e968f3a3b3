"""Who sends pieces, and how much room they take: nobody shuts the door for others with promises."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.access.actions import create_token
from netral.access.models import Role
from netral.evidence.actions import receive
from netral.evidence.models import Upload
from netral.evidence.states import UploadGone
from netral.intake import draft_cookie
from netral.intake.actions import Accepted, drafting
from tests.access.builders import seated
from tests.intake.builders import accepted
from tests.intake.sending import VERSION, begin, film, patch, path, sha256, stands_at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT, settings.UPLOADS_DIR = tmp_path / "berkas", tmp_path / "unggahan"
    settings.UPLOADS_RESERVE = 0
    return tmp_path


@pytest.fixture
def sent() -> Accepted:
    return accepted(at=timezone.now())


@pytest.fixture
def officer() -> dict[str, str]:
    return {"Authorization": f"Bearer {create_token(seated(Role.INTAKE_OFFICER, 'bawaslu-99.07'))}"}


def test_forty_announcements_without_bytes_leave_room_for_others(
    client: Client, sent: Accepted, officer: dict[str, str], settings: Any
) -> None:
    settings.UPLOADS_MOST = 30_000_000
    for _turn in range(4):
        client.cookies[draft_cookie.COOKIE] = drafting.begin(at=timezone.now()).text
        for number in range(10):
            announced = begin(client, 25_000_000, sha256=f"{number:064d}", konsep="ya")
            assert announced.status_code == 201

    reporters, staffs = (
        path(begin(client, 25_000_000, code=sent.code)),
        path(begin(client, 2**31, headers=officer, laporan=sent.laporan.key)),
    )

    assert patch(client, reporters, 0, film(70_000)).status_code == 204
    assert patch(client, staffs, 0, film(70_000), **officer).status_code == 204


def test_bytes_that_are_here_fill_the_publics_share_and_not_that_of_staff(
    client: Client, sent: Accepted, officer: dict[str, str], settings: Any
) -> None:
    settings.UPLOADS_MOST = 250_000
    client.cookies[draft_cookie.COOKIE] = drafting.begin(at=timezone.now()).text
    whole, half, late = film(80_000, seed=1), film(100_000, seed=2), film(100_000, seed=3)
    where, growing, waiting = (
        path(begin(client, len(content), sha256=sha256(content), konsep="ya")) for content in (whole, half, late)
    )
    assert patch(client, where, 0, whole).status_code == 204
    assert patch(client, growing, 0, half[:90_000]).status_code == 204

    full, piece = begin(client, 100_000, code=sent.code), patch(client, waiting, 0, late)
    staffs = path(begin(client, 200_000, headers=officer, laporan=sent.laporan.key))

    assert [full.status_code, full.json()["errors"][0]["code"]] == [507, "penyimpanan_penuh"]
    assert [piece.status_code, stands_at(client, waiting)] == [507, 0]
    assert patch(client, staffs, 0, film(200_000)[:150_000], **officer).status_code == 204
    assert patch(client, growing, 90_000, half[90_000:]).status_code == 204
    client.delete(growing, headers=VERSION)
    assert patch(client, waiting, 0, late).status_code == 204


def test_a_piece_for_what_was_forgotten_at_this_moment_is_told_so(client: Client, sent: Accepted, places: Path) -> None:
    begin(client, 1000, code=sent.code)
    upload = Upload.objects.get()
    Upload.objects.all().delete()

    with pytest.raises(UploadGone):
        receive(upload, [film(1000)], offset=0, at=timezone.now())

    assert [each for each in places.rglob("*") if each.is_file()] == []
