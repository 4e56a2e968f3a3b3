"""Days on which nothing can be stored, or the clock is wrong: said clearly, draft kept, nothing half stored."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.test import Client
from django.utils import timezone

from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.evidence.models import Exhibit
from netral.intake import load, proofs
from netral.intake.models import Arrivals, FailedLookup, IdempotencyKey, Laporan, Receipt
from tests.intake.builders import country, photo
from tests.intake.pages import REPORT, filled, sent

pytestmark = pytest.mark.django_db(transaction=True)
STORY = "Camat mengajak warga memilih calon tertentu."
API = "/api/v1/laporan/"
TIP = '{"kind": "informasi_awal", "what": "Ada kampanye."}'
# A story that fits into no half empty page of the database.
LONG = f"{STORY} " + "Lanjutan cerita yang panjang. " * 440


@pytest.fixture
def sender(transactional_db: None) -> Client:
    """Somebody before the last page of the wizard."""
    country()
    client = Client(raise_request_exception=False)
    filled(client)
    return client


@contextmanager
def sqlite_held() -> Iterator[None]:
    """Another process writes, and does not end; this one waits a moment and not twenty seconds."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def sqlite_full() -> Iterator[None]:
    """No page more than there is."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")


@contextmanager
def postgresql_held() -> Iterator[None]:
    named = connection.get_connection_params()
    parameters = {name: named[name] for name in ("dbname", "user", "password", "host", "port") if name in named}
    with psycopg.connect(**parameters) as other:
        other.execute("LOCK TABLE intake_laporan IN ACCESS EXCLUSIVE MODE")
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        yield
        other.rollback()


def nothing_half_stored() -> None:
    reports = Laporan.objects.count()
    assert reports == Receipt.objects.count() == IdempotencyKey.objects.count()
    assert reports == Entry.objects.filter(verb="laporan.dibuka").count()


def refused_kindly_and_taken_later(sender: Client, trouble: Any) -> None:
    with trouble():
        page = sent(sender, "periksa/")
        program = Client(raise_request_exception=False).post(
            API, TIP.replace("Ada", LONG), content_type="application/json", headers={"Idempotency-Key": "k"}
        )

    assert (page.status_code, program.status_code) == (503, 503)
    assert page["Retry-After"]
    assert program["Retry-After"]
    assert program.json()["errors"][0]["code"] == "sedang_dirawat"
    assert "Traceback" not in page.content.decode()
    nothing_half_stored()
    assert not Laporan.objects.exists()
    assert STORY in sender.get(f"{REPORT}periksa/").content.decode()
    assert sent(sender, "periksa/").status_code == 303


@pytest.mark.sqlite
def test_a_database_held_by_another_process_is_waited_for_and_then_said(sender: Client) -> None:
    refused_kindly_and_taken_later(sender, sqlite_held)


@pytest.mark.postgresql
def test_a_table_locked_by_another_session_is_waited_for_and_then_said(sender: Client) -> None:
    refused_kindly_and_taken_later(sender, postgresql_held)


@pytest.mark.sqlite
def test_a_full_disk_under_the_database_is_said(sender: Client) -> None:
    filled(sender, what=LONG)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")

    refused_kindly_and_taken_later(sender, sqlite_full)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_store_of_files_that_is_full_or_down_keeps_no_half_report(
    number: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Any, settings: Any, transactional_db: None
) -> None:
    country()
    settings.MEDIA_ROOT = str(tmp_path)
    client = Client(raise_request_exception=False)
    filled(client, evidence=photo())
    whole = FileSystemStorage._save

    def half(self: FileSystemStorage, name: str, content: Any) -> str:
        whole(self, name, content)
        raise OSError(number, "no more")

    kept = {path for path in tmp_path.rglob("*") if path.is_file()}
    with monkeypatch.context() as down:
        down.setattr(FileSystemStorage, "_save", half)
        answer = sent(client, "periksa/")

    assert (answer.status_code, Laporan.objects.count(), Exhibit.objects.count()) == (503, 0, 0)
    assert kept <= {path for path in tmp_path.rglob("*") if path.is_file()}
    nothing_half_stored()
    assert sent(client, "periksa/").status_code == 303
    assert Exhibit.objects.count() == 1


def at(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def handed_in(key: str) -> Any:
    return Client().post(API, TIP.replace("Ada", f"Ada {key}"), content_type="application/json",
                         headers={"Idempotency-Key": key})  # fmt: skip


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(hours=-1), timedelta(days=400)])
def test_a_clock_that_jumps_between_two_reports_loses_and_doubles_nothing(
    jump: timedelta, monkeypatch: pytest.MonkeyPatch, transactional_db: None
) -> None:
    country()
    now = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    at(now, monkeypatch)
    before = handed_in("a")

    at(now + jump, monkeypatch)
    again, after = handed_in("a"), handed_in("b")

    assert [answer.status_code for answer in (before, again, after)] == [201, 200, 201]
    assert again.json()["code"] == before.json()["code"]
    assert before.json()["number"] != after.json()["number"]
    assert Receipt.objects.count() == Entry.objects.filter(verb="laporan.dibuka").count() == 2
    assert verify().ok


def test_counts_of_a_future_that_was_taken_back_hold_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    Arrivals.objects.create(client="a" * 64, slot=int((now + timedelta(days=1)).timestamp()) // 10, count=999)
    FailedLookup.objects.bulk_create([FailedLookup(client="x", at=now + timedelta(days=1)) for _ in range(20)])

    assert load.load_of("a" * 64, now) == load.Load(0, 0, None)
    assert load.forget(now) == 1

    ticket = proofs.gate_at(1, now + timedelta(days=1)).ticket
    assert proofs.gate_at(1, now, ticket=ticket).wait == 10
