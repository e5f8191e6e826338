"""What each block of a saved page is: running text, short line, list item, caption, furniture.

In: the text of a page. Out: its blocks in order, each with its kind, told by its own form and by its
neighbours: a list between paragraphs of an article is a box, a line that repeats a paragraph is a pull quote.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from qa.readers import furniture
from qa.readers.text.byline import is_date
from qa.readers.text.entry_lines import part_entries
from qa.readers.text.layout import BULLET, blocks_of, link_numbers, without_link_numbers

Kind = Literal["prose", "short", "item", "caption", "furniture", "teaser", "date", "foot", "end"]

_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*(?:\s?\[[\d,;\s–-]+\]|\^?[\d,–-]+|[⁰¹²³⁴-⁹,⁻]+)?$")
_CLAUSE_END = re.compile(r"[:;][\"”’')\]]*(?:\s?\[[\d,;\s–-]+\])?$|[^\W\d_]{2}[:;]\^?\d{1,3}(?:[,–-]\d{1,3})*$")
_QUESTION = re.compile(r"[^.!?“”\"]+\?")
MIN_ROW_TABS = 2
MIN_SENTENCE_WORDS, MIN_CLAUSE_WORDS, MIN_ITEM_SENTENCE_WORDS, MIN_PROSE_WORDS = 2, 4, 8, 25
_NUMBERED_LINE = re.compile(r"\(?(\d{1,2})[.)]\s+")
_FOOTNOTE = re.compile(r"[†‡§¶]|\*{1,3}(?=[^\W\d_])")
MAX_QUESTION_WORDS = 14
# A box of links within an article is short, and the article goes on behind it with paragraphs.
MAX_BOX, MIN_PARAGRAPHS_BEHIND, MIN_WORDS_BEHIND = 14, 2, 50
MAX_NEXT_HEADING_WORDS = 4
MIN_CAPTION_WORDS, MIN_QUOTE_WORDS, MAX_QUOTE_WORDS, QUOTE_REACH = 3, 5, 60, 15
_QUOTE_MARKS = "“”‘’\"'«»"


@dataclass(slots=True)
class Chunk:
    """A block of a page and what it is."""

    kind: Kind
    text: str

    @property
    def plain(self) -> str:
        """The text without the bullet of a list."""
        return BULLET.sub("", self.text, count=1)


def chunks_of(text: str) -> list[Chunk]:
    """Cut a page into blocks and say what each is."""
    has_link_numbers = link_numbers(text)
    chunks = []
    text, entries = part_entries(text)
    for block in (*blocks_of(text), *entries):
        chunk = Chunk("furniture" if furniture.is_link(block) else _kind(block), block)
        if has_link_numbers and chunk.kind != "furniture":
            plain = without_link_numbers(block)
            chunk = Chunk(_kind(plain), plain)
        chunks.append(chunk)
    _mark_legends(chunks)
    _mark_quotes(chunks)
    for chunk, after in pairwise(chunks):
        if chunk.kind == "teaser" and after.kind == "prose" and not BULLET.match(chunk.text):
            chunk.kind = "prose"  # running text may trail off; behind a teaser comes the next title
    _mark_numbered_items(chunks)
    return _without_boxes(chunks)


def _kind(block: str) -> Kind:
    text = BULLET.sub("", block, count=1)
    n_words = len(text.split())
    if furniture.ends_article(text):
        return "end"
    if furniture.is_foot(text):
        return "foot"
    if furniture.page_count(text) or furniture.is_furniture(text):
        return "furniture"
    if furniture.is_caption(text) or block.count("\t") >= MIN_ROW_TABS or _FOOTNOTE.match(text):
        return "caption"
    if is_date(text):
        return "date"
    if furniture.is_teaser(text):
        return "teaser"
    if n_words <= MAX_QUESTION_WORDS and _QUESTION.fullmatch(text):
        return "short"
    ends = bool(_SENTENCE_END.search(text))
    if BULLET.match(block):
        return "prose" if ends and n_words >= MIN_ITEM_SENTENCE_WORDS else "item"
    if n_words < MIN_CLAUSE_WORDS:
        return "prose" if n_words >= MIN_SENTENCE_WORDS and text.endswith((".", ".”", '."')) else "short"
    if ends or _CLAUSE_END.search(text) or n_words > MIN_PROSE_WORDS:
        return "prose"
    return "caption" if "\t" in block else "short"


def _mark_numbered_items(chunks: list[Chunk]) -> None:
    """Short numbered lines behind a colon are items, not headings."""
    expected = 0
    for chunk in chunks:
        entry = _NUMBERED_LINE.match(chunk.text)
        if expected and entry and int(entry[1]) == expected and chunk.kind in ("short", "prose"):
            chunk.text = "• " + chunk.text[entry.end() :]
            chunk.kind = "item" if chunk.kind == "short" else "prose"
            expected += 1
        else:
            expected = 1 if chunk.kind == "prose" and chunk.text.endswith(":") else 0


def _mark_legends(chunks: list[Chunk]) -> None:
    """The text between a figure's caption and the link that enlarges it, or behind a bare label and that link."""
    for number, chunk in enumerate(chunks):
        if chunk.kind == "short" and number and furniture.is_bare_label(chunks[number - 1].text):
            chunk.kind = "caption"
        if not furniture.is_figure_link(chunk.text):
            continue
        above = chunks[max(0, number - 3) : number]
        captions = [place for place, other in enumerate(above) if other.kind == "caption"]
        if captions:
            for other in above[captions[-1] :]:
                other.kind = "caption"
        if above and furniture.is_bare_label(above[-1].text) and number + 1 < len(chunks):
            chunks[number + 1].kind = "caption"


def _mark_quotes(chunks: list[Chunk]) -> None:
    """What a block near it holds word for word is a pull quote, or a caption or a paragraph told twice."""
    for number, chunk in enumerate(chunks):
        words = chunk.text.strip(_QUOTE_MARKS + ".… ")
        is_quote = chunk.kind == "prose" or (chunk.kind == "short" and chunk.text[0] in _QUOTE_MARKS)
        n_words = len(words.split())
        if not is_quote or not MIN_CAPTION_WORDS <= n_words <= MAX_QUOTE_WORDS:
            continue
        for place in range(max(0, number - QUOTE_REACH), min(len(chunks), number + QUOTE_REACH + 1)):
            other = chunks[place]
            longer = n_words >= MIN_QUOTE_WORDS and other.kind == "prose" and (len(other.text) > len(chunk.text) or place < number)
            if place != number and (longer or other.kind == "caption") and words in other.text:
                chunk.kind = "caption"
                break


def _without_boxes(chunks: list[Chunk]) -> list[Chunk]:
    """The blocks without such lists of other articles as stand between two paragraphs of this one."""
    kept: list[Chunk] = []
    number = 0
    while number < len(chunks):
        behind = _box_end(chunks, number)
        if behind == number:
            kept.append(chunks[number])
            behind += 1
        number = behind
    return kept


def _box_end(chunks: list[Chunk], start: int) -> int:
    """Where the box that opens at a block ends; `start` if none opens there.

    Behind a box come paragraphs, one after the other; behind a teaser's paragraph comes the next title, unless
    the box is a plain list.
    """
    if chunks[start].kind != "end" or not furniture.heads_other_articles(chunks[start].text):
        return start
    end = start + 1
    while end < min(len(chunks), start + MAX_BOX) and (
        chunks[end].kind in ("short", "item", "date", "furniture", "caption") or furniture.heads_other_articles(chunks[end].text)
    ):
        end += 1
    box = [chunk.kind for chunk in chunks[start:end]]
    is_list = ("item", "item") in pairwise(box) and ("item", "date") not in pairwise(box)
    behind: list[int] = []
    for chunk in chunks[end : end + MAX_BOX]:
        if chunk.kind == "prose":
            behind.append(len(chunk.text.split()))
        elif chunk.kind not in ("furniture", "caption") and not (is_list and chunk.kind == "short"):
            break
    if chunks[end - 1].kind == "short" and len(chunks[end - 1].text.split()) <= MAX_NEXT_HEADING_WORDS:
        end -= 1
    return end if len(behind) >= MIN_PARAGRAPHS_BEHIND and sum(behind) >= MIN_WORDS_BEHIND else start
