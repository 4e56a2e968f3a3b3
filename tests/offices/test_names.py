import pytest

from netral.offices.models import Region
from netral.offices.names import organisation_search_name, search_name, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kec. Margadana, KOTA Tegal", ["kec", "margadana", "kota", "tegal"]),
        ("Bu Nuapu\u2019u", ["bu", "nuapuu"]),
        ("Tiro/Truseb", ["tiro", "truseb"]),
        ("Sidér\u00e8j\u00f3", ["siderejo"]),
        ("Lambang Sari I, II, III", ["lambang", "sari", "i", "ii", "iii"]),
        ("\x00<b>%_\\", ["b"]),
        ("日本", []),
        ("", []),
    ],
)
def test_text_becomes_plain_words(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("Daerah Khusus Ibukota Jakarta", 1, "jakarta"),
        ("Daerah Istimewa Yogyakarta", 1, "yogyakarta"),
        ("Jawa Tengah", 1, "jawatengah"),
        ("Kabupaten Kota Baru", 2, "kotabaru"),
        ("Kota Tegal", 2, "tegal"),
        ("Kota Administrasi Jakarta Selatan", 2, "jakartaselatan"),
        ("Kabupaten Administrasi Kepulauan Seribu", 2, "kepulauanseribu"),
        ("Kota Baru", 3, "kotabaru"),
        ("Desa Baru", 4, "desabaru"),
        ("Desa Adat Yoboi", 4, "yoboi"),
        ("Sumur Panggang", 4, "sumurpanggang"),
    ],
)
def test_a_region_is_searched_by_its_bare_name_in_one_piece(name, level, expected):
    assert search_name(name, Region.Level(level)) == expected


def test_an_organisation_is_searched_by_all_its_names():
    assert organisation_search_name("Kementerian Hukum", "Kemenkum; Menkum") == "kementerian hukum kemenkum menkum"
