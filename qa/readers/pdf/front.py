"""The facts over a PDF's article: title, authors, journal, date, DOI; and where its text begins.

In: the blocks of a file, what was printed around its pages, and the file's own metadata. Out: facts, in the
draft, and the blocks from the abstract on.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from qa.citations.links import doi_in
from qa.readers.assembly import Draft
from qa.readers.pdf.blocks import Body, PdfBlock
from qa.readers.pdf.glyphs import Metadata
from qa.readers.pdf.lines import Line, without_rest, without_start
from qa.readers.pdf.text import Words, block_of, printed_of
from qa.readers.text.byline import parse_byline, published_in
from qa.text import alnum, clean_line, one_line

_ABSTRACT = re.compile(r"(?:abstract|a b s t r a c t|summary)(?:\s*[.:—–-]+\s*|\s*$|\s+(?=[A-Z]))", re.IGNORECASE)
_KEYWORDS = re.compile(r"(?:key\s?words?|index terms|keywords and phrases|jel classification|ccs concepts)\b", re.IGNORECASE)
_AFFILIATION = re.compile(
    r"@|\b(?:universit\w*|institut\w*|departa?ment\w*|dept|college|hospital|school|laborator\w+|faculty|centre|center|clinic|inc|ltd|gmbh"
    r"|correspond\w*|e-?mail|received|accepted|editor|copyright)\b",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(r"untitled|microsoft word|\.(?:docx?|tex|dvi|indd|pdf|qxd|html?)\b|^\W*$|https?:", re.IGNORECASE)
_NOTE = re.compile(r"(?:[a-z]\)?|[*†‡§¶‖#∗⁎]|,|\s)+")
_MARKS = re.compile(r"[*†‡§¶‖#∗⁎✉]")
_JOURNAL_LINE = re.compile(
    r"((?:The )?(?:[A-Z]\w+ ){0,3}(?:Journal|Annals|Archives|Proceedings|Transactions|Bulletin)(?: (?:of|for|on) [A-Z][\w &-]{2,60})?)\b"
)
_SITE_NAME = re.compile(r"\s[|–—·-]\s")
MIN_TITLE_LETTERS = 12
MIN_BODY_WORDS = 25
MAX_TITLE_LINES = 8
MAX_AUTHOR_LINES = 30
MAX_FRONT_PAGE = 2


def take_front(
    blocks: Sequence[PdfBlock], around: Sequence[str], metadata: Metadata, body: Body, words: Words, draft: Draft
) -> list[PdfBlock]:
    """Fill in the facts; returns the blocks of the text."""
    title = _title(blocks, metadata, body, words, draft)
    start = _start(blocks, title)
    front = list(blocks[:start])
    behind = [block for number, block in enumerate(front) if number > max(title, default=-1)]
    draft.authors = _authors(behind, metadata, front)
    first_page = [block for block in blocks if block.lines[0].page == 1 and (block.kind != "prose" or block in front)]
    titled = {id(blocks[number]) for number in title}
    lines = [*around, *(line.text.strip() for block in first_page for line in block.lines if id(block) not in titled)]
    _publication([*lines, *(block.text for block in first_page)], metadata, draft)
    kept = [block for number, block in enumerate(blocks[start:], start) if number not in title]
    return _with_abstract([block for block in kept if not (block.lines[0].page <= MAX_FRONT_PAGE and _KEYWORDS.match(block.text))])


def plain_text(block: PdfBlock, words: Words) -> str:
    """The words of a block on one line, without what is raised as a mark."""
    lines = [
        replace(line, runs=tuple(run for run in line.runs if not (run.raised and _NOTE.fullmatch(run.text.strip()))))
        for line in block.lines
    ]
    return block_of(printed_of(lines, words), None).text


def _title(blocks: Sequence[PdfBlock], metadata: Metadata, body: Body, words: Words, draft: Draft) -> list[int]:
    """The blocks of the title, which is the largest type of the first page; its text goes into the draft."""
    first = [(n, b) for n, b in enumerate(blocks) if b.lines[0].page == 1 and len(b.lines) <= MAX_TITLE_LINES]
    told = clean_line(metadata.title)
    told = "" if _NO_TITLE.search(told) or len(told.split()) < 2 else told
    if len(alnum(told)) >= MIN_TITLE_LETTERS:
        own = [n for n, b in first if b.size > 0.98 * body.size and len(alnum(b.text)) > 5 and alnum(b.text) in alnum(told)]
        if own and len("".join(alnum(blocks[n].text) for n in own)) >= 0.6 * len(alnum(told)):
            own_words = " ".join(plain_text(blocks[n], words) for n in own)
            draft.title = own_words if len(own) > 1 or _names_site(told, own_words) else told
            return own
    large = [(n, b) for n, b in first if b.size > 1.12 * body.size and len(b.text.split()) >= 2 and len(alnum(b.text)) >= MIN_TITLE_LETTERS]
    if not large:
        over = takewhile(lambda pair: pair[1].kind != "prose" or len(pair[1].text.split()) < MIN_BODY_WORDS, first[:4])
        heads = [(n, b) for n, b in over if b.kind == "heading" and len(alnum(b.text)) >= MIN_TITLE_LETTERS]
        draft.title = told or (plain_text(heads[0][1], words) if heads else "")
        return [heads[0][0]] if heads and not told else []
    size = max(b.size for _, b in large)
    top = next(n for n, b in large if b.size == size)
    parts = [top]
    while parts[0] and abs(blocks[parts[0] - 1].size - size) < 0.3 and blocks[parts[0] - 1].lines[0].page == 1:
        parts.insert(0, parts[0] - 1)
    while parts[-1] + 1 < len(blocks) and abs(blocks[parts[-1] + 1].size - size) < 0.3 and blocks[parts[-1] + 1].lines[0].page == 1:
        parts.append(parts[-1] + 1)
    draft.title = " ".join(plain_text(blocks[n], words) for n in parts)
    return parts


def _names_site(told: str, printed: str) -> bool:
    """Whether a title in the metadata goes on behind the printed one with the name of a site or journal, as browsers keep it."""
    return any(alnum(told[: match.start()]) == alnum(printed) for match in _SITE_NAME.finditer(told))


def _start(blocks: Sequence[PdfBlock], title: Sequence[int]) -> int:
    """Where the text begins: at the abstract, or else at the first paragraph behind the title."""
    behind = max(title, default=-1) + 1
    for number, block in enumerate(blocks):
        if block.lines[0].page > MAX_FRONT_PAGE:
            break
        if _ABSTRACT.match(block.text) and (number >= behind or not title):
            return number
    for number in range(behind, len(blocks)):
        block = blocks[number]
        is_text = (
            block.kind in ("prose", "small") and len(block.text.split()) >= MIN_BODY_WORDS and not _AFFILIATION.search(block.text[:300])
        )
        if is_text or block.lines[0].page > 1:
            # The heading right over the first paragraph belongs to it.
            return number - (number > behind and blocks[number - 1].kind == "heading" and not _names(blocks[number - 1].lines))
    return behind


def _with_abstract(blocks: list[PdfBlock]) -> list[PdfBlock]:
    """The blocks with the abstract headed, and kept however small it is set."""
    if not blocks:
        return blocks
    first = blocks[0]
    match = _ABSTRACT.match(first.text)
    if match and match.end() >= len(first.text.rstrip()):
        first.kind = "heading"
    elif match:
        heading = PdfBlock([first.lines[0]], "heading")
        first.lines[0] = without_start(first.lines[0], match.end())
        heading.lines = [without_rest(heading.lines[0], match.end())]
        blocks.insert(0, heading)
    if not match:
        # An abstract without a heading is the small paragraph over the first one.
        first.kind = "prose" if first.kind == "small" else first.kind
        return blocks
    size = next((block.size for block in blocks[1:3] if block.kind in ("small", "prose", "other")), 0.0)
    for number, block in enumerate(blocks[1:], 1):
        if number > 1 and block.kind == "heading" and block.size > size + 0.3:
            break
        is_first = number == 1 and block.kind in ("other", "heading") and len(block.text.split()) > MIN_BODY_WORDS
        if is_first or (block.kind == "small" and abs(block.size - size) < 0.3 and block.lines[0].page <= MAX_FRONT_PAGE):
            block.kind = "prose"
    return blocks


def _authors(blocks: Sequence[PdfBlock], metadata: Metadata, front: Sequence[PdfBlock]) -> str:
    told = clean_line(metadata.author)
    letters = alnum(" ".join(block.text for block in front))
    families = [part.split()[-1] for part in re.split(r"[,;&]|\band\b", told) if part.split()]
    if families and alnum(families[0]) in letters and len(told.split()) >= 2:
        return told
    lines = [line for block in blocks for line in block.lines if block.kind != "caption"][:MAX_AUTHOR_LINES]
    for first, line in enumerate(lines):
        # A list of names goes on over lines of one size; with one line too many it is none any more.
        for end in range(min(len(lines), first + MAX_TITLE_LINES), first, -1):
            if all(abs(other.size - line.size) < 0.3 for other in lines[first:end]) and (names := _names(lines[first:end])):
                return names
    return ""


def _names(lines: Sequence[Line]) -> str:
    """The names that some lines list and nothing else; "" where they hold anything else."""
    text = " ".join("".join(run.text for run in line.runs if not run.raised).strip() for line in lines)
    text = re.sub(r"\s+,", ",", re.sub(r",(?:\s*,)+", ",", one_line(_MARKS.sub(" ", text)))).strip(" ,;")
    return "" if _AFFILIATION.search(text) else parse_byline(f"By {text}").authors


def _publication(lines: Sequence[str], metadata: Metadata, draft: Draft) -> None:
    for line in lines:
        text = clean_line(line)
        facts = parse_byline(text) if len(text) < 200 else None
        if facts and not facts.authors:
            draft.publication = draft.publication or facts.publication
            draft.issue = draft.issue or facts.issue
            draft.published = draft.published or facts.published
        draft.published = published_in(text) or draft.published
        if not draft.publication and (match := _JOURNAL_LINE.match(text)) and len(text) < 120:
            draft.publication = match[1]
    doi = next((doi for text in (*lines, metadata.subject, metadata.keywords) if (doi := doi_in(text))), "")
    draft.link = f"https://doi.org/{doi}" if doi else ""
