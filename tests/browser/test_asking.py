"""A person asks in a real browser, follows the number, and sees the proof."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

ANSWER_MS = 60_000
HOSTILE = '<img src=x onerror="alert(1)"> [a](javascript:alert(2)) $${alert(3)} {{value}} \u202egnp.exe'


def ask(page: Page, question: str) -> None:
    """Type a question, send it with Enter, and wait for what is said to it."""
    n_turns = page.locator(".turn").count()
    page.locator("#question textarea, #question input").first.fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(n_turns + 1, timeout=ANSWER_MS)
    page.wait_for_selector(".newest .answer, .newest .error", timeout=ANSWER_MS)


def test_a_number_leads_to_the_marked_sentence(page: Page) -> None:
    ask(page, "What share of patients improved with hyperbaric oxygen?")
    expect(page.locator(".newest .answer")).to_contain_text("58%")
    page.locator(".newest .answer a.cite").first.click()
    marked = page.locator("#reading .marked")
    expect(marked).to_have_count(1)
    expect(marked).to_contain_text("58%")
    expect(marked).to_be_in_viewport()
    expect(marked).to_have_class("sourced marked")
    assert page.evaluate("getComputedStyle(document.querySelector('.marked')).backgroundColor") != "rgba(0, 0, 0, 0)"
    assert page.evaluate("location.hash").startswith("#s-")


def test_the_sentence_of_an_answer_is_the_articles_own(page: Page) -> None:
    ask(page, "What share of patients improved with hyperbaric oxygen?")
    said = page.locator(".newest .answer span").first.inner_text().removesuffix("[1]").strip()
    assert said in page.locator("#reading article").inner_text().replace("\n", " ")


def test_the_works_cited_in_a_source_are_named(page: Page) -> None:
    ask(page, "What share of patients improved with hyperbaric oxygen?")
    expect(page.locator(".newest .sources")).to_contain_text("The article cites 20 here")
    page.locator("#reading sup a", has_text="20").first.click()
    expect(page.locator("#reading .marked")).to_contain_text("reference list is not in what was added")


def test_the_way_to_the_proof_and_back_works_by_keyboard(page: Page) -> None:
    ask(page, "What share of patients improved with hyperbaric oxygen?")
    page.locator(".newest .answer a.cite").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#reading .marked")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".newest .answer a.cite").first).to_be_focused()


def test_what_the_article_does_not_say_is_declined(page: Page) -> None:
    ask(page, "What is the capital of France?")
    expect(page.locator(".newest .declined")).to_contain_text("does not answer")
    expect(page.locator(".newest .declined")).to_contain_text("Not an answer, but related")
    assert page.locator(".newest .sources").count() == 0


def test_scores_are_shown_on_demand(page: Page) -> None:
    ask(page, "What is the capital of France?")
    details = page.locator(".newest .scores")
    expect(details.locator("table").first).not_to_be_visible()
    details.locator("summary").click()
    expect(details.locator("table").first).to_be_visible()
    for stage in ("reader", "dense", "lexical", "fused"):
        expect(details.locator("th", has_text=stage)).to_have_count(1)


def test_an_example_is_asked_with_one_click_and_answered(page: Page) -> None:
    page.locator("#examples button:visible").first.click(timeout=ANSWER_MS)
    page.wait_for_selector(".newest .answer", timeout=ANSWER_MS)
    assert page.locator(".newest .declined").count() == 0


def test_two_questions_keep_their_order_and_can_be_cleared(page: Page) -> None:
    box = page.locator("#question textarea, #question input").first
    for question in ("Who wrote this article?", "When was it published?"):
        box.fill(question)
        page.keyboard.press("Enter")
    expect(page.locator(".turn .sources")).to_have_count(2, timeout=ANSWER_MS)
    assert [heading.inner_text() for heading in page.locator(".question").all()] == ["Who wrote this article?", "When was it published?"]
    page.locator("#clear").click()
    expect(page.locator(".welcome")).to_be_visible()


@pytest.mark.parametrize("question", ["", "???", "x" * 100_000, "Что это такое?"], ids=["empty", "no words", "long", "script"])
def test_a_question_that_cannot_be_asked_gets_one_sentence(page: Page, question: str) -> None:
    ask(page, question)
    expect(page.locator(".newest .error")).to_contain_text("question")
    assert "Traceback" not in page.content()


def test_hostile_text_is_only_text(page: Page, tmp_path: Path) -> None:
    ask(page, HOSTILE)
    saved = tmp_path / "b<b>old.md"
    saved.write_text(f"# {HOSTILE}\n\n" + f"The patient got better after rest. {HOSTILE}. " * 12, encoding="utf-8")
    page.locator("#library button").first.click()
    page.locator("#library input[type=file]").first.set_input_files(saved)
    expect(page.locator("#report")).to_contain_text("12 sentences", timeout=ANSWER_MS)
    ask(page, "When did the patient get better?")
    page.wait_for_timeout(500)
    assert page.errors == []  # type: ignore[attr-defined]
    assert page.locator("#conversation img, #reading img, #report img, #reading b").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert "\u202e" not in page.locator("body").inner_text()


def test_a_file_is_added_and_asked(page: Page, tmp_path: Path) -> None:
    village = "Altdorf" if page.viewport_size and page.viewport_size["width"] > 1000 else "Neudorf"
    saved = tmp_path / "storks.txt"
    saved.write_text(
        f"Storks on the Roof of {village}\n\nBy Ida Berg\n\nWhite storks nest on 212 roofs in the village of {village}.1 They return "
        "in March and leave for Africa at the end of August. A pair raises three young in a good year.2,3 Farmers mow late for them.\n",
        encoding="utf-8",
    )
    page.locator("#library button").first.click()
    page.locator("#library input[type=file]").first.set_input_files(saved)
    expect(page.locator("#report")).to_contain_text("4 sentences, 3 in-text citations", timeout=ANSWER_MS)
    ask(page, f"On how many roofs of {village} do white storks nest?")
    expect(page.locator(".newest")).to_contain_text("212")


def test_a_file_without_an_article_gets_one_sentence(page: Page, tmp_path: Path) -> None:
    saved = tmp_path / "menu.txt"
    saved.write_text("Home\nAbout\nContact\n", encoding="utf-8")
    page.locator("#library button").first.click()
    page.locator("#library input[type=file]").first.set_input_files(saved)
    expect(page.locator("#report .error")).to_contain_text("No article was found in menu.txt", timeout=ANSWER_MS)


def test_nothing_is_asked_of_any_other_host_and_nothing_overflows(page: Page, app: str) -> None:
    ask(page, "Which parts of the body are affected?")
    assert page.hosts == {app.split("/")[2]}  # type: ignore[attr-defined]
    assert page.errors == []  # type: ignore[attr-defined]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
