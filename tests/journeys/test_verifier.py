"""The offline page in a real browser, opened from a disk: it finds what `netral verify` finds, and reaches nothing."""

import copy
import hashlib
import json
import random
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from playwright.sync_api import Page

from netral.audit import proving
from netral.intake.statements import file_bytes
from netral.lib.canonical import canonical_json
from tests.audit.test_proving import first, joined, keys, places, tampered
from tests.intake.builders import PNG, accepted, photo
from tests.intake.sealed import SEALED_DAY, anchored
from tests.journeys.browser import assert_page_is_sound

pytestmark = [pytest.mark.journey, pytest.mark.once, pytest.mark.django_db(transaction=True)]
RAW = (serialization.Encoding.Raw, serialization.PublicFormat.Raw)
LARGEST_SCALAR = 2**252 + 27742317777372353535851937790883648493
VERDICTS = """async ([statements, list]) => Promise.all(statements.map(async each =>
    (await checkSigned(each, keysOf(list))).map(found => [found.check, found.holds])))"""


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """The page as somebody saved it."""
    path = tmp_path / "verifikator.html"
    path.write_bytes(Client().get("/verifikator.html").content)
    return path


@pytest.fixture
def offline(page: Page, saved: Path) -> Page:
    """The saved page, open; a request to anywhere fails the test."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(saved.as_uri())
    assert asked == [saved.as_uri()]
    return page


def put(page: Page, *paths: Path) -> str:
    """Choose files, wait until all are looked at, and read the results."""
    before = int(page.evaluate("document.getElementById('hasil').dataset.selesai || 0"))
    page.set_input_files("#pilih", list(paths))
    page.wait_for_selector(f"#hasil[data-selesai='{before + len(paths)}']", state="attached")
    return page.inner_text("#hasil")


def written(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def findings(statement: dict[str, Any]) -> list[list[object]]:
    return [[each.check, each.holds] for each in proving.check_signed(statement, keys())]


def altered() -> list[dict[str, Any]]:
    """The statement with each of its values changed, one at a time, and some that were signed wrongly."""
    changed = []
    for path in places(joined()):
        statement: Any = copy.deepcopy(joined())
        part = statement
        for name in path[:-1]:
            part = part[name]
        part[path[-1]] = "0" * 64 if part[path[-1]] != "0" * 64 else "lain"
        changed.append(statement)
    return [
        *changed,
        {name: value for name, value in joined().items() if name != "exhibits"},
        {**joined(), "tambahan": 1},
        {**first(), "anchor": {}},
        {**first(), "number": "é\u2028\U0001f600"},
        {**first(), "number": 1.5e300},
        {**first(), "number": {"__proto__": 1, "b": [True, None], "a": -0.0}},
        tampered(["proof", "to_root"], "bukan daftar"),
        tampered(["root", "day"], "2025-01-05"),
        joined(root=None),
    ]


@pytest.mark.parametrize("arithmetic", ["", "#sendiri"], ids=["browser", "own"])
def test_the_page_finds_what_the_command_finds(page: Page, saved: Path, arithmetic: str) -> None:
    page.goto(saved.as_uri() + arithmetic)
    statements = [first(), joined(), *altered()][:: 1 if not arithmetic else 6]
    public = [{"public_key": each} for each in keys().values()]

    told = page.evaluate(VERDICTS, [statements, public])

    assert told == [findings(json.loads(json.dumps(each))) for each in statements]
    assert all(holds for _check, holds in told[0])
    assert [all(holds for _check, holds in each) for each in told].count(True) == (2 if not arithmetic else 1)


def test_the_written_out_arithmetic_is_right(offline: Page) -> None:
    dice = random.Random(7)
    messages = [dice.randbytes(length) for length in (0, 1, 55, 56, 63, 64, 65, 111, 112, 119, 127, 128, 129, 1000)]
    key = Ed25519PrivateKey.from_private_bytes(dice.randbytes(32))
    public, signed = key.public_key().public_bytes(*RAW), [key.sign(message) for message in messages]
    beyond = [
        each[:32] + (int.from_bytes(each[32:], "little") + LARGEST_SCALAR).to_bytes(32, "little") for each in signed
    ]

    hashes = offline.evaluate(
        "all => all.map(each => [HEX(sha256(fromHex(each))), HEX(sha512(fromHex(each)))])", [m.hex() for m in messages]
    )
    verified = offline.evaluate(
        "([key, rows]) => rows.map(([m, s]) => ownEd25519(fromHex(key), fromHex(s), fromHex(m)))",
        [public.hex(), [[m.hex(), s.hex()] for m, s in zip(messages * 2, signed + beyond, strict=True)]],
    )
    strange = offline.evaluate(
        "keys => keys.map(key => ownEd25519(fromHex(key), new Uint8Array(64), new Uint8Array(3)))",
        ["ff" * 32, "02" + "00" * 31, "00" * 31, public.hex()],
    )

    assert hashes == [[hashlib.sha256(m).hexdigest(), hashlib.sha512(m).hexdigest()] for m in messages]
    assert verified == [True] * len(messages) + [False] * len(messages)
    assert strange == [False] * 4


def test_json_is_spelled_as_the_house_spells_it(offline: Page) -> None:
    values = [
        {"b": 1, "a": [0.1, 1e21, -0.0, 5e-324, True, None]},
        {"é": '\u2028"\\/\x7f\x00', "\U0001f600": "", "ﬁ": 2},
    ]

    spelled = offline.evaluate("all => all.map(canonical)", values)

    assert spelled == [canonical_json(each).decode() for each in values]


def test_a_citizen_checks_a_receipt_of_this_house_with_its_files(offline: Page, tmp_path: Path) -> None:
    done = accepted(uploads=[photo()])
    statement = written(tmp_path, "tanda-terima.json", file_bytes(anchored(done)))
    public = written(tmp_path, "netral-keys.json", Client().get("/.well-known/netral-keys.json").content)

    assert "tambahkan berkas kunci" in put(offline, statement)
    assert put(offline, public).startswith("Sah\n")
    seen = put(offline, written(tmp_path, "foto.png", PNG))
    assert "foto.png adalah bukti ke-1 dalam tanda terima." in seen
    assert f"tercakup angka penutup {SEALED_DAY}" in seen
    day = written(tmp_path, "akar.json", Client().get(f"/jurnal/{SEALED_DAY}.json").content)
    assert f"Angka penutup {SEALED_DAY} sama dengan yang Anda simpan." in put(offline, day)
    assert_page_is_sound(offline)

    offline.click("#bahasa")
    assert offline.inner_text("#hasil").startswith("Valid\n")
    assert_page_is_sound(offline)


def test_a_changed_receipt_and_a_foreign_file_are_told_apart(offline: Page, tmp_path: Path) -> None:
    done = accepted(uploads=[photo()])
    changed = {**done.statement, "received": "2024-01-14T09:00:00+08:00"}
    public = written(tmp_path, "netral-keys.json", Client().get("/.well-known/netral-keys.json").content)

    seen = put(offline, public, written(tmp_path, "a.json", json.dumps(changed).encode()))
    assert seen.startswith("Tidak sah\n")
    assert "Isi berkas ini bukan yang ditandatangani. Ada yang diubah." in seen

    offline.click("#ulang")
    good = written(tmp_path, "b.json", json.dumps(done.statement).encode())
    seen = put(offline, public, good, written(tmp_path, "lain.png", PNG + b"!"))
    assert "lain.png tidak tercantum dalam tanda terima" in seen
    assert "Unduh lagi dari halaman status" in seen
    assert seen.startswith("Tanda terima sah, tetapi ada berkas yang tidak cocok\n")
