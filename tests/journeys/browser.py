"""A real Chromium for the journeys, and what every page must keep: no axe violation, no sideways scrolling.

Its fixtures come from conftest: imported into two modules they would be two browsers, and one process has one loop.
"""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

PHONE, DESK = 360, 1280
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# WCAG 2.2 A and AA, and axe's own best practices. What passes is not written down: on long pages that takes longest.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def chromium() -> str:
    """The browser of this machine: NETRAL_CHROMIUM, else the one on the path."""
    named = os.environ.get("NETRAL_CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        raise RuntimeError("No Chromium here: install the package `chromium`, or set NETRAL_CHROMIUM to its path.")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the run. Playwright keeps an event loop, which Django would take for an async view."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh visitor; a script error, a refused file or a breach of the security policy fails the test."""
    context = browser.new_context(viewport={"width": DESK, "height": 900}, locale="id-ID")
    visitor = context.new_page()
    complaints: list[str] = []
    visitor.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    visitor.on("pageerror", lambda error: complaints.append(str(error)))
    yield visitor
    context.close()
    assert [text for text in complaints if "status of 4" not in text] == []  # refusals on purpose are pages too


def assert_no_axe_violations(page: Page) -> None:
    """Every rule of WCAG 2.2 AA that a machine can check holds on the page as it stands."""
    found: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    told = [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]
    assert told == [], f"{page.url} at {page.viewport_size}: {told}"


def assert_fits(page: Page, *, width: int) -> None:
    """At this width nothing makes the page scroll sideways."""
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_load_state()  # a click may have led to a page still on its way
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert too_wide <= 0, f"{page.url} is {too_wide} px too wide at {width} px"


def assert_page_is_sound(page: Page, *, widths: tuple[int, ...] = (PHONE, DESK)) -> None:
    """Fits and passes axe on a phone and on a desk."""
    for width in widths:
        assert_fits(page, width=width)
        assert_no_axe_violations(page)
