"""A step of the journal held against the table its chain is pinned to."""

import pytest

from netral.insight.conformance import is_permitted, label, subject
from netral.insight.pages import verb_name, verb_names

PINNED = ("pemilu", "2022")


@pytest.mark.parametrize(
    ("verb", "came_from", "led_to", "stood_at"),
    [
        ("laporan.dibuka", "", "diterima", ""),
        ("perkara.dibuka", "", "pemeriksaan", ""),
        ("perkara.klarifikasi", "pemeriksaan", "pemeriksaan", "pemeriksaan"),
        ("perkara.susun_kajian", "pemeriksaan", "menunggu_pleno", "pemeriksaan"),
        ("perkara.penerusan_beralih", "diteruskan", "diteruskan", "diteruskan"),
    ],
)
def test_steps_of_the_table_are_permitted(verb: str, came_from: str, led_to: str, stood_at: str) -> None:
    assert is_permitted(PINNED, verb, came_from=came_from, led_to=led_to, stood_at=stood_at)


@pytest.mark.parametrize(
    ("verb", "came_from", "led_to", "stood_at"),
    [
        ("perkara.susun_kajian", "terbukti", "menunggu_pleno", "terbukti"),
        ("perkara.susun_kajian", "pemeriksaan", "terbukti", "pemeriksaan"),
        ("perkara.susun_kajian", "pemeriksaan", "menunggu_pleno", "menunggu_pleno"),
        ("perkara.dibuka", "", "terbukti", ""),
        ("perkara.lompat", "pemeriksaan", "selesai", "pemeriksaan"),
        ("laporan.susun_kajian", "pemeriksaan", "menunggu_pleno", "pemeriksaan"),
        ("jalur.catat_diterima_tni", "pemeriksaan", "pemeriksaan", "pemeriksaan"),
    ],
    ids=[
        "from elsewhere", "to elsewhere", "it stood elsewhere", "opened half way", "unknown", "of another chain",
        "of another table",
    ],
)  # fmt: skip
def test_everything_else_is_out_of_order(verb: str, came_from: str, led_to: str, stood_at: str) -> None:
    assert not is_permitted(PINNED, verb, came_from=came_from, led_to=led_to, stood_at=stood_at)


def test_a_table_nobody_knows_permits_nothing() -> None:
    where = {"came_from": "", "led_to": "pemeriksaan", "stood_at": ""}

    assert not is_permitted(("pemilu", "1955"), "perkara.dibuka", **where)
    assert not is_permitted(("lain", "2022"), "perkara.dibuka", **where)


def test_a_step_has_its_label_and_an_unknown_one_none() -> None:
    found = label("jalur.catat_diterima_tni")

    assert found is not None
    assert label("perkara.lompat") is None
    assert label("jalur.susun_kajian") is None


def test_steps_that_share_a_name_say_what_they_are_taken_on() -> None:
    names = verb_names(
        ["jalur.catat_diterima_tni", "jalur.catat_diterima_propam", "perkara.registrasi", "perkara.lompat"]
    )

    assert names["jalur.catat_diterima_tni"].startswith("Catat diterima (")
    assert names["jalur.catat_diterima_tni"] != names["jalur.catat_diterima_propam"]
    assert "(" not in names["perkara.registrasi"]
    assert subject("perkara.lompat") is None


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("penanganan.beralih", "Penanganan beralih ke instansi lain, yang meneruskan pekerjaan penerima lama"),
        ("perkara.penerusan_dialihkan", "Penerusan dialihkan ke instansi lain karena konflik kepentingan"),
    ],
)
def test_a_sentence_that_names_an_office_is_told_of_all_of_them(verb: str, words: str) -> None:
    assert verb_name(verb) == words
