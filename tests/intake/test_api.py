"""The wire doors: what the contract promises, and what hostile senders get."""

import json
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netral.audit.models import Entry
from netral.intake.api import LARGEST_BODY
from netral.intake.models import FailedLookup, IdempotencyKey, Laporan, SealedIdentity
from netral.lib.spoken_codes import holds, normalise
from tests.intake.builders import SECRETIVE, TIP, accepted, country, decided

pytestmark = pytest.mark.django_db
REPORTS, STATUS = "/api/v1/laporan/", "/api/v1/laporan/status/"
YESTERDAY = (timezone.now() - timedelta(days=1)).date().isoformat()
WHOLE: dict[str, Any] = {
    "kind": "laporan",
    "what": "Camat mengajak warga memilih calon tertentu.",
    "election": "pemilu2024",
    "when": {"date": YESTERDAY, "time": "09:30", "known_on": YESTERDAY},
    "where": {"region": "9907", "place": "Lapangan"},
    "who": [{"name": "Terlapor", "position": "Camat", "agency": "Kecamatan", "subject": "PNS"}],
    "witnesses": [{"name": "Saksi", "address": "Jalan 1"}],
    "links": ["https://contoh.id/1"],
    "conducts": ["pengarahan_ajakan"],
    "reporter": asdict(SECRETIVE),
}
SMALL = {"kind": "informasi_awal", "what": "Ada kampanye di kantor."}


@pytest.fixture(autouse=True)
def _country(db: None) -> None:
    country()


def post(client: Client, body: object, *, key: str = "k", raw: bytes | None = None, at: str = REPORTS) -> Any:
    content = raw if raw is not None else json.dumps(body).encode()
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(at, content, content_type="application/json", headers=headers)


def errors(answer: Any) -> list[tuple[str, str]]:
    """(field, code) in the contract's shape, which every refusal has."""
    body = answer.json()
    assert set(body) == {"errors"}
    assert all(set(row) == {"field", "message", "code"} and row["message"] for row in body["errors"])
    return [(row["field"], row["code"]) for row in body["errors"]]


def test_a_whole_report_is_answered_with_its_receipt(client: Client) -> None:
    answer = post(client, WHOLE)

    assert (answer.status_code, answer["Cache-Control"]) == (201, "no-store")
    receipt = answer.json()
    assert set(receipt) == {"code", "number", "entry_hash", "statement", "warnings"}
    assert [len(group) for group in receipt["code"].split(" ")] == [4, 4, 4, 4]
    assert holds(normalise(receipt["code"]))
    assert receipt["number"].startswith("TT-99.07-")
    assert receipt["entry_hash"] == receipt["statement"]["entry_hash"] == Entry.objects.get(verb="laporan.dibuka").hash
    assert set(receipt["statement"]) == {
        "number", "received", "exhibits", "entry_hash", "anchor", "key_id", "signature",
    }  # fmt: skip
    assert receipt["warnings"] == []
    assert Laporan.objects.get().region_id == "99.07"


def test_two_fields_are_enough_for_a_tip(client: Client) -> None:
    answer = post(client, SMALL)

    assert answer.status_code == 201
    assert {warning["field"] for warning in answer.json()["warnings"]} >= {"reporter", "who", "when.date", "where"}


def test_empty_and_absent_fields_mean_unknown(client: Client) -> None:
    empty = {
        "election": None, "when": {"date": None, "time": "", "known_on": ""}, "where": {"region": None, "place": ""},
        "who": [{"name": None}], "witnesses": [], "links": None, "reporter": None,
    }  # fmt: skip

    assert post(client, {**SMALL, **empty}).status_code == 201
    assert not Laporan.objects.get().terlapor_set.exists()


def test_the_same_key_and_body_answer_200_with_the_same_body(client: Client) -> None:
    first, again = post(client, WHOLE), post(client, WHOLE)

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.content == first.content
    assert Laporan.objects.count() == 1


def test_the_same_body_in_another_order_is_the_same_body(client: Client) -> None:
    first = post(client, WHOLE)
    again = post(client, None, raw=json.dumps(dict(reversed(WHOLE.items())), indent=2).encode())

    assert (again.status_code, again.json()["code"]) == (200, first.json()["code"])


def test_the_same_key_with_another_body_is_409(client: Client) -> None:
    post(client, WHOLE)

    answer = post(client, {**WHOLE, "what": "Lain."})

    assert answer.status_code == 409
    assert errors(answer) == [("Idempotency-Key", "kunci_terpakai")]


@pytest.mark.parametrize("key", ["", "a" * 65])
def test_a_key_is_required_and_short(client: Client, key: str) -> None:
    answer = post(client, WHOLE, key=key)

    assert answer.status_code == 422
    assert [field for field, _code in errors(answer)] == ["Idempotency-Key"]


def test_an_unknown_field_is_named_in_a_warning_and_not_stored(client: Client) -> None:
    answer = post(
        client, {**SMALL, "reporterr": {"name": "Wayan"}, "who": [{"nam": "A", "name": "B"}], "when": {"x": 1}}
    )

    unknown = [warning["field"] for warning in answer.json()["warnings"] if warning["code"] == "kolom_tidak_dikenal"]
    assert unknown == ["reporterr", "when.x", "who.0.nam"]


MEGABYTE = "a" * 1_000_000
HOSTILE: list[tuple[str, dict[str, Any], int, list[str]]] = [
    ("no kind", {"kind": None}, 422, ["kind"]),
    ("a kind of another type", {"kind": 7}, 422, ["kind"]),
    ("an unknown kind", {"kind": "gosip"}, 422, ["kind"]),
    ("no story", {"what": ""}, 422, ["what"]),
    ("a story that is a list", {"what": ["a"]}, 422, ["what"]),
    ("NUL", {"what": "a\0b"}, 422, ["what"]),
    ("NUL in a name", {"who": [{"name": "\0"}]}, 422, ["who.0.name"]),
    ("half a character", {"what": "\ud800"}, 422, ["what"]),
    ("a future act", {"when": {"date": "2999-01-01"}}, 422, ["when.date"]),
    ("an impossible date", {"when": {"date": "2024-02-30"}}, 422, ["when.date"]),
    ("a date of seconds", {"when": {"date": 1707091200}}, 422, ["when.date"]),
    ("a date of seconds in text", {"when": {"date": "1707091200"}}, 422, ["when.date"]),
    ("a date with a time", {"when": {"date": "2024-02-05T10:00:00"}}, 422, ["when.date"]),
    ("digits of another script", {"when": {"date": "\u0662024-02-05"}}, 422, ["when.date"]),
    ("an impossible time", {"when": {"time": "25:00"}}, 422, ["when.time"]),
    ("a time of seconds", {"when": {"time": 3600}}, 422, ["when.time"]),
    ("a time in words", {"when": {"time": "pagi"}}, 422, ["when.time"]),
    ("known in the future", {"when": {"known_on": "2999-01-01"}}, 422, ["when.known_on"]),
    ("a when that is text", {"when": "kemarin"}, 422, ["when"]),
    ("an unknown region", {"where": {"region": "00.00"}}, 422, ["where.region"]),
    ("a region of numbers", {"where": {"region": 9907}}, 422, ["where.region"]),
    ("a who that is an object", {"who": {"name": "A"}}, 422, ["who"]),
    ("a who that is text", {"who": ["A"]}, 422, ["who.0"]),
    ("a link that is no address", {"links": ["javascript:alert(1)"]}, 422, ["links.0"]),
    ("a link that is a number", {"links": [1]}, 422, ["links.0"]),
    ("an unknown conduct", {"conducts": ["sihir"]}, 422, ["conducts.0"]),
    ("a laporan without reporter", {"reporter": None}, 422, ["reporter.name", "reporter.address"]),
    ("a reporter of text", {"reporter": "Wayan"}, 422, ["reporter"]),
    ("a tip with reporter", {"kind": "informasi_awal"}, 422, ["reporter"]),
    ("a name of a kilobyte", {"who": [{"name": "a" * 1000}]}, 422, ["who.0.name"]),
    ("a name of 300 kB", {"who": [{"name": "a" * 300_000}]}, 422, ["who.0.name"]),
    ("a reporter of 300 kB", {"reporter": {"name": "a" * 300_000, "address": "b"}}, 422, ["reporter.name"]),
    ("a story of 300 kB", {"what": "a" * 300_000}, 413, ["what"]),
    ("300 kB of anything", {"x": "a" * 300_000}, 413, [""]),
    ("a crowd of 300 kB", {"who": [{"name": "A" * 150}] * 2_000}, 422, ["who"]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "status", "fields"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_hostile_input_is_refused_with_its_field_and_stores_nothing(
    client: Client, change: dict[str, Any], status: int, fields: list[str]
) -> None:
    entries = Entry.objects.count()

    answer = post(client, {**WHOLE, **change})

    assert answer.status_code == status
    assert [field for field, _code in errors(answer)] == fields
    assert not Laporan.objects.exists()
    assert not SealedIdentity.objects.exists()
    assert not IdempotencyKey.objects.exists()
    assert Entry.objects.count() == entries


def test_a_megabyte_in_a_name_names_the_name(client: Client) -> None:
    answer = post(client, {**WHOLE, "who": [{"name": MEGABYTE}]})

    assert answer.status_code == 422
    assert errors(answer) == [("who.0.name", "terlalu_panjang")]


def test_ten_megabytes_are_not_even_read(client: Client) -> None:
    answer = post(client, {**WHOLE, "what": MEGABYTE * 10})

    assert answer.status_code == 413
    assert errors(answer) == [("", "terlalu_besar")]


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"null", b"[]", b'"teks"', b"7", b"{", b"{'kind': 1}", b"\xff\xfe", b"\0", b'{"kind": NaN', b"[" * 100_000,
        b'{"kind": ' + b"9" * 5_000 + b"}", b"kind=laporan&what=a",
    ],
)  # fmt: skip
def test_what_is_no_report_is_refused_in_the_same_shape(client: Client, raw: bytes) -> None:
    answer = post(client, None, raw=raw)

    assert answer.status_code in (400, 422)
    assert errors(answer)


def test_numbers_beyond_all_bounds_in_unknown_fields_do_no_harm(client: Client) -> None:
    raw = json.dumps({**SMALL, "x": 10**30, "y": 1e308, "z": [[[[]]]]}).encode()

    assert post(client, None, raw=raw).status_code == 201


def test_a_body_just_within_the_limit_is_read(client: Client) -> None:
    body = {**SMALL, "x": ""}
    body["x"] = "a" * (LARGEST_BODY - len(json.dumps(body).encode()))

    assert post(client, body).status_code == 201


def test_markup_comes_through_as_text(client: Client) -> None:
    post(client, {**SMALL, "what": "<script>alert(1)</script>"})

    assert Laporan.objects.get().what == "<script>alert(1)</script>"


def test_a_report_needs_no_cookie_and_no_token_against_forgery() -> None:
    assert post(Client(enforce_csrf_checks=True), SMALL).status_code == 201


@pytest.mark.parametrize("address", [REPORTS, STATUS])
def test_nothing_is_read_by_get(client: Client, address: str) -> None:
    assert client.get(address).status_code == 405


def test_the_status_is_what_the_contract_says(client: Client) -> None:
    done = accepted()
    decided(done.laporan, "minta_perbaikan", message="Tambahkan alamat.")

    answer = post(client, {"code": done.code}, at=STATUS)

    assert answer.status_code == 200
    status = answer.json()
    assert set(status) == {"number", "received", "milestones", "deadlines", "messages"}
    assert (status["number"], status["received"]) == (done.laporan.number, "2024-01-15T09:00:00+08:00")
    assert [set(row) for row in status["milestones"]] == [{"at", "what", "by"}] * len(status["milestones"])
    assert [row["by"] for row in status["milestones"]] == [done.laporan.office.name] * 2
    assert [set(row) for row in status["deadlines"]] == [{"what", "due", "met"}] * 2
    assert [row["met"] for row in status["deadlines"]] == [True, None]
    assert status["messages"] == [
        {"at": "2024-01-15T09:00:00+08:00", "text": "Tambahkan alamat.", "by": done.laporan.office.name}
    ]
    assert "Camat" not in answer.content.decode()


@pytest.mark.parametrize("name", ["who", "witnesses", "links", "conducts"])
def test_an_endless_list_is_one_problem_and_not_as_many_as_it_has_rows(client: Client, name: str) -> None:
    row: object = {} if name in ("who", "witnesses") else "x"

    answer = post(client, {**SMALL, name: [row] * 100_000})

    assert answer.status_code == 422
    assert errors(answer) == [(name, "terlalu_banyak")]
    assert not Laporan.objects.exists()


def test_of_very_many_wrong_rows_some_are_named(client: Client) -> None:
    answer = post(client, {**SMALL, "who": [7] * 100_000})

    assert answer.status_code == 422
    assert len(errors(answer)) <= 101


def test_of_very_many_unknown_fields_some_are_named(client: Client) -> None:
    answer = post(client, {**SMALL, **dict.fromkeys(map(str, range(1_000)), 1)})

    unknown = [row for row in answer.json()["warnings"] if row["code"] == "kolom_tidak_dikenal"]
    assert (answer.status_code, len(unknown)) == (201, 20)


@pytest.mark.parametrize("code", ["", "7K4M", "0" * 16, "\ud800", "a" * 5_000])
def test_an_unknown_code_is_404(client: Client, code: str) -> None:
    answer = post(client, {"code": code}, at=STATUS)

    assert answer.status_code == 404
    assert errors(answer) == [("code", "kode_tidak_cocok")]


@pytest.mark.parametrize("body", [{}, {"code": None}, {"code": 7}, []])
def test_no_code_is_422(client: Client, body: object) -> None:
    assert post(client, body, at=STATUS).status_code == 422


def test_too_many_wrong_codes_wait(client: Client) -> None:
    for _time in range(10):
        post(client, {"code": "salah"}, at=STATUS)

    answer = post(client, {"code": "salah"}, at=STATUS)

    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 900
    assert errors(answer) == [("code", "terlalu_sering")]


def test_the_demo_on_this_machine_never_waits(client: Client, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]

    answers = [post(client, {"code": "salah"}, at=STATUS).status_code for _time in range(12)]

    assert set(answers) == {404}
    assert not FailedLookup.objects.exists()


def test_behind_a_proxy_the_operator_says_where_the_address_stands(client: Client, settings: object) -> None:
    settings.CLIENT_ADDRESS_META = "HTTP_X_REAL_IP"  # type: ignore[attr-defined]
    for _time in range(10):
        client.post(STATUS, '{"code": "x"}', content_type="application/json", headers={"X-Real-IP": "203.0.113.7"})

    other = client.post(STATUS, '{"code": "x"}', content_type="application/json", headers={"X-Real-IP": "203.0.113.8"})

    assert other.status_code == 404


def test_a_report_costs_a_fixed_number_of_queries(client: Client) -> None:
    post(client, WHOLE)  # the series of numbers begins
    with CaptureQueriesContext(connection) as small:
        post(client, {**WHOLE, "who": WHOLE["who"][:1]}, key="a")
    with CaptureQueriesContext(connection) as large:
        post(client, {**WHOLE, "who": WHOLE["who"] * 20, "links": WHOLE["links"] * 20}, key="b")

    assert len(small) == len(large) <= 35


def test_a_tip_leaves_no_trace_of_its_sender(client: Client) -> None:
    post(client, SMALL, key="k")

    assert accepted(TIP).laporan.kind == "informasi_awal"
    assert not client.cookies
    assert not SealedIdentity.objects.exists()
