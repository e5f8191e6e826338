"""axe-core finds nothing of level A or AA that is ours, in any state of the page, light and dark, at three widths."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.test_asking import ANSWER_MS, ask

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What is gradio's own: how its controls are built is not in our hands.
OF_GRADIO: tuple[str, ...] = ()


def violations(page: Page) -> list[str]:
    """What axe finds, one line each: the rule and the element."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": LEVELS}, "resultTypes": ["violations"]}).response["violations"]
    nodes = [(rule["id"], " ".join(map(str, node["target"])), node["failureSummary"]) for rule in found for node in rule["nodes"]]
    return [" ".join(node) for node in nodes if not any(selector in node[1] for selector in OF_GRADIO)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_state_of_the_page_keeps_anybody_out(browser: Browser, app: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(app)
    page.wait_for_selector("#reading article", timeout=ANSWER_MS)
    page.wait_for_selector("#examples button:visible", timeout=ANSWER_MS)
    found = violations(page)
    for question in ("What is the capital of France?", "???", "What share of patients improved with hyperbaric oxygen?"):
        ask(page, question)
    page.locator(".newest .scores summary").click()
    found += violations(page)
    page.locator(".newest .answer a.cite").first.hover()
    page.wait_for_selector("#card:not([hidden])")
    found += violations(page)
    page.locator(".newest .answer a.cite").first.click()
    page.wait_for_selector("#reading .marked")
    page.reload()
    page.wait_for_selector("#reading .marked", timeout=ANSWER_MS)
    page.locator(".earlier summary").click()
    page.locator("#library button").first.click()
    found += violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
    assert sorted(set(found)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_claims_and_retrieval_keep_nobody_out(browser: Browser, app: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(app)
    page.wait_for_selector("#reading article", timeout=ANSWER_MS)
    page.get_by_role("tab", name="Support a claim").click()
    found = violations(page)
    page.locator("#claim textarea").fill("Sodium thiosulfate is the drug used most often. The moon is made of cheese.")
    page.locator("#find-support").click()
    page.wait_for_selector("#supports .supports", timeout=ANSWER_MS)
    found += violations(page)
    page.get_by_role("tab", name="Retrieval").click()
    found += violations(page)
    page.locator("#followed textarea, #followed input").first.fill("Is a biopsy risky?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#plot-map .js-plotly-plot", timeout=ANSWER_MS)
    page.locator("#way summary").first.click()
    page.locator("#other-settings button").first.click()
    page.wait_for_selector("#way .setting", timeout=ANSWER_MS)
    found += violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
    assert sorted(set(found)) == []
