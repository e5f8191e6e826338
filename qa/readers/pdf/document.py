"""A PDF with a text layer: find the article in its pages.

In: bytes. Out: a draft whose blocks know on which pages they stand.

Characters (glyphs) become pieces and lines (lines) without what is printed around the text (furniture), in
reading order (columns); lines become blocks that are told apart (blocks), of which the reference list
(references) and the facts over the article (front) are taken. What is left are headings and paragraphs,
joined here over columns and pages.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.article import Citation
from qa.citations.numbers import expand_labels
from qa.errors import InputError
from qa.readers.assembly import Block, Draft
from qa.readers.pdf.blocks import NUMBERING, Body, PdfBlock, blocks_of, body_of
from qa.readers.pdf.columns import ordered_lines
from qa.readers.pdf.front import take_front
from qa.readers.pdf.furniture import without_furniture
from qa.readers.pdf.glyphs import MAX_UNREADABLE, read_glyphs, unreadable
from qa.readers.pdf.lines import Line, Piece, pieces_of, without_rest, without_start
from qa.readers.pdf.references import PdfReferences, take_references
from qa.readers.pdf.text import Printed, Words, block_of, printed_of, raised_as
from qa.readers.text.layout import BULLET
from qa.text import one_line

HEAD_BYTES = 1024
# Some files have other bytes before it; within a line of words it is spoken of.
_MARK = re.compile(rb"(?:\A|[\r\n\0\x80-\xff])\s*%PDF-\d")
MAX_PIECES = 500_000
MAX_RUN_IN_WORDS = 10
MAX_ITEM_WORDS = 8
_NUMBERING = re.compile(NUMBERING + r"(?=\S)")
_ENTRY_NUMBER = re.compile(r"\d{1,2}[.)]\s+(?=[^\W\d_]|[“\"(])")
_ENDS = re.compile(r"[.!?:][\"”’')\]]*$")
_BRACKETED = re.compile(r"\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\]")
_IN_PARENTHESES = re.compile(r"\(\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\)")
MIN_RAISED = 5
# Every eighth word of English text at least is one of these; letters that pdfium guessed wrong make none of them.
_COMMON = ("the", "of", "and", "in", "to", "a", "is", "for", "with", "that", "was", "by")
MIN_COMMON_SHARE = 0.08


@dataclass(slots=True)
class _Paragraph:
    """A heading or paragraph with all its lines, over columns and pages."""

    is_heading: bool
    lines: list[Line] = field(default_factory=list)
    is_item: bool = False


def is_pdf(data: bytes) -> bool:
    """Whether the beginning of a file is that of a PDF."""
    return bool(_MARK.search(data[:HEAD_BYTES]))


def read_pdf(data: bytes, name: str) -> Draft:
    """Read a PDF. Raises InputError where it holds no text that can be read (see `read_glyphs`)."""
    metadata, glyph_pages = read_glyphs(data, name)
    pages: list[list[Piece]] = []
    n_unmapped = n_glyphs = 0
    for page in glyph_pages:
        pages.append(pieces_of(page))
        n_unmapped += page.n_unmapped
        n_glyphs += len(page.glyphs)
    pages, dropped = without_furniture(pages)
    if sum(map(len, pages)) > MAX_PIECES:
        raise InputError(f"{name} has more than {MAX_PIECES:,} lines of text, which no article has; add a part of it.")
    lines = ordered_lines(pages)
    draft = Draft()
    if not lines:
        return draft
    words, body = Words(lines), body_of(lines)
    if n_unmapped > MAX_UNREADABLE * n_glyphs and words.share(_COMMON) < MIN_COMMON_SHARE:
        raise unreadable(name)
    blocks = blocks_of(lines, body)
    found, blocks = take_references(blocks, words)
    around = [piece.text for piece in dropped if piece.page == 1]
    blocks = take_front(blocks, around, metadata, body, words, draft)
    draft.references = list(found.entries)
    draft.blocks = _laid(_paragraphs(blocks, body), words, found)
    return draft


def _paragraphs(blocks: Sequence[PdfBlock], body: Body) -> list[_Paragraph]:
    """The headings and paragraphs of the running text; one that breaks off goes on with the next."""
    indented = _is_indented(blocks)
    paragraphs: list[_Paragraph] = []
    for block in blocks:
        if block.kind not in ("prose", "heading", "item"):
            continue
        last = paragraphs[-1] if paragraphs else None
        if block.kind == "heading":
            if last and last.is_heading and _is_same_heading(last.lines[-1], block.lines[0]):
                last.lines += block.lines
            else:
                paragraphs.append(_Paragraph(True, list(block.lines)))
            continue
        if last and not last.is_heading and block.kind == "prose" and _breaks_off(last, block, indented):
            last.lines += block.lines
            continue
        lines = list(block.lines)
        if run_in := _run_in(lines[0], body):
            paragraphs.append(_Paragraph(True, [without_rest(lines[0], run_in)]))
            lines[0] = without_start(lines[0], run_in)
        paragraphs.append(_Paragraph(False, lines, block.kind == "item"))
    while paragraphs and paragraphs[-1].is_heading:
        paragraphs.pop()
    return paragraphs


def _is_indented(blocks: Sequence[PdfBlock]) -> bool:
    """Whether paragraphs begin with an indent."""
    longer = [b for b in blocks if b.kind == "prose" and len(b.lines) > 2]
    return 2 * sum(b.lines[0].x0 - b.lines[1].x0 > 0.5 * b.size for b in longer) > len(longer)


def _is_same_heading(last: Line, line: Line) -> bool:
    """Whether a heading goes on in the next block."""
    same = abs(last.size - line.size) < 0.3 and abs(last.share("bold") - line.share("bold")) < 0.5
    return same and last.region == line.region and 0 < line.y - last.y < 1.6 * line.size and line.text.strip()[:1].islower()


def _breaks_off(last: _Paragraph, block: PdfBlock, indented: bool) -> bool:
    """Whether a paragraph goes on with a block behind a column's end, a figure or a formula."""
    before, first = last.lines[-1], block.lines[0]
    text = "".join(run.text for run in before.runs if not run.raised).rstrip()
    start = first.text.lstrip(" “\"'(")[:1]
    if not text:
        return False
    moved = before.region != first.region
    follows = not moved and first.y - before.y < 1.6 * before.size
    if follows and _ENDS.search(text):
        return False
    if start.islower() and (moved or not _ENDS.search(text)):
        return True
    if not _ENDS.search(text):
        is_text = len(block.lines) > 1 or bool(_ENDS.search(block.text))
        return moved and is_text and (text[-1].isalnum() or text[-1] in ",;-‐–—)]”’%")
    is_full = before.x1 > before.right - 1.5 * before.size
    return moved and indented and is_full and first.x0 - first.left < 0.5 * first.size


def _run_in(line: Line, body: Body) -> int:
    """The length of a bold heading at the beginning of a paragraph; 0 where there is none."""
    if body.bold or not line.runs or not line.runs[0].style.bold:
        return 0
    length = 0
    for run in line.runs:
        if not run.style.bold and not run.raised and run.text.strip(" .:—–-"):
            break
        length += len(run.text)
    text = line.text[:length].strip()
    following = line.text[length:].strip()
    is_heading = (
        following and len(text.split()) <= MAX_RUN_IN_WORDS and text[:1].isupper() and (text[-1] in ".:—–" or following[0].isupper())
    )
    return length if is_heading and len(text) > 3 else 0


def _laid(paragraphs: Sequence[_Paragraph], words: Words, found: PdfReferences) -> list[Block]:
    printed = [printed_of(paragraph.lines, words) for paragraph in paragraphs]
    order = [reference.label for reference in found.entries]
    raised = _cites_by_raised([p for p, own in zip(printed, paragraphs, strict=True) if not own.is_heading], found)
    blocks: list[Block] = []
    for paragraph, own in zip(paragraphs, printed, strict=True):
        block = block_of(own, order if raised else None)
        if paragraph.is_heading:
            text = _NUMBERING.sub("", block.text, count=1).rstrip(" .:")
            # The number of a section could be taken for a citation.
            blocks.append(Block("heading", text, None if not raised and _BRACKETED.search(text) else (), block.pages))
        elif paragraph.is_item:
            _add_item(blocks, block)
        elif block.text:
            blocks.append(_shifted(block, match.end()) if (match := _ENTRY_NUMBER.match(block.text)) else block)
    return [block for block in blocks if block.text]


def _add_item(blocks: list[Block], block: Block) -> None:
    """A long item of a list is a paragraph; a short one goes on with the paragraph before it."""
    match = BULLET.match(block.text)
    item = _shifted(block, match.end() if match else 0)
    before = blocks[-1] if blocks else None
    is_short = len(item.text.split()) < MAX_ITEM_WORDS and item.text[-1:] not in (".", "!", "?")
    if before and before.kind == "paragraph" and is_short:
        lead = f"{before.text} • "
        item = _shifted(item, -len(lead))
        is_same_page = before.pages[-1:] and item.pages and before.pages[-1][1] == item.pages[0][1]
        pages = before.pages + (item.pages[1:] if is_same_page else item.pages)
        both = None if block.citations is None else (before.citations or ()) + (item.citations or ())
        blocks[-1] = Block("paragraph", lead + item.text, both, pages)
    elif item.text:
        blocks.append(item)


def _shifted(block: Block, n_chars: int) -> Block:
    """A block without its first characters; of a negative number, its places moved as if so many stood before it."""
    citations = None
    if block.citations is not None:
        citations = tuple(Citation(c.label, max(0, c.position - n_chars)) for c in block.citations)
    pages = tuple((max(0, offset - n_chars), page) for offset, page in block.pages)
    return Block(block.kind, block.text[max(0, n_chars) :], citations, pages)


def _cites_by_raised(paragraphs: Sequence[Printed], found: PdfReferences) -> bool:
    """Whether the article cites by raised numbers, and not only its footnotes."""
    if found.entries and not found.numbered:
        return False
    labels = {reference.label for reference in found.entries}
    n_raised = n_bracketed = n_in_parentheses = 0
    for printed in paragraphs:
        text = printed.text
        for start, end in printed.raised:
            if raised_as(text[max(0, start - 60) : start], text[start:end], text[end : end + 3]) == "citation":
                named = expand_labels(one_line(text[start:end]).strip("()[],; "))
                n_raised += bool(named) and (not labels or labels.issuperset(named))
        n_bracketed += len(_BRACKETED.findall(text))
        n_in_parentheses += len(_IN_PARENTHESES.findall(text))
    return n_raised > n_bracketed and (n_raised >= n_in_parentheses or n_raised >= MIN_RAISED)
