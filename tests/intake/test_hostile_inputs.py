"""Every field and header of every door of the intake, thrown at with anything: no error of ours, nothing half stored.

A few hundred inputs in the suite, 100,000 a notch under `make soak`. Bounded by a number and by a clock.
"""

import base64
import json
import os
import random
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from netral.audit.models import Entry
from netral.intake.models import IdempotencyKey, Laporan, Receipt
from netral.intake.table_rows import COLUMNS, EXAMPLE
from netral.intake.tables import write_csv
from netral.lib.keys import new_key
from tests.access.builders import seated
from tests.intake.builders import OFFICE, country, photo
from tests.intake.pages import REPORT, answers
from tests.intake.test_api import REPORTS, STATUS, WHOLE
from tests.sizes import NOTCHES

pytestmark = [pytest.mark.django_db, pytest.mark.fuzz]
INPUTS = 100_000 * NOTCHES or 120
LONGEST = 5_400 * NOTCHES or 25  # seconds
UNDONE_EVERY = 500
PIECES = (
    "", " ", "\0", "a\0b", "\u202e", "\ufeff", "e\u0301" * 50, "😀" * 90, "\uffff", "<script>alert(1)</script>",
    "{{ 7*7 }}{% load x %}", "' OR 1=1; --", "%s%n{0.__class__}", "../../etc/passwd", "=HYPERLINK(1)", "\r\nX: y",
    "a" * 30_000, "9" * 400, "-1", "1e999", "NaN", "2024-02-30", "0001-01-01", "9999-12-31", "25.61", "99.07", "33.74",
    "laporan", "informasi_awal", "temuan", "true", "null", "[]", "{}", "\u0661\u0662", "ya", "on", "https://contoh.id",
    "http://[::1", "javascript:alert(1)", "data:text/html,x",
)  # fmt: skip
HEADERS = (
    "Accept", "Accept-Language", "Accept-Encoding", "Authorization", "Cookie", "Content-Type", "Forwarded", "Host",
    "Idempotency-Key", "If-Modified-Since", "Netral-Proof", "Origin", "Range", "Referer", "Tus-Resumable",
    "Upload-Length", "Upload-Metadata", "Upload-Offset", "User-Agent", "X-Forwarded-For", "X-HTTP-Method-Override",
    "HX-Request", "X-Real-IP",
)  # fmt: skip
Door = Callable[[random.Random, Client], Any]


def text(chance: random.Random) -> str:
    """A hostile piece, several, or letters from anywhere but halves of letters."""
    kind = chance.random()
    if kind < 0.7:
        return chance.choice(PIECES)
    if kind < 0.85:
        return "".join(chance.choice(PIECES)[:200] for _ in range(3))
    letters = (chr(chance.choice((chance.randrange(0x20, 0x7F), chance.randrange(0xE000)))) for _ in range(20))
    return "".join(letter for letter in letters if not "\ud800" <= letter <= "\udfff")


def value(chance: random.Random, depth: int = 0) -> Any:
    """Anything JSON can say."""
    simple: tuple[Callable[[], Any], ...] = (
        lambda: text(chance), lambda: None, lambda: chance.random() < 0.5, lambda: chance.randrange(-(10**20), 10**20),
        lambda: chance.random() * 10**300,
    )  # fmt: skip
    if depth > 2 or chance.random() < 0.7:
        return chance.choice(simple)()
    inner = [value(chance, depth + 1) for _ in range(chance.randrange(4))]
    return inner if chance.random() < 0.5 else {text(chance)[:50]: each for each in inner}


def json_field(chance: random.Random, client: Client) -> Any:
    """One field of a whole report, or one inside it, is anything."""
    body = json.loads(json.dumps(WHOLE))
    name = chance.choice([*body, "extra"])
    if isinstance(body.get(name), dict) and chance.random() < 0.7:
        body[name][chance.choice([*body[name], "extra"])] = value(chance)
    else:
        body[name] = value(chance)
    key = new_key() if chance.random() < 0.8 else text(chance)
    return send_json(client, REPORTS, json.dumps(body), {"Idempotency-Key": header(key)})


def raw_json(chance: random.Random, client: Client) -> Any:
    content = json.dumps(value(chance)) if chance.random() < 0.5 else chance.randbytes(60).decode("latin-1")
    return send_json(client, chance.choice((REPORTS, STATUS)), content, {"Idempotency-Key": new_key()})


def any_header(chance: random.Random, client: Client) -> Any:
    """A whole report under hostile headers; every other one goes to the resumable uploads."""
    headers = {"Idempotency-Key": new_key()}
    headers |= {chance.choice(HEADERS): header(text(chance)) for _ in range(chance.randrange(1, 4))}
    path = chance.choice((REPORTS, REPORTS, "/unggah/", "/unggah/x/"))
    method = chance.choice(("post", "patch", "head", "options", "delete")) if path != REPORTS else "post"
    kind = headers.pop("Content-Type", "application/json")
    return client.generic(method.upper(), path, json.dumps(WHOLE), kind, headers=headers)


def proof(chance: random.Random, client: Client) -> Any:
    told = base64.b64encode(json.dumps(value(chance)).encode()).decode() if chance.random() < 0.5 else text(chance)
    return send_json(client, REPORTS, json.dumps(WHOLE), {"Idempotency-Key": new_key(), "Netral-Proof": header(told)})


def wizard(chance: random.Random, client: Client) -> Any:
    """One box of one page is anything; now and then the page is sent, begun anew, or left."""
    page = chance.choice(list(answers()))
    told = dict(answers()[page])
    told[chance.choice([*told, "proof", "ticket", "baru", "extra"])] = text(chance)
    if page == "bukti/":
        told["evidence"] = SimpleUploadedFile(file_name(chance), photo().read() + chance.randbytes(20))
    client.post(REPORT, {"baru": "ya"})
    return client.post(REPORT + page, told)


def staff_form(chance: random.Random, client: Client) -> Any:
    page = chance.choice(("ketik/", "temuan/"))
    told = {name: told for part in answers().values() for name, told in part.items()} | {"door": "lisan"}
    told[chance.choice([*told, "handed_in", "key", "reporter_name", "reporter_address", "office", "kind"])] = text(
        chance
    )
    return client.post(f"/kerja/laporan/baru/{page}", told)


def table(chance: random.Random, client: Client) -> Any:
    cells = dict(zip(COLUMNS, EXAMPLE, strict=True))
    cells[chance.choice(list(cells))] = text(chance)
    heads = [*COLUMNS] if chance.random() < 0.8 else [text(chance)[:60] for _ in range(3)]
    content = write_csv([heads, list(cells.values())])
    if chance.random() < 0.3:
        place = chance.randrange(len(content))
        content = content[:place] + chance.randbytes(8) + content[place + 4 :]
    client.post("/kerja/laporan/baru/impor/", {"table": SimpleUploadedFile("t.csv", content)})
    return client.get("/kerja/laporan/baru/impor/tinjau/")


def code(chance: random.Random, client: Client) -> Any:
    return client.post(
        "/cek/", {"code": text(chance)}, REMOTE_ADDR=f"10.0.{chance.randrange(256)}.{chance.randrange(256)}"
    )


# The doors of programs more often: they take the most, and the quickest.
DOORS: tuple[Door, ...] = (
    *(json_field, json_field, json_field, json_field, raw_json, raw_json, any_header, any_header, any_header),
    *(proof, code, wizard, staff_form, table),
)


def header(said: str) -> str:
    """As a server hands it on: no line ends, latin letters."""
    return said.replace("\r", "").replace("\n", "").encode("latin-1", "replace").decode("latin-1")[:8_000]


def file_name(chance: random.Random) -> str:
    """Anything a browser would send: it takes folders off, and has nothing to send where no name is left."""
    name = header(text(chance))[:200]
    return name if os.path.basename(name) not in ("", ".", "..") else "x"  # noqa: PTH119 - what the sender does


def send_json(client: Client, path: str, body: str, headers: dict[str, str]) -> Any:
    return client.post(path, body, content_type="application/json", headers=headers)


def thrown(chance: random.Random, client: Client, inputs: int, until: float) -> int:
    """Throw so many inputs, undone afterwards; how many were thrown before the time was up."""
    for number in range(inputs):
        state, door = chance.getstate(), chance.choice(DOORS)
        answer = door(chance, client)
        assert answer.status_code < 500, (door.__name__, answer.status_code, hash(state))
        assert b"Traceback" not in b"".join(answer), door.__name__
        if time.monotonic() > until:
            return number
    reports = Laporan.objects.count()
    assert reports == Receipt.objects.count() == IdempotencyKey.objects.count()
    assert reports == Entry.objects.filter(verb="laporan.dibuka").count()
    return inputs


def test_nothing_anybody_can_send_breaks_a_door(settings: Any) -> None:
    settings.DEMO, settings.REPORTS_PER_CLIENT, settings.REPORTS_AT_REST = True, 10**9, 10**9
    country()
    client = Client(raise_request_exception=False)
    client.force_login(seated("petugas_laporan", OFFICE))
    chance, until, done = random.Random(20_241_127), time.monotonic() + LONGEST, 0  # the same every time

    while done < INPUTS and time.monotonic() < until:
        with transaction.atomic():
            done += thrown(chance, client, min(UNDONE_EVERY, INPUTS - done), until)
            transaction.set_rollback(True)

    assert done >= min(INPUTS, 100)
