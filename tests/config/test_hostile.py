"""Nothing anybody can send breaks the house: every door that takes something in, and a battery of bad input.

Whatever is refused leaves every table as it was; nothing is ever answered with an error of our own.
"""

import copy
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.client import encode_multipart
from django.urls import reverse

from netral.config.doors import read
from tests.config.town import Town, in_demo, town
from tests.config.world import World, world
from tests.intake.builders import PNG
from tests.sizes import NOTCHES, share

__all__ = ["in_demo", "town", "world"]
pytestmark = [pytest.mark.django_db, pytest.mark.fuzz]

# Rows that come and go with every look: sessions, and wrong codes counted.
PASSING = {"intake_failedlookup"}
ROOMS = (
    *("access", "audit", "cases", "discipline", "documents"),
    *("evidence", "intake", "offices", "procedure", "registry"),
)
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
BOUNDARY = "batas"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
PART = b'--batas\r\nContent-Disposition: form-data; name="evidence"; filename="'

TEXTS = {
    "nothing": "",
    "NUL": "a\0b",
    "only NUL": "\0",
    "a book": "a" * 120_000,
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "template": "{{ settings.SECRET_KEY }}{% load x %}#{1+1}",
    "SQL": "' OR 1=1; DROP TABLE intake_laporan; --",
    "format": "%s%n%(x)s{0}{x.__class__}",
    "turned around": "\u202eterbalik\u2066\ufeff",
    "combining": "a" + "\u0301" * 2_000,
    "other digits": "\u0661\u0662/\u0661\u0662/\u0662\u0660\u0662\u0666",
    "emoji": "\U0001f600" * 50,
    "no character": "\uffff\ufdd0",
    "minus one": "-1",
    "a huge number": "9" * 400,
    "infinity": "1e999",
    "no number": "NaN",
    "no such day": "2024-02-30",
    "the first day": "0001-01-01",
    "the last day": "9999-12-31",
    "a path": "../../../../etc/passwd",
    "lines": "a\r\nSet-Cookie: x=1\r\n\r\n",
    "a choice of none": "bukan_pilihan",
}
ASKED = ("nothing", "NUL", "a book", "HTML", "SQL", "emoji", "minus one", "a huge number")
RAW_FORMS: dict[str, tuple[str, bytes]] = {
    "nothing": (FORM, b""),
    "half characters": (FORM, b"key=%ED%A0%80&kind=%ED%A0%80&what=%ED%A0%80&name=%ff%fe&text=%C0%80&code=%80"),
    "no key": (FORM, b"=&=1&&;=x"),
    "the same name often": (FORM, b"version=1&version=2&step=a&step=b&kind=laporan&kind=x&name=a&name=b"),
    "two thousand fields": (FORM, b"&".join(b"a%d=1" % number for number in range(2_000))),
    "three megabytes": (FORM, b"what=" + b"a" * 3_000_000),
    "an unknown charset": (FORM + "; charset=klingon", b"what=a"),
    "JSON": (JSON, b'{"what": "a"}'),
    "no type at all": ("", b"what=a"),
    "XML": ("text/xml", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
    "parts without a boundary": ("multipart/form-data", b"what"),
    "parts that end early": (MULTIPART, PART + b'a"'),
    "parts with bad base64": (
        MULTIPART,
        PART + b'a.png"\r\nContent-Transfer-Encoding: base64\r\n\r\n\xff\xfe!!\r\n--batas--\r\n',
    ),
    "parts without a name": (MULTIPART, b"--batas\r\nContent-Disposition: form-data\r\n\r\nx\r\n--batas--\r\n"),
    "bytes for a name": (
        MULTIPART,
        PART + b'\xff\x00\xfe"\r\n\r\nx\r\n--batas--\r\n',
    ),
}
RAW_JSON: dict[str, tuple[str, bytes]] = {
    "nothing": (JSON, b""),
    "no JSON": (JSON, b"{"),
    "half characters": (JSON, b'{"what": "\xff\xfe"}'),
    "a text": (JSON, b'"a"'),
    "a list": (JSON, b"[]"),
    "null": (JSON, b"null"),
    "a hundred thousand deep": (JSON, b"[" * 100_000 + b"]" * 100_000),
    "nine hundred deep": (JSON, b'{"step": "klarifikasi", "version": 1, "name": ' + b"[" * 900 + b"]" * 900 + b"}"),
    "three megabytes": (JSON, b'{"what": "' + b"a" * 3_000_000 + b'"}'),
    "a number without end": (JSON, b'{"version": ' + b"9" * 10_000 + b"}"),
    "what is no number": (JSON, b'{"step": "klarifikasi", "version": NaN}'),
    "infinity": (JSON, b'{"step": "klarifikasi", "version": 1e999}'),
    "a form": (FORM, b"what=a"),
    "parts": (MULTIPART, b'--batas\r\nContent-Disposition: form-data; name="what"\r\n\r\nx\r\n--batas--\r\n'),
    "the same key twice": (JSON, b'{"kind": "laporan", "kind": 7, "code": "a", "code": []}'),
}
VALUES: tuple[Any, ...] = (None, 7, 1.5, True, [], {}, ["a"], [["a"]], {"a": {"b": 1}}, "\ud800", *TEXTS.values())
REPORT = {
    "kind": "informasi_awal", "what": "Kejadian.", "election": "pemilu2024", "when": {"date": "2024-01-12"},
    "where": {"region": "99.07", "place": "Lapangan"}, "who": [{"name": "A"}], "witnesses": [{"name": "B"}],
    "links": ["https://contoh.id"], "conducts": ["pengarahan_ajakan"], "reporter": None,
}  # fmt: skip
REPORTER = {"name": "A", "address": "B", "phone": "C", "email": "d@contoh.id"}
FILES = {
    "no bytes": SimpleUploadedFile("kosong.png", b"", "image/png"),
    "another type": SimpleUploadedFile("foto.png", b"MZ\x90\x00" + bytes(100), "image/png"),
    "a web page": SimpleUploadedFile("a.html", b"<!doctype html><script>alert(1)</script>", "image/png"),
    "26 megabytes": SimpleUploadedFile("b.pdf", b"%PDF-1.7\n" + bytes(26_000_000), "application/pdf"),
    "a long name": SimpleUploadedFile("a" * 5_000 + ".png", b"\x89PNG\r\n\x1a\n", "image/png"),
    "a path for a name": SimpleUploadedFile("../../../tmp/a.png", b"\x89PNG", "image/png"),
}
NO_NAMES = ("", ".", "..", "a/", "a/..", "..\\", "C:\\", " ", "%2e%2e", "\x7f", "con.")
FILE_FIELDS = ("evidence", "file", "upload")
QUERIES = (
    *("q", "halaman", "hal", "cari", "jenis", "tampilan", "subjek"),
    *("sebelum", "kantor", "siapa", "tahap", "next", "cursor"),
)


@dataclass(frozen=True)
class Knocker:
    """Somebody before a door that takes something in."""

    door: str
    persona: str
    path: str
    token: str = ""

    def __str__(self) -> str:
        return f"{self.door} as {self.persona}"


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL", "django.request")
    caplog.set_level("CRITICAL", "django.security")


def takers(town: Town, world: World) -> list[Knocker]:
    """Every door, once for the first persona who passes it; and the form of every step, before whoever may take it."""
    found: dict[str, Knocker] = {}
    for (door, about, persona), answer in read().matrix().items():
        if answer in ("buka", "metode") and door not in found:
            token = town.tokens.get(persona, "") if door.startswith("api:") else ""
            found[door] = Knocker(door, persona, town.address(door, about), token)
    return [*found.values(), *steps(world)]


def steps(world: World) -> Iterator[Knocker]:
    told = {
        "pemeriksaan": (("pemeriksa", ("klarifikasi", "simpan_kajian", "susun_kajian")),),
        "menunggu_pleno": (("anggota", ("putuskan_terbukti", "putuskan_bukan_kewenangan", "kembalikan")),),
        "terbukti": (("pemeriksa", ("teruskan",)),),
        "penanganan_diterima": (("auditor_bkn", ("verifikasi", "hentikan")),),
        "terverifikasi": (("auditor_bkn", ("rekomendasikan",)),),
        "direkomendasikan": (("pejabat_pembina", ("jatuhkan_sanksi", "tidak_menjatuhkan")),),
        "dijatuhi_sanksi": (("pejabat_pembina", ("sampaikan",)),),
        "disampaikan": (("petugas_kepegawaian", ("catat_berlaku",)),),
    }
    for ends, takers_of in told.items():
        walk = world.walk(ends, of=1 if ends == "pemeriksaan" else 0)
        for persona, codes in takers_of:
            room, key = ("discipline", walk.penanganan.key) if hasattr(walk, "penanganan") else ("cases", walk.case.key)
            for code in codes:
                yield Knocker(f"{room}:step {code}", persona, reverse(f"{room}:step", args=[key, code]))


def counted() -> dict[str, int]:
    """Rows of every table of the house, in one question."""
    tables = [model._meta.db_table for room in ROOMS for model in apps.get_app_config(room).get_models()]
    kept = [table for table in tables if table not in PASSING]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"(SELECT COUNT(*) FROM {table})" for table in kept))
        return dict(zip(kept, cursor.fetchone(), strict=True))


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Whatever happens is taken back, in the tables and in the browser."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = cookies


# Doors that write every wrong code down, so that nobody tries them all.
COUNTING = frozenset({"links:open"})


class Attack:
    """Sends, and collects what went wrong; one failure says all of it."""

    def __init__(self, town: Town) -> None:
        self.town, self.wrong, self.sent = town, list[str](), 0
        self.before = counted()

    def __call__(self, who: Knocker, what: str, method: str = "POST", path: str = "", **request: Any) -> None:
        client = self.town.clients[who.persona]
        client.raise_request_exception = False
        headers = {"Authorization": f"Bearer {who.token}"} if who.token else {}
        if who.door == "api:submit_report":
            headers["Idempotency-Key"] = "k"
        self.sent += 1
        with undone(client):
            answer = client.generic(method, path or who.path, headers=headers, **request)
            self._judge(f"{method} {who}: {what[:60]}", answer, counts=who.door in COUNTING)

    def _judge(self, told: str, answer: HttpResponseBase, *, counts: bool) -> None:
        if answer.streaming:
            list(answer.streaming_content)  # type: ignore[attr-defined]
        if answer.status_code >= 500:
            self.wrong.append(f"{told}: {answer.status_code}")
        elif answer.status_code >= 400 and not counts and counted() != self.before:
            self.wrong.append(f"{told}: refused with {answer.status_code}, yet something was stored")
        elif answer.status_code == 422 and not _named(answer):
            self.wrong.append(f"{told}: refused without a word")


def _named(answer: Any) -> bool:
    """Whether a refusal says what is wrong: an error of a form or of the API, a message, or what is possible."""
    if answer["Content-Type"].startswith(JSON):
        return bool(answer.json().get("errors", True))  # allauth answers a body of JSON in a shape of its own
    context = answer.context or {}
    told = "form" not in context or context["form"].errors or context.get("token_fail")
    rows = context.get("rows")  # a page of many small forms
    told = told or bool(getattr(rows, "is_bound", False) and rows.total_error_count()) or context.get("problem")
    return bool(told or list(context.get("messages") or ()))


def encoded(values: dict[str, str]) -> bytes:
    return urlencode(values).encode()


def fields_of(town: Town, who: Knocker) -> list[str]:
    """The names a browser would send from the page's form."""
    client = town.clients[who.persona]
    with undone(client):  # looking at an original is recorded
        answer = client.get(who.path)
        if answer.streaming:
            list(answer.streaming_content)
            return []
        form = (answer.context or {}).get("form") if answer.status_code == 200 else None
        return [name for bound in form for name in _parts(bound)] if form is not None else []


def _parts(bound: Any) -> list[str]:
    boxes = getattr(bound.field.widget, "widgets_names", None)
    return [f"{bound.html_name}{box}" for box in boxes] if boxes else [bound.html_name]


def test_no_body_of_a_form_breaks_a_door(town: Town, world: World) -> None:
    attack = Attack(town)

    for who in takers(town, world):
        for name, (kind, body) in share(RAW_FORMS.items(), whose=str(who)):
            attack(who, name, data=body, content_type=kind)

    assert attack.sent > (1_000 if NOTCHES else 300)
    assert not attack.wrong, "\n".join(attack.wrong)


def test_no_value_of_a_field_breaks_a_form(town: Town, world: World) -> None:
    attack, forms = Attack(town), 0

    for who in takers(town, world):
        names = fields_of(town, who)
        forms += bool(names)
        for said, text in share(TEXTS.items(), whose=str(who)) if names else ():
            attack(who, said, data=encoded(dict.fromkeys(names, text)), content_type=FORM)

    assert forms > 30
    assert not attack.wrong, "\n".join(attack.wrong)


def takers_of_files(town: Town, world: World) -> list[Knocker]:
    town.clients["warga"].post(reverse("intake:report"))  # only somebody on the way is asked for evidence
    doors = {"intake:complete", "documents:verify", "discipline:step jatuhkan_sanksi"}
    knockers = [who for who in takers(town, world) if who.door in doors]
    assert {who.door for who in knockers} == doors
    return [*knockers, Knocker("intake:report_bukti", "warga", reverse("intake:report_bukti"))]


def test_no_file_breaks_a_door(town: Town, world: World) -> None:
    knockers, attack = takers_of_files(town, world), Attack(town)

    for who in knockers:
        for said, file in FILES.items():
            file.seek(0)
            names = dict.fromkeys(FILE_FIELDS, file)
            content = encode_multipart(BOUNDARY, {"kind": "informasi_awal", "what": "x", **names})
            attack(who, said, data=content, content_type=MULTIPART)

    assert not attack.wrong, "\n".join(attack.wrong)


def parts_named(name: str) -> bytes:
    """What no browser sends and Django's own builder refuses to write: files under names that are none."""
    words = encode_multipart(BOUNDARY, {"kind": "informasi_awal", "what": "x"}).removesuffix(b"--batas--\r\n")
    head = '--batas\r\nContent-Disposition: form-data; name="{}"; filename="{}"\r\nContent-Type: image/png\r\n\r\n'
    files = [head.format(field, name).encode() + PNG + b"\r\n" for field in FILE_FIELDS]
    return b"".join([words, *files, b"--batas--\r\n"])


def test_no_name_of_a_file_breaks_a_door(town: Town, world: World) -> None:
    knockers, attack = takers_of_files(town, world), Attack(town)

    for who in knockers:
        for name in NO_NAMES:
            attack(who, f"a file named {name!r}", data=parts_named(name), content_type=MULTIPART)

    assert not attack.wrong, "\n".join(attack.wrong)


def test_no_json_breaks_a_door_for_programs(town: Town, world: World) -> None:
    attack = Attack(town)
    programs = [who for who in takers(town, world) if who.door.startswith("api:")]
    taken = ("take_step", "assign", "follow_case", "write_note", "give_task", "finish_task", "add_label", "undo")
    doors = {f"api:{door}": town.address(f"api:{door}", "diperiksa") for door in taken}
    own = [Knocker(door, "pemeriksa", path, town.tokens["pemeriksa"]) for door, path in doors.items()]

    for who in [*programs, *own]:
        for name, (kind, body) in share(RAW_JSON.items(), whose=str(who)):
            attack(who, name, data=body, content_type=kind)
        for place, body in share(bodies(who.door), whose=str(who)):
            attack(who, place, data=json.dumps(body).encode(), content_type=JSON)

    assert not attack.wrong, "\n".join(attack.wrong)


def bodies(door: str) -> Iterator[tuple[str, Any]]:
    """Good bodies with one bad value, wherever there is a place for one."""
    good: dict[str, Any] = {
        "api:submit_report": REPORT,
        "api:report_status": {"code": "7K4M 2PXD 91QF HT3E"},
        "api:take_step": {
            "step": "klarifikasi", "version": 2, "party": "saksi", "name": "A", "held_on": "2026-11-16",
            "place": "B", "attended": "ya", "minutes": "C", "issue": True, "conduct": [], "provisions": [],
        },
        "api:assign": {"examiners": [], "seen": [], "namesake": ""},
        "api:follow_case": {"follow": True},
        "api:write_note": {"text": "Catatan."},
        "api:give_task": {"text": "Telepon saksi.", "user": "tidakada", "due_on": "2027-01-01"},
    }.get(door, {})  # fmt: skip
    for name in good:
        for value in VALUES:
            yield f"{name} = {value!r}", {**good, name: value}
    if door == "api:submit_report":
        yield from _nested_bodies()


def _nested_bodies() -> Iterator[tuple[str, Any]]:
    for value in VALUES:
        yield f"reporter = {value!r}", {**REPORT, "kind": "laporan", "reporter": dict.fromkeys(REPORTER, value)}
        yield f"when = {value!r}", {**REPORT, "when": dict.fromkeys(("date", "time", "known_on"), value)}
        yield f"where = {value!r}", {**REPORT, "where": dict.fromkeys(("region", "place"), value)}
        yield f"who = {value!r}", {**REPORT, "who": [dict.fromkeys(("name", "position", "agency", "subject"), value)]}
        yield f"links = {value!r}", {**REPORT, "links": [value], "conducts": [value], "witnesses": [value]}
        yield f"an unknown field {value!r}", {**REPORT, str(value)[:300]: value}


def test_no_question_in_an_address_breaks_a_page(town: Town, world: World) -> None:
    attack = Attack(town)

    for who in takers(town, world):
        for said in share(ASKED, whose=str(who)):
            query = encoded(dict.fromkeys(QUERIES, TEXTS[said][:6_000])).decode()
            attack(who, said, "GET", f"{who.path}?{query}")
        attack(who, "no characters", "GET", f"{who.path}?q=%ff%fe&halaman=%C0%80&next=%ff&tampilan[]=1")

    assert not attack.wrong, "\n".join(attack.wrong)


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "KARANGAN"])
def test_no_other_method_breaks_a_door_or_changes_anything(town: Town, world: World, method: str) -> None:
    attack = Attack(town)

    for who in takers(town, world):
        attack(who, method, method, data=b"x", content_type=FORM)

    assert not attack.wrong, "\n".join(attack.wrong)


@pytest.mark.parametrize(
    "path",
    [
        "/kelola/organisasi/{}/", "/kelola/pengguna/{}/", "/kelola/pengguna/{}/jabatan/", "/kelola/jabatan/{}/akhiri/",
        "/kelola/undangan/{}/batalkan/", "/v/{}/", "/akun/undangan/{}/", "/aturan/{}/", "/aturan/tenggat/{}/",
        "/akun/sandi/baru/1-{}/", "/jurnal/{}.json", "/kerja/perkara/{}/", "/kerja/laporan/{}/", "/kerja/disiplin/{}/",
        "/api/v1/perkara/{}/", "/api/v1/perkara/{}/langkah/", "/api/v1/{}/", "/static/{}", "/{}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("odd", ["%ff", "%2e%2e%2f", "%00", "a" * 3_000, "%F0%9F%98%80", "%0d%0aX:1", "2024-02-30"])
def test_no_odd_address_breaks_the_house(town: Town, path: str, odd: str) -> None:
    attack = Attack(town)
    token = town.tokens["admin_nasional"] if path.startswith("/api/") else ""
    who = Knocker(path, "admin_nasional", path.format(odd), token)

    attack(who, odd, "GET")
    attack(who, odd, "POST", data=b"", content_type=FORM)

    assert not attack.wrong
