"""Uploads in pieces when something else happens meanwhile: a full disk, damage, a draft sent or given up."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from netral.evidence import spool
from netral.evidence.actions import keep, keeping, uploading
from netral.evidence.actions.uploading import begin, give_up_all, originals_of, receive, terminate
from netral.evidence.content import Announced, Original
from netral.evidence.models import Exhibit, Upload
from netral.evidence.states import (
    DRAFTS,
    GIVEN_UP,
    Arrival,
    CopyKind,
    DiskFull,
    EvidenceRefused,
    UploadGone,
    WentBack,
)
from netral.lib.encrypted_files import CHUNK, HEAD, SEALED_CHUNK
from tests.evidence.builders import AT, PNG, SUBJECT, stored_in
from tests.intake.sending import film, sha256

pytestmark = pytest.mark.django_db
DRAFT = f"{DRAFTS}7k4m2pxd91qf0"
FILM = film(3 * CHUNK)


@pytest.fixture(autouse=True)
def places(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT, settings.UPLOADS_DIR = tmp_path / "berkas", tmp_path / "unggahan"
    settings.UPLOADS_RESERVE = 0
    return tmp_path


def begun(content: bytes = FILM, *, owner: str = DRAFT, promised: str = "", light_of: str = "") -> Upload:
    announced = Announced(len(content), 10**8, "film.mp4", sha256=promised, light_of=light_of)
    return begin(owner, announced, at=AT)


def add(upload: Upload, content: bytes, offset: int = 0) -> int:
    return receive(upload, [content], offset=offset, at=AT).offset


def disk_that_says(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(*given: object) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(spool.os, "pwrite", write)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_keeps_what_came_and_is_said(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    upload = begun()
    add(upload, FILM[:CHUNK])

    with monkeypatch.context() as broken:
        disk_that_says(code, broken)
        with pytest.raises(DiskFull):
            add(upload, FILM[CHUNK:], CHUNK)

    assert spool.offset_of(upload.spool, upload.length) == CHUNK
    assert add(upload, FILM[CHUNK:], CHUNK) == len(FILM)


def test_a_broken_disk_is_not_called_full(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = begun()
    add(upload, FILM[:CHUNK])

    disk_that_says(errno.EIO, monkeypatch)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        add(upload, FILM[CHUNK:], CHUNK)


def test_an_upload_somebody_gave_up_takes_no_more() -> None:
    upload = begun()
    add(upload, FILM[:CHUNK])
    Upload.objects.update(problem=GIVEN_UP)

    with pytest.raises(UploadGone):
        add(upload, FILM[CHUNK:], CHUNK)


@pytest.mark.parametrize("chunk", [0, 1])
def test_damage_on_the_disk_sends_the_sender_back_to_it(chunk: int) -> None:
    upload, here = begun(), 2 * CHUNK + 500
    add(upload, FILM[:here])
    path = spool.path_of(upload.spool)
    stored = bytearray(path.read_bytes())
    stored[HEAD + chunk * SEALED_CHUNK + 50] ^= 1  # the look at the last chunk does not see it
    path.write_bytes(bytes(stored))

    with pytest.raises(WentBack) as back:
        add(upload, FILM[here:], here)

    sound = chunk * CHUNK
    assert (back.value.offset, spool.offset_of(upload.spool, upload.length)) == (sound, sound)
    assert add(upload, FILM[sound:], sound) == len(FILM)


def test_another_file_than_a_draft_was_promised_is_refused_and_journalled_nowhere() -> None:
    upload = begun(promised=sha256(b"another film"))

    with pytest.raises(EvidenceRefused):
        add(upload, FILM)

    assert (Exhibit.objects.count(), originals_of(DRAFT)) == (0, [])


def test_the_last_piece_may_come_while_the_draft_is_being_sent() -> None:
    upload = begun(promised=sha256(FILM))
    add(upload, FILM[:CHUNK])
    [seen] = originals_of(DRAFT)
    add(upload, FILM[CHUNK:], CHUNK)

    kept = keep(SUBJECT, seen, at=AT)

    assert (seen.promised, kept.arrival, kept.size) == (True, Arrival.HERE, len(FILM))
    upload.refresh_from_db()
    assert upload.exhibit == kept


def test_of_two_who_keep_a_promise_at_once_the_second_changes_nothing(places: Path) -> None:
    promised = keep(SUBJECT, Original(None, "", sha256(FILM), len(FILM)), at=AT)
    for owner in (DRAFT, f"{DRAFT}1"):
        add(begun(owner=owner), FILM)
    first, second = originals_of(DRAFT), originals_of(f"{DRAFT}1")
    kept = keep(SUBJECT, first[0], at=AT)

    again = keeping._again(second[0], promised, at=AT, acting=uploading.REPORTER)

    assert (again.pk, again.arrival, kept.pk) == (promised.pk, Arrival.HERE, promised.pk)
    assert list(Upload.objects.values_list("exhibit", flat=True)) == [promised.pk] * 2


def test_giving_up_takes_the_light_version_along(places: Path) -> None:
    upload = begun(promised=sha256(FILM))
    light = begun(PNG, light_of=sha256(FILM))
    add(upload, FILM[:CHUNK])
    add(light, PNG)
    assert stored_in(places / "berkas") == [PNG]

    upload.refresh_from_db()
    terminate(upload)

    assert ([each for each in places.rglob("*") if each.is_file()], Upload.objects.count()) == ([], 0)


def test_a_light_version_on_its_way_goes_as_well(places: Path) -> None:
    upload = begun(promised=sha256(FILM))
    light = begun(PNG, light_of=sha256(FILM))
    add(light, PNG[:20])

    give_up_all([DRAFT])

    assert ([each for each in places.rglob("*") if each.is_file()], Upload.objects.filter(pk=upload.pk).count()) == (
        [],
        0,
    )


@pytest.mark.parametrize("meanwhile", ["sent", "given up"])
def test_what_became_something_else_meanwhile_is_left_to_it(monkeypatch: pytest.MonkeyPatch, meanwhile: str) -> None:
    """Between the look at the rows and the lock on the file somebody else was faster."""
    upload = begun(promised=sha256(FILM))
    add(upload, FILM)
    lock = spool.growing

    def overtaken(name: str, length: int) -> Any:
        monkeypatch.setattr(spool, "growing", lock)
        if meanwhile == "sent":
            keep(SUBJECT, originals_of(DRAFT)[0], at=AT)
        else:
            terminate(Upload.objects.get())
        return lock(name, length)

    monkeypatch.setattr(spool, "growing", overtaken)
    give_up_all([DRAFT])

    there = [(each.arrival, each.copies.filter(kind=CopyKind.CLEAN).exists()) for each in Exhibit.objects.all()]
    assert there == ([(Arrival.HERE, False)] if meanwhile == "sent" else [])
