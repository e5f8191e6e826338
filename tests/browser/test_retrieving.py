"""A teacher follows a question through the system, and turns its settings."""

import re

from playwright.sync_api import Page, expect

ANSWER_MS = 60_000
HOSTILE = '<img src=x onerror="alert(1)"> ${alert(2)} {{value}} storks'


def follow(page: Page, question: str) -> None:
    page.get_by_role("tab", name="Retrieval").click()
    page.locator("#followed textarea, #followed input").first.fill(question)
    page.keyboard.press("Enter")


def test_a_question_is_followed_stage_by_stage(page: Page) -> None:
    follow(page, "What share of patients improved with hyperbaric oxygen?")
    expect(page.locator("#way .passages li").first).to_contain_text("58%", timeout=ANSWER_MS)
    expect(page.locator("#way mark", has_text=re.compile("oxygen", re.IGNORECASE)).first).to_be_visible()
    for stage in ("meaning", "words", "both together", "reading", "final order"):
        expect(page.locator("#way .passages li").first).to_contain_text(stage)
    for name in ("plot-scores", "plot-orders", "plot-map"):
        expect(page.locator(f"#{name} .js-plotly-plot")).to_be_visible(timeout=ANSWER_MS)
    expect(page.locator("#plot-map .js-plotly-plot")).to_contain_text("your question")
    expect(page.locator("#about-map")).to_contain_text("principal component analysis")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.errors == []  # type: ignore[attr-defined]


def test_a_passage_leads_to_its_place_in_the_article(page: Page) -> None:
    follow(page, "Is a biopsy risky?")
    page.locator("#way .passages a.cite").first.click(timeout=ANSWER_MS)
    expect(page.locator("#reading .marked")).to_be_in_viewport()


def test_a_setting_changes_what_comes_out(page: Page) -> None:
    follow(page, "Is a biopsy risky?")
    expect(page.locator("#way .said")).to_be_visible(timeout=ANSWER_MS)
    threshold = page.get_by_role("spinbutton", name=re.compile("Confidence below")).first
    threshold.fill("1")
    threshold.press("Tab")
    expect(page.locator("#way .declined")).to_be_visible(timeout=ANSWER_MS)


def test_two_settings_stand_side_by_side(page: Page) -> None:
    follow(page, "Is a biopsy risky?")
    expect(page.locator("#way .passages")).to_be_visible(timeout=ANSWER_MS)
    page.locator("#other-settings button").first.click()
    expect(page.locator("#way .setting")).to_have_count(2, timeout=ANSWER_MS)


def test_hostile_and_empty_questions_do_nothing(page: Page) -> None:
    follow(page, HOSTILE)
    page.wait_for_selector("#way .passages, #way .declined, #way .error", timeout=ANSWER_MS)
    assert page.locator("#way img, #pictures img").count() == 0
    follow(page, " ")
    expect(page.locator("#way .welcome")).to_be_visible(timeout=ANSWER_MS)
    assert page.errors == []  # type: ignore[attr-defined]
