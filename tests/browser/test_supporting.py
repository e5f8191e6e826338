"""A person pastes a claim, sees what supports it, follows it to the article, and copies the citation."""

from playwright.sync_api import Page, expect

WAIT_MS = 60_000
HOSTILE = '<img src=x onerror="alert(1)"> [a](javascript:alert(2)) ${alert(3)} {{value}} \u202egnp.exe'


def look_up(page: Page, claim: str) -> None:
    """Open the way of claims, type one, press the button, and wait for what is said to it."""
    page.get_by_role("tab", name="Support a claim").click()
    page.locator("#claim textarea").fill(claim)
    page.locator("#find-support").click()
    page.wait_for_selector("#supports .claim-part, #supports .error", timeout=WAIT_MS)


def test_a_supporting_sentence_leads_to_its_place_in_the_article_and_back(page: Page) -> None:
    look_up(page, "A bone scan can show soft tissue calcification.")
    card = page.locator("#supports ol.supports > li").first
    expect(card.locator("blockquote")).to_have_text("In some cases a bone scan shows the calcification of soft tissue.")
    expect(card).to_contain_text("The article cites 8, 9 here")
    card.locator("a.cite").click()
    expect(page.locator("#reading .marked")).to_contain_text("bone scan")
    expect(page.locator("#reading .marked")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(card.locator("a.cite")).to_be_focused()


def test_the_citation_is_copied_with_one_click(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    look_up(page, "A bone scan can show soft tissue calcification.")
    button = page.locator("#supports button.copy").first
    button.click()
    expect(button).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“In some cases a bone scan shows the calcification of soft tissue.”")
    assert "Case Report: Refractory Calciphylaxis in Lupus" in copied


def test_a_wrong_number_finds_no_support_and_is_not_called_false(page: Page) -> None:
    look_up(page, "A bone scan can show soft tissue calcification. Hyperbaric oxygen improved 85% of patients.")
    expect(page.locator("#supports .claim-part")).to_have_count(2)
    expect(page.locator("#supports .declined")).to_have_count(1)
    expect(page.locator("#supports .declined")).to_contain_text("No support found.")
    expect(page.locator("#supports .declined")).to_contain_text("does not mean that the claim is contradicted")


def test_an_empty_claim_and_a_hostile_one_get_a_message_and_nothing_else(page: Page) -> None:
    look_up(page, "")
    expect(page.locator("#supports .error")).to_contain_text("no words")
    page.locator("#claim textarea").fill(HOSTILE)
    page.locator("#find-support").click()
    page.wait_for_selector("#supports .claim-part", timeout=WAIT_MS)
    assert page.locator("#supports img").count() == 0
    assert page.errors == []  # type: ignore[attr-defined]
    assert "Traceback" not in page.content()
