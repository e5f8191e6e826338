"""A page saved from a browser as plain text: find the article in it.

In: the whole text, menus, advertisements and footer included. Out: a draft of the article alone.

The page is cut into blocks; each block is told apart by its form (running text, list item, caption,
short line) and by the common words of web furniture. The article is the run of blocks with the
largest sum of words in running text less a penalty for each block that is something else: the
maximum subarray (Bentley, "Programming pearls", 1984) over a text's blocks, in the spirit of
shallow-feature boilerplate detection (Kohlschütter et al., WSDM 2010).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qa.article import Reference
from qa.readers import furniture
from qa.readers.assembly import Block, Draft
from qa.readers.byline import Byline, is_date, parse_byline
from qa.text import one_line

Kind = Literal["prose", "short", "item", "caption", "furniture", "teaser", "date", "end"]

_BULLET = re.compile(r"\s*(?:[•‣▪◦●○■□–*·-]|o(?=\s{2}))\s+")
_TERMINAL = re.compile(r"[.!?:;][\"”’')\]]*(?:\s?\[[\d,;\s–-]+\]|[\d,–-]+|[⁰¹²³⁴-⁹,⁻]+)?$")
_RUN_IN = re.compile(r"([A-Z][^.:!?;]{2,70}):\s+(?=[\"“(]?[A-Z0-9])")
_SMALL_WORDS = frozenset("a an and as at by for from in into of on or the to vs versus via with without & –".split())
_NUMBERED = re.compile(r"(?:\d{1,2}\.)*\d{1,2}\.?\s+(?=[A-Z])")
_REFERENCES = re.compile(
    r"(?:\d+\.?\s+)?(?:references?|bibliography|works cited|literature cited|literature|notes and references)\W*", re.IGNORECASE
)
_ENTRY = re.compile(r"\[?(\d{1,3})[\].)]?\s+(?=\S)")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_LINK = re.compile(r"(?:[a-z]+:)?//\S+|mailto:\S+")
_PAGE_IN_NAME = re.compile(r"(?:^|[^a-z])p(?:age|g)?[-_ /=.]?(\d{1,3})(?!\d)", re.IGNORECASE)

_WEIGHT: dict[Kind, float] = {"short": -1, "item": -3, "caption": -1, "furniture": -6, "teaser": -40, "date": -15, "end": -90}
MAX_HEADING_WORDS = 14
MAX_HEADING_CHARS = 120
MIN_WRAP_CHARS, MAX_WRAP_CHARS = 50, 130
BYLINE_REACH = 12


@dataclass(slots=True)
class _Chunk:
    kind: Kind
    text: str


def read_plaintext(text: str, source: str) -> Draft:
    """Read a page saved as text; `text` is cleaned (`qa.text.clean_text`)."""
    chunks = [_Chunk(_kind(block), block) for block in _blocks(text)]
    draft = Draft()
    draft.page, draft.pages = _pages(chunks, source)
    chunks, draft.references = _take_references(chunks)
    start, end = _article_range(chunks)
    start = _take_front(chunks, start, draft)
    draft.title = draft.title or Path(source).stem
    draft.blocks = _body(chunks[start:end])
    return draft


def _blocks(text: str) -> list[str]:
    """Paragraphs and single lines; hard-wrapped lines are joined, list items keep their bullet."""
    lines = text.split("\n")
    lengths = sorted(len(line.rstrip()) for line in lines if len(line) > 30)
    width = lengths[int(len(lengths) * 0.95)] if lengths else 0
    near_full = sum(length >= 0.8 * width for length in lengths)
    wrapped = MIN_WRAP_CHARS <= width <= MAX_WRAP_CHARS and near_full >= len(lengths) / 2
    blocks: list[str] = []
    open_line = 0  # length of the line before, if the next may go on with its paragraph
    for line in lines:
        stripped = line.strip()
        if not stripped:
            open_line = 0
        elif wrapped and open_line >= 0.7 * width and not _stands_alone(line):
            blocks[-1] += " " + stripped
            open_line = len(line.rstrip())
        else:
            blocks.append(stripped)
            open_line = len(line.rstrip())
    return blocks


def _stands_alone(line: str) -> bool:
    """Whether a line that follows a full one does not go on with its paragraph."""
    return bool(_BULLET.match(line)) or furniture.is_furniture(line) or furniture.ends_article(line)


def _kind(block: str) -> Kind:
    text = _BULLET.sub("", block, count=1)
    n_words = len(text.split())
    if furniture.ends_article(text):
        return "end"
    if furniture.page_count(text) or furniture.is_furniture(text):
        return "furniture"
    if furniture.is_caption(text):
        return "caption"
    if is_date(text):
        return "date"
    if furniture.is_teaser(text):
        return "teaser"
    is_sentence = n_words >= 4 and bool(_TERMINAL.search(text))
    if _BULLET.match(block):
        return "prose" if is_sentence and n_words >= 8 else "item"
    return "prose" if is_sentence or n_words > 25 else "short"


def _article_range(chunks: list[_Chunk]) -> tuple[int, int]:
    """The run of blocks with the largest sum of weights, as (start, end)."""
    best, best_range = 0.0, (0, 0)
    total, start = 0.0, 0
    for number, chunk in enumerate(chunks):
        if total <= 0:
            total, start = 0.0, number
        total += len(chunk.text.split()) if chunk.kind == "prose" else _WEIGHT[chunk.kind]
        if total > best:
            best, best_range = total, (start, number + 1)
    return best_range


def _take_front(chunks: list[_Chunk], start: int, draft: Draft) -> int:
    """Fill in title and byline from the blocks around the article's start; returns where the body starts."""
    bylines: dict[int, Byline] = {}
    for number in range(max(0, start - BYLINE_REACH), min(len(chunks), start + 3)):
        if chunks[number].kind in ("short", "date", "prose") and (facts := parse_byline(chunks[number].text)):
            bylines[number] = facts
    for facts in bylines.values():
        draft.authors = draft.authors or facts.authors
        draft.publication = draft.publication or facts.publication
        draft.issue = draft.issue or facts.issue
        draft.published = draft.published or facts.published
    first = min((n for n, facts in bylines.items() if facts.authors), default=min(bylines, default=start))
    last = max((n for n, facts in bylines.items() if n >= start), default=start - 1)
    # A heading that stands right over the first paragraph belongs to the body.
    own_heading = start - 1 if start and start - 1 not in bylines and chunks[start - 1].kind == "short" else start
    title = _title_before(chunks, first, bylines.keys(), above_authors=bool(draft.authors))
    if title is not None:
        draft.title = one_line(chunks[title].text)
    if last >= start:
        return last + 1
    return own_heading if own_heading != title and own_heading > first else start


def _title_before(chunks: list[_Chunk], end: int, taken: Collection[int], above_authors: bool) -> int | None:
    """The short line that heads the article: over its authors, or else the longest near its start.

    Over the authors stands the title, or the title and a longer line that introduces the article.
    """
    candidates = []
    for number in range(end - 1, max(-1, end - BYLINE_REACH), -1):
        if chunks[number].kind in ("item", "end"):
            break
        if chunks[number].kind == "short" and len(chunks[number].text.split()) >= 2 and number not in taken:
            candidates.append(number)
    if not candidates:
        return None
    lengths = {n: len(chunks[n].text.split()) for n in candidates}
    if not above_authors:
        return max(candidates[:3], key=lengths.__getitem__)
    nearest = next((n for n in candidates if lengths[n] >= 3), candidates[0])
    over = nearest - 1
    is_title = 4 <= lengths.get(over, 0) < lengths[nearest] and not chunks[over].text.isupper()
    return over if is_title else nearest


def _body(chunks: list[_Chunk]) -> list[Block]:
    """Headings and paragraphs of the article's run of blocks; all else is dropped."""
    blocks: list[Block] = []
    pending_heading = ""
    for number, chunk in enumerate(chunks):
        if chunk.kind == "item" and _in_list(chunks, number):
            item = one_line(_BULLET.sub("", chunk.text, count=1))
            if blocks and not pending_heading and (blocks[-1].text.endswith(":") or " • " in blocks[-1].text):
                blocks[-1] = Block("paragraph", f"{blocks[-1].text} • {item}")
                continue
            text = item
        elif chunk.kind == "prose":
            text = one_line(_BULLET.sub("", chunk.text, count=1))
        else:
            if chunk.kind == "short" and _is_heading(chunk.text):
                pending_heading = _NUMBERED.sub("", chunk.text, count=1)
            continue
        if pending_heading:
            blocks.append(Block("heading", pending_heading))
            pending_heading = ""
        heading, text = split_run_in_heading(text)
        if heading:
            blocks.append(Block("heading", heading))
        blocks.append(Block("paragraph", text))
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


def _in_list(chunks: list[_Chunk], number: int) -> bool:
    """Whether a short item belongs to a list in the article: right after running text or such an item."""
    while number and chunks[number].kind == "item":
        number -= 1
    return chunks[number].kind == "prose" or (chunks[number].kind == "short" and _is_heading(chunks[number].text))


def _is_heading(text: str) -> bool:
    return (
        len(text) <= MAX_HEADING_CHARS
        and len(text.split()) <= MAX_HEADING_WORDS
        and any(character.isalpha() for character in text)
        and (text[0].isupper() or text[0].isdigit())
        and text[-1] not in ".,;"
    )


def _take_references(chunks: list[_Chunk]) -> tuple[list[_Chunk], list[Reference]]:
    """Part the reference list from the text before it; what stands behind the list is dropped."""
    headed = [n for n, chunk in enumerate(chunks) if chunk.kind == "short" and _REFERENCES.fullmatch(chunk.text)]
    if not headed:
        return chunks, []
    references: list[Reference] = []
    for chunk in chunks[headed[-1] + 1 :]:
        text = one_line(_BULLET.sub("", chunk.text, count=1))
        match = _ENTRY.match(text)
        if chunk.kind in ("end", "furniture") or not (match or _YEAR.search(text)):
            break
        label = match[1] if match else str(len(references) + 1)
        references.append(Reference(label, text[match.end() :] if match else text))
    # A menu's "References" has no entries, and a text browser's holds the links of the page.
    if sum(not _LINK.fullmatch(reference.raw) for reference in references) <= len(references) / 2:
        return chunks, []
    return chunks[: headed[-1]], references


def _pages(chunks: list[_Chunk], source: str) -> tuple[int, int]:
    """(page, pages) from the pager, and from the source's name where the pager does not mark the page."""
    counts = [count for chunk in chunks if (count := furniture.page_count(chunk.text))]
    page, pages = max(counts, key=lambda count: (count[0] > 0, count[1]), default=(0, 0))
    if pages > 1 and not page:
        named = [int(number) for number in _PAGE_IN_NAME.findall(Path(source).name) if 0 < int(number) <= pages]
        page = named[-1] if named else 0
    return (page, pages) if pages > 1 else (0, 0)
