"""A small country for these tests, and shorthands for what the tests ask again and again."""

from netral.rulebook.suggestion import Gazetteer, Suggestion, dictionary, short_places, suggest
from netral.rulebook.suggestion.reading import Reading

PROVINCES = {
    "11": "Aceh",
    "14": "Riau",
    "15": "Jambi",
    "31": "DKI Jakarta",
    "32": "Jawa Barat",
    "33": "Jawa Tengah",
    "34": "DI Yogyakarta",
    "35": "Jawa Timur",
    "63": "Kalimantan Selatan",
    "72": "Sulawesi Tengah",
    "81": "Maluku",
    "82": "Maluku Utara",
    "99": "Contoh",
}
REGIONS = {
    "11.71": "Kota Banda Aceh",
    "15.71": "Kota Jambi",
    "15.05": "Kabupaten Muaro Jambi",
    "31.74": "Kota Jakarta Selatan",
    "32.04": "Kabupaten Bandung",
    "32.04.05": "Cileunyi",
    "32.17": "Kabupaten Bandung Barat",
    "32.73": "Kota Bandung",
    "32.73.01": "Sukasari",
    "32.79": "Kota Banjar",
    "33.18": "Kabupaten Pati",
    "33.18.05": "Gembong",
    "33.18.05.2001": "Bermi",
    "33.22": "Kabupaten Semarang",
    "33.22.01": "Getasan",
    "33.22.01.2001": "Kopeng",
    "33.22.01.2002": "Sukamaju",
    "33.25": "Kabupaten Batang",
    "33.25.03": "Sukasari",
    "33.25.03.2001": "Sukamaju",
    "33.28": "Kabupaten Tegal",
    "33.74": "Kota Semarang",
    "33.74.01.1001": "Sampangan",
    "33.76": "Kota Tegal",
    "34.71": "Kota Yogyakarta",
    "34.04": "Kabupaten Sleman",
    "35.79": "Kota Batu",
    "35.27": "Kabupaten Sampang",
    "63.03": "Kabupaten Banjar",
    "72.08": "Kabupaten Parigi Moutong",
    "81.04": "Kabupaten Buru",
    "81.09": "Kabupaten Buru Selatan",
    "82.04": "Kabupaten Halmahera Selatan",
    "99.07": "Kabupaten Tirta Buana",
    "99.07.01": "Wana Asri",
    "99.07.01.2002": "Sukamaju Tirta",
    "99.07.02": "Muara Tirta",
    "99.08": "Kota Sagara",
    "99.08.01": "Sagara Utara",
}
SHORT = {"jateng": "jawatengah", "malut": "malukuutara", "diy": "yogyakarta"}


def country() -> Gazetteer:
    """The regions above, with the short names of the dictionary."""
    rows = [(code, name, name) for code, name in PROVINCES.items()]
    rows += [(code, name, PROVINCES[code[:2]]) for code, name in REGIONS.items()]
    return Gazetteer(rows, {**short_places(), **SHORT})


COUNTRY = country()


def reading(text: str) -> Reading:
    return dictionary.current().read(text)


def said(text: str) -> Suggestion:
    return suggest(text, COUNTRY)


def conducts(text: str) -> list[str]:
    """The codes of the conducts, best first."""
    return [each["code"] for each in suggest(text)["conduct"]]


def scores(text: str) -> dict[str, float]:
    return {each["code"]: each["score"] for each in suggest(text)["conduct"]}


def status(text: str) -> str | None:
    subject = said(text)["subject"]
    return subject["code"] if subject else None


def region(text: str) -> str | None:
    """The name of the region."""
    found = said(text)["region"]
    return found["name"] if found else None


def day(text: str) -> str | None:
    return suggest(text)["date"]
