"""A copy put back: everything returns and is checked, and nothing that stands there is ever lost."""

import io
import json
import os
import shutil
import stat
import tarfile
import threading
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.config import safekeeping
from netral.config.safekeeping import MANIFEST, NotPossible
from netral.intake.models import Laporan
from netral.lib import at_rest
from tests.audit.builders import journal, write
from tests.config.copies import (
    DATABASE,
    PHOTO,
    Taken,
    contents,
    copy,
    elsewhere,
    empty_database,
    empty_home,
    house,
    packed,
    taken,
    untouched,
)
from tests.intake.builders import FULL, accepted

__all__ = ["copy", "elsewhere", "empty_database", "house", "taken", "untouched"]


# There and back


def test_everything_comes_back_and_the_journal_is_checked(taken: Taken, elsewhere: Path) -> None:
    (elsewhere / "keys").mkdir()
    shutil.copy(taken.home / "keys" / "at_rest.key", elsewhere / "keys")

    report = safekeeping.restore(taken.path)

    whole = f"Kembali utuh: {taken.entries} catatan jurnal dalam {taken.chains} rantai"
    assert (report.ok, report.sentence.startswith(whole)) == (True, True)
    assert Laporan.objects.get().what == FULL.what
    assert (elsewhere / "berkas" / "bukti" / "foto").read_bytes() == PHOTO
    assert stat.S_IMODE((elsewhere / "berkas" / "bukti" / "foto").stat().st_mode) == 0o600
    assert sorted(path.name for path in (elsewhere / "akar").iterdir()) == ["2026-01-05.json", "2026-01-06.json"]
    assert sorted(path.name for path in (elsewhere / "keys").glob("*.pub")) == [
        "at_rest.pub", "custodian.pub", "signing.pub",
    ]  # fmt: skip
    assert f"Letakkan kunci rahasia di {elsewhere / 'keys'}" in report.sentence


def test_a_copy_without_the_ring_it_was_kept_with_says_which_one_to_bring(taken: Taken, elsewhere: Path) -> None:
    [key] = at_rest.ring(taken.home / "keys")

    report = safekeeping.restore(taken.path)

    assert report.ok
    assert f"tidak ada at_rest.key bernomor {key.id}" in report.sentence
    assert "tidak dapat dibaca siapa pun" in report.sentence


def test_the_ring_of_another_house_is_not_taken_for_the_right_one(taken: Taken, elsewhere: Path) -> None:
    at_rest.ensure_key(elsewhere / "keys")

    assert "tidak ada at_rest.key bernomor" in safekeeping.restore(taken.path).sentence


def test_the_database_that_came_back_still_guards_its_journal(copy: Path, elsewhere: Path) -> None:
    safekeeping.restore(copy)

    with pytest.raises(DatabaseError):
        Entry.objects.all().delete()


def test_private_keys_may_lie_ready_before(taken: Taken, elsewhere: Path) -> None:
    (elsewhere / "keys").mkdir()
    for path in (taken.home / "keys").iterdir():
        (elsewhere / "keys" / path.name).write_bytes(path.read_bytes())

    assert "PENTING" not in safekeeping.restore(taken.path).sentence

    write()
    assert verify(elsewhere / "akar").ok


def test_a_copy_taken_while_people_write_is_whole(house: Path, tmp_path: Path) -> None:
    journal()
    stop = threading.Event()

    def keep_writing() -> None:
        while not stop.is_set():
            write()
        connection.close()

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        while Entry.objects.count() < 12:
            stop.wait(0.01)
        safekeeping.write(tmp_path / "salinan.tar")
    finally:
        stop.set()
        writer.join()

    with empty_home(tmp_path / "lain"):
        assert safekeeping.restore(tmp_path / "salinan.tar").ok
        assert Entry.objects.count() >= 12


# What is not put back


def refused(source: Path) -> str:
    with pytest.raises(NotPossible) as refusal:
        safekeeping.restore(source)
    return str(refusal.value)


def test_an_occupied_database_is_left_alone(copy: Path, house: Path) -> None:
    accepted()

    assert "sudah berisi data" in refused(copy)
    assert Laporan.objects.count() == 1


@pytest.mark.parametrize("place", ["berkas/bukti/milik-orang", "akar/2026-01-01.json"])
def test_files_that_stand_there_are_left_alone(place: str, copy: Path, elsewhere: Path) -> None:
    (elsewhere / place).parent.mkdir(parents=True)
    (elsewhere / place).write_text("milik orang lain")

    assert "sudah berisi data" in refused(copy)
    assert (elsewhere / place).read_text() == "milik orang lain"


@pytest.mark.parametrize("content", [b"", b"bukan tar", b"\0" * 10_240, b"x" * 10_240])
def test_a_file_that_is_no_copy_is_refused(content: bytes, untouched: Path, tmp_path: Path) -> None:
    path = tmp_path / "apa.tar"
    path.write_bytes(content)

    assert refused(path)


def test_a_copy_cut_short_is_refused(copy: Path, untouched: Path) -> None:
    os.truncate(copy, copy.stat().st_size // 2)

    assert refused(copy)


@pytest.mark.parametrize(
    ("name", "changed", "said"),
    [
        ("berkas/bukti/foto", b"foto lain", "berkas/bukti/foto rusak"),
        ("keys/signing.pub", None, "keys/signing.pub rusak: sidik tidak ada"),
        ("keys/retired-0000000000000000.pub", b"{}", "keys/retired-0000000000000000.pub rusak"),
        ("berkas/tambahan", b"diselipkan", "seharusnya tidak ada"),
    ],
)
def test_a_member_that_does_not_fit_the_manifest_is_named(
    name: str, changed: bytes | None, said: str, copy: Path, untouched: Path
) -> None:
    members = {**contents(copy), name: changed}
    manifest = json.loads(members.pop(MANIFEST) or b"")
    whole = {each: content for each, content in members.items() if content is not None}

    told = refused(packed(copy.with_name("diubah.tar"), whole, manifest=manifest))

    assert said in told


@pytest.mark.parametrize("manifest", [b"", b"bukan json", b"[1]", b"\xff"])
def test_a_damaged_manifest_is_refused(manifest: bytes, copy: Path, untouched: Path, tmp_path: Path) -> None:
    damaged = packed(tmp_path / "rusak.tar", {**contents(copy), MANIFEST: manifest})

    assert refused(damaged).startswith("manifest.json rusak")


def test_a_tar_without_manifest_is_refused(untouched: Path, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "lain.tar", "w") as tar:
        tar.addfile(tarfile.TarInfo("catatan.txt"), io.BytesIO())

    assert "tidak ada manifest.json" in refused(tmp_path / "lain.tar")


def test_a_tar_that_climbs_out_of_its_folder_is_refused(copy: Path, untouched: Path, tmp_path: Path) -> None:
    packed(tmp_path / "nakal.tar", {**contents(copy), "../../keluar": b"x"})

    assert "nakal.tar" in refused(tmp_path / "nakal.tar")


def test_a_copy_of_the_other_kind_of_database_is_refused(copy: Path, untouched: Path, tmp_path: Path) -> None:
    members = contents(copy)
    del members[MANIFEST]
    members["database.lain"] = members.pop(DATABASE)

    told = refused(packed(tmp_path / "lain.tar", members))

    assert f"tidak ada {DATABASE}" in told


def test_a_journal_that_does_not_hold_is_said(copy: Path, elsewhere: Path, tmp_path: Path) -> None:
    """A published root that was exchanged: the sums were made to fit, the signature was not."""
    members = contents(copy)
    del members[MANIFEST]
    root = json.loads(members["akar/2026-01-06.json"])
    members["akar/2026-01-06.json"] = json.dumps({**root, "root": root["root"][::-1]}).encode()

    report = safekeeping.restore(packed(tmp_path / "palsu.tar", members))

    assert (report.ok, "tidak utuh" in report.sentence) == (False, True)
