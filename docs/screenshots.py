"""The README's pictures of the page, taken anew: python -m docs.screenshots [NAME …].

In: the names of pictures, all by default. Out: docs/NAME.png, of the page as `python app.py` serves it with our
corpus alone. Needs Chromium or Chrome.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
QUESTION = "What share of patients improved with hyperbaric oxygen?"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WAIT_MS = 60_000


@dataclass(frozen=True)
class Picture:
    """A picture: the window's size in pixels, the colours, and what is done before it is taken."""

    width: int
    height: int
    scheme: Literal["light", "dark"]
    prepare: Callable[[Page], None]


def answered(page: Page) -> None:
    """An answer with the card of its number beside it."""
    _ask(page)
    page.locator(".newest .answer a.cite").first.hover()
    page.wait_for_selector("#card:not([hidden])")


def phone(page: Page) -> None:
    """An answer on a phone."""
    _ask(page)
    page.locator(".newest .question").scroll_into_view_if_needed()


def retrieval(page: Page) -> None:
    """A question's way through the retrieval."""
    page.get_by_role("tab", name="Retrieval").click()
    page.locator("#followed textarea, #followed input").first.fill(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector("#plot-map .js-plotly-plot", timeout=WAIT_MS)
    page.locator("#plot-scores").evaluate("plot => plot.scrollIntoView()")
    page.wait_for_timeout(3000)


PICTURES = {
    "page-answer": Picture(1440, 900, "light", answered),
    "page-phone": Picture(400, 820, "dark", phone),
    "page-retrieval": Picture(1440, 1100, "light", retrieval),
}


def main(names: list[str]) -> None:
    """Take the pictures of these names, or all."""
    browser_path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser_path is None:
        sys.exit("error: Chromium or Chrome is needed to take pictures.")
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        for name in names or PICTURES:
            wanted = PICTURES[name]
            page = browser.new_page(
                viewport={"width": wanted.width, "height": wanted.height}, color_scheme=wanted.scheme, reduced_motion="reduce"
            )
            page.goto(address)
            page.wait_for_selector("#reading article", timeout=WAIT_MS)
            wanted.prepare(page)
            page.screenshot(path=HERE / f"{name}.png")
            page.close()
        browser.close()


@contextmanager
def served() -> Iterator[str]:
    """The page's address, while it is served with a library of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "app.py", "--port", str(port), "--library", str(Path(folder, "library"))]
        process = subprocess.Popen(command, cwd=HERE.parent, env=os.environ, stdout=subprocess.DEVNULL)
        try:
            while process.poll() is None:
                try:
                    urllib.request.urlopen(address, timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.5)
            yield address
        finally:
            process.terminate()
            process.wait(20)


def _ask(page: Page) -> None:
    page.locator("#question textarea").fill(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector(".newest .answer", timeout=WAIT_MS)
    page.wait_for_timeout(1000)  # the pane turns to the sentence


if __name__ == "__main__":
    main(sys.argv[1:])
