"""`manage.py text_key`: another key for what people wrote and sent, while they work, and after a break."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, models

from netral.audit.models import Entry
from netral.audit.queries import verify as verify_journal
from netral.audit.states import TEXT_KEY_DROPPED, TEXT_KEY_REPLACED
from netral.config import text_key
from netral.documents.models import Document
from netral.evidence import spool
from netral.evidence.actions import erase
from netral.evidence.models import Exhibit, Upload
from netral.evidence.verification import verify as verify_files
from netral.intake.actions import mark_waiting
from netral.intake.models import Laporan
from netral.intake.queries import laporan_near
from netral.lib import at_rest, rewriting
from tests.audit.test_concurrency import ROOT, environment_of_the_test_database
from tests.documents.builders import issued, penerusan
from tests.evidence.builders import AT, exhibit
from tests.intake.builders import FULL, laporan, photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ring(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own with copies of the run's keys: no other test may lose the key it wrote with."""
    shutil.copytree(settings.KEYS_DIR, tmp_path / "keys")
    settings.KEYS_DIR, settings.MEDIA_ROOT = tmp_path / "keys", tmp_path / "berkas"
    settings.UPLOADS_DIR = tmp_path / "unggahan"
    monkeypatch.setattr(text_key, "SETTLES", 0)
    return tmp_path / "keys" / at_rest.RING_FILE


def run(way: str = "--replace") -> list[str]:
    out = StringIO()
    call_command("text_key", way, stdout=out)
    return out.getvalue().splitlines()


def under() -> set[str]:
    """The ids of the keys that values and files of this house stand under."""
    found = {key for column in rewriting.columns() for key in rewriting.counted(column)}
    return found | {key for use in text_key.uses() if use.files for key in [use.key.id]}


def test_everything_written_before_stands_under_the_new_key_and_reads_as_before(ring: Path) -> None:
    report = laporan(uploads=[photo()])
    photographed = Exhibit.objects.get(subject=report.reference)
    old, before = at_rest.key().id, photographed.sha256
    mark_waiting()

    told = run()

    new = at_rest.key().id
    assert under() == {new} != {old}
    assert [key.id for key in at_rest.ring()] == [new] == at_rest.names()
    found = Laporan.objects.get(pk=report.pk)
    assert (found.what, found.terlapor_set.get().name) == (FULL.what, FULL.who[0].name)
    assert (verify_files().ok, Exhibit.objects.get(pk=photographed.pk).sha256) == (True, before)
    assert any(line.startswith(f"Semua yang tersimpan kini di bawah kunci {new}. Kunci {old}") for line in told)


def test_the_numbers_a_search_goes_by_are_keyed_by_another_secret_and_stay(ring: Path) -> None:
    report = laporan()
    mark_waiting()
    run()

    assert laporan_near("rekaan camat", Laporan.objects.all()) == [report.pk]


def test_the_journal_names_both_keys_once_and_holds(ring: Path) -> None:
    old = at_rest.key().fingerprint
    laporan()

    run()

    new = at_rest.key().fingerprint
    told = Entry.objects.filter(verb__startswith="organisasi.kunci_teks").order_by("pk")
    assert [(entry.verb, entry.hashes) for entry in told] == [
        (TEXT_KEY_REPLACED, [old, new]),
        (TEXT_KEY_DROPPED, [old]),
    ]
    assert verify_journal().ok


def test_showing_counts_what_each_key_still_opens(ring: Path) -> None:
    old = at_rest.key().id
    exhibit()
    at_rest.rotate()
    exhibit(b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01" + bytes(60) + b"\xff\xd9", name="lain.jpg")

    assert run("--show") == [
        f"{at_rest.key().id}  dipakai  1 nilai, 1 berkas, 0 unggahan",
        f"{old}  lama  1 nilai, 1 berkas, 0 unggahan",
    ]


def test_letters_are_sealed_again_byte_for_byte(ring: Path) -> None:
    letter = issued(penerusan())
    with letter.opened() as file:
        before = file.read()

    run()

    with Document.objects.get(pk=letter.pk).opened() as file:
        assert file.read() == before
    assert under() == {at_rest.key().id}


def test_a_file_on_its_way_keeps_its_key_on_the_ring_until_it_is_here(ring: Path) -> None:
    old = at_rest.key().id
    row = Upload.objects.create(owner="laporan:x", length=100, created_at=AT, expires_at=AT)
    with spool.growing(row.spool, 100) as file:
        file.append(b"separuh")

    told = run()

    assert (
        told[-1]
        == f"Kunci {old} tetap di cincin: 1 unggahan masih berjalan di bawahnya. Jalankan lagi sesudah selesai."
    )
    assert [key.id for key in at_rest.ring()][1:] == [old]
    with spool.growing(row.spool, 100) as file:
        assert file.offset == len(b"separuh")
    row.delete()
    assert run()[0].startswith("Melanjutkan penggantian yang belum selesai")
    assert len(at_rest.ring()) == 1


def test_a_value_that_does_not_open_is_named_and_keeps_its_key(ring: Path) -> None:
    report, old = laporan(), at_rest.key().id
    with connection.cursor() as cursor:
        damaged = connection.Database.Binary(at_rest.encrypt(b"x", place="lain.tempat"))
        cursor.execute("UPDATE intake_laporan SET place = %s", [damaged])

    with pytest.raises(CommandError, match=rf"1 tidak terbuka dan dibiarkan: intake.laporan.place {report.pk}"):
        run()

    assert [key.id for key in at_rest.ring()][1:] == [old]
    assert Laporan.objects.values_list("what", flat=True).get() == FULL.what


def test_a_damaged_file_is_named_and_one_that_is_gone_is_left_to_the_check(ring: Path) -> None:
    damaged, gone = exhibit(), exhibit(b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01" + bytes(60) + b"\xff\xd9", name="l.jpg")
    path = Path(damaged.file.path)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    Path(gone.file.path).unlink()

    with pytest.raises(CommandError, match=r"1 tidak terbuka dan dibiarkan: berkas bukti\."):
        run()

    assert len(at_rest.ring()) == 2
    assert [path] == [each for each in (settings.MEDIA_ROOT / "bukti").rglob("*") if each.is_file()]


def test_what_somebody_writes_meanwhile_is_not_written_over(ring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = laporan()
    at_rest.rotate()
    decrypt = at_rest.decrypt

    def somebody_else_first(stored: bytes, *, place: str = "") -> bytes:
        if place == "intake.laporan.what":
            monkeypatch.setattr(at_rest, "decrypt", decrypt)
            Laporan.objects.filter(pk=report.pk).update(what="Ditulis ulang oleh orang lain.")
        return decrypt(stored, place=place)

    monkeypatch.setattr(at_rest, "decrypt", somebody_else_first)
    run()

    assert Laporan.objects.get(pk=report.pk).what == "Ditulis ulang oleh orang lain."
    assert under() == {at_rest.key().id}


def test_evidence_erased_meanwhile_is_not_brought_back(ring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = exhibit()
    at_rest.rotate()
    content = rewriting.SealedFiles.content

    def erased_first(use: rewriting.SealedFiles, plain: Any) -> Any:
        made = content(use, plain)
        erase(shown.subject)
        return made

    monkeypatch.setattr(rewriting.SealedFiles, "content", erased_first)
    list(rewriting.reseal(Exhibit.objects.all(), rewriting.SealedFiles("berkas bukti"), folder="bukti"))

    left = [each for each in settings.MEDIA_ROOT.rglob("*") if each.is_file()]
    assert [str(each.relative_to(settings.MEDIA_ROOT)) for each in left] in ([], [shown.file.name])


def test_what_waits_to_be_committed_is_waited_for(ring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(text_key, "SETTLES", 60)
    monkeypatch.setattr(text_key.time, "sleep", waits.append)

    run()

    assert [50 < wait <= 60 for wait in waits] == [True]


KILLED = """
    import time
    import django; django.setup()
    from django.core.management import call_command
    from netral.lib import at_rest, rewriting

    encrypt, made = at_rest.encrypt, []

    def hangs_at_the_fourth(plain, *, place=""):
        made.append(place)
        if len(made) == 4:
            print("di tengah", flush=True)
            time.sleep(60)
        return encrypt(plain, place=place)

    rewriting.BATCH, at_rest.encrypt = 2, hangs_at_the_fourth
    call_command("text_key", "--replace")
"""


@pytest.mark.django_db(transaction=True)
def test_a_replacement_killed_in_the_middle_goes_on_where_it_was(ring: Path) -> None:
    reports = [laporan() for _ in range(3)]
    old = at_rest.key().id
    environment = {**environment_of_the_test_database(), "NETRAL_HOME": str(ring.parents[1])}
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(KILLED)], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout
    assert "di tengah\n" in iter(child.stdout.readline, "")
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()

    new, kept = (key.id for key in at_rest.ring())
    assert (under(), kept) == ({new, old}, old)
    assert [each.what for each in Laporan.objects.order_by("pk")] == [FULL.what] * len(reports)
    assert run()[0].startswith(f"Melanjutkan penggantian yang belum selesai: kunci {new} sudah menulis.")

    assert (under(), [key.id for key in at_rest.ring()]) == ({new}, [new])
    assert [each.what for each in Laporan.objects.order_by("pk")] == [FULL.what] * len(reports)
    verbs = Entry.objects.filter(verb__startswith="organisasi.kunci_teks").order_by("pk").values_list("verb", flat=True)
    assert (list(verbs), verify_journal().ok) == ([TEXT_KEY_REPLACED, TEXT_KEY_DROPPED], True)


def test_a_break_before_the_journal_was_told_is_told_by_the_next(ring: Path) -> None:
    old = at_rest.key().fingerprint
    new = at_rest.rotate().fingerprint

    run()

    assert Entry.objects.get(verb=TEXT_KEY_REPLACED).hashes == [old, new]


def test_a_break_while_the_ring_was_written_is_named_and_nothing_changes(ring: Path) -> None:
    before = ring.read_text()
    ring.with_suffix(".new").write_text("sisa")

    with pytest.raises(CommandError, match=r"at_rest\.new sudah ada"):
        run()

    assert (ring.read_text(), Entry.objects.exists()) == (before, False)


def test_a_house_without_a_ring_is_told_how_to_get_it_back(ring: Path) -> None:
    ring.unlink()

    for way in ("--show", "--replace"):
        with pytest.raises(CommandError, match="netral init"):
            run(way)


def test_no_encrypted_column_is_left_out() -> None:
    known = {(column.table, column.name) for column in rewriting.columns()}
    fields = [(model, field) for model in apps.get_models() for field in model._meta.get_fields()]
    binary = {
        (model._meta.db_table, field.column)
        for model, field in fields
        if isinstance(field, models.Field) and type(field).__name__.startswith("Encrypted")
    }
    assert known == binary
    assert len(known) > 80


def test_nothing_is_replaced_without_being_asked() -> None:
    with pytest.raises(CommandError, match="--show"):
        call_command("text_key")
