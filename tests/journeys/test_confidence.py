"""What reporters confide stays with them: openings are seen, a talk needs no name, a dump tells nothing."""

import urllib.parse
from http.cookiejar import CookieJar
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import Browser

from tests.database import KIND
from tests.intake.test_secrecy import spellings
from tests.journeys.browser import assert_page_is_sound
from tests.journeys.house import House
from tests.journeys.people import Person
from tests.journeys.test_running_house import REPORTS, ask

pytestmark = pytest.mark.journey

WHAT = "Camat pidato penanda cerita kuda nil ungu di lapangan."
REPORTER = {
    "name": "Zainuddin Penanda",
    "address": "Gang Penanda 17",
    "phone": "0813-9988-7766",
    "email": "z@penanda.id",
}
QUESTION, ANSWER = "Apakah ada penanda pertanyaan kantor?", "Saya penanda jawaban takut dipindah."
AGENT, ADDRESS = "PenandaAgen/9.9 (gawai sewaan)", "203.0.113.77"
PLANTED = (
    "penanda cerita", "kuda nil ungu", "Zainuddin", "Gang Penanda", "0813-9988-7766", "z@penanda.id",
    "Terlapor Penanda", "Saksi Penanda", "penanda-tautan", "penanda pertanyaan", "penanda jawaban",
    "PenandaAgen", "203.0.113.77",
)  # fmt: skip
# What a stranger with the dump does not have: the keys kept apart, and in the demo the example key beside the data.
APART = {"keys", "secret_key", "kustodian-contoh.key", "static"}


def reported(house: House, *, named: bool) -> str:
    """The code of a report full of planted words, sent by a telling client through a telling proxy."""
    body = {
        "kind": "laporan" if named else "informasi_awal", "what": WHAT, "election": "pilkada2024",
        "when": {"date": "2024-10-05", "known_on": "2024-10-06"},
        "where": {"region": "99.07", "place": "penanda cerita"},
        "who": [{"name": "Terlapor Penanda", "position": "Camat", "agency": "Kecamatan Penanda cerita"}],
        "witnesses": [{"name": "Saksi Penanda", "address": "Gang Penanda 18"}],
        "links": ["https://penanda-tautan.id/1"],
        **({"reporter": REPORTER} if named else {}),
    }  # fmt: skip
    headers = {"Idempotency-Key": uuid4().hex, "User-Agent": AGENT, "X-Forwarded-For": ADDRESS, "X-Real-IP": ADDRESS}
    answer = ask(house, REPORTS, body, **{name.replace("-", "_"): text for name, text in headers.items()})
    assert answer.status == 201, answer.body
    return str(answer.json["code"])


@pytest.mark.once
def test_the_custodian_opens_a_seal_and_the_reporter_sees_it(house: House, browser: Browser) -> None:
    code = reported(house, named=True)
    with Person(browser, house, "petugas@tirtabuana.example") as officer, Person(browser, house) as citizen:
        number = status(citizen, code)
        assert citizen.sees("Segel identitas Anda belum pernah dibuka")
        find(officer, number)
        officer.follow("Minta nama pelapor")
        officer.choose("purpose", "klarifikasi")
        officer.write("reason", "Undangan klarifikasi memerlukan nama dan alamat pelapor.")
        officer.press("Kirim permintaan")
        with Person(browser, house, "kustodian@tirtabuana.example") as custodian:
            custodian.go("/kerja/identitas/")
            custodian.press("Mulai sesi")
            custodian.follow(f"{number}: Klarifikasi dengan pelapor")
            assert_page_is_sound(custodian.page)
            custodian.press("Kabulkan permintaan")
            custodian.press("Akhiri sesi")
            assert custodian.sees("Mulai sesi")
        officer.page.reload()
        assert not officer.sees(REPORTER["name"])
        officer.press("Lihat nama")
        assert officer.sees(REPORTER["name"])
        assert_page_is_sound(officer.page)
        citizen.page.reload()
        assert citizen.sees("Identitas Anda diperlihatkan kepada petugas yang memintanya")
        assert citizen.sees("Untuk: Klarifikasi dengan pelapor")
        assert_page_is_sound(citizen.page)


@pytest.mark.once
def test_office_and_reporter_talk_without_a_name(house: House, browser: Browser) -> None:
    code = reported(house, named=False)
    with Person(browser, house, "pemeriksa@tirtabuana.example") as examiner, Person(browser, house) as citizen:
        number = status(citizen, code)
        find(examiner, number)
        examiner.follow("Tulis kepada pelapor")
        examiner.write("text", QUESTION)
        examiner.press("Kirim pesan")
        assert_page_is_sound(examiner.page)
        status(citizen, code)
        assert citizen.sees(QUESTION)
        citizen.page.locator("summary", has_text="Tulis pesan").click()
        citizen.write("text", ANSWER)
        citizen.press("Kirim", exact=True)
        assert citizen.sees(ANSWER)
        examiner.go("/kerja/pesan/")
        examiner.follow(number)
        assert examiner.sees(ANSWER)


def status(citizen: Person, code: str) -> str:
    """The status page of a code; the number of its report."""
    citizen.go("/cek/")
    citizen.write("code", code)
    citizen.press("Lihat status")
    return citizen.page.locator("main .meta").first.inner_text().partition(",")[0]


def find(person: Person, number: str) -> None:
    person.go("/kerja/antrean/?tampilan=baru&q=" + number)
    person.page.locator("main a[href*='/kerja/laporan/']:not([href*='kajian'])").first.click()
    person.page.wait_for_url("**/kerja/laporan/*/")


# A stranger with a dump


def test_a_stranger_with_database_files_sessions_and_logs_finds_nothing(house: House) -> None:
    """Everything but the keys: database files or rows, uploads, cache, sessions, what was printed."""
    codes = [reported(house, named=named) for named in (True, False)]
    for code in codes:
        talk(house, code)
    refused = ask(house, REPORTS, {"kind": "laporan", "what": WHAT, "reporter": REPORTER, "witnesses": 7})
    assert refused.status == 422

    found = {
        place: [word for word in PLANTED if any(spelled in content for spelled in spellings(word))]
        for place, content in dump(house).items()
    }

    assert len(found) > 3
    assert {place: words for place, words in found.items() if words} == {}


def test_the_search_through_the_dump_would_find_what_stands_there(house: House) -> None:
    stands = {place for place, content in dump(house).items() if b"Bawaslu Kabupaten Tirta Buana" in content}

    assert stands


def talk(house: House, code: str) -> None:
    """The reporter comes back with a browser that tells much of itself, and writes."""
    jar = CookieJar()
    browser = build_opener(HTTPCookieProcessor(jar))
    browser.addheaders = [("User-Agent", AGENT), ("X-Forwarded-For", ADDRESS)]
    post(browser, jar, house, "/cek/", {"code": code})
    post(browser, jar, house, "/cek/laporan/pesan/", {"text": ANSWER})


def post(browser: OpenerDirector, jar: CookieJar, house: House, path: str, fields: dict[str, str]) -> None:
    """A form as a browser sends it: the token from a page seen before."""
    browser.open(house.address + "/cek/").read()
    token = next(cookie.value for cookie in jar if cookie.name == "csrftoken")
    sent = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token or ""}).encode()
    request = Request(house.address + path, sent, {"Origin": house.address})
    assert "galat" not in browser.open(request).read().decode().partition("<h1")[2][:300]


def dump(house: House) -> dict[str, bytes]:
    """Place → bytes, of everything a thief carries away but what is kept apart."""
    taken = {
        str(path.relative_to(house.home)): path.read_bytes()
        for path in sorted(house.home.rglob("*"))
        if path.is_file() and path.relative_to(house.home).parts[0] not in APART
    }
    return {**taken, "what was printed": house.log.read_bytes(), **rows(house)}


def rows(house: House) -> dict[str, bytes]:
    """On PostgreSQL the rows of every table; SQLite's file is among the files, free pages and log included."""
    if KIND == "sqlite":
        return {}
    with psycopg.connect(house.database["NETRAL_DATABASE_URL"]) as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {
            name: b"\x1f".join(_cell(cell) for row in connection.execute(f'SELECT * FROM "{name}"') for cell in row)  # type: ignore[arg-type]
            for (name,) in names
        }


def _cell(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def test_nothing_that_is_kept_apart_lies_where_a_thief_of_data_looks(house: House) -> None:
    assert (house.home / "keys" / "at_rest.key").is_file()
    assert [path.name for path in house.home.glob("*.key") if path.name not in APART] == []
