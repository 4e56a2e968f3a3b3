"""What a receipt proves: at once by a signature, from the next day on by the published root as well."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from netral.audit import proving, stamping
from netral.audit.queries import public_keys
from netral.config.cli import main
from netral.intake import jobs, statements
from netral.intake.models import ReceiptProof
from netral.lib.signing import SigningKey
from tests.audit.authority import Served, Stamper, serving
from tests.audit.builders import seal
from tests.intake.builders import MONDAY, accepted, photo
from tests.intake.pages import CHECK, STATUS
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
    SigningKey.replace(tmp_path)
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


# An outside witness


@pytest.fixture
def served(settings: Any, tmp_path: Path) -> Iterator[Served]:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }
    with serving(Stamper.made_in(tmp_path / "tsa")) as served:
        settings.TSA_URL, settings.TSA_ROOTS = served.url, served.stamper.roots
        yield served


def test_a_statement_is_stamped_by_the_worker_and_taken_home_from_the_status_page(served: Served) -> None:
    done, client = accepted(), Client()
    client.post(CHECK, {"code": done.code})
    assert client.get(f"{STATUS}tanda-terima.tsr").status_code == 404

    assert jobs.ask_for_stamps.func() == 1
    assert jobs.ask_for_stamps.func() == 0

    answer = client.get(f"{STATUS}tanda-terima.tsr")
    assert answer["Content-Disposition"] == 'attachment; filename="tanda-terima.tsr"'
    roots = stamping.trusted_roots(served.stamper.roots)
    assert stamping.moment_of(answer.content, statements.file_bytes(done.statement), roots)
    assert "Unduh stempel waktu" in client.get(STATUS).content.decode()


def test_the_stamp_of_the_first_day_holds_for_the_sealed_statement_and_goes_with_the_same_receipt(
    served: Served, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = accepted()
    jobs.ask_for_stamps.func()
    joined = anchored(done)
    files = {"a.json": statements.file_bytes(joined), "a.tsr": statements.stamp_of(done.laporan.receipt) or b""}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    stamp = ["--stamp", str(tmp_path / "a.tsr"), "--tsa-root", str(served.stamper.roots)]

    assert main(["verify", str(tmp_path / "a.json"), *stamp]) == 0
    assert "stempel waktu otoritas luar" in capsys.readouterr().out
    (tmp_path / "a.json").write_bytes(statements.file_bytes(accepted().statement))
    assert main(["verify", str(tmp_path / "a.json"), *stamp]) == 1
    assert "untuk isi yang lain" in capsys.readouterr().out


def test_nobody_who_reports_waits_for_an_authority(served: Served) -> None:
    served.moods = ["silent"]

    accepted()

    assert served.asked == []
