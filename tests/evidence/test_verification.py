"""`netral evidence verify`: everything read again, the first broken file named, nothing left unsaid."""

import json
from pathlib import Path
from typing import Any

import pytest

from netral.audit.models import Entry
from netral.evidence import cli, jobs
from netral.evidence.actions import keep, make_ready_to_leave
from netral.evidence.content import Original
from netral.evidence.models import Copy, Exhibit
from netral.evidence.storing import keys
from netral.evidence.verification import verify
from netral.lib.encrypted_files import CHUNK, sealed
from tests.evidence.builders import AT, PDF, PNG, SAMPLES, SUBJECT, exhibit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "berkas"
    return tmp_path / "berkas"


def promise() -> Exhibit:
    return keep(SUBJECT, Original(None, "", "a" * 64, 5, filename="asli.mp4"), at=AT)


def test_what_is_whole_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    make_ready_to_leave([exhibit(PNG)], at=AT)
    promise()

    code = cli.run_verify()

    assert code == 0
    assert capsys.readouterr().out.startswith("Semua bukti utuh: 1 bukti, 2 salinan, ")
    assert verify().promised == 1


def swap(path: Path) -> None:
    stored = bytearray(path.read_bytes())
    stored[-1] ^= 1
    path.write_bytes(bytes(stored))


def test_a_changed_byte_is_named_with_where_and_what(media: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exhibit(PNG)
    damaged = exhibit(PDF)
    exhibit(SAMPLES["mp4"][0])
    swap(media / damaged.file.name)

    code = cli.run_verify(as_json=True)

    told = json.loads(capsys.readouterr().out)
    assert (code, told["ok"], told["exhibits"]) == (1, False, 1)
    assert told["broken"] == {"exhibit": damaged.key, "subject": SUBJECT, "label": "B2", "found": "rusak"}


def test_people_read_what_to_do(media: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (media / exhibit(PNG).file.name).unlink()

    code = cli.run_verify()

    said = capsys.readouterr().out
    assert (code, "BUKTI TIDAK UTUH: B1 dari laporan:" in said, "berkasnya tidak ada" in said) == (1, True, True)


def found_after(media: Path, content: bytes) -> str:
    kept = exhibit(PNG + bytes(CHUNK))
    (media / kept.file.name).write_bytes(content)
    broken = verify().broken
    return broken.found if broken else ""


def test_other_bytes_properly_sealed_are_other_bytes(media: Path) -> None:
    assert found_after(media, b"".join(sealed([PNG + bytes(CHUNK - 1) + b"\1"], keys))) == "sidik"


def test_more_bytes_than_came_are_damage(media: Path) -> None:
    assert found_after(media, b"".join(sealed([PNG + bytes(2 * CHUNK)], keys))) == "rusak"


def test_a_file_cut_at_the_end_of_a_chunk_is_damaged(media: Path) -> None:
    whole = b"".join(sealed([PNG + bytes(CHUNK)], keys))

    assert found_after(media, whole[: -len(PNG) - 28]) == "rusak"


def test_a_key_nobody_has_is_said_to_be_missing(media: Path) -> None:
    foreign = b"".join(sealed([PNG + bytes(CHUNK)], lambda key_id: (key_id or "0badc0de", bytes(32))))

    assert found_after(media, foreign) == "kunci"


def test_a_row_rewritten_together_with_its_file_contradicts_the_journal(media: Path) -> None:
    kept, other = exhibit(PNG), exhibit(PDF, subject="laporan:other")
    Exhibit.objects.filter(pk=kept.pk).update(
        file=other.file.name, sha256=other.sha256, size=other.size, media_type=other.media_type
    )

    broken = verify().broken

    assert broken is not None
    assert (broken.exhibit, broken.found) == (kept.key, "jurnal")


def test_copies_are_read_too(media: Path) -> None:
    make_ready_to_leave([exhibit(PNG)], at=AT)
    copy = Copy.objects.get(kind="bersih")
    swap(media / copy.file.name)

    broken = verify().broken

    assert broken is not None
    assert (broken.label, broken.found) == ("B1 bersih", "rusak")


def test_a_house_without_tables_is_told_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(Exhibit._meta, "db_table", "not_there")

    assert (cli.run_verify(), cli.run_verify(as_json=True)) == (2, 2)
    assert "netral init" in capsys.readouterr().out


def test_files_kept_plain_are_whole_and_get_sealed(media: Path) -> None:
    kept = exhibit(PNG)
    (media / kept.file.name).write_bytes(PNG)
    assert verify().ok

    sealed_now, then_none = jobs.seal_plain_files.func(), jobs.seal_plain_files.func()

    kept.refresh_from_db()
    assert (sealed_now, then_none, verify().ok) == (1, 0, True)
    assert [PNG in path.read_bytes() for path in media.rglob("*") if path.is_file()] == [False]
    assert Entry.objects.filter(verb="bukti.disimpan").count() == 1


def test_sealing_passes_over_what_is_gone(media: Path) -> None:
    (media / exhibit(PNG).file.name).unlink()

    assert jobs.seal_plain_files.func() == 0
