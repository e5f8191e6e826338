"""A visitor adds a text and an address on the page; what he has is nobody else's."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_asking import ANSWER_MS, ask
from tests.pages import running

TEXT = (
    "Storks nest on forty roofs of the old town. They come back from the south in March of each year. "
    "People count the nests in spring and write the numbers into a book. The book is kept in the town hall.\n\n"
) * 2


@pytest.fixture(scope="module")
def own_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page without a library that is named: each visitor has his own."""
    with running(tmp_path_factory.mktemp("own")) as address:
        yield address


def opened(browser: Browser, address: str, width: int) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce").new_page()
    page.goto(address)
    page.wait_for_selector("#reading article", timeout=ANSWER_MS)
    return page


@pytest.mark.parametrize("width", [1440, 360])
def test_a_pasted_text_is_its_visitors_alone(browser: Browser, own_app: str, width: int) -> None:
    mine, another = opened(browser, own_app, width), opened(browser, own_app, width)
    mine.locator("#library button").first.click()
    mine.locator("#adding").get_by_role("tab", name="Text").click()
    mine.locator("#pasted-title input, #pasted-title textarea").first.fill("Storks <img src=x onerror=alert(1)> of the town")
    mine.locator("#pasted-text textarea").fill(TEXT)
    mine.locator("#add-text").click()
    expect(mine.locator("#report")).to_contain_text("Storks", timeout=ANSWER_MS)
    expect(mine.locator("#report")).to_contain_text("sentences")
    assert mine.locator("#report img, #reading img").count() == 0
    ask(mine, "On how many roofs do storks nest?")
    expect(mine.locator(".newest .answer")).to_contain_text("forty roofs")
    another.reload()
    another.wait_for_selector("#reading article", timeout=ANSWER_MS)
    ask(another, "On how many roofs do storks nest?")
    expect(another.locator(".newest .declined")).to_be_visible()
    expect(another.locator("#library button").first).to_contain_text("Articles (1)")
    for page in (mine, another):
        page.context.close()


@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "file:///etc/passwd", "javascript:alert(1)", "/etc/passwd"])
def test_an_address_of_this_machine_is_refused_in_a_sentence(browser: Browser, own_app: str, width: int, address: str) -> None:
    page = opened(browser, own_app, width)
    page.locator("#library button").first.click()
    page.locator("#adding").get_by_role("tab", name="Address").click()
    page.locator("#address input, #address textarea").first.fill(address)
    page.locator("#add-address").click()
    expect(page.locator("#report .error")).to_be_visible(timeout=ANSWER_MS)
    assert "root:" not in page.content()
    expect(page.locator("#library button").first).to_contain_text("Articles (1)")
    page.context.close()
