"""A person asks in a real browser, follows the number, and sees the proof."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

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
    expect(details.locator("table").first).to_be_in_viewport()
    assert details.locator("th").all_inner_texts() == [
        "sentence",
        "cosine",
        "reader",
        "passage",
        "dense",
        "lexical",
        "fused",
        "reader",
        "final",
    ]


def test_an_example_is_asked_with_one_click_and_answered(page: Page) -> None:
    page.locator("#examples button:visible").first.click(timeout=ANSWER_MS)
    page.wait_for_selector(".newest .answer", timeout=ANSWER_MS)
    assert page.locator(".newest .declined").count() == 0


def test_the_button_asks_too_and_empties_the_box(page: Page) -> None:
    box = page.locator("#question textarea")
    box.fill("Who wrote this article?")
    page.locator("#question button").click()
    expect(page.locator(".newest .answer")).to_contain_text("Joey Kim", timeout=ANSWER_MS)
    expect(box).to_have_value("")


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


def add(page: Page, file: Path) -> None:
    """Add a file through the page and wait until it says what became of it."""
    page.locator("#library button").first.click()
    page.locator("#library input[type=file]").first.set_input_files(file)
    page.wait_for_selector("#report .added > li:not(.thinking)", timeout=ANSWER_MS)


def test_a_number_moves_the_article_and_not_the_window_beside_it(page: Page) -> None:
    ask(page, "What share of patients improved with hyperbaric oxygen?")
    before = page.evaluate("scrollY")
    page.locator(".newest .answer a.cite").first.click()
    expect(page.locator("#reading .marked")).to_be_in_viewport()
    back = page.locator("#back")
    if page.viewport_size and page.viewport_size["width"] > 1000:
        assert page.evaluate("scrollY") == before
        expect(back).to_be_hidden()
    else:
        back.click()
        expect(page.locator(".newest .answer a.cite").first).to_be_focused()
        expect(page.locator(".newest .answer a.cite").first).to_be_in_viewport()
        expect(back).to_be_hidden()


def test_what_is_said_last_is_in_view_and_alone_is_read_out(page: Page) -> None:
    for question in ("How is gout treated?", "What share of patients improved with hyperbaric oxygen?", "???"):
        ask(page, question)
    expect(page.locator(".newest .error")).to_be_in_viewport(ratio=1)
    voice = page.locator("[aria-live=polite]#voice")
    expect(voice).to_have_text("The question has no words in it; type what you want to know.")
    assert page.locator("#conversation[aria-live], .turn [role=alert]").count() == 0


def test_an_address_leads_to_its_sentence_in_an_article_that_is_not_open(page: Page, app: str, tmp_path: Path) -> None:
    ask(page, "What share of patients improved with hyperbaric oxygen?")
    target = page.locator(".newest .answer a.cite").first.get_attribute("href")
    saved = tmp_path / "owls.txt"
    width = page.viewport_size["width"] if page.viewport_size else 0
    saved.write_text(
        f"Owls of Valley {width}\n\nBy Ida Berg\n\n" + "Barn owls hunt mice along the hedges at night. They nest in old barns. " * 150,
        encoding="utf-8",
    )
    add(page, saved)
    expect(page.locator("#report")).to_contain_text("300 sentences")
    page.goto("about:blank")
    page.goto(app + str(target))
    expect(page.locator("#reading .marked")).to_contain_text("58%", timeout=ANSWER_MS)
    expect(page.locator("#reading .marked")).to_be_in_viewport()


def test_only_the_chosen_article_is_asked(page: Page, tmp_path: Path) -> None:
    saved = tmp_path / "hedges.txt"
    saved.write_text(
        "Hedges <b>at</b> Night\n\nBy Ida Berg\n\n" + "Farmers plant hedges of hazel around the meadows. " * 12, encoding="utf-8"
    )
    add(page, saved)
    page.locator("#chosen input").click()
    page.get_by_role("option", name="Hedges").first.click()
    expect(page.locator("#reading article h2")).to_have_count(1)
    expect(page.locator("#reading article h2")).to_contain_text("Hedges")
    ask(page, "What share of patients improved with hyperbaric oxygen?")
    expect(page.locator(".newest .declined")).to_contain_text("The article does not answer this")


def test_a_link_in_front_matter_cannot_run(page: Page, tmp_path: Path) -> None:
    saved = tmp_path / "front.md"
    body = "The clock tower was built of red brick by the guild. " * 12
    saved.write_text(f'---\ntitle: "The Clock <svg onload=alert(1)>"\nsource: "javascript:alert(1)"\n---\n\n{body}', encoding="utf-8")
    add(page, saved)
    expect(page.locator("#reading article").first).to_contain_text("The Clock")
    assert page.locator("#reading a[target=_blank]:not([href^='http'])").count() == 0
    assert page.locator("#reading svg, #report svg").count() == 0
    assert page.errors == []  # type: ignore[attr-defined]


def test_a_file_over_the_limit_is_refused_with_a_message(page: Page, tmp_path: Path) -> None:
    saved = tmp_path / "huge.txt"
    saved.write_bytes(b"Storks nest on roofs. " * 1_000_000)
    page.locator("#library button").first.click()
    page.locator("#library input[type=file]").first.set_input_files(saved)
    expect(page.locator(".toast-body").first).to_contain_text("exceed the maximum allowed size", timeout=ANSWER_MS)


def test_one_visitor_does_not_see_anothers_conversation(page: Page, browser: Browser, app: str) -> None:
    ask(page, "Who wrote this article?")
    context = browser.new_context()
    other = context.new_page()
    other.goto(app)
    other.wait_for_selector("#reading article", timeout=ANSWER_MS)
    expect(other.locator(".welcome")).to_be_visible()
    ask(other, "When was it published?")
    assert other.locator(".turn").count() == page.locator(".turn").count() == 1
    context.close()


def test_the_question_is_asked_and_followed_with_keys_alone(page: Page) -> None:
    page.locator("#question textarea").focus()
    page.keyboard.type("What share of patients improved with hyperbaric oxygen?")
    page.keyboard.press("Enter")
    page.wait_for_selector(".newest .answer a.cite", timeout=ANSWER_MS)
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.newest .answer a.cite')"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("#reading .marked")).to_contain_text("58%")
    expect(page.locator("#reading .marked")).to_be_focused()


def test_a_tablet_has_both_columns_and_no_overflow(page: Page) -> None:
    page.set_viewport_size({"width": 768, "height": 1024})
    ask(page, "What share of patients improved with hyperbaric oxygen?")
    page.locator(".newest .scores summary").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
