"""A person asks some of a library's articles, tells their works apart, and takes articles out of it."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.test_asking import ANSWER_MS, add, ask
from tests.test_across import STORKS

CHOICE_MS = 15_000


@pytest.fixture
def villages(page: Page, tmp_path: Path) -> list[str]:
    """Two articles on the storks of villages that no other test has, in the library of the page."""
    mark = f"{page.viewport_size['width'] if page.viewport_size else 0}{abs(hash(tmp_path.parent.name + tmp_path.name)) % 10_000}"
    names = [f"{place}{mark}" for place in ("Altdorf", "Neudorf")]
    for name, roofs, author in zip(names, (212, 98), ("Berg", "Moser"), strict=True):
        file = tmp_path / f"{name}.md"
        file.write_text(STORKS.format(village=name, roofs=roofs, author=author), encoding="utf-8")
        add(page, file)
        expect(page.locator("#report")).to_contain_text(name, timeout=ANSWER_MS)
        page.locator("#library button").first.click()
    page.locator("#library button").first.click()
    return names


def choose(page: Page, part: str) -> None:
    """Choose an article by typing a part of its name, with keys alone."""
    n_chosen = page.locator("#chosen .token").count()
    page.locator("#chosen input").focus()
    page.keyboard.type(part)
    page.keyboard.press("Enter")
    expect(page.locator("#chosen .token")).to_have_count(n_chosen + 1, timeout=CHOICE_MS)
    page.keyboard.press("Escape")


def titles(page: Page) -> list[str]:
    return page.locator("#reading article h2").all_inner_texts()


def test_only_the_chosen_are_asked_and_it_is_said(page: Page, villages: list[str], tmp_path: Path) -> None:
    for village in villages:
        choose(page, village)
    expect(page.locator("#library button").first).to_contain_text("Articles: 2 of", timeout=CHOICE_MS)
    expect(page.locator("#reading article")).to_have_count(2, timeout=CHOICE_MS)
    ask(page, "On how many roofs do white storks nest?")
    expect(page.locator(".newest .scope")).to_contain_text(re.compile(r"Asked of 2 of \d+ articles\."))
    assert {link.inner_text() for link in page.locator(".newest .sources a.cite").all()} == {f"Storks of {v}, Nests" for v in villages}
    late = tmp_path / "late.md"
    late.write_text("# Late storks\n\n" + "Late storks nest on nine roofs. They leave in the autumn. " * 6, encoding="utf-8")
    page.locator("#library button").first.click()
    add(page, late)
    assert [token.inner_text() for token in page.locator("#chosen .token").all()] == [f"Storks of {village}" for village in villages]
    page.locator("#clear").click()
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, "What share of patients improved with hyperbaric oxygen?")
    expect(page.locator(".newest .declined")).to_contain_text("None of the 2 articles answers this.")
    expect(page.locator(".newest .scope")).to_contain_text("Asked of 2 of")


def test_works_of_the_same_number_are_those_of_their_own_article(page: Page, villages: list[str]) -> None:
    for village in villages:
        choose(page, village)
    ask(page, "On how many roofs do white storks nest?")
    sources = page.locator(".newest .sources > li")
    expect(sources).to_have_count(2)
    for source in sources.all():
        (village,) = {v for v in villages if f"Storks of {v}" in source.inner_text()}
        expect(source).to_contain_text("The article cites 1 here.")
        expect(source.locator(".cites li")).to_have_text(re.compile(rf"1\. .*Chimneys of {village}\."))
        source.locator("a.cite").first.click()
        marked = page.locator("#reading .marked")
        expect(marked).to_contain_text(village)
        marked.locator("sup a").click()
        expect(page.locator("#reading .marked")).to_contain_text(f"Chimneys of {village}")
        expect(page.locator("#reading .marked")).to_be_in_viewport()


def test_what_is_chosen_is_removed_after_a_question_only(page: Page, villages: list[str]) -> None:
    expect(page.locator("#remove")).to_be_hidden()
    choose(page, villages[0])
    page.locator("#remove").click()
    expect(page.locator("#removal")).to_contain_text(f"Remove “Storks of {villages[0]}” from the library")
    expect(page.locator("#keep")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#removal")).to_be_hidden()
    expect(page.locator("#chosen .token")).to_have_count(1)
    page.locator("#remove").click()
    page.locator("#removal button", has_text="Remove").click()
    expect(page.locator("#report")).to_contain_text("1 article removed.", timeout=CHOICE_MS)
    expect(page.locator("#chosen .token")).to_have_count(0)
    expect(page.locator("#remove")).to_be_hidden()
    ask(page, f"On how many roofs of {villages[0]} do white storks nest?")
    assert page.locator(".newest .sources", has_text=villages[0]).count() == 0
    expect(page.locator("#reading")).not_to_contain_text(villages[0])


def test_what_another_visitor_removed_is_told_in_a_sentence(page: Page, browser: Browser, app: str, villages: list[str]) -> None:
    other = browser.new_context().new_page()
    other.goto(app)
    other.wait_for_selector("#reading article", timeout=ANSWER_MS)
    other.locator("#library button").first.click()
    choose(other, villages[0])
    choose(page, villages[0])
    target = page.locator(f"#reading article:has-text('{villages[0]}') span").first.get_attribute("id")
    other.locator("#remove").click()
    other.locator("#removal button", has_text="Remove").click()
    expect(other.locator("#report")).to_contain_text("1 article removed.", timeout=CHOICE_MS)
    ask(page, "On how many roofs do white storks nest?")
    expect(page.locator(".newest .error")).to_contain_text("no longer in the library")
    other.goto("about:blank")
    other.goto(f"{app}#{target}")
    expect(other.locator("#reading .note", has_text="no longer in the library")).to_be_visible(timeout=ANSWER_MS)
    other.context.close()


def test_an_article_is_sent_once_however_often_it_is_asked(page: Page, villages: list[str]) -> None:
    for village in villages:
        choose(page, village)
    expect(page.locator("#reading article")).to_have_count(2, timeout=CHOICE_MS)
    fetched: list[str] = []
    page.on("request", lambda r: fetched.append(r.post_data or "") if "component_server" in r.url else None)
    ask(page, "On how many roofs do white storks nest?")
    expect(page.locator("#reading .sourced")).to_have_count(2)
    assert set(page.locator("#reading .sourced").evaluate_all("found => found.map((s) => s.dataset.source)")) == {"1", "2"}
    ask(page, "When do white storks leave?")
    expect(page.locator("#reading .sourced", has_text="August").first).to_be_visible()
    page.locator("#clear").click()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator("#reading .sourced")).to_have_count(0)
    ask(page, "On how many roofs do white storks nest?")
    expect(page.locator("#reading .sourced")).to_have_count(2)
    assert fetched == []


def test_an_article_that_did_not_come_can_be_tried_again(page: Page, villages: list[str]) -> None:
    # A new page holds the newest article only, so the other one has to come.
    page.reload()
    page.wait_for_selector("#reading article", timeout=ANSWER_MS)
    lost: list[str] = []

    def lose(route: Route) -> None:
        lost.append(json.dumps(route.request.post_data))
        route.abort()

    page.route("**/component_server**", lose)
    page.locator("#library button").first.click()
    choose(page, villages[0])
    again = page.locator("#reading .note button")
    expect(again).to_have_text("Try again", timeout=CHOICE_MS)
    assert len(lost) == 1
    page.unroute("**/component_server**")
    again.click()
    expect(page.locator("#reading article h2")).to_have_text(f"Storks of {villages[0]}", timeout=CHOICE_MS)
    expect(page.locator("#reading .note", has_text="could not be loaded")).to_have_count(0)


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_shelf_fits_every_width(page: Page, villages: list[str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for village in villages:
        choose(page, village)
    page.locator("#remove").click()
    expect(page.locator("#keep")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shelf, below = page.locator("#library").bounding_box(), page.locator("#disclaimer").bounding_box()
    assert shelf
    assert below
    assert shelf["y"] + shelf["height"] <= below["y"]
