"""The accuracy script on invented cases: it must count fairly, beside its baseline, and print no more than numbers."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import akurasi, akurasi_scores
from netral import rulebook

ROOT = Path(__file__).parents[2]


def case(**said: Any) -> dict[str, Any]:
    """A civil servant liked a post before the determination; judged as ethics and sent to KASN."""
    known = {
        "id": "contoh-1",
        "election": "pilkada2024",
        "employment": "PNS",
        "conduct_codes": ["post_comment_share_like"],
        "actor_position": "staf",
        "phase": "before",
        "target": "bakal calon",
        "conduct_date": None,
        "date_published": "2024-07",
        "violation_kind": "kode_etik",
        "forwarded_to": ["KASN"],
        "sanction": None,
        "outcome": "forwarded",
        "confidence": "high",
        "usable_for": ["kind", "kind_final", "routing", "sanction"],
    }
    return {**known, **said}


def test_a_case_becomes_what_an_officer_would_enter() -> None:
    row = akurasi_scores.row_of(case(phase="unknown", conduct_date="2024-07-03"))

    assert (row["date"], row["as_of"], row["target"]) == ("2024-07-03", "2024-07-31", "bakal_calon")
    assert "phase" not in row
    assert rulebook.assess(row)["id"] == "contoh-1"


def test_an_office_the_election_does_not_fill_is_left_out() -> None:
    assert "office" not in akurasi_scores.row_of(case(target="presiden"))
    assert akurasi_scores.row_of(case(target="presiden", election="pemilu2024"))["office"] == "presiden"


def test_a_hit_and_a_miss_are_counted_beside_the_baseline() -> None:
    cases = [case(), case(id="contoh-2", violation_kind="pidana")]

    ours, bare = akurasi_scores.score_kinds(cases, "kind")

    assert (ours.hits, ours.asked, ours.offered, bare.hits) == (1, 2, 2, 1)
    assert (ours.percent, ours.average) == (50, 1)
    assert [error.case for error in ours.errors] == ["contoh-2"]
    assert "Pasal 71" in ours.errors[0].because


@pytest.mark.parametrize("said", [{"confidence": "low"}, {"usable_for": ["conduct"]}, {"employment": "campuran"}])
def test_what_a_case_is_not_usable_for_is_not_counted(said: dict[str, Any]) -> None:
    scores = akurasi_scores.score_kinds([case(**said)], "kind"), akurasi_scores.score_receivers([case(**said)])

    assert [score.asked for pair in scores for score in pair] == [0] * 5
    assert scores[0][0].percent == scores[0][0].average == 0


def test_other_law_of_a_civil_servant_means_ethics_or_discipline() -> None:
    assert akurasi_scores.decided_kinds(case(violation_kind="peraturan_lainnya")) == {"kode_etik", "disiplin"}
    assert akurasi_scores.decided_kinds(case(violation_kind="belum_diputus")) == set()


@pytest.mark.parametrize(
    ("employment", "words", "codes"),
    [
        ("PNS", ["KASN", "Bawaslu Provinsi"], {"KASN"}),
        ("PNS", ["Wali Kota (PPK)"], {"pejabat_pembina"}),
        ("kades", ["Pj Bupati"], {"kepala_daerah"}),
        ("perangkat_desa", ["Perbekel"], {"kepala_desa"}),
        ("kades", ["Polres X", "Kejaksaan Negeri X"], {"Polri", "Kejaksaan"}),
    ],
)
def test_words_of_a_page_name_a_receiver(employment: str, words: list[str], codes: set[str]) -> None:
    assert akurasi_scores.real_receivers(case(employment=employment, forwarded_to=words)) == codes


def test_receivers_are_counted_once_for_any_and_once_for_all() -> None:
    ours, every, bare = akurasi_scores.score_receivers([case(), case(forwarded_to=["KASN", "KPU Kota"])])

    assert (ours.hits, every.hits, bare.hits) == (2, 1, 0)


CONVICTED = {
    "employment": "kades",
    "conduct_codes": ["keputusan_menguntungkan"],
    "phase": "after",
    "target": "calon",
    "outcome": "convicted",
}
SANCTIONED = {**CONVICTED, "employment": "PNS", "outcome": "proven_sanctioned"}


@pytest.mark.parametrize(
    ("said", "words", "inside"),
    [
        (CONVICTED, "penjara 2 bulan dan denda Rp4 juta", True),
        (CONVICTED, "denda Rp4.000.000 subsider penjara 9 bulan", True),
        (CONVICTED, "penjara 9 bulan", False),
        (SANCTIONED, "pembebasan dari jabatan", True),
        (SANCTIONED, "penundaan kenaikan gaji berkala 1 tahun", False),
        (SANCTIONED, "dipindahkan", False),
    ],
)
def test_an_imposed_sanction_is_inside_or_says_why_not(said: dict[str, Any], words: str, inside: bool) -> None:
    imposed = akurasi_scores.score_sanctions([case(**said, sanction=words)])[0]

    assert imposed.inside is inside
    assert bool(imposed.because) is not inside


def test_stories_that_are_no_breach_accuse_nobody() -> None:
    assert [accused for _, _, accused in akurasi.negatives()] == [0, 0, 0]


def test_the_report_names_cases_by_number_only() -> None:
    text = akurasi.report(
        [case(actor_position="Budi, camat", violation_kind="pidana"), case(**SANCTIONED, sanction="x")]
    )

    assert "contoh-1" in text
    assert "Budi" not in text
    assert "Pembanding" in text


def test_the_committed_report_is_of_this_release() -> None:
    text = (ROOT / "docs" / "reference" / "akurasi.md").read_text(encoding="utf-8")

    assert f"Paket aturan {rulebook.current().version} " in text


@pytest.mark.parametrize(("script", "option"), [("akurasi.py", "--cases"), ("saran.py", "--texts")])
def test_without_its_data_a_script_says_so_and_a_wrong_path_is_an_error(
    script: str, option: str, tmp_path: Path
) -> None:
    """Run from a copy of the project that has nothing beside it."""
    (tmp_path / "netral" / "benchmarks").mkdir(parents=True)
    for name in ("akurasi.py", "akurasi_scores.py", "saran.py", "saran.toml"):
        shutil.copy(ROOT / "benchmarks" / name, tmp_path / "netral" / "benchmarks" / name)
    command = [sys.executable, tmp_path / "netral" / "benchmarks" / script]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    silent = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    wrong = subprocess.run([*command, option, "x"], env=environment, capture_output=True, text=True, check=False)

    assert (silent.returncode, "tidak diukur" in silent.stdout) == (0, True)
    assert (wrong.returncode, "tidak ada" in wrong.stderr) == (1, True)
