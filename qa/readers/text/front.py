"""The facts over a saved article: its title and byline among the lines around the start of its text.

In: the blocks of a page and the block at which its running text starts. Out: facts, in the draft.
"""

import re
from collections.abc import Collection

from qa.readers.assembly import Draft
from qa.readers.text.byline import Byline, is_name, parse_byline
from qa.readers.text.chunks import Chunk
from qa.text import one_line

BYLINE_REACH = 14
MAX_LIST = 6
MIN_TITLE_WORDS = 4
MIN_CAPITALS_WORDS = 6  # fewer words in capitals are the name of a column
MAX_WORDS_OVER = 45
MAX_TITLE_CHARS = 1_000  # a line is made a pattern, which takes long of a longer one
# "Health correspondent, Leeds" under a line tells that the line is a name.
_ROLE = re.compile(
    r"(?:[\w’'&-]+,? ){0,5}(?:correspondent|reporter|writer|editor|columnist|journalist|contributor|producer)\b.{0,40}", re.IGNORECASE
)


def take_front(chunks: list[Chunk], start: int, draft: Draft) -> int:
    """Fill in title and byline; returns where the body starts."""
    bylines = _bylines(chunks, start)
    for facts in bylines.values():
        draft.authors = draft.authors or facts.authors
        draft.publication = draft.publication or facts.publication
        draft.issue = draft.issue or facts.issue
        draft.published = draft.published or facts.published
    first = min((n for n, facts in bylines.items() if facts.authors), default=start)
    last = max((n for n, facts in bylines.items() if n >= start), default=start - 1)
    # A heading that stands right over the first paragraph belongs to the body.
    own_heading = start - 1 if start and start - 1 not in bylines and chunks[start - 1].kind == "short" else start
    title = _title_before(chunks, first, bylines.keys(), above_authors=bool(draft.authors))
    if not draft.authors:
        title = _first_words(chunks, start, title)
    if title is not None:
        draft.title = one_line(chunks[title].text)
    if last >= start:
        return _standfirst(chunks, title, first, last)
    return own_heading if own_heading != title and own_heading > min(bylines, default=first) else start


def _bylines(chunks: list[Chunk], start: int) -> dict[int, Byline]:
    """The blocks around the start that tell facts, and the facts of each."""
    bylines: dict[int, Byline] = {}
    n_words = 0  # of running text over a byline: a standfirst, or what the site says of itself
    for number in range(max(0, start - BYLINE_REACH), min(len(chunks), start + BYLINE_REACH)):
        chunk = chunks[number]
        if chunk.kind in ("short", "item", "date", "prose") and (facts := parse_byline(chunk.plain)):
            bylines[number] = facts
        elif number and _ROLE.fullmatch(chunk.text) and chunks[number - 1].kind == "short" and is_name(chunks[number - 1].text):
            bylines[number - 1] = Byline(authors=chunks[number - 1].text)
            bylines[number] = Byline()
        elif number >= start and chunk.kind == "prose":
            n_words += len(chunk.text.split())
        if n_words > MAX_WORDS_OVER:
            break
    return bylines


def _standfirst(chunks: list[Chunk], title: int | None, first: int, last: int) -> int:
    """Where the body starts if a byline stands in it: with the paragraph between title and authors, or behind the byline."""
    over = [n for n in range(title + 1, first) if chunks[n].kind == "prose"] if title is not None else []
    if not over:
        return last + 1
    for chunk in chunks[over[0] : last + 1]:
        if chunk.kind != "prose" or parse_byline(chunk.text):
            chunk.kind = "furniture"
    return over[0]


def _title_before(chunks: list[Chunk], end: int, taken: Collection[int], above_authors: bool) -> int | None:
    """The short line that heads the article: over its authors, or else the topmost long one near its start.

    Over the authors stands the title, or the title and a longer line that introduces the article.
    """
    candidates: list[int] = []
    n_items = 0
    for number in range(end - 1, max(-1, end - BYLINE_REACH), -1):
        n_items = n_items + 1 if chunks[number].kind == "item" and number not in taken else 0
        if chunks[number].kind == "end" or n_items > MAX_LIST:
            break
        if chunks[number].kind == "short" and len(chunks[number].text.split()) >= 2 and number not in taken:
            candidates.append(number)
    if not candidates:
        return None
    lengths = {n: len(chunks[n].text.split()) for n in candidates}
    if not above_authors:
        return next((n for n in reversed(candidates) if lengths[n] >= MIN_TITLE_WORDS), max(candidates, key=lengths.__getitem__))
    nearest = next((n for n in candidates if lengths[n] >= 3), candidates[0])
    over = nearest - 1
    is_title = MIN_TITLE_WORDS <= lengths.get(over, 0) < lengths[nearest] and (
        not chunks[over].text.isupper() or lengths[over] >= MIN_CAPITALS_WORDS
    )
    return over if is_title else nearest


def _first_words(chunks: list[Chunk], start: int, title: int | None) -> int | None:
    """The line with which the first paragraph begins, as an encyclopedia's title; else the title found before."""
    first_words = chunks[start].text if start < len(chunks) else ""
    for number in range(start - 1, max(-1, start - BYLINE_REACH), -1):
        line = chunks[number]
        is_line = line.kind == "short" and len(line.text) <= MAX_TITLE_CHARS
        if is_line and re.match(rf"(?:An? |The )?{re.escape(line.text)}\b", first_words):
            return number
    return title
