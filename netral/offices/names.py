"""Names as people type them: without accents, marks and the words that only say what kind of place it is."""

import re
import unicodedata

from netral.offices.models import Region

# What people put before a name, and the level it speaks of. `None`: says nothing.
LEVEL_WORDS: dict[str, Region.Level | None] = {
    **dict.fromkeys(("provinsi", "prov", "propinsi"), Region.Level.PROVINCE),
    **dict.fromkeys(("kabupaten", "kab", "kota", "kotamadya"), Region.Level.REGENCY),
    **dict.fromkeys(("kecamatan", "kec", "distrik"), Region.Level.DISTRICT),
    **dict.fromkeys(("kelurahan", "kel", "desa", "ds"), Region.Level.VILLAGE),
    **dict.fromkeys(("administrasi", "adm", "di"), None),
}
_OFFICIAL_PREFIX = re.compile(
    r"^(kabupaten administrasi|kota administrasi|kabupaten|kota|daerah khusus ibukota|daerah istimewa) +"
)
_VILLAGE_PREFIX = re.compile(r"^desa adat +")
_QUOTES = re.compile(r"['`\u2019\u02bc]")
_WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> list[str]:
    """Lower-case words of ASCII letters and digits: `Kec. Bu Nua'pu` gives `kec`, `bu`, `nuapu`."""
    plain = unicodedata.normalize("NFKD", _QUOTES.sub("", text)).encode("ascii", "ignore").decode().lower()
    return _WORD.findall(plain)


def search_name(name: str, level: int) -> str:
    """A region's own name in one piece, so that `Sumur Panggang` and `Sumurpanggang` are the same."""
    prefixes = _VILLAGE_PREFIX if level == Region.Level.VILLAGE else _OFFICIAL_PREFIX
    plain = " ".join(words(name))
    return (plain if level == Region.Level.DISTRICT else prefixes.sub("", plain)).replace(" ", "")


def organisation_search_name(name: str, other_names: str) -> str:
    """Every word of an organisation's names, for searching."""
    return " ".join(words(f"{name} {other_names}"))[:400]
