"""What a receipt proves: at once by a signature, from the next day on by the published root as well."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from netral.audit import proving
from netral.audit.queries import public_keys
from netral.intake import jobs, statements
from netral.intake.models import ReceiptProof
from netral.lib.signing import SigningKey, retire
from tests.audit.builders import seal
from tests.intake.builders import MONDAY, accepted, photo
from tests.intake.sealed import SEALED_DAY, anchored

pytestmark = pytest.mark.django_db(transaction=True)


def keys() -> dict[str, str]:
    return {str(key["key_id"]): str(key["public_key"]) for key in public_keys()}


def verdicts(statement: dict[str, Any]) -> dict[str, bool]:
    return {finding.check: finding.holds for finding in proving.check_signed(statement, keys())}


def test_a_statement_names_number_moment_exhibits_and_entry_and_is_signed() -> None:
    done = accepted(uploads=[photo()])

    assert tuple(done.statement) == proving.STATEMENT
    assert done.statement["received"] == "2024-01-15T09:00:00+08:00"
    assert len(done.statement["exhibits"]) == 1
    assert done.statement["anchor"] is None
    assert verdicts(done.statement) == {"signature": True}


def test_before_its_day_is_sealed_the_latest_statement_is_the_first() -> None:
    done = accepted()

    assert statements.join_to_anchors() == 0
    assert statements.latest(done.laporan.receipt) == done.statement
    assert not ReceiptProof.objects.exists()


def test_after_its_day_is_sealed_the_statement_leads_to_the_published_root() -> None:
    done = accepted()

    joined = anchored(done)

    published = json.loads((Path(settings.ROOTS_DIR) / f"{SEALED_DAY}.json").read_text())
    assert joined["anchor"]["root"] == published
    assert {**joined, "anchor": None, **joined["anchor"]["first"]} == done.statement
    assert verdicts(joined) == {"signature": True, "root": True, "inclusion": True, "first": True}


def test_the_first_statement_holds_as_before() -> None:
    done = accepted()
    anchored(done)
    done.laporan.receipt.refresh_from_db()

    assert done.laporan.receipt.statement == done.statement
    assert verdicts(done.statement) == {"signature": True}


def test_every_receipt_of_a_day_is_joined_once_and_later_ones_on_their_day() -> None:
    several = [accepted() for _ in range(3)]
    seal(SEALED_DAY)
    assert jobs.join_statements.func() == 3

    later = accepted(at=MONDAY + timedelta(days=1))
    assert jobs.join_statements.func() == 0
    seal(SEALED_DAY + timedelta(days=1))

    assert jobs.join_statements.func() == 1
    days = [statements.latest(done.laporan.receipt)["anchor"]["root"]["day"] for done in (*several, later)]
    assert days == [*["2024-01-15"] * 3, "2024-01-16"]


def test_a_round_ends_after_so_many_and_the_next_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statements, "AT_ONCE", 2)
    for _ in range(3):
        accepted()
    seal(SEALED_DAY)

    assert [statements.join_to_anchors() for _ in range(3)] == [2, 1, 0]


def test_joining_under_a_new_key_leaves_both_signatures_good(settings: Any, tmp_path: Path) -> None:
    done = accepted()
    old = done.statement["key_id"]
    for name in ("signing.key", "signing.pub"):
        (tmp_path / name).write_bytes((Path(settings.KEYS_DIR) / name).read_bytes())
    retire(tmp_path)
    SigningKey.generate(tmp_path)
    settings.KEYS_DIR = tmp_path

    joined = anchored(done)

    assert joined["key_id"] != old
    assert joined["anchor"]["first"]["key_id"] == old
    assert set(verdicts(joined).values()) == {True}


def test_the_file_people_keep_is_canonical() -> None:
    statement = accepted().statement

    kept = statements.file_bytes(statement)

    assert json.loads(kept) == statement
    assert b" " not in kept
    assert kept == statements.file_bytes(dict(reversed(statement.items())))
