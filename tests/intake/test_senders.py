"""Who sends pieces, and how much room they take: nobody shuts the door for others with promises."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.access.actions import create_token
from netral.access.models import Role
from netral.evidence import spool
from netral.evidence.actions import receive
from netral.evidence.jobs import forget_uploads
from netral.evidence.models import Upload
from netral.evidence.states import UploadGone
from netral.intake import draft_cookie
from netral.intake.actions import Accepted, drafting
from netral.intake.draft_seal import DraftKey
from tests.access.builders import seated
from tests.intake.sending import VERSION, begin, film, patch, path, sha256, stands_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]


@pytest.fixture
def officer() -> dict[str, str]:
    return {"Authorization": f"Bearer {create_token(seated(Role.INTAKE_OFFICER, 'bawaslu-99.07'))}"}


def test_forty_announcements_without_bytes_leave_room_for_others(
    client: Client, made: Accepted, officer: dict[str, str], settings: Any
) -> None:
    settings.UPLOADS_MOST = 30_000_000
    for _turn in range(4):
        client.cookies[draft_cookie.COOKIE] = drafting.begin(at=timezone.now()).text
        for number in range(10):
            announced = begin(client, 25_000_000, sha256=f"{number:064d}", konsep="ya")
            assert announced.status_code == 201

    reporters, staffs = (
        path(begin(client, 25_000_000, code=made.code)),
        path(begin(client, 2**31, headers=officer, laporan=made.laporan.key)),
    )

    assert patch(client, reporters, 0, film(70_000)).status_code == 204
    assert patch(client, staffs, 0, film(70_000), **officer).status_code == 204


def test_bytes_that_are_here_fill_the_publics_share_and_not_that_of_staff(
    client: Client, made: Accepted, officer: dict[str, str], settings: Any
) -> None:
    settings.UPLOADS_MOST = 250_000
    client.cookies[draft_cookie.COOKIE] = drafting.begin(at=timezone.now()).text
    whole, half, late = film(80_000, seed=1), film(100_000, seed=2), film(100_000, seed=3)
    where, growing, waiting = (
        path(begin(client, len(content), sha256=sha256(content), konsep="ya")) for content in (whole, half, late)
    )
    assert patch(client, where, 0, whole).status_code == 204
    assert patch(client, growing, 0, half[:90_000]).status_code == 204

    full, piece = begin(client, 100_000, code=made.code), patch(client, waiting, 0, late)
    staffs = path(begin(client, 200_000, headers=officer, laporan=made.laporan.key))

    assert [full.status_code, full.json()["errors"][0]["code"]] == [507, "penyimpanan_penuh"]
    assert [piece.status_code, stands_at(client, waiting)] == [507, 0]
    assert patch(client, staffs, 0, film(200_000)[:150_000], **officer).status_code == 204
    assert patch(client, growing, 90_000, half[90_000:]).status_code == 204
    client.delete(growing, headers=VERSION)
    assert patch(client, waiting, 0, late).status_code == 204


def test_a_piece_for_what_was_forgotten_at_this_moment_is_told_so(client: Client, made: Accepted, places: Path) -> None:
    begin(client, 1000, code=made.code)
    upload = Upload.objects.get()
    Upload.objects.all().delete()

    with pytest.raises(UploadGone):
        receive(upload, [film(1000)], offset=0, at=timezone.now())

    assert [each for each in places.rglob("*") if each.is_file()] == []


# Drafts that are a report by now

TRACE = {"laporan": "7k4m2pxd91qf0"}


@pytest.fixture
def key(client: Client) -> DraftKey:
    made = drafting.begin(at=timezone.now())
    client.cookies[draft_cookie.COOKIE] = made.text
    return made


def announce(client: Client, content: bytes) -> Any:
    return begin(client, len(content), filename="film.mp4", sha256=sha256(content), konsep="ya")


def test_a_draft_already_sent_takes_no_more_files(client: Client, key: DraftKey) -> None:
    drafting.mark_sent(key, TRACE, at=timezone.now())

    assert (announce(client, film()).status_code, Upload.objects.count()) == (404, 0)


def test_a_draft_sent_between_two_looks_at_it_takes_no_file_either(
    client: Client, key: DraftKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = drafting.announce

    def overtaken(*args: Any, **kwargs: Any) -> None:
        drafting.mark_sent(key, TRACE, at=timezone.now())
        real(*args, **kwargs)

    monkeypatch.setattr(drafting, "announce", overtaken)

    assert (announce(client, film()).status_code, Upload.objects.count()) == (404, 0)


def test_pieces_for_a_draft_already_sent_are_told_so(
    client: Client, key: DraftKey, places: Path, django_capture_on_commit_callbacks: Any
) -> None:
    idle, busy = path(announce(client, film(seed=1))), path(announce(client, film(seed=2)))
    patch(client, idle, 0, film(seed=1)[:70_000])
    coming = Upload.objects.get(expected=sha256(film(seed=2)))

    with spool.growing(coming.spool, coming.length), django_capture_on_commit_callbacks(execute=True):
        drafting.mark_sent(key, TRACE, at=timezone.now())

    assert patch(client, idle, 70_000, film(seed=1)[70_000:]).status_code == 404
    assert patch(client, busy, 0, film(seed=2)).status_code == 410
    forget_uploads.func()
    assert [each for each in places.rglob("*") if each.is_file()] == []


def test_a_last_piece_that_was_coming_when_its_draft_was_sent_comes_to_nothing(
    client: Client, key: DraftKey, places: Path, django_capture_on_commit_callbacks: Any
) -> None:
    content = film()
    announce(client, content)
    upload = Upload.objects.get()

    def pieces() -> Any:
        yield content
        with django_capture_on_commit_callbacks(execute=True):
            drafting.mark_sent(key, TRACE, at=timezone.now())

    with pytest.raises(UploadGone):
        receive(upload, pieces(), offset=0, at=timezone.now())

    assert (Upload.objects.get().finished_at, list((places / "berkas").rglob("*"))) == (None, [])
