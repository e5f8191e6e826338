"""A page saved from a browser as plain text: find the article in it.

In: the whole text, menus, advertisements and footer included. Out: a draft of the article alone.

The page is cut into blocks; each block is told apart by its form (running text, list item, caption,
short line) and by the common words of web furniture. The article is the run of blocks with the
largest sum of words in running text less a penalty for each block that is something else: the
maximum subarray (Bentley, "Programming pearls", 1984) over a text's blocks, in the spirit of
shallow-feature boilerplate detection (Kohlschütter et al., WSDM 2010).
"""

import re
from pathlib import Path
from typing import Literal

from qa.readers import furniture
from qa.readers.assembly import Block, Draft
from qa.readers.text.byline import is_date
from qa.readers.text.chunks import Chunk, Kind, chunks_of
from qa.readers.text.front import take_front
from qa.readers.text.reflist import take_references
from qa.text import one_line

_RUN_IN = re.compile(r"([A-Z][^.:!?;]{2,70}):\s+(?=[\"“(]?[A-Z])")
_SMALL_WORDS = frozenset("a an and as at by for from in into of on or the to vs versus via with without & –".split())
_NUMBERED = re.compile(r"(?:(?:\d{1,2}\.)*\d{1,2}\.?|[IVX]{1,4}\.)\s+(?=[A-Z])")
_EDIT_LINK = re.compile(r"\s*\[\s?edit(?: source)?\s?\]$")
_PAGE_IN_NAME = re.compile(r"(?:^|[^a-z])p(?:age|g)?[-_ /=.]?(\d{1,3})(?!\d)", re.IGNORECASE)

_WEIGHT: dict[Kind, float] = {"short": -1, "item": -3, "caption": -1, "furniture": -6, "teaser": -40, "date": -15, "foot": -40, "end": -90}
MAX_HEADING_WORDS = 14
MAX_HEADING_CHARS = 120


def read_plaintext(text: str, name: str) -> Draft:
    """Read a page saved as text; `text` is cleaned (`qa.text.clean_text`)."""
    chunks = chunks_of(text)
    draft = Draft()
    draft.page, draft.pages = _pages(chunks, name)
    chunks, draft.references = take_references(chunks)
    start, end = _article_range(chunks)
    start = take_front(chunks, start, draft)
    draft.blocks = _body(chunks[start:end])
    if draft.pages > 1:
        draft.blocks += _foot(chunks[end : end + 2])
    return draft


def _foot(chunks: list[Chunk]) -> list[Block]:
    """The short line right over the pager: a heading whose text is on the next page, or a sentence that breaks off."""
    if len(chunks) == 2 and chunks[0].kind == "short" and furniture.page_count(chunks[1].text):
        return [Block("heading", one_line(chunks[0].text))]
    return []


def _article_range(chunks: list[Chunk]) -> tuple[int, int]:
    """The run of blocks with the largest sum of weights, as (start, end)."""
    best, best_range = 0.0, (len(chunks), len(chunks))
    total, start = 0.0, 0
    for number, (chunk, place) in enumerate(zip(chunks, _places_in_lists(chunks), strict=True)):
        if total <= 0:
            total, start = 0.0, number
        total += len(chunk.text.split()) if chunk.kind == "prose" or place == "introduced" else _WEIGHT[chunk.kind]
        if total > best:
            best, best_range = total, (start, number + 1)
    return best_range


def _places_in_lists(chunks: list[Chunk]) -> list[Literal["", "listed", "introduced"]]:
    """For each block: is it an item of a list in running text, and was the list introduced by a colon?"""
    places: list[Literal["", "listed", "introduced"]] = []
    state: Literal["", "listed", "introduced"] = ""
    for chunk in chunks:
        places.append(state if chunk.kind == "item" else "")
        if chunk.kind == "prose" or (chunk.kind == "short" and _is_heading(chunk.text)):
            state = "introduced" if chunk.kind == "prose" and chunk.text.endswith(":") else "listed"
        elif chunk.kind != "item":
            state = ""
    return places


def _body(chunks: list[Chunk]) -> list[Block]:
    """Headings and paragraphs of the article's run of blocks; all else is dropped."""
    blocks: list[Block] = []
    heading = ""
    items: list[str] = []
    for chunk, place in zip(chunks, _places_in_lists(chunks), strict=True):
        text = one_line(chunk.plain)
        if place == "introduced" and not heading:
            items.append(text)
            continue
        if items:
            blocks[-1] = Block("paragraph", " • ".join([blocks[-1].text, *items]))
            items = []
        if chunk.kind == "prose" or place:
            run_in, text = split_run_in_heading(text)
            blocks.extend(Block("heading", title) for title in (heading, run_in) if title)
            blocks.append(Block("paragraph", text))
            heading = ""
        elif (chunk.kind == "short" and _is_heading(chunk.text)) or (chunk.kind == "date" and is_date(text, labelled=False)):
            heading = _EDIT_LINK.sub("", _NUMBERED.sub("", chunk.text, count=1)).rstrip(":")
        elif chunk.kind in ("item", "foot", "end"):
            heading = ""  # it headed something else
    if items:
        blocks[-1] = Block("paragraph", " • ".join([blocks[-1].text, *items]))
    return blocks


def split_run_in_heading(text: str) -> tuple[str, str]:
    """("Management", "To treat …") for "Management: To treat …"; ("", text) where there is none.

    A run-in heading is set like a title; "But remember: …" is a sentence.
    """
    match = _RUN_IN.match(text)
    if match:
        words = re.findall(r"[^\s/]+", match[1])
        titled = all(word.lower() in _SMALL_WORDS or not word[0].islower() for word in words)
        if titled and len(words) <= 8:
            return match[1], text[match.end() :]
    return "", text


def _is_heading(text: str) -> bool:
    first = text.lstrip("“‘\"'¿¡")[:1]
    return (
        len(text) <= MAX_HEADING_CHARS
        and len(text.split()) <= MAX_HEADING_WORDS
        and any(character.isalpha() for character in text)
        and (first.isupper() or first.isdigit())
        and text[-1] not in ".,;…"
    )


def _pages(chunks: list[Chunk], name: str) -> tuple[int, int]:
    """(page, pages) from the pager, and from the file's name where the pager does not mark the page."""
    counts = [count for chunk in chunks if (count := furniture.page_count(chunk.text))]
    page, pages = max(counts, key=lambda count: (count[0] > 0, count[1]), default=(0, 0))
    if pages > 1 and not page:
        named = [int(number) for number in _PAGE_IN_NAME.findall(Path(name).name) if 0 < int(number) <= pages]
        page = named[-1] if named else 0
    return (page, pages) if pages > 1 else (0, 0)
