"""Draws the README's pictures from a running demo: python scripts/pictures.py http://127.0.0.1:8000 docs/pictures"""

import os
import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PASSWORD = "three quiet rivers"  # noqa: S105 (of the demo alone)


def sign_in(browser, address: str, who: str, width: int):
    page = browser.new_context(viewport={"width": width, "height": 860}, base_url=address).new_page()
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(f"{who}@thornmere.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/")
    return page


def main(address: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        bola = sign_in(browser, address, "bola", 1280)
        bola.screenshot(path=str(folder / "home.png"))
        bola.goto("/screening/")
        bola.screenshot(path=str(folder / "queue.png"))
        bola.goto("/search")
        bola.get_by_label("Reference, case-system reference, or name").fill("Lily")
        bola.get_by_role("button", name="Search").click()
        lily = re.search(r"K-[2-9B-Z]{8}", bola.locator("main li").first.inner_text())[0]
        bola.goto(f"/screening/{lily}")
        bola.screenshot(path=str(folder / "workspace.png"))
        bola.goto(f"/screening/{lily}/decisions")
        bola.screenshot(path=str(folder / "decision.png"))
        bola.goto(f"/chronology/{lily}")
        bola.screenshot(path=str(folder / "chronology.png"))
        amina = sign_in(browser, address, "amina", 390)
        amina.screenshot(path=str(folder / "home-phone.png"))
        amina.goto("/consultations/")
        amina.get_by_role("link", name=re.compile("K-")).first.click()
        amina.get_by_role("link", name="Immediate safety").click()
        amina.screenshot(path=str(folder / "safety-phone.png"))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
