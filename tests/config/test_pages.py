"""Every page of the demo, walked link by link: no way is closed to its reader, and no address or log names anybody."""

import html
import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import resolve, reverse
from django.utils import translation

from tests.config.confided import names, sayings, words
from tests.config.town import Town, in_demo, town
from tests.config.world import World, logged, world

__all__ = ["in_demo", "town", "world"]
pytestmark = [pytest.mark.django_db, pytest.mark.once]

PERSONAS = ("warga", "pelapor", "petugas", "pemeriksa", "anggota", "kustodian", "pemeriksa_provinsi", "auditor_bkn",
            "pejabat_pembina", "petugas_kepegawaian", "admin_nasional", "admin_kantor")  # fmt: skip
# How many pages of one kind one reader opens, and how many in English: what differs is the kinds.
OF_A_KIND, IN_ENGLISH = 2, 1
WRITTEN = re.compile(r'(?:href|src|action|hx-get|hx-post|formaction)="([^"]*)"')
LINK = re.compile(r'(?:href|src|hx-get)="(/[^"#]*)')


@dataclass(frozen=True)
class Visit:
    persona: str
    address: str
    found_on: str
    status: int


@dataclass(frozen=True)
class Walked:
    """Every page opened, every address written on one, and what was logged meanwhile."""

    visits: list[Visit]
    addresses: set[str]
    log: str


@pytest.fixture(scope="module")
def walked(town: Town) -> Walked:
    visits, addresses = [], set()
    with logged() as lines:
        for persona in PERSONAS:
            for visit, page in walk(town.clients[persona], persona, starts(persona, town)):
                visits.append(visit)
                addresses |= {visit.address, *WRITTEN.findall(page)}
    return Walked(visits, {unquote(html.unescape(address)) for address in addresses}, "\n".join(lines))


def starts(persona: str, town: Town) -> list[str]:
    """Where somebody begins; a custodian is also sent the address of a laporan that has become a case."""
    if persona in ("warga", "pelapor"):
        return ["/", reverse("intake:status")]
    sent = [town.address("intake:laporan", "direkomendasikan")] if persona == "kustodian" else []
    return ["/kerja/", "/akun/", *sent]


def walk(client: Client, persona: str, starts: list[str]) -> Iterator[tuple[Visit, str]]:
    """From the first pages on, every way of our own, a few of each kind."""
    ahead, seen, kinds = deque((start, "") for start in starts), set(starts), Counter[object]()
    while ahead:
        address, found_on = ahead.popleft()
        kind, most = kind_of(address)
        kinds[kind] += 1
        if kinds[kind] > most:
            continue
        response = client.get(address)
        page = text_of(response)
        yield Visit(persona, address, found_on, response.status_code), page
        ways = [response["Location"]] if response.status_code in (301, 302, 303) else LINK.findall(page)
        new = [way for way in map(html.unescape, ways) if way not in seen and not way.startswith("/static/")]
        seen.update(new)
        ahead.extend((way, address) for way in new)


def kind_of(address: str) -> tuple[object, int]:
    """Which page it is, whichever object it is about, and how many of its kind are opened."""
    path, _mark, query = address.partition("?")
    english = path.startswith("/en/")
    with translation.override("en" if english else "id"):
        found = resolve(path)
    about = {name: found.kwargs[name] for name in ("tab", "step") if name in found.kwargs}
    asked = re.findall(r"(\w+)=", query)
    return (english, found.view_name, *about.values(), *asked), IN_ENGLISH if english else OF_A_KIND


def text_of(response: HttpResponseBase) -> str:
    if response.streaming:
        list(response.streaming_content)  # read to its end, the file is closed
        return ""
    return response.content.decode() if response["Content-Type"].startswith("text/html") else ""


def test_no_page_leads_its_reader_to_a_closed_door(walked: Walked) -> None:
    closed = [visit for visit in walked.visits if visit.status not in (200, 301, 302, 303)]

    assert len(walked.visits) > 400
    assert closed == []


def test_no_address_names_anybody_or_tells_what_was_told(walked: Walked, world: World) -> None:
    told, people = sayings(world), names()

    telling = {
        address: {*(words(address) & people), *(text for text in told if text in address.lower())}
        for address in walked.addresses
    }

    assert {address: what for address, what in telling.items() if what} == {}


def test_no_log_names_anybody_or_tells_what_was_told(walked: Walked, world: World) -> None:
    log = walked.log.lower()

    assert [text for text in sayings(world) if text in log] == []
    assert words(log) & names() == set()
