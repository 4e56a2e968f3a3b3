"""`netral suggest` as the contract says, called in this process. It needs no database."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from netral.config.cli import main
from netral.config.commands.suggesting import answered, as_text
from netral.rulebook.suggestion import Gazetteer

TEXT = "Lurah di Kota Tegal memasang baliho caleg pada 3 Februari 2024."
ROW = {"id": "a", "text": TEXT}
COUNTRY = Gazetteer([("33", "Jawa Tengah", "Jawa Tengah"), ("33.76", "Kota Tegal", "Jawa Tengah")])


@pytest.fixture(autouse=True)
def small_country(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two regions instead of ninety thousand: the whole list has its own test."""
    monkeypatch.setattr("netral.offices.gazetteer.gazetteer", lambda: COUNTRY)


def run(monkeypatch: pytest.MonkeyPatch, content: bytes, *arguments: str) -> int:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    return main(["suggest", *arguments])


def answers(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_row_is_answered_with_the_keys_of_the_contract(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(monkeypatch, json.dumps(ROW).encode(), "--json")

    [answer] = answers(capsys)
    assert code == 0
    assert list(answer) == ["id", "conduct", "subject", "region", "date", "target", "channel"]
    assert answer["id"] == "a"
    assert answer["conduct"][0]["code"] == "pasang_alat_peraga"
    assert answer["conduct"][0]["because"][0] == {"start": 20, "end": 28, "text": "memasang"}
    assert answer["subject"]["code"] == "PNS"
    assert answer["region"] == {"code": "33.76", "name": "Kota Tegal", "province": "Jawa Tengah"}
    assert answer["date"] == "2024-02-03"
    assert answer["target"] == "calon"
    assert answer["channel"] == ["baliho"]


def test_bad_rows_are_answered_in_their_place_and_the_run_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = [
        b"[1]",
        b"xx",
        b'{"id": "b"}',
        b'{"text": "x"}',
        b'{"id": "c", "text": 5}',
        b'{"id": 7, "text": "x"}',
        b"\xff",
    ]

    code = run(monkeypatch, b"\n".join([*bad, b"", json.dumps(ROW).encode()]), "-", "--json")

    found = answers(capsys)
    assert code == 1
    assert [list(answer) for answer in found[:-1]] == [["id", "error"]] * 7
    assert [answer["id"] for answer in found] == [None, None, "b", None, "c", None, None, "a"]
    assert found[0]["error"].startswith("baris 1: bukan objek")
    assert found[1]["error"].startswith("baris 2: bukan JSON")
    assert found[2]["error"] == "baris 3: text harus ada dan berupa teks"
    assert found[3]["error"] == "baris 4: id harus ada dan berupa teks"


def test_a_file_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "laporan.jsonl"
    path.write_text(json.dumps(ROW) + "\n", "utf-8")

    assert main(["suggest", str(path), "--json"]) == 0
    assert answers(capsys)[0]["id"] == "a"


def test_a_file_that_is_not_there_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", "tidak-ada.jsonl"]) == 2
    assert "tidak ada" in capsys.readouterr().err


def test_nothing_in_is_nothing_out(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, b"", "--json") == 0
    assert capsys.readouterr().out == ""


def test_people_read_that_it_is_a_suggestion(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(monkeypatch, json.dumps(ROW).encode() + b"\nxx\n")

    out = capsys.readouterr().out
    assert code == 1
    assert out.startswith("a (usulan, bukan temuan)\n  perbuatan pasang_alat_peraga (0.85): memasang … baliho")
    assert "  status PNS: Lurah\n" in out
    assert "  wilayah 33.76 Kota Tegal, Jawa Tengah\n  tanggal 2024-02-03\n  sasaran calon\n  saluran baliho\n" in out
    assert "GAGAL baris 2: bukan JSON" in out


def test_a_text_that_says_nothing_is_one_line() -> None:
    assert as_text(answered(1, {"id": "x", "text": ""}, COUNTRY)) == "x (usulan, bukan temuan)"


def test_half_characters_and_nul_are_answered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "kades \ud800 ikut\x00kampanye"

    assert run(monkeypatch, json.dumps({"id": "\ud800", "text": text}).encode(), "--json") == 0
    assert answers(capsys)[0]["subject"]["code"] == "kades"
