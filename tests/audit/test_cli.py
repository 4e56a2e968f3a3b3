import argparse
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone, translation

from netral.audit import cli
from netral.audit.models import Anchor
from netral.audit.states import PUBLIC_ZONE
from tests.audit.builders import FIRST_DAY, LAPORAN, SECOND_DAY, hash_of, journal, row_id, seal, tamper, write

pytestmark = pytest.mark.django_db


def netral_journal(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    cli.add_arguments(parser.add_subparsers(required=True))
    args = parser.parse_args(arguments)
    return int(args.run(args))


def test_a_whole_journal_is_counted_and_answers_zero(capsys):
    journal()

    assert netral_journal("verify") == 0

    assert capsys.readouterr().out == "Jurnal utuh: 8 catatan dalam 3 rantai, 2 akar harian, 2 berkas terbit.\n"


def test_a_broken_journal_names_the_entry_and_answers_one(capsys):
    journal()
    tamper("UPDATE audit_entry SET verb = 'x' WHERE id = %s", [row_id(LAPORAN, 2)])

    assert netral_journal("verify") == 1

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"JURNAL TIDAK UTUH di {LAPORAN}#2"
    assert lines[1].startswith("Ditemukan: isi catatan menghasilkan hash ")
    assert lines[2] == f"Seharusnya: Hash yang tersimpan {hash_of(LAPORAN, 2)}: catatan ini diubah sesudah ditulis."
    assert lines[3].startswith("Tindakan: Jangan ubah apa pun")
    assert lines[4] == "Diperiksa sampai ketemu: 2 catatan dalam 1 rantai, 2 akar harian, 2 berkas terbit."


def test_a_whole_journal_as_json(capsys):
    journal()

    assert netral_journal("verify", "--json") == 0

    assert json.loads(capsys.readouterr().out) == {
        "ok": True,
        "entries": 8,
        "chains": 3,
        "anchors": 2,
        "published": 2,
        "problem": None,
    }


def test_a_broken_journal_as_json(capsys):
    journal()
    tamper("UPDATE audit_entry SET verb = 'x' WHERE id = %s", [row_id(LAPORAN, 2)])

    assert netral_journal("verify", "--json") == 1

    problem = json.loads(capsys.readouterr().out)["problem"]
    assert (problem["kind"], problem["where"]) == ("entry_edited", f"{LAPORAN}#2")


def test_roots_kept_elsewhere_are_compared(capsys, tmp_path: Path):
    journal()
    path = settings.ROOTS_DIR / "2026-01-06.json"
    (tmp_path / path.name).write_text(path.read_text().replace('"chains": 3', '"chains": 2'))

    assert netral_journal("verify", "--roots", str(tmp_path)) == 1

    assert "2026-01-06" in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_wrong_usage(capsys, tmp_path: Path):
    assert netral_journal("verify", "--roots", str(tmp_path / "tidak-ada")) == 2
    assert "tidak ada." in capsys.readouterr().out

    assert netral_journal("verify", "--json", "--roots", str(tmp_path / "tidak-ada")) == 2
    assert "tidak ada." in json.loads(capsys.readouterr().out)["error"]


def test_sealing_without_a_day_seals_what_is_finished(capsys):
    write()
    yesterday = timezone.now().astimezone(PUBLIC_ZONE).date() - timedelta(days=1)
    seal(yesterday - timedelta(days=2))

    assert netral_journal("anchor") == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [str(yesterday - timedelta(days=1)), str(yesterday)]
    assert lines[1] == f"{yesterday} disegel: {Anchor.objects.get(day=yesterday).root} (1 rantai)"

    assert netral_journal("anchor") == 0
    assert capsys.readouterr().out == "Semua hari yang sudah lewat sudah disegel.\n"
    assert netral_journal("anchor", "--json") == 0
    assert capsys.readouterr().out == ""


def test_sealing_one_day(capsys):
    write()

    assert netral_journal("anchor", "--date", "2026-01-05", "--json") == 0

    printed = json.loads(capsys.readouterr().out)
    assert printed == json.loads((settings.ROOTS_DIR / "2026-01-05.json").read_text())


def test_a_day_that_cannot_be_sealed_is_wrong_usage(capsys):
    seal(SECOND_DAY)

    assert netral_journal("anchor", "--date", str(FIRST_DAY)) == 2
    assert "2026-01-05 tidak dapat disegel lagi" in capsys.readouterr().out


def test_a_date_that_is_none_is_wrong_usage():
    with pytest.raises(SystemExit) as ended:
        netral_journal("anchor", "--date", "kemarin")

    assert ended.value.code == 2


def test_a_chain_that_got_shorter_is_reported_not_sealed(capsys):
    write()
    seal(FIRST_DAY)
    tamper("UPDATE audit_chain SET length = 0")

    assert netral_journal("anchor", "--date", str(SECOND_DAY), "--json") == 1

    assert "disegel sampai catatan 1" in json.loads(capsys.readouterr().out)["error"]


def test_in_another_language_the_counts_stay():
    journal()

    with translation.override("en"):
        verdict = cli.queries.verify()

    assert (verdict.ok, verdict.entries) == (True, 8)


@pytest.mark.parametrize("command", ["verify", "anchor"])
def test_a_database_without_tables_says_what_to_run(capsys, monkeypatch, command: str):
    monkeypatch.setattr(connection.introspection, "table_names", list)

    assert netral_journal(command) == 2

    assert capsys.readouterr().out == "Basis data ini belum dipasang. Jalankan `netral init`.\n"


def test_without_a_key_nothing_is_sealed_and_nothing_can_be_checked(capsys, settings, tmp_path: Path):
    settings.KEYS_DIR = tmp_path

    assert netral_journal("anchor") == 2
    assert "`netral init` makes one" in capsys.readouterr().out

    assert netral_journal("verify") == 1
    assert "tidak ada kunci publik di folder ini" in capsys.readouterr().out


def test_a_file_that_says_something_else_is_reported_not_replaced(capsys):
    write()
    settings.ROOTS_DIR.mkdir(parents=True)
    path = settings.ROOTS_DIR / "2026-01-05.json"
    path.write_text("{}")

    assert netral_journal("anchor", "--date", "2026-01-05") == 1

    assert "a different root was published" in capsys.readouterr().out
    assert path.read_text() == "{}"
