"""A real browser: people of the cast at real pages, each looked at by axe and at two widths."""

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the test's own thread
NARROW, WIDE = 390, 1280
PICTURES = os.environ.get("KITH_PICTURES")


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, kept from talking to anybody. Where it is missing the run ends with one sentence."""
    place = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not place:
        pytest.exit("Chromium is missing. Install it with: apt-get install chromium", returncode=3)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=place,
            args=[
                *(["--no-sandbox"] if os.geteuid() == 0 else []),
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        yield browser
        browser.close()


class Visitor:
    """Somebody at a browser. Every page they look at is checked, and drawn where pictures are wanted."""

    def __init__(self, browser, address: str, scripts: bool = True):
        self.context = browser.new_context(
            viewport={"width": WIDE, "height": 900}, java_script_enabled=scripts, base_url=address
        )
        self.context.set_default_timeout(10_000)
        self.scripts = scripts
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.seen: list[str] = []
        self.page.on("console", lambda m: self.faults.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def sign_in(self, person) -> None:
        from kith.demo.cast import PASSWORD

        self.page.goto("/sign-in")
        self.page.get_by_label("E-mail address").fill(person.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.wait_for_url("**/")

    def look(self, name: str) -> None:
        """The page is as it should be: no fault for axe, one heading, nothing that scrolls sideways, no error."""
        page = self.page
        self.seen.append(name)
        page.wait_for_load_state()
        assert page.locator("h1").count() == 1, f"{name}: {page.locator('h1').all_inner_texts()}"
        heading = " ".join(page.locator("h1").inner_text().split())
        assert page.title().removeprefix("Error: ").startswith(heading), f"{name}: {page.title()!r} / {heading!r}"
        self._at_both_widths(name)

    def look_at_frame(self, name: str) -> None:
        """The same for a page of Wagtail's, whose titles and headings are its own."""
        self.page.wait_for_load_state("networkidle")
        self._at_both_widths(name)

    def _at_both_widths(self, name: str) -> None:
        page = self.page
        for width in (NARROW, WIDE):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth") if self.scripts else width
            assert wide <= width, f"{name} is {wide} pixels wide at {width}"
            if self.scripts:
                found = Axe().run(page)
                assert found.violations_count == 0, f"{name} at {width}: {found.generate_report()}"
            if PICTURES:
                folder = Path(PICTURES)
                folder.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=str(folder / f"{name}-{width}.png"), full_page=True)
        assert not self.faults, f"{name}: {self.faults}"

    def go(self, address: str, name: str) -> None:
        self.page.goto(address)
        self.look(name)

    def press(self, name: str, exact: bool = False) -> None:
        self.page.get_by_role("button", name=name, exact=exact).first.click()
        self.page.wait_for_load_state()  # a click waits until the next page begins to come, not until it is there

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def choose(self, label: str, group: str | None = None) -> None:
        where = self.page.get_by_role("group", name=group) if group else self.page
        where.get_by_label(label, exact=True).first.check()

    def text(self) -> str:
        return self.page.locator("main").inner_text()


@pytest.fixture
def visitor(chromium, live_server, cast):
    """`visitor(person, scripts=True)` gives somebody who is signed in."""
    opened = []

    def come(person=None, scripts: bool = True) -> Visitor:
        someone = Visitor(chromium, live_server.url, scripts)
        opened.append(someone)
        if person is not None:
            someone.sign_in(person)
        return someone

    yield come
    for someone in opened:
        someone.context.close()
