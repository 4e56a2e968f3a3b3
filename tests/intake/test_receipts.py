"""Codes and keyed hashes: derived, never stored, and of no use without the secret."""

from dataclasses import asdict, replace
from pathlib import Path

import pytest

from netral.intake import receipts, vault
from netral.lib.canonical import canonical_json
from netral.lib.spoken_codes import groups, holds
from tests.intake.builders import FULL, SECRETIVE


def test_a_code_follows_from_key_and_body_and_nothing_else() -> None:
    body = receipts.body_hash(FULL, [])

    assert receipts.code_for("k", body) == receipts.code_for("k", body)
    assert receipts.code_for("k", body) != receipts.code_for("l", body)
    assert receipts.code_for("k", body) != receipts.code_for("k", receipts.body_hash(FULL, ["a" * 64]))
    assert holds(receipts.code_for("k", body))


def test_another_secret_gives_another_code(tmp_path: Path, settings: object) -> None:
    here = receipts.code_for("k", "b")
    settings.KEYS_DIR = tmp_path  # type: ignore[attr-defined]
    vault.ensure_receipt_key()

    assert receipts.code_for("k", "b") != here


def test_a_code_is_found_however_it_is_typed() -> None:
    code = receipts.code_for("k", "b")

    assert receipts.code_hash(groups(code).lower()) == receipts.code_hash(code)


def test_every_word_of_a_report_changes_its_body_hash() -> None:
    changed = [
        replace(FULL, what="lain"),
        replace(FULL, act_time=None),
        replace(FULL, who=()),
        replace(FULL, reporter=replace(SECRETIVE, phone="")),
        replace(FULL, reporter=None),
    ]

    hashes = {receipts.body_hash(report, []) for report in [FULL, *changed]}

    assert len(hashes) == len(changed) + 1


def test_hashes_of_different_purposes_never_meet() -> None:
    assert (
        len(
            {receipts.key_hash("x"), receipts.code_hash("x"), receipts.client_hash("x", ""), receipts.code_for("x", "")}
        )
        == 4
    )


@pytest.mark.parametrize("text", ["", "\0", "\ud800", "é", "x" * 10_000, "' OR 1=1"])
def test_any_text_has_a_look_up_hash(text: str) -> None:
    assert len(receipts.code_hash(text)) == 64


def test_a_client_is_another_one_tomorrow() -> None:
    assert receipts.client_hash("10.0.0.1", "2024-01-15") != receipts.client_hash("10.0.0.1", "2024-01-16")


def test_a_report_is_spelled_for_its_hashes_as_it_always_was() -> None:
    """Every hash in a journal and every code handed out was taken over this spelling."""
    spelled = canonical_json(replace(FULL, reporter=None, what="é").as_json()).decode()

    assert spelled == (
        '{"act_date":"2024-01-12","act_time":"09:30:00","conducts":["pengarahan_ajakan"],"election":"pemilu2024",'
        '"kind":"laporan","known_on":"2024-01-12","links":["https://contoh.id/unggahan/1"],"place":"Lapangan desa",'
        '"region":"99.07","reporter":null,"what":"é","who":[{"agency":"Kecamatan Contoh","job":"Camat",'
        '"name":"Terlapor Rekaan","subject":"PNS"}],"witnesses":[{"address":"Jalan Saksi 1","name":"Saksi Rekaan"}]}'
    )
    assert FULL.as_json()["reporter"] == asdict(SECRETIVE)
