"""Who reported stands nowhere in plain: not in a table, not in the journal, not in a file, not in a log."""

import base64
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client

from netral.access.states import REPORTER
from netral.audit.models import Entry
from netral.audit.queries import entries_about
from netral.evidence.models import Exhibit
from netral.intake.actions import answer_check_in, open_identity, see, withdraw, write_from_reporter, write_to_reporter
from netral.intake.models import CheckIn, IdempotencyKey, Laporan
from netral.intake.states import Safety, Side
from tests.intake.builders import MONDAY, SECRETIVE, accepted, country, custodian_key, day, decided, photo, staff
from tests.intake.pages import CHECK, RECEIPT, STATUS, filled, reported, sent, signed_in

pytestmark = pytest.mark.django_db
# What must never be found, in every spelling a table, log or dump might use.
SECRETS = ("Wayan", "Jalan Sunyi", "0812-3456-7890")


def spellings(secret: str) -> list[bytes]:
    plain = secret.encode()
    return [
        plain,
        secret.upper().encode(),
        secret.encode("utf-16-le"),
        base64.b64encode(plain).rstrip(b"=")[:-1],  # all that does not depend on what follows
        plain.hex().encode(),
    ]


def every_row() -> Iterator[tuple[str, bytes]]:
    """(table, everything in it) of every table of the database, columns of bytes included."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                cells = [bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in row]
                yield table, b"\x1f".join(cells)


def found_in(content: bytes) -> list[str]:
    return [secret for secret in SECRETS if any(spelling in content for spelling in spellings(secret))]


def test_the_search_would_find_a_name_if_it_stood_there() -> None:
    country()

    assert found_in(b"... Wayan ...") == ["Wayan"]
    assert found_in("Wayan".encode("utf-16-le")) == ["Wayan"]
    assert any(table == "offices_organisation" and b"Tirta Buana" in row for table, row in every_row())


def test_no_table_holds_who_reported(client: Client, settings: object, caplog: pytest.LogCaptureFixture) -> None:
    """The whole way: form, receipt, status, kajian awal, an opening of the seal, a refused form, the wire."""
    settings.DEMO = True  # type: ignore[attr-defined]
    caplog.set_level(logging.DEBUG)
    country()
    reported(client)
    code = client.get(RECEIPT).context["code"]
    client.post(CHECK, {"code": code})
    client.get(STATUS)
    another = Client()
    filled(another)
    another.post("/lapor/simpan/")
    sent(another, "tentang-anda/", way="")
    sent(another, "periksa/", truth="")
    body = {"kind": "laporan", "what": "Kejadian.", "reporter": {"name": SECRETIVE.name, "address": SECRETIVE.address}}
    for key in ("a", "a" * 65):
        client.post(
            "/api/v1/laporan/", json.dumps(body), content_type="application/json", headers={"Idempotency-Key": key}
        )
    made = Laporan.objects.order_by("pk")[0]
    decided(made, "minta_perbaikan", at=made.received_at)
    signed_in(client)
    client.get(f"/kerja/laporan/{made.key}/kajian-awal/")
    opened = open_identity(
        made, custodian_key(), acting=staff("kustodian"), at=day(1), reason="Permintaan tertulis pengadilan nomor 12."
    )

    assert opened.name == SECRETIVE.name
    assert [(table, found_in(row)) for table, row in every_row() if found_in(row)] == []
    assert found_in(caplog.text.encode()) == []
    assert code.replace(" ", "") not in caplog.text


def test_no_table_holds_a_receipt_code(client: Client) -> None:
    reported(client)
    code = client.get(RECEIPT).context["code"]

    spelled = [code.encode(), code.replace(" ", "").encode(), code.lower().encode()]
    assert [table for table, row in every_row() if any(each in row for each in spelled)] == []


def test_no_file_holds_who_reported(client: Client) -> None:
    reported(client)

    home = Path(django_settings.HOME)
    files = [file for file in home.rglob("*") if file.is_file() and "pg" not in file.relative_to(home).parts[0]]
    assert [
        file.name for file in files if not file.name.startswith("uji.sqlite3") and found_in(file.read_bytes())
    ] == []


def test_the_journal_holds_no_word_of_the_report(client: Client) -> None:
    reported(client)

    told = json.dumps([[entry.facts, entry.subjects, entry.actor] for entry in Entry.objects.all()])
    for word in ("Camat", "Terlapor", "Lapangan", "contoh.id", *SECRETS):
        assert word not in told


def test_no_address_of_a_page_names_anybody() -> None:
    from netral.intake.urls import urlpatterns

    assert all("name" not in str(each.pattern) and "nip" not in str(each.pattern) for each in urlpatterns)


def test_every_table_with_personal_data_of_this_room_can_be_emptied() -> None:
    """Erasing is deleting rows or blanking texts: nothing of the journal points at them by key."""
    models = [model for model in apps.get_app_config("intake").get_models() if model is not Laporan]
    pointing = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if getattr(field, "related_model", None) in models and field.concrete and model not in models
    ]

    assert pointing == []


def test_nothing_of_a_report_knows_more_than_the_minute() -> None:
    moment = MONDAY.replace(second=42, microsecond=123_456)

    made = accepted(at=moment, uploads=[photo()]).laporan

    minute = moment.replace(second=0, microsecond=0)
    entries = entries_about(made.reference)
    assert {made.received_at, *(entry.at for entry in entries)} == {minute}
    assert {exhibit.received_at for exhibit in Exhibit.objects.all()} == {minute}
    assert IdempotencyKey.objects.get().created_at == minute
    assert ":42" not in str(made.receipt.statement)


def test_what_a_reporter_does_later_is_known_to_the_minute_too() -> None:
    made, moment = accepted(at=MONDAY).laporan, day(31).replace(second=42, microsecond=123_456)
    write_to_reporter(made, "Kapan?", acting=staff(), at=day(1))

    write_from_reporter(made, "Kemarin.", at=moment, uploads=[photo()])
    answer_check_in(made, answer=Safety.SAFE, at=moment)
    see(made, Side.OFFICE, at=moment)
    withdraw(made, at=moment)

    minute = moment.replace(second=0, microsecond=0)
    entries = [entry for entry in entries_about(made.reference) if entry.actor == REPORTER.reference][1:]
    assert len(entries) == 4
    assert {entry.at for entry in entries} == {minute}
    assert {made.messages.get(side=Side.REPORTER).at, made.messages.get(side=Side.OFFICE).seen_at} == {minute}
    assert {CheckIn.objects.get().answered_at, Exhibit.objects.get().received_at} == {minute}
