"""Days as Indonesians write them, their years, and the day of the act among the days of its handling."""

from datetime import date

import pytest

from netral.rulebook.suggestion import dictionary
from netral.rulebook.suggestion.dates import resolve, written
from tests.rulebook.suggestion.builders import day

CALENDAR = dictionary.current().calendar


def days(text: str) -> list[date | None]:
    return resolve(list(written(text, CALENDAR)), text, CALENDAR)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sabtu, 3 Februari 2024", date(2024, 2, 3)),
        ("sabtu 3 pebruari 2024", date(2024, 2, 3)),
        ("3 FEBRUARI 2024", date(2024, 2, 3)),
        ("3 Feb. 2024", date(2024, 2, 3)),
        ("12 nop 2020", date(2020, 11, 12)),
        ("1 Agustus, 2024", date(2024, 8, 1)),
        ("3/2/2024", date(2024, 2, 3)),
        ("03-02-2024", date(2024, 2, 3)),
        ("3.2.2024", date(2024, 2, 3)),
        ("3/2/24", date(2024, 2, 3)),
        ("2024-02-03", date(2024, 2, 3)),
        ("Jum'at (29/2/2024)", date(2024, 2, 29)),
        ("Senin (4/11/2024)", date(2024, 11, 4)),
    ],
)
def test_a_full_date_is_read(text: str, expected: date) -> None:
    assert days(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "31 Februari 2024",
        "29 Februari 2023",
        "32/13/2024",
        "0 Mei 2024",
        "3/2",
        "pukul 09.30",
        "Senin 09.30",
        "003/TM/PB/Kab/14.27/X/2020",
        "32.04/IX/2024",
        "UU 10/2016",
        "pasal 5/2014",
        "1/4 suara",
        "Rp600.000",
        "3 Februarian 2024",
        "5 Mei 1024",
        "2024-13-01",
        "2024",
        "",
    ],
)
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert [found for found in days(text) if found] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 Feb lalu", None),
        ("pada 12 Februari", None),
        ("Senin (18/5)", None),
        ("Pada 5 Oktober, untuk Pilkada 2024", date(2024, 10, 5)),
        ("pada 12 September tahun 2020", date(2020, 9, 12)),
        ("September 2020, tepatnya 12 September", date(2020, 9, 12)),
        ("Pilkada 2020, Senin (18/5)", date(2020, 5, 18)),
        ("Pilkada 2020, Selasa (18/5)", None),
        ("Pemilu 2024, pada Senin (15/1)", date(2024, 1, 15)),
        ("Pemilu 2024, pada 28 November", date(2023, 11, 28)),
        ("Pemilu 2019, Rabu 3 Oktober", date(2018, 10, 3)),
        ("Undang-Undang Nomor 10 Tahun 2016, pada 5 Mei", None),
        ("UU 7 Tahun 2017 dan PP 94 Tahun 2021, 5 Mei", None),
        ("tahun 2019 dan tahun 2020, pada 5 Mei", None),
        ("tahun 2019 dan tahun 2020, Selasa 5 Mei", date(2020, 5, 5)),
        ("musim 2024 pada 5 Mei", None),
        ("29 Februari, tahun 2023", None),
    ],
)
def test_a_year_left_out_is_taken_from_the_text_or_not_at_all(text: str, expected: date | None) -> None:
    assert days(text) == [expected]


def test_the_nearest_full_date_lends_its_year() -> None:
    text = "Pada 1 Mei 2019 begitu. " + "kata " * 20 + "Pada 3 Juni 2020 lain, dan 7 Juni lagi."

    assert days(text) == [date(2019, 5, 1), date(2020, 6, 3), date(2020, 6, 7)]


def test_the_name_of_the_day_chooses_among_the_years() -> None:
    assert days("12 Mei 2019, 3 Juni 2020, Senin (7/6)") == [date(2019, 5, 12), date(2020, 6, 3), None]
    assert days("12 Mei 2019, 3 Juni 2020, Jumat (7/6)")[2] == date(2019, 6, 7)


def test_a_word_between_the_day_and_its_date_does_no_harm() -> None:
    assert days("Pilkada 2020, Senin tanggal 18 Mei") == [date(2020, 5, 18)]
    assert days("Pilkada 2020, Senin malam (18/5)") == [date(2020, 5, 18)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pada Sabtu, 3 Februari 2024, lurah hadir di deklarasi caleg.", "2024-02-03"),
        ("Lurah memasang baliho caleg tanggal 3/2/2024.", "2024-02-03"),
        ("Tanggal 20 September 2024 camat menyuruh kades memilih paslon 1.", "2024-09-20"),
        ("Kejadiannya 5 Oktober 2024 di balai desa.", "2024-10-05"),
        ("Camat dipanggil pada 9 Oktober 2024.", None),
        ("Ketua Bawaslu mengatakan pada Selasa (8/10/2024) perkara diproses.", None),
        ("Hakim menjatuhkan vonis kepada kades pada 8 Oktober 2024.", None),
        ("Pada Rabu, 9 Oktober 2024 Bawaslu memanggil camat itu.", None),
        ("Surat bernomor 5 tertanggal 8 Oktober 2024.", None),
        ("Kades ikut kampanye pada 5 Oktober 2024. Ia diperiksa 9 Oktober 2024.", "2024-10-05"),
        ("Ia diperiksa 9 Oktober 2024. Kades ikut kampanye pada 5 Oktober.", "2024-10-05"),
        ("Bawaslu menjelaskan, Rabu (9/10/2024). Lurah berfoto bersama caleg pada 1 Oktober 2024.", "2024-10-01"),
        ("Tidak ada tanggal.", None),
        ("", None),
    ],
)
def test_the_day_of_the_act_is_not_that_of_its_handling(text: str, expected: str | None) -> None:
    assert day(text) == expected


def test_of_two_days_alike_the_first_counts() -> None:
    assert day("Antara 3 Mei 2024 dan 7 Mei 2024 di pasar.") == "2024-05-03"


def test_a_day_in_a_reporters_parentheses_counts_for_less() -> None:
    assert day("Ramai di desa, Senin (6/5/2024), padahal 2 Mei 2024 sepi.") == "2024-05-02"


def test_a_date_inside_a_line_without_words_breaks_nothing() -> None:
    assert day("3/2/2024") == "2024-02-03"
