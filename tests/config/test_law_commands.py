"""`netral assess` and `netral deadline` as the contract says, called in this process."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from netral import rulebook
from netral.config.cli import main

LIKE = {
    "id": "1",
    "election": "pemilu2024",
    "subject": "PNS",
    "conduct": ["post_comment_share_like"],
    "date": "2023-11-08",
    "office": "presiden",
}
START = "2024-02-05T10:00:00+08:00"
KEYS = ["id", "rulebook", "phase", "allegations", "referrals", "review", "missing"]


# No test here may touch the database: pytest-django would stop it.
def lines(*rows: object) -> bytes:
    return b"".join(row + b"\n" if isinstance(row, bytes) else json.dumps(row).encode() + b"\n" for row in rows)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What stands on standard input."""

    def put(content: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))

    return put


def answers(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


# assess


def test_a_file_is_answered_row_by_row_in_its_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "fakta.jsonl"
    path.write_bytes(
        lines(LIKE, {**LIKE, "id": "2", "election": "pilkada2024", "office": "bupati"}, {**LIKE, "id": "0"})
    )

    code = main(["assess", str(path), "--json"])

    told = answers(capsys)
    assert (code, [row["id"] for row in told]) == (0, ["1", "2", "0"])
    assert [list(row) for row in told] == [KEYS] * 3
    assert {row["rulebook"] for row in told} == {rulebook.current().version}


def test_the_answer_is_the_rulebooks_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "fakta.jsonl"
    path.write_bytes(lines(LIKE))

    main(["assess", str(path), "--json"])

    assert answers(capsys) == [rulebook.assess(LIKE)]


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_a_dash_or_nothing_reads_what_is_typed(
    arguments: list[str], typed: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(lines(LIKE))

    code = main(["assess", *arguments, "--json"])

    assert (code, [row["id"] for row in answers(capsys)]) == (0, ["1"])


def test_empty_lines_are_no_rows(typed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    typed(lines(b"", LIKE, b"   "))

    assert (main(["assess", "--json"]), len(answers(capsys))) == (0, 1)


@pytest.mark.parametrize(
    ("bad", "known_id"),
    [
        (b"{", None),
        (b"[1, 2]", None),
        (b'"kata"', None),
        (b"\xc3\x28", None),
        (b"1" * 5000, None),
        (b"[" * 100_000, None),
        (b'{"id": "b"}', "b"),
        (lines({**LIKE, "id": "b", "conduct": ["tidak_ada"]}).strip(), "b"),
        (lines({**LIKE, "id": "b", "date": "2024-02-30"}).strip(), "b"),
        (lines({**LIKE, "id": "b", "salah_tulis": 1}).strip(), "b"),
        (b'{"id": "\\ud800", "election": "x"}', "\ud800"),
    ],
)
def test_a_bad_row_is_answered_in_its_place_and_the_run_goes_on(
    bad: bytes, known_id: str | None, typed: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(lines(LIKE, bad, {**LIKE, "id": "3"}))

    code = main(["assess", "--json"])

    first, answered, last = answers(capsys)
    assert (code, first["id"], last["id"]) == (1, "1", "3")
    assert set(answered) == {"id", "error"}
    assert answered["id"] == known_id
    assert answered["error"].startswith("baris 2: ")


def test_a_file_from_windows_with_its_mark_at_the_start_is_read(typed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    typed(b"\xef\xbb\xbf" + lines(LIKE).replace(b"\n", b"\r\n"))

    assert (main(["assess", "--json"]), len(answers(capsys))) == (0, 1)


def test_without_json_people_read_words(typed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    typed(lines(LIKE, b"{"))

    code = main(["assess"])

    told = capsys.readouterr().out
    answer = rulebook.assess(LIKE)
    assert code == 1
    assert told.startswith(f"1 (aturan {answer['rulebook']}, tahap: {answer['phase']})\n")
    for allegation in answer["allegations"]:
        level = allegation["level"] or "tanpa tingkat"
        assert f"  dugaan {allegation['kind']}: {allegation['provision']} [{level}]" in told
        assert all(element["because"] in told for element in allegation["elements"])
    assert all(f"  ke {each['to']} melalui {each['via']}: {each['because']}" in told for each in answer["referrals"])
    assert all(f"  belum diketahui: {each['fact']}: {each['because']}" in told for each in answer["missing"])
    assert all(f"  tinjau: {reason}" in told for reason in answer["review"])
    assert told.splitlines()[-1].startswith("GAGAL baris 2: ")


@pytest.mark.parametrize("name", ["tidak-ada.jsonl", "."])
def test_a_file_that_is_not_there_is_wrong_usage(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["assess", str(tmp_path / name), "--json"])

    told = capsys.readouterr()
    assert (code, told.out) == (2, "")
    assert told.err.startswith("netral assess: berkas ")


# deadline


def deadline(capsys: pytest.CaptureFixture[str], *arguments: str, start: str = START) -> dict[str, Any]:
    assert main(["deadline", "--start", start, "--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_answer_has_the_shape_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    told = deadline(capsys, "--rule", "P-KA")

    assert list(told) == ["due", "rule", "version", "source", "unit", "skipped", "assumptions"]
    assert (told["rule"], told["due"]) == ("P-KA", "2024-02-07T23:59:59+08:00")


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2024-02-05T10:00:00+07:00", "2024-02-07T23:59:59+07:00"),
        ("2024-02-05T10:00:00+08:00", "2024-02-07T23:59:59+08:00"),
        ("2024-02-05T10:00:00+09:00", "2024-02-07T23:59:59+09:00"),
        ("2024-02-05T10:00:00Z", "2024-02-07T23:59:59+00:00"),
        ("2024-02-05T10:00:00+05:30", "2024-02-07T23:59:59+05:30"),
    ],
)
def test_without_an_office_the_day_ends_in_the_zone_of_the_start(
    start: str, due: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deadline(capsys, "--rule", "P-KA", start=start)["due"] == due


@pytest.mark.parametrize(
    ("office", "offset"), [("33.74", "+07:00"), ("3374", "+07:00"), ("51.71", "+08:00"), ("91", "+09:00")]
)
def test_the_day_ends_where_the_office_is(office: str, offset: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = deadline(capsys, "--rule", "P-KA", "--office", office, start="2024-02-05T10:00:00+07:00")

    assert told["due"] == f"2024-02-07T23:59:59{offset}"


def test_an_office_across_midnight_starts_on_its_own_day(capsys: pytest.CaptureFixture[str]) -> None:
    late = "2024-02-05T23:30:00+07:00"  # already the sixth in Jayapura

    here, there = (deadline(capsys, "--rule", "P-KA", "--office", office, start=late)["due"] for office in ("31", "91"))

    assert (here, there) == ("2024-02-07T23:59:59+07:00", "2024-02-12T23:59:59+09:00")


def test_skipped_days_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    told = deadline(capsys, "--rule", "P-KA", start="2024-02-07T10:00:00+07:00")

    assert told["due"] == "2024-02-13T23:59:59+07:00"
    assert [day["date"] for day in told["skipped"]] == ["2024-02-08", "2024-02-09", "2024-02-10", "2024-02-11"]
    assert all(day["name"] for day in told["skipped"])


def test_a_rule_without_a_number_answers_none_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    told = deadline(capsys, "--rule", "S-PPK")

    assert (told["due"], told["unit"], told["skipped"]) == (None, None, [])
    assert told["assumptions"]


def test_without_json_the_deadline_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["deadline", "--rule", "P-KA", "--start", START])

    told = capsys.readouterr().out
    assert (code, "sampai 7 Februari 2024 pukul 23.59" in told, "Perbawaslu 7/2022" in told) == (0, True, True)


@pytest.mark.parametrize(
    ("rule", "start", "office", "said"),
    [
        ("P-KA", "2024-02-05T10:00:00", None, "tanpa selisih zona"),
        ("P-KA", "2024-02-05", None, "tanpa selisih zona"),
        ("P-KA", "kemarin", None, "bukan waktu ISO 8601"),
        ("P-KA", "9999-12-31T10:00:00+08:00", None, "9999"),
        ("P-KA", "0001-01-01T00:00:00+14:00", None, "1990"),
        ("P-KA", START, "77.77", "77.77"),
        ("P-KA", START, "bukan-wilayah", "bukan-wilayah"),
    ],
)
def test_what_cannot_be_counted_is_wrong_usage(
    rule: str, start: str, office: str | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--office", office] if office else []

    code = main(["deadline", "--rule", rule, "--start", start, "--json", *place])

    told = capsys.readouterr()
    assert (code, told.out, said in told.err) == (2, "", True)


def test_an_unknown_rule_is_wrong_usage_and_lists_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["deadline", "--rule", "X-1", "--start", START])

    told = capsys.readouterr().err
    assert (code, "'X-1'" in told) == (2, True)
    assert all(known in told for known in rulebook.current().deadlines)


# stops and extensions

ASKED = ["--event", "keterangan_tambahan", "2024-10-03", "B-12/X/2024"]
HANDLING = ["deadline", "--rule", "K-TL", "--start", "2024-10-01T09:00:00+07:00"]


def test_an_extension_is_answered_with_its_document_and_article(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*HANDLING, "--json"]) == 0
    assert main([*HANDLING, *ASKED, "--json"]) == 0

    plain, extended = answers(capsys)
    assert list(extended) == [*plain, "changes"]
    assert (plain["due"], extended["due"]) == ("2024-10-04T23:59:59+07:00", "2024-10-06T23:59:59+07:00")
    assert extended["changes"] == [
        {
            "event": "keterangan_tambahan",
            "does": "extend",
            "on": "2024-10-03",
            "document": "B-12/X/2024",
            "source": "UU 8/2015 Pasal 134 ayat (6)",
            "due": "2024-10-06T23:59:59+07:00",
        }
    ]


def test_a_stopped_period_is_answered_without_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    stopped = ["--event", "upaya_administratif", "2026-07-20", "Keberatan 12"]

    assert main(["deadline", "--rule", "D-BERL", "--start", "2026-07-14T09:00:00+07:00", *stopped, "--json"]) == 0

    (answer,) = answers(capsys)
    assert (answer["due"], answer["changes"][0]["due"]) == (None, None)


@pytest.mark.parametrize(
    ("event", "says"),
    [
        (("keterangan_tambahan", "3 Oktober", "B-12"), "'3 Oktober' bukan tanggal. Contoh: 2024-10-03"),
        (("libur", "2024-10-03", "B-12"), "yang diizinkan hanya keterangan_tambahan"),
        (("keterangan_tambahan", "2024-11-03", "B-12"), "hari itu di luar 2024-10-01 sampai 2024-10-04"),
    ],
)
def test_an_event_the_law_does_not_permit_is_wrong_usage(
    event: tuple[str, str, str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*HANDLING, "--event", *event]) == 2
    assert says in capsys.readouterr().err
