"""A conversation can be stopped, asked again, copied, liked and remembered; the server sends what is new only."""

import json
import urllib.request
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route, expect

from tests.browser.test_asking import ANSWER_MS, HOSTILE, ask

OXYGEN = "What share of patients improved with hyperbaric oxygen?"
WHO = "Who wrote this article?"


def held_back(page: Page) -> list[Route]:
    """Questions that have left the page and are kept from the server."""
    held: list[Route] = []
    page.route("**/queue/join**", lambda route: held.append(route))
    return held


def test_a_question_stands_in_the_conversation_before_its_answer_comes(page: Page) -> None:
    held = held_back(page)
    page.locator("#question textarea").fill(OXYGEN)
    page.keyboard.press("Enter")
    expect(page.locator(".newest .question")).to_have_text(OXYGEN)
    expect(page.locator(".newest .thinking")).to_be_visible()
    expect(page.locator("#voice")).to_have_text("Reading the article …")
    for route in held:
        route.continue_()
    page.unroute("**/queue/join**")
    expect(page.locator(".newest .answer")).to_contain_text("58%", timeout=ANSWER_MS)
    expect(page.locator("#voice")).to_contain_text("58%")


def test_a_question_is_stopped_and_asked_again(page: Page) -> None:
    held_back(page)
    page.locator("#question textarea").fill(OXYGEN)
    page.keyboard.press("Enter")
    page.locator(".newest [data-act=stop]").click()
    expect(page.locator(".newest .stopped")).to_have_text("Stopped.")
    page.unroute("**/queue/join**")
    page.locator(".newest [data-act=again]").click()
    expect(page.locator(".newest .answer")).to_contain_text("58%", timeout=ANSWER_MS)
    expect(page.locator(".turn")).to_have_count(1)


def test_an_answer_asked_again_takes_its_own_place(page: Page) -> None:
    ask(page, OXYGEN)
    ask(page, WHO)
    page.locator(".turn [data-act=again]").first.click()
    expect(page.locator(".newest .question")).to_have_text(OXYGEN)
    expect(page.locator(".newest .answer")).to_contain_text("58%", timeout=ANSWER_MS)
    expect(page.locator(".turn")).to_have_count(2)


def test_only_the_new_turn_is_sent(page: Page) -> None:
    ask(page, OXYGEN)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if "queue/join" in request.url else None)
    ask(page, WHO)
    (seen,) = [json.loads(body)["event_data"]["seen"] for body in sent if "event_data" in body and WHO in body]
    assert seen == [page.locator(".turn").first.get_attribute("data-key")]
    value = page.locator(".newest .answer")
    expect(value).to_contain_text("Joey Kim")


def test_an_answer_is_copied_with_its_sources(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, OXYGEN)
    page.locator(".newest [data-act=copy]").click()
    expect(page.locator("#voice")).to_have_text("The answer is copied.")
    question, answer, source = page.evaluate("navigator.clipboard.readText()").split("\n\n")[:3]
    assert question == OXYGEN
    assert "58%" in answer
    assert answer.endswith("[1]")
    assert source.startswith("[1] Case Report")


def test_what_was_asked_is_kept_in_this_browser_until_it_is_forgotten(page: Page) -> None:
    ask(page, OXYGEN)
    like = page.locator(".newest [data-act=like]")
    like.click()
    expect(like).to_have_attribute("aria-pressed", "true")
    page.reload()
    page.wait_for_selector("#reading article", timeout=ANSWER_MS)
    expect(page.locator(".turn")).to_have_count(0)
    earlier = page.locator(".earlier")
    earlier.locator("summary").click()
    expect(earlier.locator("li")).to_contain_text("58%")
    expect(earlier.locator(".liked")).to_be_visible()
    earlier.locator("a.cite").click()
    expect(page.locator("#reading .marked")).to_contain_text("58%", timeout=ANSWER_MS)
    earlier.locator("button.again").click()
    expect(page.locator(".newest .answer")).to_contain_text("58%", timeout=ANSWER_MS)
    earlier.get_by_text("Forget these").click()
    page.reload()
    page.wait_for_selector("#reading article", timeout=ANSWER_MS)
    expect(page.locator(".earlier")).to_have_count(0)


def test_what_somebody_put_into_the_kept_history_is_only_text(page: Page) -> None:
    junk = [{"question": HOSTILE, "answer": HOSTILE, "target": "javascript:alert(4)", "liked": {}}, None, 7, {"question": {}}, "x"]
    page.evaluate("junk => localStorage.setItem('asked-before', JSON.stringify(junk))", junk)
    page.reload()
    page.wait_for_selector("#reading article", timeout=ANSWER_MS)
    page.locator(".earlier summary").click()
    expect(page.locator(".earlier li")).to_have_count(1)
    expect(page.locator(".earlier li")).to_contain_text("<img src=x")
    assert "\u202e" not in page.locator("body").inner_text()
    assert page.locator(".earlier img, .earlier a").count() == 0
    page.evaluate("localStorage.setItem('asked-before', '{not json')")
    page.reload()
    page.wait_for_selector("#reading article", timeout=ANSWER_MS)
    ask(page, WHO)
    assert page.errors == []  # type: ignore[attr-defined]


def test_who_waits_sees_how_many_are_before_him(page: Page) -> None:
    page.evaluate(
        """() => {
          window.told = [];
          const look = () => document.querySelectorAll("#conversation .thinking").forEach((p) => window.told.push(p.textContent));
          new MutationObserver(look).observe(document.getElementById("conversation"), { childList: true, subtree: true });
        }"""
    )
    endpoint = urlsplit(page.url)._replace(path="/gradio_api/call/v2/ask", query="", fragment="").geturl()
    for number in range(30):
        asked = json.dumps({"question": f"Is a biopsy of {number} wounds risky?"}).encode()
        headers = {"Content-Type": "application/json"}
        urllib.request.urlopen(urllib.request.Request(endpoint, asked, headers), timeout=30).close()
    box = page.locator("#question textarea, #question input").first
    box.fill("What is the most used drug?")
    box.press("Enter")
    expect(page.locator("#conversation .turn .answer")).to_have_count(1, timeout=ANSWER_MS)
    assert "The page is busy: 1 before this question …" in page.evaluate("window.told")
