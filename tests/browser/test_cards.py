"""A number shows what it leads to before it is followed, and the way back is the browser's own."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.test_asking import ANSWER_MS, HOSTILE, add, ask

CITING = """# Herons of Lake {mark}

By Ida Berg

## Fishing

Grey herons of Lake {mark} catch forty fish a day in the shallows.[1] They stand still for an hour before they strike.[2]
Young herons miss three times out of four, and learn within a summer.[1,2] The colony stands in the old poplars by the weir.

## References

1. Berg I, Moser T. How herons of Lake {mark} fish. J Water Birds. 2019;12(3):45-51. doi:10.1000/heron.{mark}
2. {hostile}
"""


def oxygen(page: Page) -> None:
    ask(page, "What share of patients improved with hyperbaric oxygen?")


def herons(page: Page, folder: Path) -> None:
    """Add an article with a reference list, and ask what it cites a work for."""
    mark = f"Aar{page.viewport_size['width'] if page.viewport_size else 0}"
    file = folder / "herons.md"
    file.write_text(CITING.format(mark=mark, hostile=HOSTILE), encoding="utf-8")
    add(page, file)
    ask(page, f"How many fish do grey herons of Lake {mark} catch?")
    expect(page.locator(".newest .answer")).to_contain_text("forty fish", timeout=ANSWER_MS)


def test_a_number_shows_its_sentence_while_it_is_pointed_at(page: Page) -> None:
    oxygen(page)
    page.locator(".newest .answer a.cite").first.hover()
    card = page.locator("#card")
    expect(card.locator(".proof")).to_contain_text("58%")
    expect(card).to_contain_text("Calciphylaxis in Lupus, Management")
    expect(card.locator(".around").first).not_to_be_empty()
    card.hover()
    page.wait_for_timeout(400)
    expect(card).to_be_visible()
    page.locator("#masthead").hover()
    expect(card).to_be_hidden()


def test_a_card_opens_and_closes_by_keyboard_and_the_focus_stays(page: Page) -> None:
    oxygen(page)
    number = page.locator(".newest .answer a.cite").first
    page.locator(".newest .sources a.cite").first.focus()
    for _ in range(4):
        page.keyboard.press("Shift+Tab")
        if number.evaluate("link => link === document.activeElement"):
            break
    expect(page.locator("#card .proof")).to_contain_text("58%")
    expect(number).to_have_attribute("aria-describedby", "card")
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    expect(number).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#reading .marked")).to_be_focused()
    page.go_back()
    expect(number).to_be_focused()


def test_a_superscript_opens_the_work_in_its_fields(page: Page, tmp_path: Path) -> None:
    herons(page, tmp_path)
    for superscript in (page.locator(".newest .answer a.ref").first, page.locator("#reading sup a.ref").first):
        page.locator("#masthead h1").hover()
        expect(page.locator("#card")).to_be_hidden()
        superscript.hover()
        expect(page.locator("#card .title")).to_contain_text(re.compile("How herons of Lake Aar.* fish"))
        expect(page.locator("#card .authors")).to_contain_text("Berg")
        expect(page.locator("#card .where")).to_contain_text("2019")
        expect(page.locator("#card a.out")).to_have_attribute("href", re.compile(r"^https://doi\.org/10\.1000/heron"))
    page.locator("#reading sup a.ref").first.click()
    expect(page.locator("#reading .references .marked")).to_contain_text("J Water Birds")
    page.locator("#back").click()
    expect(page.locator("#reading sup a.ref").first).to_be_focused()
    expect(page.locator("#reading sup a.ref").first).to_be_in_viewport()


def test_a_hostile_work_is_only_text_in_its_card(page: Page, tmp_path: Path) -> None:
    herons(page, tmp_path)
    page.locator("#reading sup a.ref", has_text="2").first.hover()
    expect(page.locator("#card .work")).to_contain_text("${alert(3)} {{value}}")
    page.wait_for_timeout(300)
    assert page.locator("#card img, #card a[href^='javascript']").count() == 0
    assert page.errors == []  # type: ignore[attr-defined]
    assert "\u202e" not in page.locator("#card").inner_text()


def test_a_work_without_an_entry_is_said_to_have_none(page: Page) -> None:
    oxygen(page)
    page.locator(".newest .answer a.ref", has_text="20").hover()
    expect(page.locator("#card")).to_contain_text("The article cites 20 here. The reference list is not in what was added.")


def test_the_link_to_a_sentence_can_be_copied_and_opened(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    oxygen(page)
    page.locator(".newest [data-link]").first.click()
    expect(page.locator("#voice")).to_have_text("The link is copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("#reading .marked")).to_contain_text("58%", timeout=ANSWER_MS)
    expect(page.locator("#reading .marked")).to_be_in_viewport()
