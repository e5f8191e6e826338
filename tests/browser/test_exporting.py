"""A person takes the conversation away as files."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.test_asking import ask


def test_the_conversation_and_its_works_are_saved(page: Page) -> None:
    expect(page.locator("#exporting")).to_be_hidden()
    ask(page, "Which parts of the body are affected?")
    expect(page.locator("#exporting")).to_be_visible()
    with page.expect_download() as saved:
        page.click("#export-md")
    assert saved.value.suggested_filename == "conversation.md"
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    assert "## Which parts of the body are affected?" in text
    assert "- \\[1\\] *Case Report: Refractory Calciphylaxis in Lupus*" in text
    page.click("#export-ris")
    expect(page.get_by_text("entry is in what was added")).to_be_visible()
    assert page.errors == []  # type: ignore[attr-defined]
