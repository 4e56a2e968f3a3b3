"""What people of the stories do with their hands: sign in, fill a form, press a button by its words."""

from datetime import date
from pathlib import Path
from types import TracebackType
from urllib.parse import quote_plus

from playwright.sync_api import Browser, Locator, Page

from tests.journeys.browser import DESK
from tests.journeys.house import PASSWORD, House


class Person:
    """Somebody at a browser of their own. Use as a context manager."""

    def __init__(self, browser: Browser, house: House, email: str = "", *, at: str = "", width: int = DESK) -> None:
        """`at` is another name of the house than its address."""
        self.house, self.email, self.address = house, email, at or house.address
        self.context = browser.new_context(viewport={"width": width, "height": 900}, locale="id-ID")
        self.page: Page = self.context.new_page()
        self.script_errors: list[str] = []
        self.page.on("pageerror", lambda error: self.script_errors.append(str(error)))
        self.page.set_default_timeout(60_000)

    def __enter__(self) -> "Person":
        if self.email:
            self.sign_in()
            assert "/akun/masuk/" not in self.page.url, self.text
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error:
            said = self.house.log.read_text(encoding="utf-8")[-2_000:]
            print(f"{self.email or 'anonymous'} was at {self.page.url} and saw:\n{self.text}\nThe house said:\n{said}")
        self.context.close()
        if not error:
            assert self.script_errors == [], "a script of a page failed"

    def sign_in(self, password: str = PASSWORD) -> None:
        self.go("/akun/masuk/")
        self.page.fill("[name=login]", self.email)
        self.page.fill("[name=password]", password)
        self.press("Masuk", exact=True)

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def open_from_the_queue(self, title: str, *, view: str = "tenggat") -> None:
        """Look for a case by its title and open it: a town where others work too has more than one page of rows."""
        self.go(f"/kerja/antrean/?tampilan={view}&q={quote_plus(title)}")
        self.follow(title)

    def open_tab(self, name: str) -> None:
        """Another tab of the case one stands in."""
        self.page.goto(f"{self.page.url.partition('?')[0].rstrip('/')}/{name}/")

    def follow(self, words: str) -> None:
        """Click a link by its words."""
        self.onward(self.page.get_by_role("link", name=words).first)

    def press(self, words: str, *, exact: bool = False) -> None:
        """Press a button by its words, and wait for the page it leads to."""
        self.onward(self.page.get_by_role("button", name=words, exact=exact).first)

    def send(self) -> None:
        """Press the form's own button: the last one in the text of the page."""
        self.onward(self.page.get_by_role("main").get_by_role("button").last)

    def onward(self, control: Locator) -> None:
        """Click, and wait until another page stands there: the old one is marked, for an announced page may be late."""
        self.page.evaluate("document.documentElement.dataset.left = ''")
        control.click()
        self.page.locator("html:not([data-left])").wait_for(state="attached")
        self.page.wait_for_load_state()

    def write(self, name: str, text: str) -> None:
        self.page.fill(f"[name={name}]", text)

    def choose(self, name: str, value: str) -> None:
        """A radio button, a checkbox or an entry of a list."""
        control = self.page.locator(f"[name={name}]").first
        if control.evaluate("element => element.tagName") == "SELECT":
            control.select_option(value)
        else:
            self.page.locator(f"[name={name}][value='{value}']").check(force=True)

    def date(self, name: str, day: date) -> None:
        for box, value in (("hari", day.day), ("bulan", day.month), ("tahun", day.year)):
            self.write(f"{name}_{box}", str(value))

    def attach(self, name: str, path: Path) -> None:
        self.page.set_input_files(f"[name={name}]", str(path))

    def sees(self, words: str) -> bool:
        return words in self.page.locator("body").inner_text()

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()
