"""The look at a page waits for a page still on its way, under the policy that forbids evaluating strings in it."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page

from tests.journeys.browser import assert_fits

pytestmark = [pytest.mark.journey, pytest.mark.once]
LATE = 0.5  # seconds until the picture of the second page comes
START = b"<!doctype html><title>Awal</title><a href='/tujuan'>Lanjut</a>"
GOAL = b"<!doctype html><title>Tujuan</title><img src='/gambar' alt=''>"
PICTURE = b"<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>"
ANSWERS = {"/": ("text/html", START), "/tujuan": ("text/html", GOAL), "/gambar": ("image/svg+xml", PICTURE)}


class LatePicture(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kind, body = ANSWERS.get(self.path, ("image/svg+xml", PICTURE))  # the browser asks for an icon by itself
        if self.path == "/gambar":
            time.sleep(LATE)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", "default-src 'self'")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing: the output of the run belongs to the tests."""


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), LatePicture)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    serving.join()
    server.server_close()


def test_a_page_still_on_its_way_is_waited_for(address: str, page: Page) -> None:
    page.goto(address)
    page.click("text=Lanjut")
    assert_fits(page, width=360)
    assert page.url == f"{address}/tujuan"
    assert page.evaluate("document.images[0].complete")
