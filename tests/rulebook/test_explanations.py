"""Answers as sentences."""

from datetime import UTC, date, datetime

import pytest

from netral import rulebook


@pytest.mark.parametrize(
    ("code", "start", "indonesian", "english"),
    [
        (
            "K-TL",
            datetime(2024, 10, 4, 3, tzinfo=UTC),
            (
                "Menindaklanjuti laporan: paling lama 3 hari kalender sejak laporan diterima dan diregistrasi; "
                "sampai 7 Oktober 2024 pukul 23.59. "
                "Dasar: UU 8/2015 Pasal 134 ayat (5); satuan: UU 8/2015 Pasal 1 angka 28."
            ),
            (
                "Following up a report: at most 3 calendar days since the report was received and registered; "
                "until 7 October 2024 at 23:59. "
                "Basis: UU 8/2015 Pasal 134 ayat (5); satuan: UU 8/2015 Pasal 1 angka 28."
            ),
        ),
        (
            "P-PID",
            datetime(2024, 2, 9, 3, 5, tzinfo=UTC),
            (
                "Meneruskan dugaan tindak pidana ke Polri: paling lama 24 jam sejak Bawaslu menyatakan dugaan tindak "
                "pidana Pemilu; sampai 10 Februari 2024 pukul 10.05. Dasar: UU 7/2017 Pasal 476 ayat (1)."
            ),
            (
                "Forwarding an alleged crime to the police: at most 24 hours since Bawaslu declared an alleged "
                "election crime; until 10 February 2024 at 10:05. Basis: UU 7/2017 Pasal 476 ayat (1)."
            ),
        ),
    ],
)
def test_a_due_day_is_told_in_both_languages(code: str, start: datetime, indonesian: str, english: str) -> None:
    text = rulebook.explain(rulebook.due(code, start, zone="Asia/Jakarta"))

    assert (text.id, text.en) == (indonesian, english)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("D-BERL", "hari kerja ke-15 sejak keputusan diterima; jatuh pada 4 Agustus 2026"),
        ("P-SUARA", "paling sedikit 5 hari kalender mundur dari penetapan hasil nasional; paling lambat 9 Juli 2026"),
        ("K-MUT", "larangan selama 6 bulan mundur dari penetapan pasangan calon; masih boleh sampai 13 Januari 2026"),
    ],
)
def test_each_bound_has_its_own_words(code: str, said: str) -> None:
    due = rulebook.due(code, datetime(2026, 7, 14, 3, tzinfo=UTC), zone="Asia/Jakarta")

    assert said in rulebook.explain(due).id


def test_skipped_days_and_assumptions_are_told() -> None:
    text = rulebook.explain(rulebook.due("P-KA", datetime(2024, 12, 24, 3, tzinfo=UTC), zone="Asia/Jakarta"))

    assert "Tidak dihitung: 25/12 (Hari Raya Natal), 26/12 (Cuti Bersama Hari Raya Natal), 28/12 (Sabtu)" in text.id
    assert "belum dilihat pada naskahnya" in text.id
    assert "has not been seen in its text" in text.en


def test_a_rule_without_a_number_says_so_and_why() -> None:
    text = rulebook.explain(rulebook.due("S-PPK", datetime(2024, 12, 24, 3, tzinfo=UTC), zone="Asia/Jakarta"))

    assert "tidak ada hari terakhir yang dapat dihitung" in text.id
    assert "no number of days was found" in text.en


def test_a_step_is_told_with_its_article() -> None:
    step = rulebook.current().procedure("pemilu", date(2024, 1, 1)).step("putuskan_terbukti")

    assert rulebook.explain(step).id.endswith("Dasar: UU 7/2017 Pasal 454 ayat (7) dan (8).")
    assert rulebook.explain(step).en.startswith("The plenary found the allegation proven.")
