"""Nothing that is stored ever runs: a zoo of hostile files is sent in, and an officer opens whatever was kept."""

import re
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Dialog, Error, Page, expect

from tests.journeys.hostile_files import MARK, kept, refused
from tests.journeys.house import House
from tests.journeys.people import Person
from tests.journeys.test_confidence import find
from tests.journeys.test_running_house import wait_for
from tests.journeys.test_uploads import WAIT, at_the_page_of_evidence, handed_in
from tests.journeys.test_wizard import onward, phone, tick

pytestmark = [pytest.mark.journey, pytest.mark.once]

CLEANED = 6  # of the kept ones: a PDF, a JPEG, four PNG
# A page that asks for somebody's file as if it were its own script.
AS_SCRIPT = """(address) => new Promise((done) => {
  const script = document.createElement("script");
  script.onload = () => done("ran");
  script.onerror = () => done("refused");
  script.src = address;
  document.head.append(script);
})"""


class Beacon:
    """A server elsewhere that nothing should ever ask."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        asked = self.asked

        class Listens(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_response(204)
                self.end_headers()

            do_POST = do_GET  # noqa: N815 - the names http.server looks for

            def log_message(self, *_arguments: object) -> None:
                """Not to the terminal."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Listens)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def beacon() -> Iterator[Beacon]:
    made = Beacon()
    yield made
    made.server.shutdown()
    made.server.server_close()


def watched(page: Page) -> list[str]:
    """What happens on a page that must not: boxes, and questions to a beacon."""
    seen: list[str] = []

    def boxed(dialog: Dialog) -> None:
        seen.append(f"box: {dialog.message}")
        dialog.dismiss()

    page.on("dialog", boxed)
    page.context.on("request", lambda asked: seen.append(asked.url) if "/umpan" in asked.url else None)
    return seen


def nothing_ran(page: Page) -> bool:
    return bool(page.evaluate(f"typeof self.{MARK} === 'undefined'")) and MARK not in page.title()


def sent_in(page: Page, beacon: Beacon) -> str:
    """The number of a report to which all of the zoo was offered; what was turned away was named."""
    at_the_page_of_evidence(page)
    turned_away, taken = refused(beacon.address), kept(beacon.address)
    rows = page.locator("ul.bkt:not([data-daftar-bukti]) li")
    page.set_input_files("[name=evidence]", [beast.payload for beast in turned_away])
    pieces = [beast.name for beast in turned_away if not beast.mime.startswith("image/")]
    expect(rows.locator(".galat")).to_have_count(len(pieces), timeout=WAIT)
    said = rows.locator(".galat").all_inner_texts()
    page.get_by_role("button", name="Unggah").click()
    expect(page.get_by_role("alert").first).to_be_visible(timeout=WAIT)
    said.append(page.get_by_role("main").inner_text())
    assert [beast.name for beast in turned_away if not any(f"“{beast.name}” berisi" in text for text in said)] == []

    tick(page, "location", "ya")
    page.set_input_files("[name=evidence]", [beast.payload for beast in taken])
    expect(rows.get_by_text("Tersimpan tersegel")).to_have_count(len(taken), timeout=WAIT)
    assert nothing_ran(page)
    onward(page)
    page.goto("/lapor/bukti/")
    assert nothing_ran(page)
    return handed_in(page)[1]


def addresses(officer: Person) -> list[str]:
    """The page of every exhibit of the laporan that is open."""
    links = officer.page.locator("a.pin").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    return [str(link) for link in links]


def assert_locked_up(headers: dict[str, str], path: str) -> None:
    assert headers["content-security-policy"].startswith("sandbox; default-src 'none'"), path
    assert (headers["x-content-type-options"], headers["cross-origin-resource-policy"]) == ("nosniff", "same-origin")
    told = re.fullmatch(r'(inline|attachment); filename="B\d+\.(\w+)"', headers["content-disposition"])
    assert told is not None, path
    assert (told[1] == "attachment") == (told[2] == "pdf"), path


def assert_nothing_opens_up(officer: Person, page: str) -> None:
    """The page of one exhibit, the original and its copies by their own addresses, and each asked for as a script."""
    at = page.removesuffix("riwayat/")
    officer.go(page)
    assert nothing_ran(officer.page), page
    for address in (at, f"{at}salinan/bersih/", f"{at}salinan/kecil/"):
        answer = officer.page.request.get(officer.address + address)
        if answer.status == 404:  # no such copy of this kind of file
            continue
        assert_locked_up(answer.headers, address)
        assert officer.page.evaluate(AS_SCRIPT, address) == "refused"
        with suppress(Error):  # a download leaves the page where it is
            officer.go(address)
        assert nothing_ran(officer.page), address
        officer.go(page)


def test_whatever_is_kept_of_a_zoo_of_hostile_files_never_runs(house: House, browser: Browser, beacon: Beacon) -> None:
    with phone(browser, house, scripts=True) as page:
        seen = [watched(page)]
        number = sent_in(page, beacon)

    with Person(browser, house, "petugas@tirtabuana.example") as officer:
        seen.append(watched(officer.page))
        find(officer, number)
        for name in ("netral.png", "fotogpj.exe.png", f"onerror={MARK}=1>.png"):
            assert officer.sees(name)
        pages = addresses(officer)
        assert len(pages) == len(kept(beacon.address))
        clean = [f"{house.address}{page.removesuffix('riwayat/')}salinan/bersih/" for page in pages]
        assert wait_for(lambda: sum(officer.page.request.get(each).ok for each in clean) == CLEANED, seconds=60)
        for address in pages:
            assert_nothing_opens_up(officer, address)

    assert (seen, beacon.asked) == ([[], []], [])
